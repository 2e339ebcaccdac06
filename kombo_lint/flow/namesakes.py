"""What an argument may be that only users of the project give: an object of a class that is called like it.

`def __init__(self, credentials)` in a library is called by its users, and `credentials` is of one of the
library's classes `OAuthCredentials` and `ApiKeyCredentials`, if those have what is asked of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import names
from kombo_lint.flow.classes import lineage
from kombo_lint.flow.values import Cls, Inst

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function
    from kombo_lint.flow.values import Frame, Values

_MOST = 8
"""A name that more classes than these have says nothing."""


def namesakes(ev: Evaluator, param: cst.Param, frame: Frame, function: Function) -> Values:
    """Return an instance of each class that has the parameter's name and what the function asks of it."""
    if ev.asks != "project":
        return ()
    asked = _asked(param, frame, function)
    if not asked:
        return ()
    return tuple(Inst(cls) for cls in _called(ev, param.name.value, frame) if asked <= _attributes(ev, cls))


def _asked(param: cst.Param, frame: Frame, function: Function) -> set[str]:
    """Return the attributes that the function asks of a parameter."""
    found = set()
    for name in frame.scopes.names.get(param.name.value, ()):
        parent = frame.scopes.parents.get(name)
        if (
            isinstance(parent, cst.Attribute)
            and parent.value is name
            and frame.scopes.function_of(name) is function
        ):
            found.add(parent.attr.value)
    return found


def _called(ev: Evaluator, name: str, frame: Frame) -> Iterator[Cls]:
    ending = name.replace("_", "").lower()
    known = [
        (word, paths) for word, paths in ev.project.hierarchy.homes.items() if word.lower().endswith(ending)
    ]
    if sum(len(paths) for _, paths in known) > _MOST:
        return
    for word, paths in known:
        for path in paths:
            scopes = ev.project.module(path, f"has a {word}, as {frame.scopes.module.path} may be given")
            values = names.global_values(ev, scopes, word) if scopes is not None else ()
            yield from (value for value in values if isinstance(value, Cls) and value.scopes is scopes)


def _attributes(ev: Evaluator, cls: Cls) -> set[str]:
    """Return the names that the class, or one that it derives from, defines or keeps on its objects."""
    found: set[str] = set()
    for owner in lineage(ev, cls)[0]:
        found.update(owner.scopes.bindings.get(owner.node, {}))
        found.update(
            name
            for name, stores in owner.scopes.stores.items()
            if any(owner.node in owner.scopes.ancestors(store.target) for store in stores)
        )
    return found

"""Where a field of an error's body is read, told from bytes first and from the evaluator then."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

import libcst as cst

from kombo_lint.flow.origins import origin
from kombo_lint.flow.values import Body

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Value

Spot: TypeAlias = "tuple[Scopes, cst.BaseExpression]"
"""An expression, and the module that it stands in."""
_ASKS = frozenset({"get", "pop", "getattr"})


def rest_of(value: Value, path: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the way that is left from a value to what stands at a path of a body; None if none leads there.

    What was made from it, as by `.lower()`, counts as the field itself.
    """
    if not isinstance(value, Body):
        return None
    if value.path[: len(path)] == path:
        return ()
    return path[len(value.path) :] if value.path == path[: len(value.path)] else None


def reads(ev: Evaluator, path: tuple[str, ...], paths: Sequence[str]) -> list[Spot]:
    """Return the expressions in the files that read the field at `path` of the API's errors."""
    found: list[Spot] = []
    having_all = set.intersection(*(set(ev.project.files_with(key)) for key in path))
    keyed = [_keyed(key) for key in path]
    for file in paths:
        if file in having_all and all(each.search(ev.project.files[file]) for each in keyed):
            scopes = ev.project.module(file, f"reads {'.'.join(path)}")
            for node in may_read(scopes, path[-1]) if scopes is not None else ():
                assert scopes is not None
                if _is_read(ev, scopes, node, path):
                    found.append((scopes, node))
    return found


def _keyed(key: str) -> re.Pattern[bytes]:
    """Return what a file contains that has `key` as an attribute (not of itself), or as a text."""
    word = re.escape(key.encode())
    return re.compile(rb"%b(?:(?<=[\"']%b)[\"']|(?<=\.%b)\b(?<!\bself\.%b))" % (word, word, word, word))


def may_read(scopes: Scopes, key: str) -> Iterator[cst.BaseExpression]:
    """Yield `error.key`, `error["key"]`, `error.get("key")` and `getattr(error, "key")`.

    What an object reads of itself was put there, from where the value is followed to here.
    """
    for node in scopes.attributes.get(key, ()):
        stored = isinstance(scopes.parents.get(node), cst.AssignTarget | cst.AnnAssign)
        if not stored and not (isinstance(node.value, cst.Name) and node.value.value == "self"):
            yield node
    for text in scopes.by_type.get(cst.SimpleString, ()):
        assert isinstance(text, cst.SimpleString)
        if text.evaluated_value != key:
            continue
        parent = scopes.parents.get(text)
        call = scopes.parents.get(parent) if isinstance(parent, cst.Arg) else None
        if isinstance(parent, cst.Index):
            subscript = scopes.parents.get(scopes.parents[parent])
            if isinstance(subscript, cst.Subscript):
                yield subscript
        elif isinstance(call, cst.Call):
            called = call.func.attr if isinstance(call.func, cst.Attribute) else call.func
            if isinstance(called, cst.Name) and called.value in _ASKS:
                yield call
        elif isinstance(parent, cst.MatchMappingElement):
            yield from (up.subject for up in scopes.ancestors(parent) if isinstance(up, cst.Match))


def _is_read(ev: Evaluator, scopes: Scopes, node: cst.BaseExpression, path: tuple[str, ...]) -> bool:
    matches = isinstance(scopes.parents.get(node), cst.Match)
    return any(
        rest is not None and (matches or not rest) and is_of_api(ev, value)
        for value in ev.values(node, ev.frame_of(scopes, node))
        for rest in [rest_of(value, path)]
    )


def is_of_api(ev: Evaluator, value: Value) -> bool:
    """Say whether a body comes from a request that is the API's, or likely so."""
    return isinstance(value, Body) and origin(ev, value.request).whose in ("api", "likely")

"""The calls of something by its name, or by another that it is given: who may call a function.

Whether it is that function which a call means is told by `callers`.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import libcst as cst

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Frame

FEW_FILES = 8
# A name that is called in more files than this is too common for its callers to say much.
_MOST_FILES = 20
_CONSTANT = re.compile(rb"[\"'][^\"'\\]*[\"']|[\d.]+|None|True|False")


def named_calls(
    ev: Evaluator, name: str, near: Scopes, param: str | None = None
) -> Iterator[tuple[cst.Call, Frame]]:
    """Yield the calls of something called `name`, in `near` first, each with the frame around it."""
    for path in _may_call(ev, name, near, param):
        scopes = ev.project.module(path, f"may call {name}()")
        if scopes is None:
            continue
        for alias in sorted(_aliases(scopes, name) | {name}):
            for call in scopes.calls.get(alias, ()):
                yield call, ev.frame_of(scopes, call)


def _may_call(ev: Evaluator, name: str, near: Scopes, param: str | None) -> list[str]:
    """Return the files with a call of `name` that can mean the one defined in `near`.

    Where many files have the word, only those count that also name the module or one of
    its classes, or define such a function too, as what works on behalf of another does:
    objects whose class is named nowhere are followed by rare names only.
    """
    own = near.module.path
    if ev.asks == "module":
        return [own]
    others = [path for path in ev.project.files_that_call(name) if path != own]
    if len(others) > FEW_FILES:
        stem = PurePosixPath(own).parent.name if own.endswith("__init__.py") else PurePosixPath(own).stem
        words = [stem, *(node.name.value for node in near.classes)]
        related = {path for word in words for path in ev.project.files_with(word)}
        related.update(path for path, _ in ev.project.definitions.get(name.encode(), ()))
        others = [path for path in others if path in related]
    if param is not None and len(others) > FEW_FILES:
        others = _spelled_differently(ev, others, param)
    if len(others) > _MOST_FILES:  # of too many, those first that speak of the API themselves
        speaking = set().union(*map(ev.project.files_mentioning, ev.api.words))
        others.sort(key=lambda path: path not in speaking)
    return [own, *others[:_MOST_FILES]]


def _spelled_differently(ev: Evaluator, paths: list[str], param: str) -> list[str]:
    """Leave out the files that write only constants for a keyword which files before them wrote too."""
    known: set[bytes] = set()
    result = []
    having = set(ev.project.files_with(param))
    for path in paths:
        found = _written_for(ev, path, param) if path in having else frozenset()
        if found and all(map(_CONSTANT.fullmatch, found)):
            if found <= known:
                continue
            known |= found
        result.append(path)
    return result


def _written_for(ev: Evaluator, path: str, keyword: str) -> frozenset[bytes]:
    """Return what a file writes for a keyword."""

    def found() -> frozenset[bytes]:
        written = rb"\b%s[ \t]*=(?!=)[ \t]*([^,)\n]*)" % re.escape(keyword.encode())
        return frozenset(re.findall(written, ev.project.files[path]))

    return ev.once(("written for", path, keyword), found, meanwhile=frozenset())


def _aliases(scopes: Scopes, name: str) -> set[str]:
    """Return the names under which a module imports or rebinds `name`."""
    found = set()
    for node in scopes.by_type.get(cst.ImportAlias, ()):
        if isinstance(node, cst.ImportAlias) and node.asname is not None and node.evaluated_name == name:
            found.add(node.evaluated_alias or name)
    return found

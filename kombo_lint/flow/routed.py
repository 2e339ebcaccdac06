"""A client's method that the program replaces and the library calls: `get` goes through `request`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.arguments import argument
from kombo_lint.flow.classes import derives, lineage
from kombo_lint.flow.values import Cls, Inst, Method, via
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function, Scopes
    from kombo_lint.flow.values import Frame, Values

_MOST_FILES = 10
_ENOUGH = 8
"""So many requests say whose the client's are."""


def parameter(ev: Evaluator, scopes: Scopes, function: Function, param: cst.Param) -> Iterator[Values]:
    """Yield what the calls of the library's other methods pass for a parameter of one that is replaced."""
    owner = scopes.class_of(function) if isinstance(function, cst.FunctionDef) else None
    if owner is None or not isinstance(function, cst.FunctionDef) or ev.asks != "project":
        return
    if function.name.value not in ev.models.routes:
        return
    cls = Cls(scopes, owner)
    kinds = set(map(short, lineage(ev, cls)[1]))
    found = 0
    for (kind, name), (_, send) in ev.models.sends.items():
        if kind not in kinds or function.name.value not in send.via:
            continue
        for where, call, frame in _calls(ev, cls, kind, name):
            position = send.url if param.name.value == send.keyword else None
            given = argument(ev, call, frame, position, param.name.value)
            if given is not None:
                found += 1
                yield via(given, where, call, f"passed as {param.name.value!r} to {name}()")
            if found >= _ENOUGH:
                return


def _calls(ev: Evaluator, cls: Cls, kind: str, name: str) -> Iterator[tuple[Scopes, cst.Call, Frame]]:
    """Yield the calls of a library's method on what can be an object of a class, in files that name it."""
    related = {cls.scopes.module.path, *ev.project.files_with(cls.node.name.value)}
    for path in [path for path in ev.project.files_that_call(name) if path in related][:_MOST_FILES]:
        scopes = ev.project.module(path, f"may call {name}() on a {cls.node.name.value}")
        for call in scopes.calls.get(name, ()) if scopes is not None else ():
            assert scopes is not None
            frame = ev.frame_of(scopes, call)
            if any(_is_on(ev, value, cls, kind) for value in ev.values(call.func, frame)):
                yield scopes, call, frame


def _is_on(ev: Evaluator, value: object, cls: Cls, kind: str) -> bool:
    return (
        isinstance(value, Method)
        and value.kind == kind
        and isinstance(value.receiver, Inst)
        and (derives(ev, value.receiver.cls, cls) or derives(ev, cls, value.receiver.cls))
    )

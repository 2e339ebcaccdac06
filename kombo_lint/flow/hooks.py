"""Functions that a client calls with each of its responses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.values import Ext, Func, Inst, Method, Obj, Request, Resp, Via, union
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function, Scopes
    from kombo_lint.flow.values import Frame, Value, Values
    from kombo_lint.models.tables import Library


def answers(ev: Evaluator, scopes: Scopes, function: Function) -> Values:
    """Return the responses that a function gets as a hook: of all requests of the clients that have it."""
    if not isinstance(function, cst.FunctionDef) or not ev.models.hooks:
        return ()
    found: list[Value] = []
    for where, call, frame in _given(ev, scopes, function):
        for value in ev.values(call.func, frame):
            library = _library(ev, value)
            if library is not None:
                receiver = value.receiver if isinstance(value, Method) else _made(ev, call, frame)
                request = Request(where, call, frame, library, None, receiver)
                found.append(
                    Resp(request, (Via(where, call, f"calls {function.name.value}() with each response"),))
                )
    return union(tuple(found))


def _given(
    ev: Evaluator, scopes: Scopes, function: cst.FunctionDef
) -> Iterator[tuple[Scopes, cst.Call, Frame]]:
    """Yield the calls that hand the function over in a keyword for hooks, however deep inside it."""
    name = function.name.value
    for path in ev.project.files_with(name):
        data = ev.project.files[path]
        if not any(keyword.encode() in data for keyword in ev.models.hooks):
            continue
        where = ev.project.module(path, f"may hand on {name}")
        for node in (
            (*where.names.get(name, ()), *where.attributes.get(name, ())) if where is not None else ()
        ):
            assert where is not None
            for parent in where.ancestors(node):
                if isinstance(parent, cst.BaseStatement):
                    break
                if isinstance(parent, cst.Arg) and parent.keyword is not None:
                    call = where.parents.get(parent)
                    if parent.keyword.value in ev.models.hooks and isinstance(call, cst.Call):
                        frame = ev.frame_of(where, node)
                        if any(isinstance(v, Func) and v.node is function for v in ev.values(node, frame)):
                            yield where, call, frame
                    break


def _library(ev: Evaluator, value: Value) -> Library | None:
    """Return the library of a client's class, or of a call that sends."""
    if isinstance(value, Ext):
        root, _, last = short(value.name).rpartition(".")
        send = ev.models.send(root, last)
        return send[0] if send is not None else ev.models.by_name.get(root)
    if isinstance(value, Method):
        send = ev.models.send(value.kind, value.name)
        return send[0] if send is not None else None
    return None


def _made(ev: Evaluator, call: cst.Call, frame: Frame) -> Value | None:
    return next((value for value in ev.values(call, frame) if isinstance(value, Obj | Inst)), None)

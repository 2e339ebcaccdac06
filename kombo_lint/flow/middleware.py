"""What stands between a sending call and who made it, and sees each answer before that does.

A method of the library's that a subclass replaces, hooks, a transport or adapter, a decorator of the
function that sends. Where one of them raises for an answer, the call never gives it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import libcst as cst

from kombo_lint.flow import calls, outside
from kombo_lint.flow.arguments import argument
from kombo_lint.flow.cargo import constructor_calls, kinds
from kombo_lint.flow.carriers import adapters
from kombo_lint.flow.classes import method
from kombo_lint.flow.runners import send_of
from kombo_lint.flow.tree import walk
from kombo_lint.flow.values import Func, Inst, Method, Obj, Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Ext, Frame


class Passed(NamedTuple):
    """A function that an answer passes, in its frame; `asks` says which requests are the same one there."""

    function: Func
    frame: Frame
    asks: Callable[[Request], bool]


def passed(
    ev: Evaluator, value: Method | Ext, call: cst.Call, frame: Frame, answers: Callable[[Request], bool]
) -> Iterator[Passed]:
    """Yield what the answer to a sending call passes that `answers` holds for; nothing for other calls."""
    found = send_of(ev, value)
    if found is None:
        return
    receiver = value.receiver if isinstance(value, Method) else None
    replaced = outside.replacing(ev, receiver, found[1]) if receiver is not None else None
    if replaced is not None:
        yield Passed(replaced, ev.frame(replaced.scopes, replaced.node, receiver=receiver), answers)
    elif answers(Request(frame.scopes, call, frame, *found, receiver)):
        yield from _hooks(ev, call, frame)
        if isinstance(receiver, Obj | Inst):
            for made, where in constructor_calls(ev, receiver):
                yield from _hooks(ev, made, where)
            yield from _carried(ev, receiver, frame)


def wrappers(ev: Evaluator, function: Func, call: cst.Call, frame: Frame) -> list[Passed]:
    """Return what decorators of the project make of a function, as its callers see it: not the decorators."""
    node = function.node
    found: list[Passed] = []
    for decorator in node.decorators if isinstance(node, cst.FunctionDef) else ():
        where = ev.frame_of(function.scopes, node)
        for value in ev.values(decorator.decorator, where):
            if isinstance(value, Func) and isinstance(value.node, cst.FunctionDef):
                inner = ev.frame(value.scopes, value.node, receiver=value.receiver, outer=value.outer)
                made = calls.returned(ev, value, inner)
                if len(made) == 1 and isinstance(made[0], Func) and made[0].node is not node:
                    run = ev.frame(made[0].scopes, made[0].node, outer=made[0].outer)
                    found.append(Passed(made[0], run, lambda request: False))
    around = set(frame.scopes.ancestors(call))
    return [] if any(each.function.node in around for each in found) else found


def _hooks(ev: Evaluator, call: cst.Call, frame: Frame) -> Iterator[Passed]:
    """Yield the functions that a call is handed as hooks, however deep inside an argument."""
    for arg in call.args:
        if arg.keyword is None or arg.keyword.value not in ev.models.hooks:
            continue
        for node in walk(arg.value):
            for value in ev.values(node, frame) if isinstance(node, cst.Name | cst.Attribute) else ():
                if isinstance(value, Func):
                    inner = ev.frame(value.scopes, value.node, receiver=value.receiver, outer=value.outer)
                    yield Passed(value, inner, lambda request: request.node is call)


def _carried(ev: Evaluator, client: Obj | Inst, frame: Frame) -> Iterator[Passed]:
    """Yield the sending methods of the transports, or adapters, that a client has for all its requests."""
    for transport in (*_given(ev, client), *_mounted(ev, client, frame)):
        for kind in kinds(ev, transport, ev.models.carried):
            for owner, name in sorted(ev.models.sends):
                found = method(ev, transport.cls, name) if owner == kind else None
                if found is not None:
                    inner = ev.frame(found.scopes, found.node, receiver=transport)
                    yield Passed(found, inner, _within(found))


def _given(ev: Evaluator, client: Obj | Inst) -> tuple[Inst, ...]:
    """Return the transport by which a client sends, where it is made with one."""
    result: list[Inst] = []
    for kind in kinds(ev, client, ev.models.clients):
        model = ev.models.clients[kind]
        for call, frame in constructor_calls(ev, client):
            for name in model.policies:
                given = argument(ev, call, frame, model.positions.get(name), name) or ()
                result.extend(value for value in given if isinstance(value, Inst))
    return tuple(result)


def _mounted(ev: Evaluator, client: Obj | Inst, frame: Frame) -> tuple[Inst, ...]:
    """Return the adapters that are mounted on a client for the API's addresses."""
    if not any(ev.models.clients[kind].mounts for kind in kinds(ev, client, ev.models.clients)):
        return ()
    return tuple(each for each in adapters(ev, client, frame.scopes) if isinstance(each, Inst))


def _within(function: Func) -> Callable[[Request], bool]:
    return lambda request: request.scopes.function_of(request.node) is function.node

"""What a call may return: project functions in their frame, library calls by their model."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import declared, defaults, headers, instances, outside, records, unmodelled
from kombo_lint.flow.arguments import argument
from kombo_lint.flow.classes import decorator_names, is_enum, method, self_of
from kombo_lint.flow.containers import elements, unpack
from kombo_lint.flow.reaching import own
from kombo_lint.flow.values import (
    FROM_REQUEST,
    UNKNOWN,
    Body,
    Cls,
    Const,
    Err,
    Ext,
    Func,
    Header,
    InRange,
    Inst,
    Many,
    Method,
    Obj,
    Request,
    Resp,
    Status,
    Super,
    Told,
    Unknown,
    Via,
    gather,
    union,
    via,
)
from kombo_lint.models import short

if TYPE_CHECKING:
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Value, Values
    from kombo_lint.models.tables import Library, Send


_FAILURE = "exception"  # of what runs elsewhere: a task stands for what it comes to, or raises


def call_values(ev: Evaluator, node: cst.BaseExpression, frame: Frame, path: tuple[int, ...] = ()) -> Values:
    """Return what the call may return, or what stands at `path` in that."""
    assert isinstance(node, cst.Call)
    if isinstance(node.func, cst.Name) and node.func.value == "super":
        return _super(ev, node, frame)
    if isinstance(node.func, cst.Attribute) and node.func.attr.value == _FAILURE and not node.args:
        from kombo_lint.flow.failures import failures

        failed = failures(ev, node.func.value, frame)
        if failed:
            return unpack(union(failed, (Const(None),)), path)
    return gather(_part(ev, value, node, frame, path) for value in ev.values(node.func, frame))


def _part(ev: Evaluator, value: Value, node: cst.Call, frame: Frame, path: tuple[int, ...]) -> Values:
    given = declared.called(ev, value, node, frame)
    if given is not None:
        return unpack(given, path)
    if path and isinstance(value, Func):
        return returned(ev, value, entered(ev, value, node, frame), path)
    if path and (field := records.field(ev, value, node, frame, path[0])):
        return unpack(field, path[1:])
    return unpack(_called(ev, value, node, frame), path)


def _called(ev: Evaluator, value: Value, node: cst.Call, frame: Frame) -> Values:
    if isinstance(value, Func):
        inner = entered(ev, value, node, frame)
        result = returned(ev, value, inner)
        name = value.node.name.value if isinstance(value.node, cst.FunctionDef) else "lambda"
        return via(result, frame.scopes, node, f"returned by {name}()")
    if isinstance(value, Cls):
        if is_enum(ev, value):
            return argument(ev, node, frame, 0, "value") or UNKNOWN
        return (Inst(value, node, frame),)
    if isinstance(value, Inst):
        found = method(ev, value.cls, "__call__")
        return (
            _called(ev, Func(found.scopes, found.node, value), node, frame) if found is not None else UNKNOWN
        )
    if isinstance(value, Ext):
        return outside.called(ev, value.name, node, frame)
    if isinstance(value, Method):
        return outside.method_called(ev, value, node, frame)
    if isinstance(value, Resp | Status | Body | Err | InRange | Told):
        return (value,)  # read through a method: `getcode()`, `text()`; or of a function with its arguments
    if isinstance(value, Header):
        return headers.called(ev, value, node, frame)
    if isinstance(value, Unknown):
        kept = _decorated(ev, node, frame)
        return (
            kept
            or outside.of_unknown(ev, value.hint, node, frame)
            or unmodelled.called(ev, value.hint, node, frame)
            or union(defaults.fallback(ev, value.hint, node, frame), (Unknown(value.hint),))
        )
    return UNKNOWN


def _decorated(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    """`retry(...)(function)` does what the function does: a decorator of a library keeps what it is given."""
    if not isinstance(node.func, cst.Call) or len(node.args) != 1 or node.args[0].star:
        return ()
    given = ev.values(node.args[0].value, frame)
    return given if all(isinstance(each, Func) for each in given) else ()


def _super(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    function = frame.scopes.function_of(node)
    owner = frame.scopes.class_of(function) if function is not None else None
    if owner is None:
        return UNKNOWN
    here = Cls(frame.scopes, owner)
    receiver = frame.receiver if isinstance(frame.receiver, Inst | Cls) else self_of(ev, frame)
    return (Super(here, receiver if receiver is not None else Inst(here)),)


def entered(ev: Evaluator, function: Func, call: cst.Call, frame: Frame) -> Frame:
    """Return the frame of a project function that `call` in `frame` calls.

    Where a call may reach many functions its arguments say little of each, so the
    frame forgets them.
    """
    reached = sum(isinstance(value, Func) for value in ev.values(call.func, frame))
    if reached > _MANY:
        return ev.frame(function.scopes, function.node, receiver=function.receiver, outer=function.outer)
    return ev.frame(function.scopes, function.node, call, frame, function.receiver, function.outer)


_MANY = 4


def returned(ev: Evaluator, function: Func, frame: Frame, path: tuple[int, ...] = ()) -> Values:
    """Return what the body of a function may return in `frame`; a generator gives what it yields.

    With a `path` return what stands there in what is returned.
    """
    node = function.node
    if isinstance(node, cst.Lambda):
        return ev.values(node.body, frame, path)
    returns, yields = exits(node)
    if yields:
        given = (
            ev.values(value.item, frame) if isinstance(value, cst.From) else (Many(ev.values(value, frame)),)
            for value in yields
        )
        return unpack((Many(elements(gather(given))),), path)
    none = unpack((Const(None),), path)
    found = (ev.values(value, frame, path) if value is not None else none for value in returns)
    result = gather(found) if returns else none
    if node.returns is not None and not any(isinstance(value, FROM_REQUEST) for value in result):
        promised = annotated_responses(ev, node.returns.annotation, frame)
        if all(isinstance(value, Unknown) for value in result):
            promised = union(promised, instances.instance_of(ev, node.returns.annotation, frame))
        return union(unpack(promised, path), result)
    return result


@lru_cache(maxsize=20_000)
def exits(
    node: cst.FunctionDef,
) -> tuple[list[cst.BaseExpression | None], list[cst.BaseExpression | cst.From]]:
    """Return what the function's `return` statements and its `yield`s give, or hand on."""
    returns = [n.value for n in own(node, cst.Return)]
    inner = [n.value for n in own(node, cst.Yield)]
    yields: list[cst.BaseExpression | cst.From] = [n for n in inner if n is not None]
    if inner and not decorator_names(node) & {"fixture"} and not yields:
        yields = [cst.Name("None")]
    return returns, yields


def annotated_responses(ev: Evaluator, annotation: cst.BaseExpression, frame: Frame) -> Values:
    """Return the response (or error) that an annotation promises inside a method, to be judged by the class.

    The address of the class around it decides whose response it is.
    """
    scopes = frame.scopes
    receiver = frame.receiver if frame.receiver is not None else self_of(ev, frame)
    result: list[Value] = []
    for name in instances.annotation_names(ev, annotation, frame):
        library = ev.models.responses.get(name)
        trail = (Via(scopes, annotation, f"annotated as {name}"),)
        if library is not None:
            request = Request(scopes, annotation, ev.frame(scopes, frame.function), library, None, receiver)
            result.append(Resp(request, trail))
        elif name in ev.models.errors:
            library = ev.models.errors[name][0]
            request = Request(scopes, annotation, ev.frame(scopes, frame.function), library, None, receiver)
            result.append(Err(name, request, trail))
    return tuple(result)


def sent(
    ev: Evaluator, node: cst.Call, frame: Frame, library: Library, send: Send, receiver: Value | None
) -> Value:
    """Return the response of a sending call; nothing of interest where a bad status raises instead."""
    if raises(ev, node, frame, send, receiver) is not None:
        return Unknown()
    request = Request(frame.scopes, node, frame, library, send, receiver)
    return Resp(request, (Via(frame.scopes, node, "sends the request"),))


def raises(ev: Evaluator, node: cst.Call, frame: Frame, send: Send, receiver: Value | None) -> str | None:
    """Return the error that the sending call raises for a bad status, or None."""
    if send.raises_unless is not None:
        spared = argument(ev, node, frame, None, send.raises_unless)
        return None if spared == (Const(False),) else send.raises
    if send.raises is None or send.raises_if is None:
        return send.raises
    given = argument(ev, node, frame, None, send.raises_if)
    if (
        given is None
        and isinstance(receiver, Obj)
        and receiver.call is not None
        and receiver.frame is not None
    ):
        given = argument(ev, receiver.call, receiver.frame, None, send.raises_if)
    return send.raises if given == (Const(True),) else None


def raising_request(ev: Evaluator, value: Method | Ext, node: cst.Call, frame: Frame) -> Request | None:
    """Return the request of a sending call that itself raises for a bad status; None for any other call."""
    if isinstance(value, Ext):
        root, _, last = short(value.name).rpartition(".")
        found, receiver = ev.models.send(root, last), None
    else:
        found, receiver = ev.models.send(value.kind, value.name), value.receiver
    if found is None or raises(ev, node, frame, found[1], receiver) is None:
        return None
    return Request(frame.scopes, node, frame, *found, receiver)

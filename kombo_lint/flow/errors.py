"""What a handler catches: exceptions followed from where they are raised."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, TypeAlias

import libcst as cst

from kombo_lint.flow import calls, guarding, kinds, runners, unmodelled, wrapping
from kombo_lint.flow.classes import self_of
from kombo_lint.flow.tree import children
from kombo_lint.flow.values import (
    UNKNOWN,
    Cls,
    Err,
    Ext,
    Func,
    Inst,
    Method,
    Request,
    Resp,
    Seq,
    Unknown,
    union,
    via,
)
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Value, Values

    Handler: TypeAlias = "cst.ExceptHandler | cst.ExceptStarHandler"
    Types: TypeAlias = "Values | None"  # None for a handler without types


class Ways(Protocol):
    """What may run, where not everything does: in a world, say."""

    def may_reach(self, node: cst.CSTNode, frame: Frame) -> bool:
        """Say whether a run gets to a node."""

    def may_take(self, handler: Handler, frame: Frame) -> bool:
        """Say whether a handler gets an error."""

    def may_make(self, error: Value) -> bool:
        """Say whether the call that makes an error makes this one."""


_DEEPEST = 3
_TRIES = frozenset({cst.Try, cst.TryStar})
_APART = _TRIES | {cst.With, cst.FunctionDef, cst.Lambda, cst.ClassDef}
_RAISING = _TRIES | {cst.With, cst.Raise, cst.Call, cst.Yield}


def caught(ev: Evaluator, handler: Handler, frame: Frame) -> Values:
    """Return what the name of a handler may stand for.

    That is what the body of its `try` raises and the handler's types take, if none before it does;
    where nothing such is found, any exception of those types.
    """
    block = frame.scopes.parents.get(handler)
    types = _types(ev, handler.type, frame)
    earlier: list[Types] = []
    if isinstance(block, cst.Try | cst.TryStar):
        earlier = _before(ev, block, handler, frame)
        found = _taken(ev, types, raised(ev, block.body, frame))
        if found:
            left = kinds.left_over(ev, found, earlier)
            return via(left, frame.scopes, handler, "caught here") or UNKNOWN
    return kinds.left_over(ev, _any_of(ev, types, handler, frame), earlier) or UNKNOWN


def taken(ev: Evaluator, handler: Handler, frame: Frame, ways: Ways | None = None) -> Values:
    """Return what a handler takes, and none before it, of the errors that its `try` is known to raise."""
    block = frame.scopes.parents.get(handler)
    if not isinstance(block, cst.Try | cst.TryStar):
        return ()
    found = _taken(ev, _types(ev, handler.type, frame), raised(ev, block.body, frame, ways))
    return kinds.left_over(ev, found, _before(ev, block, handler, frame))


def is_taken(ev: Evaluator, types: cst.BaseExpression, frame: Frame, error: Value) -> bool:
    """Say whether a handler for `types` takes an error."""
    return bool(_taken(ev, _types(ev, types, frame), (error,)))


def raised(ev: Evaluator, node: cst.CSTNode, frame: Frame, ways: Ways | None = None) -> Values:
    """Return the exceptions of interest that running `node` in `frame` may raise out of it.

    With `ways` only those count that are raised on one of them.
    """
    key = ("raised", node, frame, ways)
    return ev.once(key, lambda: union(*_raised(ev, node, frame, ways)), meanwhile=())


def _raised(ev: Evaluator, node: cst.CSTNode, frame: Frame, ways: Ways | None) -> Iterator[Values]:
    for point in _points(node):
        if isinstance(point, cst.Try | cst.TryStar):
            yield from _out_of_try(ev, point, frame, ways)
        elif isinstance(point, cst.With):
            yield from _out_of_with(ev, point, frame, ways)
        elif ways is not None and not ways.may_reach(point, frame):
            continue
        elif isinstance(point, cst.Raise):
            yield _by_statement(ev, point, frame, ways)
        elif isinstance(point, cst.Call):
            yield _by_call(ev, point, frame, ways)
        elif isinstance(point, cst.Yield):
            yield guarding.in_body(ev, point, frame, ways)


@lru_cache(maxsize=20_000)
def _points(node: cst.CSTNode) -> tuple[cst.CSTNode, ...]:
    """Return where running `node` may raise; of what is in a `try` the `try`."""
    found: list[cst.CSTNode] = []
    stack = [node]
    while stack:
        current = stack.pop()
        kind = type(current)
        if kind in _RAISING:
            found.append(current)
        if kind not in _APART:
            stack.extend(reversed(children(current)))
    return tuple(found)


def _out_of_try(ev: Evaluator, node: cst.Try | cst.TryStar, frame: Frame, ways: Ways | None) -> list[Values]:
    handled = [_types(ev, handler.type, frame) for handler in node.handlers]
    result = [kinds.left_over(ev, raised(ev, node.body, frame, ways), handled)]
    for handler in node.handlers:
        if ways is None or ways.may_take(handler, frame):
            result.append(raised(ev, handler.body, frame, ways))
    for part in (node.orelse, node.finalbody):
        if part is not None:
            result.append(raised(ev, part, frame, ways))
    return result


def _before(ev: Evaluator, block: cst.Try | cst.TryStar, handler: Handler, frame: Frame) -> list[Types]:
    """Return the types of the handlers that stand before one."""
    number = next(n for n, each in enumerate(block.handlers) if each is handler)
    return [_types(ev, each.type, frame) for each in block.handlers[:number]]


def _taken(ev: Evaluator, types: Types, errors: Values) -> Values:
    return tuple(error for error in errors if kinds.takes(ev, types, error) is not False)


def _out_of_with(ev: Evaluator, node: cst.With, frame: Frame, ways: Ways | None) -> Iterator[Values]:
    """What the body raises goes through the generator that manages it, which may raise another error."""
    yield from (raised(ev, item, frame, ways) for item in node.items)
    if ways is None or not any(guarding.manages(ev, item, frame) for item in node.items):
        yield raised(ev, node.body, frame, ways)


def _by_statement(ev: Evaluator, node: cst.Raise, frame: Frame, ways: Ways | None) -> Values:
    around = next((p for p in frame.scopes.ancestors(node) if isinstance(p, cst.ExceptHandler)), None)
    if around is not None and (node.exc is None or (ways is not None and _names(around, node.exc))):
        return taken(ev, around, frame, ways)
    if node.exc is None:
        return ()
    values = ev.values(node.exc, frame)
    found = tuple(Inst(v) if isinstance(v, Cls) else v for v in values if isinstance(v, Cls | Inst | Err))
    if ways is not None:
        found = tuple(value for value in found if ways.may_make(value))
    return via(found, frame.scopes, node, "raised here")


def _names(handler: cst.ExceptHandler, node: cst.BaseExpression) -> bool:
    """Say whether an expression is the name of what a handler caught."""
    name = handler.name.name if handler.name is not None else None
    return isinstance(name, cst.Name) and isinstance(node, cst.Name) and node.value == name.value


def _by_call(ev: Evaluator, node: cst.Call, frame: Frame, ways: Ways | None) -> Values:
    result: list[Values] = []
    for value in ev.values(node.func, frame):
        if isinstance(value, Unknown | Ext) and (sent := unmodelled.errors(ev, value, node, frame)):
            result.append(via(sent, frame.scopes, node, "sends the request"))
        elif isinstance(value, Func) and frame.depth < _DEEPEST:
            around = wrapping.next_around(ev, value, node, frame)
            if around is not None:
                inner = ev.frame(around.scopes, around.node, outer=around.outer)
                result.append(raised(ev, around.node.body, inner, ways))
            if around is None or ways is None:
                inner = calls.entered(ev, value, node, frame)
                result.append(raised(ev, value.node.body, inner, ways))
        elif isinstance(value, Method) and value.kind == "response" and isinstance(value.receiver, Resp):
            response = value.receiver
            error = ev.models.response(response.request.library).error
            if error is not None:
                found = (Err(error, response.request, response.trail),)
                result.append(via(found, frame.scopes, node, "raises for a bad status"))
        elif isinstance(value, Method | Ext) and (sent := _by_sending(ev, value, node, frame)):
            result.append(sent)
        elif frame.depth < _DEEPEST:
            for function in runners.run(ev, value, node, frame):
                inner = ev.frame(
                    function.scopes, function.node, receiver=function.receiver, outer=function.outer
                )
                result.append(raised(ev, function.node.body, inner, ways))
    return union(*result)


def _by_sending(ev: Evaluator, value: Method | Ext, node: cst.Call, frame: Frame) -> Values:
    request = calls.raising_request(ev, value, node, frame)
    if request is None or request.send is None:
        return ()
    error = calls.raises(ev, node, frame, request.send, request.receiver)
    found = (Err(error, request),) if error is not None else ()
    return via(found, frame.scopes, node, "sends the request and raises for a bad status")


def _types(ev: Evaluator, node: cst.BaseExpression | None, frame: Frame) -> Types:
    if node is None:
        return None
    flat: list[Values] = []
    for value in ev.values(node, frame):
        flat.extend(value.items if isinstance(value, Seq) else [(value,)])
    return union(*flat)


def _any_of(ev: Evaluator, types: Types, handler: cst.CSTNode, frame: Frame) -> Values:
    result: list[Values] = []
    for kind in types or ():
        if isinstance(kind, Cls):
            result.append((Inst(kind),))
        elif isinstance(kind, Ext) and short(kind.name) in ev.models.errors:
            library, _ = ev.models.errors[short(kind.name)]
            request = Request(frame.scopes, handler, frame, library, None, _around(ev, frame))
            result.append(via((Err(short(kind.name), request),), frame.scopes, handler, "caught here"))
    return union(*result)


def _around(ev: Evaluator, frame: Frame) -> Value | None:
    """Return the instance whose method the frame is in."""
    return frame.receiver if frame.receiver is not None else self_of(ev, frame)

"""What lets only so many through at once: semaphores, pools of workers, limits of a client; and how many."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.arguments import argument, argument_node
from kombo_lint.flow.cargo import kinds
from kombo_lint.flow.classes import decorator_names, method
from kombo_lint.flow.numbers import most
from kombo_lint.flow.reaching import own_nodes
from kombo_lint.flow.tree import last_name
from kombo_lint.flow.values import Const, Ext, Func, Inst, Method, Obj, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Frame, Request, Value
    from kombo_lint.models.tables import Bound

_DEEPEST = 3
_ACQUIRES = frozenset({"acquire", "__enter__", "__aenter__"})


@dataclass(frozen=True, eq=False)
class Gate:
    """Something that lets `width` through at once, None where nobody can say; made at `node`."""

    width: float | None
    scopes: Scopes
    node: cst.CSTNode


def gate(ev: Evaluator, value: Value, near: Scopes, node: cst.CSTNode, depth: int = _DEEPEST) -> Gate | None:
    """Return what a value lets through at once; None for what is no bound. `node` is where it is used."""
    for kind in kinds(ev, value, ev.models.bounds):
        if isinstance(value, Obj) and value.call is not None and value.frame is not None:
            return Gate(_width(ev, kind, value.call, value.frame), value.frame.scopes, value.call)
        return Gate(None, near, node)
    if isinstance(value, Inst) and depth:
        entered = (method(ev, value.cls, name) for name in ("__aenter__", "__enter__"))
        gates = (gate_in(ev, each, value, depth - 1) for each in entered if each is not None)
        return next((each for each in gates if each is not None), None)
    if isinstance(value, Unknown | Ext) and _says_so(ev, getattr(value, "hint", getattr(value, "name", ""))):
        return Gate(None, near, node)
    return None


def _width(ev: Evaluator, kind: str, call: cst.Call, frame: Frame) -> float | None:
    model = ev.models.bounds[kind]
    if model.number is None:
        return model.default
    narrower = [_number(ev, model, call, frame, None, each, inf) for each in model.narrower]
    width = _number(ev, model, call, frame, model.position, model.number, model.default)
    return (
        None if None in narrower else min([width, *narrower], key=lambda each: inf if each is None else each)
    )


def _number(
    ev: Evaluator,
    model: Bound,
    call: cst.Call,
    frame: Frame,
    position: int | None,
    keyword: str,
    default: float | None,
) -> float | None:
    """Return the number that a call gives at a position or by name, None where nobody can say."""
    node = argument_node(call, position, keyword)
    if node is None:
        return default if argument(ev, call, frame, position, keyword) is None else None
    if ev.values(node, frame) == (Const(None),):
        return inf if default is not None else None
    width = most(ev, node, frame)
    return inf if width is not None and width == model.unbounded else width


def _says_so(ev: Evaluator, name: str) -> bool:
    words = (word for model in ev.models.bounds.values() for word in model.words)
    return any(word in name.rpartition(".")[2].lower() for word in words)


def entered(ev: Evaluator, entry: cst.WithItem, frame: Frame, depth: int = _DEEPEST) -> Gate | None:
    """Return the bound that an item of a `with` is for what comes behind it."""
    item = entry.item
    if isinstance(item, cst.Call):
        for value in ev.values(item.func, frame):
            if (
                isinstance(value, Func)
                and depth
                and (inner := gate_in(ev, value, None, depth - 1)) is not None
            ):
                return inner
            if isinstance(value, Method | Unknown | Ext) and _says_so(ev, last_name(item.func)):
                return Gate(None, frame.scopes, item)
    for value in ev.values(item, frame):
        found = gate(ev, value, frame.scopes, item, depth)
        if found is not None:
            return found
        if isinstance(value, Unknown) and _says_so(ev, last_name(item)):
            return Gate(None, frame.scopes, item)
    return None


def gate_in(ev: Evaluator, function: Func, receiver: Value | None, depth: int = _DEEPEST) -> Gate | None:
    """Return the bound that a function passes somewhere: by a `with`, or by acquiring it."""
    frame = ev.frame(function.scopes, function.node, receiver=receiver or function.receiver)
    for node in own_nodes(function.node):
        found = entered(ev, node, frame, depth) if isinstance(node, cst.WithItem) and depth else None
        found = found or (acquired(ev, node, frame, depth) if isinstance(node, cst.Call) else None)
        if found is not None:
            return found
    return None


def acquired(ev: Evaluator, call: cst.Call, frame: Frame, depth: int = _DEEPEST) -> Gate | None:
    """Return the bound that a call acquires: `await semaphore.acquire()`."""
    if not isinstance(call.func, cst.Attribute) or call.func.attr.value not in _ACQUIRES:
        return None
    for value in ev.values(call.func.value, frame):
        found = gate(ev, value, frame.scopes, call, depth)
        if found is not None:
            return found
    return Gate(None, frame.scopes, call) if _says_so(ev, last_name(call.func.value)) else None


def around(ev: Evaluator, function: Func) -> Gate | None:
    """Return the bound that a function's decorators put around each run of it."""
    if not isinstance(function.node, cst.FunctionDef):
        return None
    for decorator in function.node.decorators:
        inner = decorator.decorator
        called = inner.func if isinstance(inner, cst.Call) else inner
        for value in ev.values(called, ev.frame_of(function.scopes, function.node)):
            if isinstance(value, Func):
                for nested in (value, *_nested(value)):
                    found = gate_in(ev, nested, None)
                    if found is not None:
                        return found
    named = (name for name in decorator_names(function.node) if _says_so(ev, name))
    return next((Gate(None, function.scopes, function.node) for _ in named), None)


def _nested(function: Func) -> Iterator[Func]:
    for node in function.scopes.functions:
        around = function.scopes.function_of(node)
        while around is not None and around is not function.node:
            around = function.scopes.function_of(around)
        if around is function.node:
            yield Func(function.scopes, node)


def of_client(ev: Evaluator, request: Request) -> Gate | None:
    """Return the bound that the client of a request was made with: it has only so many connections."""
    client = request.receiver
    for kind in kinds(ev, client, ev.models.clients) if client is not None else ():
        if isinstance(client, Obj) and client.call is not None and client.frame is not None:
            for keyword in ev.models.clients[kind].bounds:
                for value in argument(ev, client.call, client.frame, None, keyword) or ():
                    found = gate(ev, value, client.frame.scopes, client.call)
                    if found is not None:
                        return found
    return None

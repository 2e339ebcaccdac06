"""Which requests are sent when something runs: a walk forwards, into the functions that it calls."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import bounds
from kombo_lint.flow.calls import entered
from kombo_lint.flow.classes import method
from kombo_lint.flow.outside import replacing
from kombo_lint.flow.runners import send_of
from kombo_lint.flow.tree import children
from kombo_lint.flow.values import Ext, Func, Inst, Method, Request, Resp, Unknown, Via

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.bounds import Gate
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Trail, Value

_DEEPEST = 8
_THREADS = frozenset({"to_thread", "run_in_executor", "run_sync"})
"""Calls that hand a function to threads whose number somebody else has chosen."""


@dataclass(frozen=True, eq=False)
class Sent:
    """A request that is sent, the calls that lead to it, and the bounds that are passed on the way."""

    request: Request
    trail: Trail
    gates: tuple[Gate, ...]


def sent_when_called(ev: Evaluator, value: Value, node: cst.CSTNode, frame: Frame) -> Iterator[Sent]:
    """Yield what is sent when a function is called by others: a pool, a group of tasks, a thread.

    `node` is where it is handed to them.
    """
    walk = _Walk(ev, set())
    if isinstance(value, Func):
        inner = ev.frame(value.scopes, value.node, receiver=value.receiver, outer=value.outer)
        yield from walk.function(value, inner, _Way((), ()))
    elif isinstance(value, Method | Ext) and (send := send_of(ev, value)) is not None:
        receiver = value.receiver if isinstance(value, Method) else None
        yield from walk.request(Request(frame.scopes, node, frame, *send, receiver), _Way((), ()))


def sent_by(ev: Evaluator, node: cst.CSTNode, frame: Frame) -> Iterator[Sent]:
    """Yield what is sent when the code at `node` runs in `frame`."""
    yield from _Walk(ev, set()).code(node, frame, _Way((), ()))


def requests_of(ev: Evaluator, call: cst.Call, frame: Frame) -> Iterator[Request]:
    """Yield the request that a call itself sends, for each thing that it may call."""
    called = ev.values(call.func, frame)
    for value in called:
        send = send_of(ev, value) if isinstance(value, Method | Ext) else None
        if send is not None:
            receiver = value.receiver if isinstance(value, Method) else None
            if receiver is None or replacing(ev, receiver, send[1]) is None:
                yield Request(frame.scopes, call, frame, *send, receiver)
    if all(isinstance(value, Unknown) for value in called):
        # A name may still say whose client it is.
        for value in ev.values(call, frame):
            if isinstance(value, Resp) and value.request.node is call:
                yield value.request


@dataclass(frozen=True)
class _Way:
    trail: Trail
    gates: tuple[Gate, ...]

    def through(self, gate: Gate | None) -> _Way:
        return self if gate is None else replace(self, gates=(*self.gates, gate))


@dataclass
class _Walk:
    ev: Evaluator
    seen: set[tuple[cst.CSTNode, bool]]

    def code(self, node: cst.CSTNode, frame: Frame, way: _Way) -> Iterator[Sent]:
        if isinstance(node, cst.FunctionDef | cst.Lambda | cst.ClassDef):
            return
        if isinstance(node, cst.With):
            for item in node.items:  # a bound holds for what is entered after it, too
                yield from self.code(item, frame, way)
                way = way.through(bounds.entered(self.ev, item, frame))
            yield from self.code(node.body, frame, way)
            return
        if isinstance(node, cst.BaseSuite):
            yield from self._block(node, frame, way)
            return
        if isinstance(node, cst.Call):
            yield from self._call(node, frame, way)
            return
        for child in children(node):
            yield from self.code(child, frame, way)

    def _block(self, block: cst.BaseSuite, frame: Frame, way: _Way) -> Iterator[Sent]:
        """What comes behind `await semaphore.acquire()` has passed it."""
        for statement in children(block):
            yield from self.code(statement, frame, way)
            for call in _calls(statement):
                way = way.through(bounds.acquired(self.ev, call, frame))

    def _call(self, call: cst.Call, frame: Frame, way: _Way) -> Iterator[Sent]:
        yield from self.code(call.func, frame, way)
        called = self.ev.values(call.func, frame)
        named = {getattr(value, "name", getattr(value, "hint", "")).rpartition(".")[2] for value in called}
        if not named & _THREADS:
            inside = way
            for value in called:  # what is awaited in a function that is bounded has passed the bound as well
                if isinstance(value, Func) and (found := bounds.gate_in(self.ev, value, None)) is not None:
                    inside = inside.through(found)
            for arg in call.args:
                yield from self.code(arg.value, frame, inside)
        for value in called:
            function = value if isinstance(value, Func) else _replaced(self.ev, value)
            if isinstance(value, Inst) and (own := method(self.ev, value.cls, "__call__")) is not None:
                function = Func(own.scopes, own.node, value)
            if function is not None:
                step = Via(frame.scopes, call, f"calls {_name(function)}()")
                inner = entered(self.ev, function, call, frame)
                yield from self.function(function, inner, replace(way, trail=(*way.trail, step)))
        for request in requests_of(self.ev, call, frame):
            yield from self.request(request, way)

    def function(self, function: Func, frame: Frame, way: _Way) -> Iterator[Sent]:
        key = (function.node, bool(way.gates))
        if key in self.seen or len(way.trail) > _DEEPEST:
            return
        self.seen.add(key)
        yield from self.code(function.node.body, frame, way.through(bounds.around(self.ev, function)))

    def request(self, request: Request, way: _Way) -> Iterator[Sent]:
        gates = way.through(bounds.of_client(self.ev, request)).gates
        yield Sent(request, way.trail, gates)


def _replaced(ev: Evaluator, value: Value) -> Func | None:
    """Return the method of the program's own subclass that a library's method sends through."""
    send = send_of(ev, value) if isinstance(value, Method) else None
    found = replacing(ev, value.receiver, send[1]) if send is not None and isinstance(value, Method) else None
    return (
        Func(found.scopes, found.node, value.receiver)
        if found is not None and isinstance(value, Method)
        else None
    )


def _calls(statement: cst.CSTNode) -> Iterator[cst.Call]:
    """Yield the calls that surely run with a statement of one line."""
    if isinstance(statement, cst.SimpleStatementLine | cst.BaseSmallStatement | cst.BaseExpression):
        if isinstance(statement, cst.Call):
            yield statement
        for child in children(statement):
            yield from _calls(child)


def _name(function: Func) -> str:
    return function.node.name.value if isinstance(function.node, cst.FunctionDef) else "lambda"

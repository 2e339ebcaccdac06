"""What a call runs at once: the pieces of work, and how many there are of each."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.arguments import argument_node
from kombo_lint.flow.binder import COMPREHENSIONS, GROWS
from kombo_lint.flow.calls import entered, exits
from kombo_lint.flow.numbers import of_loop, size
from kombo_lint.flow.reaching import own_nodes
from kombo_lint.flow.tree import last_name, walk
from kombo_lint.flow.values import Func

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame
    from kombo_lint.models.tables import FanOut

_DEEPEST = 5
_MAPS = frozenset({"map", "starmap"})
_COPIES = frozenset({"list", "tuple", "set", "sorted", "iter"})
_ENDS = frozenset({"result", "join", "get", "acquire", "sleep"})
"""Methods that wait for what runs, or let time pass: what each turn of a loop waits for is not many."""


@dataclass(frozen=True, eq=False)
class Unit:
    """A piece of work: code that runs, or an expression for a function that is `called`.

    `width` says how many of it run at once: infinite for as many as there are data, None for a number
    that nobody can say.
    """

    node: cst.CSTNode
    frame: Frame
    called: bool
    width: float | None


def units(ev: Evaluator, call: cst.Call, model: FanOut, frame: Frame) -> Iterator[Unit]:
    """Yield what a call runs at once."""
    if model.takes == "each":
        for arg in call.args:
            if arg.star == "*":
                yield from _many(ev, arg.value, frame, model)
            elif arg.keyword is None:
                yield Unit(arg.value, frame, False, 1)
        return
    given = argument_node(call, model.position, model.keyword)
    if given is None:
        return
    if model.takes == "many":
        yield from _many(ev, given, frame, model)
    elif model.takes == "map":
        items = argument_node(call, model.position + 1, None)
        yield Unit(given, frame, True, inf if items is None else size(ev, items, frame))
    else:
        yield from _repeated(ev, call, given, frame)


def _repeated(ev: Evaluator, call: cst.Call, given: cst.BaseExpression, frame: Frame) -> Iterator[Unit]:
    """What a call in a loop starts turn by turn, unless each turn waits for something."""
    if isinstance(frame.scopes.parents.get(call), cst.Await):
        return
    width = _turns(ev, call, frame, waits=True)
    if width is not None:
        yield Unit(given, frame, not isinstance(given, cst.Call), width)


def _turns(ev: Evaluator, node: cst.CSTNode, frame: Frame, *, waits: bool) -> float | None:
    """Return how often the loops around a node run it in one run of the function; None where it is in none.

    Where each turn waits, that counts as none.
    """
    width: float | None = None
    child = node
    for parent in frame.scopes.ancestors(node):
        if isinstance(parent, cst.FunctionDef | cst.Lambda):
            break
        own: float | None = None
        if isinstance(parent, cst.For) and child is parent.body:
            if waits and _waits(parent):
                return None
            own = size(ev, parent.iter, frame)
        elif isinstance(parent, COMPREHENSIONS) and not isinstance(child, cst.CompFor):
            own = of_loop(ev, parent.for_in, frame)
        else:
            child = parent
            continue
        if own is None:
            return None
        width, child = own * (1 if width is None else width), parent
    return width


def _waits(loop: cst.For) -> bool:
    return any(
        isinstance(node, cst.Await) or (isinstance(node, cst.Call) and last_name(node.func) in _ENDS)
        for node in own_nodes(loop.body)
    )


def _many(
    ev: Evaluator, node: cst.BaseExpression, frame: Frame, model: FanOut, depth: int = _DEEPEST
) -> Iterator[Unit]:
    """Yield the pieces of work in an iterable of them."""
    if not depth:
        return
    if isinstance(node, cst.ListComp | cst.SetComp | cst.GeneratorExp):
        yield _unit(node.elt, frame, model, of_loop(ev, node.for_in, frame))
    elif isinstance(node, cst.List | cst.Tuple | cst.Set):
        for element in node.elements:
            if isinstance(element, cst.StarredElement):
                yield from _many(ev, element.value, frame, model, depth - 1)
            else:
                yield _unit(element.value, frame, model, 1)
    elif isinstance(node, cst.BinaryOperation):
        for side in (node.left, node.right):
            yield from _many(ev, side, frame, model, depth - 1)
    elif isinstance(node, cst.Call):
        yield from _of_call(ev, node, frame, model, depth)
    elif isinstance(node, cst.Name):
        yield from _of_name(ev, node, frame, model, depth)


def _unit(node: cst.BaseExpression, frame: Frame, model: FanOut, width: float | None) -> Unit:
    """A signature of a task stands for a later call of it."""
    if isinstance(node, cst.Call) and last_name(node.func) in model.signatures:
        assert isinstance(node.func, cst.Attribute)
        return Unit(node.func.value, frame, True, width)
    return Unit(node, frame, False, width)


def _of_call(ev: Evaluator, node: cst.Call, frame: Frame, model: FanOut, depth: int) -> Iterator[Unit]:
    name = last_name(node.func)
    if name in _MAPS and len(node.args) > 1:
        yield Unit(node.args[0].value, frame, True, size(ev, node.args[1].value, frame))
    elif name in _COPIES and node.args:
        yield from _many(ev, node.args[0].value, frame, model, depth - 1)
    else:
        for value in ev.values(node.func, frame):
            if isinstance(value, Func) and isinstance(value.node, cst.FunctionDef):
                inner = entered(ev, value, node, frame)
                returns, yields = exits(value.node)
                for given in returns:
                    if given is not None:
                        yield from _many(ev, given, inner, model, depth - 1)
                for each in yields:
                    if isinstance(each, cst.BaseExpression):
                        yield _unit(each, inner, model, _turns(ev, each, inner, waits=False))


def _of_name(ev: Evaluator, node: cst.Name, frame: Frame, model: FanOut, depth: int) -> Iterator[Unit]:
    """A list is what it is made as, and what is put into it."""
    scopes = frame.scopes
    found = scopes.visible(node)
    for binding in found[1] if found is not None else ():
        if binding.kind == "assign" and binding.value is not None and not binding.unpack:
            yield from _many(ev, binding.value, frame, model, depth - 1)
    for call in scopes.grown.get(node.value, ()):
        assert isinstance(call.func, cst.Attribute)
        if scopes.function_of(call) is not scopes.function_of(node) or _in_one_loop(frame, call, node):
            continue
        place = GROWS[call.func.attr.value]
        if place >= len(call.args):
            continue
        put = call.args[place].value
        if call.func.attr.value in ("extend", "update"):
            yield from _many(ev, put, frame, model, depth - 1)
        else:
            yield _unit(put, frame, model, _turns(ev, call, frame, waits=_starts(put)))


def _starts(node: cst.BaseExpression) -> bool:
    """Say whether an expression starts what it makes: a task runs at once, a coroutine when it is awaited."""
    return any(isinstance(each, cst.Call) and "task" in last_name(each.func) for each in walk(node))


def _in_one_loop(frame: Frame, call: cst.Call, use: cst.CSTNode) -> bool:
    """Say whether a list is filled and used in each turn of one loop: batch by batch."""
    around = [each for each in frame.scopes.ancestors(use) if isinstance(each, cst.For | cst.While)]
    inner = next(
        (each for each in frame.scopes.ancestors(call) if isinstance(each, cst.For | cst.While)), None
    )
    return inner is not None and inner in around

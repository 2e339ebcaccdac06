"""Numbers of a program: what an expression comes to at most, and how many items something has."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.callers import passed_by_callers
from kombo_lint.flow.calls import entered
from kombo_lint.flow.reaching import own_nodes
from kombo_lint.flow.tree import last_name
from kombo_lint.flow.values import Func, Seq
from kombo_lint.flow.worlds import Interpreter, World

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kombo_lint.flow.binder import Binding
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function
    from kombo_lint.flow.values import Frame, Values

_DEEPEST = 8
_SAME_SIZE = {
    "list": 0, "tuple": 0, "set": 0, "sorted": 0, "reversed": 0, "enumerate": 0, "iter": 0, "zip": 0,
    "map": 1, "filter": 1, "values": -1, "items": -1, "keys": -1, "tqdm": 0, "repeat": 1,
}  # fmt: skip
"""Calls that give as many items as an argument of theirs has, or what they are called on (-1)."""


def known(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> tuple[float, ...]:
    """Return the numbers that an expression may come to; what is not known is left out."""
    return _numbers(_nowhere(ev).result(node, frame).outcomes)


def numbers(ev: Evaluator, values: Values) -> tuple[float, ...]:
    """Return the numbers among evaluated values."""
    return _numbers(_nowhere(ev).of_values(values, cst.Pass()).outcomes)


def _nowhere(ev: Evaluator) -> Interpreter:
    return Interpreter(ev, World(lambda request: False, 0, None))


def _numbers(outcomes: Iterable[object]) -> tuple[float, ...]:
    return tuple(each for each in outcomes if isinstance(each, int | float) and not isinstance(each, bool))


def most(ev: Evaluator, node: cst.BaseExpression, frame: Frame, depth: int = _DEEPEST) -> float | None:
    """Return the most that an expression comes to: infinite for a size of data, None where nobody can say."""
    found = known(ev, node, frame)
    if found:
        return max(found)
    if not depth:
        return None
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.args:
        inner = [most(ev, arg.value, frame, depth - 1) for arg in node.args]
        if node.func.value == "min":
            return min((each for each in inner if each is not None), default=None)
        if node.func.value == "max":
            return None if None in inner else max(each for each in inner if each is not None)
        if node.func.value == "len":
            return size(ev, node.args[0].value, frame)
        return inner[0] if node.func.value == "int" else None
    if isinstance(node, cst.BooleanOperation):
        sides = [most(ev, side, frame, depth - 1) for side in (node.left, node.right)]
        return max((each for each in sides if each is not None), default=None)
    if isinstance(node, cst.Name):
        return next((most(ev, value, frame, depth - 1) for value in _assigned(node, frame)), None)
    return None


def _assigned(name: cst.Name, frame: Frame) -> Iterable[cst.BaseExpression]:
    found = frame.scopes.visible(name)
    bindings = found[1] if found is not None else []
    if len(bindings) == 1 and bindings[0].kind == "assign" and not bindings[0].unpack and bindings[0].value:
        yield bindings[0].value


def size(ev: Evaluator, node: cst.BaseExpression, frame: Frame, depth: int = _DEEPEST) -> float | None:
    """Return how many items an expression has at most: infinite for data of any size, None where it is
    some number that nobody can say.
    """
    values = ev.values(node, frame)
    if values and all(isinstance(value, Seq) for value in values) and not isinstance(node, cst.Name):
        return max(len(value.items) for value in values if isinstance(value, Seq))
    if not depth:
        return inf
    if isinstance(node, cst.Call):
        return _of_call(ev, node, frame, depth - 1)
    if isinstance(node, cst.Subscript):
        return _of_slice(ev, node, frame)
    if isinstance(node, cst.ListComp | cst.SetComp | cst.GeneratorExp):
        return of_loop(ev, node.for_in, frame, depth - 1)
    if isinstance(node, cst.Name):
        return _of_name(ev, node, frame, depth - 1)
    if isinstance(node, cst.IfExp):
        return _largest([size(ev, arm, frame, depth - 1) for arm in (node.body, node.orelse)])
    return inf


def of_loop(ev: Evaluator, loop: cst.CompFor, frame: Frame, depth: int = _DEEPEST) -> float | None:
    """Return how many turns a comprehension takes."""
    own = size(ev, loop.iter, frame, depth)
    inner = of_loop(ev, loop.inner_for_in, frame, depth) if loop.inner_for_in is not None else 1
    return None if own is None or inner is None else own * inner


def _of_call(ev: Evaluator, node: cst.Call, frame: Frame, depth: int) -> float | None:
    name = last_name(node.func)
    arguments = [arg.value for arg in node.args if arg.keyword is None]
    if name == "range":
        return _of_range(ev, arguments, frame)
    if name == "islice" and len(arguments) > 1:
        return most(ev, arguments[-1], frame)
    place = _SAME_SIZE.get(name)
    if place == -1 and isinstance(node.func, cst.Attribute):
        return size(ev, node.func.value, frame, depth)
    if name == "zip":
        sizes = [size(ev, each, frame, depth) for each in arguments]
        return None if None in sizes else min((each for each in sizes if each is not None), default=inf)
    if place is not None and len(arguments) > place >= 0:
        return size(ev, arguments[place], frame, depth)
    return inf


def _of_range(ev: Evaluator, arguments: Sequence[cst.BaseExpression], frame: Frame) -> float | None:
    ends = [most(ev, each, frame) for each in arguments]
    if not ends or len(ends) > 2 or None in ends:
        return None
    stop, start = (ends[-1], ends[0] if len(ends) == 2 else 0)
    return None if stop is None or start is None else stop - start


def _of_slice(ev: Evaluator, node: cst.Subscript, frame: Frame) -> float | None:
    """`rows[i : i + n]` has n items at most, `rows[:n]` too."""
    part = node.slice[0].slice if len(node.slice) == 1 else None
    if not isinstance(part, cst.Slice) or part.upper is None:
        return inf
    if part.lower is None:
        return most(ev, part.upper, frame)
    if isinstance(part.upper, cst.BinaryOperation) and isinstance(part.upper.operator, cst.Add):
        for side, other in ((part.upper.left, part.upper.right), (part.upper.right, part.upper.left)):
            if side.deep_equals(part.lower):
                return most(ev, other, frame)
    low, high = most(ev, part.lower, frame), most(ev, part.upper, frame)
    return None if low is None or high is None else high - low


def _of_name(ev: Evaluator, node: cst.Name, frame: Frame, depth: int) -> float | None:
    found = frame.scopes.visible(node)
    if found is None:
        return inf
    if node.value in frame.scopes.grown:
        return inf
    function = frame.scopes.function_of_scope(found[0])
    return _largest([_of_binding(ev, binding, function, frame, depth) for binding in found[1]])


def _of_binding(
    ev: Evaluator, binding: Binding, function: Function | None, frame: Frame, depth: int
) -> float | None:
    if binding.kind == "param":
        return _passed(ev, binding.name, function, frame, depth)
    if binding.unpack or binding.value is None:
        return inf
    if binding.kind == "assign":
        return size(ev, binding.value, frame, depth)
    if binding.kind == "for":
        return _of_batch(ev, binding.value, frame)
    return inf


def _of_batch(ev: Evaluator, batches: cst.BaseExpression, frame: Frame) -> float | None:
    """Return how many items one of many batches has: what a loop goes through was cut to some size."""
    if not isinstance(batches, cst.Call):
        return None
    for value in ev.values(batches.func, frame):
        if isinstance(value, Func):
            inner = entered(ev, value, batches, frame)
            cut = [node for node in own_nodes(value.node) if isinstance(node, cst.Subscript)]
            sizes = [_of_slice(ev, node, inner) for node in cut]
            return next((each for each in sizes if each is not None and each < inf), None)
    known_sizes = [number for arg in batches.args for number in known(ev, arg.value, frame)]
    return max(known_sizes, default=None)


def _passed(ev: Evaluator, name: str, function: Function | None, frame: Frame, depth: int) -> float | None:
    """Return how many items callers pass for a parameter, by what they write."""
    given = passed_by_callers(ev, name, function, frame) if function is not None else ()
    sizes = [inf if node is None else size(ev, node, caller, depth) for node, caller in given]
    return _largest(sizes or [inf])


def _largest(sizes: Sequence[float | None]) -> float | None:
    """Return the largest known size; None where there is none but what nobody can say."""
    return max((each for each in sizes if each is not None), default=None)

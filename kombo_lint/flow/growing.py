"""What an expression comes to when a loop first runs, and whether it grows from turn to turn."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import libcst as cst

from kombo_lint.flow.calls import entered
from kombo_lint.flow.numbers import known, numbers
from kombo_lint.flow.reaching import own_nodes
from kombo_lint.flow.tree import last_name, walk
from kombo_lint.flow.values import Func

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kombo_lint.flow.binder import Binding
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Value, Values

_DEEPEST = 12
_HEADER = "retry-after"


@dataclass(frozen=True)
class Growth:
    """A number: `first` in the first turn (None where that is not known), and whether it `grows`.

    `told` says that it may be what the answer itself tells in its header.
    """

    first: float | None
    grows: bool = False
    told: bool = False


_UNKNOWN = Growth(None, told=True)


def growth(
    ev: Evaluator,
    node: cst.BaseExpression,
    frame: Frame,
    loop: cst.For | cst.While | None,
    given: Mapping[str, Growth] | None = None,
    depth: int = _DEEPEST,
) -> Growth:
    """Return what `node` comes to in the first turn of `loop` (or without one), and whether it grows.

    `given` are names of which that is known. What nobody can know counts as told by the answer.
    """
    return _Turns(ev, frame, loop, dict(given or {}), depth).of(node)


@dataclass
class _Turns:
    ev: Evaluator
    frame: Frame
    loop: cst.For | cst.While | None
    given: dict[str, Growth]
    depth: int

    def of(self, node: cst.BaseExpression) -> Growth:
        if not self.depth:
            return _UNKNOWN
        self.depth -= 1
        try:
            return self._of(node)
        finally:
            self.depth += 1

    def _of(self, node: cst.BaseExpression) -> Growth:
        if isinstance(node, cst.Integer | cst.Float):
            return Growth(float(node.evaluated_value))
        if isinstance(node, cst.Name):
            return self._of_name(node)
        if isinstance(node, cst.BinaryOperation):
            return self._of_operation(node)
        if isinstance(node, cst.BooleanOperation):
            left, right = self.of(node.left), self.of(node.right)
            return Growth(right.first, left.grows or right.grows, left.told or right.told)
        if isinstance(node, cst.Call):
            return self._of_call(node)
        if isinstance(node, cst.Subscript):
            return self._of_item(node)
        if isinstance(node, cst.IfExp):
            return _either([self.of(node.body), self.of(node.orelse)])
        if isinstance(node, cst.Attribute) and self._is_counted(node.attr.value):
            return Growth(None, grows=True)
        return self._of_number(node)

    def _is_counted(self, name: str) -> bool:
        """Say whether an attribute is added to, such as a number of tries that an object keeps."""
        return any(store.adds for store in self.frame.scopes.stores.get(name, ()))

    def _of_number(self, node: cst.BaseExpression) -> Growth:
        found = known(self.ev, node, self.frame)
        return Growth(float(min(found))) if found else _UNKNOWN

    def _of_operation(self, node: cst.BinaryOperation) -> Growth:
        left, right = self.of(node.left), self.of(node.right)
        operation = _OPERATIONS.get(type(node.operator))
        return _combined(operation, [left, right])

    def _of_call(self, node: cst.Call) -> Growth:
        name = last_name(node.func)
        arguments = [arg.value for arg in node.args if arg.keyword is None and not arg.star]
        if name in _TAKES and arguments:
            return _combined(_TAKES[name], [self.of(each) for each in arguments])
        if name in _RANDOM:  # what is random counts as what it is at most
            return self.of(arguments[-1]) if arguments else Growth(1.0)
        for value in self.ev.values(node.func, self.frame):
            if isinstance(value, Func):
                return self._of_function(value, node)
        return self._of_number(node)

    def _of_function(self, function: Func, call: cst.Call) -> Growth:
        if isinstance(function.node, cst.Lambda) or _asks_for_the_header(function.node):
            return _UNKNOWN
        returns = [n.value for n in own_nodes(function.node) if isinstance(n, cst.Return)]
        if len(returns) != 1 or returns[0] is None:
            return _UNKNOWN
        names = [each.name.value for each in function.node.params.params]
        names = names[1:] if names[:1] in (["self"], ["cls"]) else names
        given = {
            name: self.of(arg.value)
            for name, arg in zip(names, call.args, strict=False)
            if arg.keyword is None
        }
        given |= {arg.keyword.value: self.of(arg.value) for arg in call.args if arg.keyword is not None}
        inner = entered(self.ev, function, call, self.frame)
        return growth(self.ev, returns[0], inner, None, given, self.depth)

    def _of_item(self, node: cst.Subscript) -> Growth:
        """`DELAYS[attempt]`: the first of them, and it grows where the last is larger."""
        index = node.slice[0].slice if len(node.slice) == 1 else None
        if not isinstance(index, cst.Index) or not self.of(index.value).grows:
            return self._of_number(node)
        return self._of_row(node.value)

    def _of_row(self, node: cst.BaseExpression) -> Growth:
        """Return the growth of what goes through a row of numbers, or through a range of them."""
        if isinstance(node, cst.Call) and last_name(node.func) in ("range", "count"):
            start = node.args[0].value if len(node.args) > (last_name(node.func) == "range") else None
            return Growth(self._of_number(start).first if start is not None else 0.0, grows=True)
        if isinstance(node, cst.Call) and last_name(node.func) == "enumerate":
            return Growth(0.0, grows=True)
        found = [each for value in self.ev.values(node, self.frame) for each in getattr(value, "items", ())]
        rows = [self._number_of(each) for each in found]
        if len(rows) < 2 or None in rows:
            return _UNKNOWN
        first, last = rows[0], rows[-1]
        return Growth(first, grows=first is not None and last is not None and last > first)

    def _number_of(self, values: Values | Value) -> float | None:
        found = numbers(self.ev, values) if isinstance(values, tuple) else ()
        return float(found[0]) if len(found) == 1 else None

    def _of_name(self, node: cst.Name) -> Growth:
        if node.value in self.given:
            return self.given[node.value]
        found = self.frame.scopes.visible(node)
        bindings = found[1] if found is not None else []
        if self.loop is None:  # the function may call itself with what it counts
            counted = any(each.kind == "augment" for each in bindings)
            return Growth(None, grows=True) if counted else self._from_outside(node, bindings)
        inside = set(walk(self.loop.body))
        within = [each for each in bindings if each.node in inside]
        if isinstance(self.loop, cst.For) and any(each.node is self.loop for each in bindings):
            own = next(each for each in bindings if each.node is self.loop)
            if own.unpack and own.unpack[0] and isinstance(self.loop.iter, cst.Call):
                return _UNKNOWN
            return self._of_row(self.loop.iter)
        if not within:
            return self._from_outside(node, bindings)
        before = [each for each in bindings if each.node not in inside]
        self.given[node.value] = start = self._from_outside(node, before) if before else _UNKNOWN
        try:
            return self._in_turns(node, within, start)
        finally:
            del self.given[node.value]

    def _in_turns(self, node: cst.Name, within: list[Binding], start: Growth) -> Growth:
        """Return a name's growth that each turn gives another value."""
        each_turn: list[Growth] = []
        for binding in within:
            if binding.kind == "augment" and isinstance(binding.node, cst.AugAssign):
                kind = type(binding.node.operator)
                step = self.of(binding.value) if binding.value is not None else _UNKNOWN
                after = _combined(_STEPS.get(kind), [start, step])
            elif binding.kind == "assign" and binding.value is not None and not binding.unpack:
                after = self.of(binding.value)
            else:
                return _UNKNOWN
            again = binding.kind == "augment" or _names(binding.value, node.value)
            grows = after.grows or (again and after.first is not None and start.first != after.first)
            # Where it is set before it is used, the first turn has that value.
            set_before = not again or self._line(binding.node) < self._line(node)
            each_turn.append(Growth(after.first if set_before else start.first, grows, after.told))
        return _either(each_turn)

    def _line(self, node: cst.CSTNode) -> int:
        return self.frame.scopes.module.line(node)

    def _from_outside(self, node: cst.Name, bindings: list[Binding]) -> Growth:
        if (
            len(bindings) == 1
            and bindings[0].kind == "assign"
            and bindings[0].value
            and not bindings[0].unpack
        ):
            return self.of(bindings[0].value)
        if len(bindings) == 1 and bindings[0].kind == "param" and bindings[0].value is not None:
            return self._of_parameter(node.value, bindings[0].value)
        return self._of_number(node)

    def _of_parameter(self, name: str, default: cst.BaseExpression) -> Growth:
        """A parameter that a function passes to itself changed grows with each call of it."""
        function = self.frame.function
        calls = [n for n in own_nodes(function) if isinstance(n, cst.Call)] if function is not None else []
        own = function.name.value if isinstance(function, cst.FunctionDef) else None
        for call in calls:
            if last_name(call.func) == own and any(
                not isinstance(arg.value, cst.Name) and _names(arg.value, name) for arg in call.args
            ):
                return Growth(self.of(default).first, grows=True)
        found = known(self.ev, cst.Name(name), self.frame) if function is None else ()
        return Growth(float(min(found))) if found else self.of(default)


def _names(node: cst.CSTNode | None, name: str) -> bool:
    return node is not None and any(isinstance(n, cst.Name) and n.value == name for n in walk(node))


def _asks_for_the_header(function: cst.CSTNode) -> bool:
    return any(isinstance(n, cst.SimpleString) and _HEADER in n.value.lower() for n in walk(function))


def _either(parts: list[Growth]) -> Growth:
    """Return what is true of a number that may be any of these."""
    firsts = [each.first for each in parts if each.first is not None]
    return Growth(min(firsts, default=None), any(p.grows for p in parts), any(p.told for p in parts))


def _combined(operation: Callable[..., float] | None, parts: list[Growth]) -> Growth:
    grows, told = any(each.grows for each in parts), any(each.told for each in parts)
    firsts = [each.first for each in parts]
    first = None
    if operation is not None and None not in firsts:
        try:
            first = float(operation(*firsts))
        except (TypeError, ValueError, ArithmeticError):
            first = None
    return Growth(first, grows, told)


def _shift(left: float, right: float) -> float:
    return int(left) << int(right)


_OPERATIONS: dict[type[cst.BaseBinaryOp], Callable[[Any, Any], Any]] = {
    cst.Add: operator.add, cst.Subtract: operator.sub, cst.Multiply: operator.mul,
    cst.Divide: operator.truediv, cst.FloorDivide: operator.floordiv,
    cst.Power: operator.pow, cst.LeftShift: _shift,
}  # fmt: skip
_STEPS: dict[type[cst.BaseAugOp], Callable[[Any, Any], Any]] = {
    cst.AddAssign: operator.add, cst.MultiplyAssign: operator.mul, cst.PowerAssign: operator.pow,
    cst.LeftShiftAssign: _shift,
}  # fmt: skip
_TAKES: dict[str, Callable[..., float]] = {
    "min": min, "max": max, "float": float, "int": int, "round": round, "abs": abs, "pow": pow, "ceil": round,
}  # fmt: skip
_RANDOM = frozenset({"random", "uniform", "randint", "randrange", "triangular"})

"""Which tests may depend on a status, told from how they are written.

Tracing a value costs; nearly all tests of a program ask for None, a type, a text or
a flag, and those need no trace.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.facts.deciders import Deciders
from kombo_lint.flow.comparable import is_beside_the_point
from kombo_lint.flow.decisions import Case
from kombo_lint.flow.names import binding_values
from kombo_lint.flow.reaching import own, own_nodes
from kombo_lint.flow.residual import counted, key_of
from kombo_lint.flow.unknowns import PHRASES
from kombo_lint.flow.values import Const, Map, Seq, Unknown

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from kombo_lint.flow.binder import Binding
    from kombo_lint.flow.decisions import Test
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function, Scopes
    from kombo_lint.flow.values import Value
    from kombo_lint.registry import Change

_NUMBER = re.compile(r"\b\d")
_PUT_UNDER = (
    rb"(?:[\"']%b[\"'][ \t]*\]?[ \t]*[:=](?!=)|\b%b[ \t]*=(?!=))"
    rb"\s*(?!(?:None|True|False)\b)[A-Za-z_(]"
)
_NAMED = PHRASES | HTTPStatus.__members__.keys()
_LITERALS = frozenset({"None", "True", "False"})
_TYPES = frozenset({"isinstance", "issubclass", "callable", "hasattr", "len", "type"})


class Candidates:
    """Finds the tests of functions that may depend on a status."""

    def __init__(self, ev: Evaluator, change: Change) -> None:
        self._ev = ev
        self._deciders = Deciders(ev)
        self._asked: set[Binding] = set()
        self._keys: dict[str, bool] = {}
        low, high = sorted((change.from_status or 0, change.to_status or 0))
        self._families = frozenset(str(family) for family in range(low // 100, high // 100 + 1))

    def tests(self, scopes: Scopes, function: Function | None) -> list[Test]:
        """Return the expressions of a function (or module) that may choose by status what runs next."""
        found: list[Test] = []
        body = function if function is not None else scopes.module.tree
        targets = {node.target for node in own(body, cst.AssignTarget)}
        for node in own_nodes(body):
            if type(node) not in _TOLD_FROM:
                continue  # so most are; to ask for what each is not takes longer
            if isinstance(node, cst.Match):
                found.extend(Case(node, case) for case in node.cases)
            elif (key := key_of(node)) is not None:
                if (
                    node not in targets
                    and not self._says_no_status(key, scopes)
                    and self._may_be_a_table(node, scopes, function)
                ):
                    found.append(key)
            elif (test := _test(node)) is not None and self._may_depend(test, scopes):
                found.extend(self._leaves(test, scopes))
        if isinstance(function, cst.Lambda) and self._may_depend(function.body, scopes):
            found.append(function.body)
        return found

    def _leaves(self, test: cst.BaseExpression, scopes: Scopes) -> list[cst.BaseExpression]:
        """Return the parts of a test that may depend on a status; of `status in SET` only the status does."""
        if isinstance(test, cst.BooleanOperation):
            parts = [part for part in _parts(test) if self._may_depend(part, scopes)]
            return [leaf for part in parts for leaf in self._leaves(part, scopes)]
        if isinstance(test, cst.UnaryOperation):
            return self._leaves(test.expression, scopes)
        if isinstance(test, cst.Comparison) and isinstance(test.comparisons[0].operator, cst.In | cst.NotIn):
            said = isinstance(test.left, cst.SimpleString | cst.Integer | cst.ConcatenatedString)
            return [test.comparisons[0].comparator if said else test.left]
        return [test]

    def _may_depend(self, test: Test, scopes: Scopes) -> bool:
        if isinstance(test, Case):
            return True
        if isinstance(test, cst.BooleanOperation):
            return any(self._may_depend(part, scopes) for part in _parts(test))
        if isinstance(test, cst.UnaryOperation | cst.Await):
            return self._may_depend(test.expression, scopes)
        if isinstance(test, cst.NamedExpr):
            return self._may_depend(test.value, scopes)
        if isinstance(test, cst.Comparison):
            sides = [test.left, *(target.comparator for target in test.comparisons)]
            if isinstance(sides[-1], cst.Name) and sides[-1].value in ("True", "False"):
                return self._may_depend(test.left, scopes)
            numbers = [side.value for side in sides if isinstance(side, cst.Integer)]
            if numbers and not any(number[0] in self._families for number in numbers):
                return False  # no such number, nor one of a status's digits, tells the statuses apart
            if any(self._says_no_status(side, scopes) for side in sides):
                return False
            return not is_beside_the_point(self._ev, test, self._ev.frame_of(scopes, test))
        if isinstance(test, cst.Name):
            return self._name(test, scopes)
        if isinstance(test, cst.Attribute):
            return self._deciders.read(test.attr.value)
        if isinstance(test, cst.Call):
            return not _asks_for_no_status(test) and self._call(test, scopes)
        if isinstance(test, cst.Subscript):
            return self._item(test)
        if isinstance(test, cst.BinaryOperation):
            return isinstance(test.operator, cst.BitAnd) and isinstance(test.left, cst.Set)
        return isinstance(test, cst.IfExp)

    def _call(self, call: cst.Call, scopes: Scopes) -> bool:
        """A call counts where what it calls may decide, or is only known by the name of a variable."""
        if isinstance(call.func, cst.Attribute):
            return self._deciders.call(call.func.attr.value)
        if not isinstance(call.func, cst.Name):
            return True
        found = scopes.visible(call.func)
        if found is not None and any(each.kind not in ("import", "def", "class") for each in found[1]):
            return True
        return self._deciders.call(call.func.value)

    def _item(self, node: cst.Subscript) -> bool:
        """What stands under a text counts where something that is no literal is put under it."""
        index = node.slice[0].slice if len(node.slice) == 1 else None
        key = index.value if isinstance(index, cst.Index) else None
        if not isinstance(key, cst.SimpleString):
            return True
        text = str(key.evaluated_value)
        if text not in self._keys:
            word = text.encode()
            put = re.compile(_PUT_UNDER.replace(b"%b", re.escape(word)))
            files = self._ev.project.files.values()
            self._keys[text] = any(word in data and put.search(data) for data in files)
        return self._keys[text]

    def _may_be_a_table(self, node: cst.CSTNode, scopes: Scopes, function: Function | None) -> bool:
        """Say whether what is looked into may have statuses for keys; to know it, callers are asked last."""
        assert isinstance(node, cst.Subscript | cst.Call)
        owner = (
            node.value if isinstance(node, cst.Subscript) else cst.ensure_type(node.func, cst.Attribute).value
        )
        frame = self._ev.frame(scopes, function)
        for ev in (self._ev.near, self._ev):
            values = ev.values(owner, frame)
            if not all(isinstance(value, Unknown) for value in values):
                break
        return any(isinstance(value, Map) and not _has_text_keys(value) for value in values)

    def _says_no_status(self, side: cst.BaseExpression, scopes: Scopes, depth: int = 3) -> bool:
        """Say whether what is compared with `side`, or looked up under it, can be no status.

        So it is with None, a truth, a size, a text that is no number, many of these, and names for them.
        """
        if isinstance(side, cst.List | cst.Tuple | cst.Set):
            items = [element.value for element in side.elements]
            return bool(items) and all(self._says_no_status(item, scopes, depth) for item in items)
        if not isinstance(side, cst.Name) or side.value in _LITERALS:
            return _says_no_status(side)
        found = scopes.visible(side) if depth else None
        return found is not None and all(self._binds_no_status(each, scopes, depth - 1) for each in found[1])

    def _binds_no_status(self, binding: Binding, scopes: Scopes, depth: int) -> bool:
        if binding.kind in ("assign", "for") and binding.value is not None and not binding.unpack:
            return self._says_no_status(binding.value, scopes, depth)
        if binding.kind != "import" or not isinstance(binding.node, cst.ImportFrom):
            return False
        values = binding_values(self._ev, binding, self._ev.frame(scopes))
        return bool(values) and all(map(_is_text_value, values))

    def _name(self, name: cst.Name, scopes: Scopes) -> bool:
        """A flag counts where it was set by a test in turn."""
        found = scopes.visible(name)
        for binding in found[1] if found is not None else ():
            if binding.kind != "assign" or binding.value is None or binding in self._asked:
                continue
            self._asked.add(binding)  # `flag = flag or more` leads back here
            depends = not isinstance(binding.value, cst.Name) and self._may_depend(binding.value, scopes)
            self._asked.discard(binding)
            if depends:
                return True
        return False


_CHOOSE = (cst.If, cst.IfExp, cst.While, cst.CompIf, cst.Assert)
_TOLD_FROM = frozenset({*_CHOOSE, cst.Return, cst.Match, cst.Subscript, cst.Call})


def _parts(test: cst.BooleanOperation) -> list[cst.BaseExpression]:
    """Return the operands of `and` or `or`, without those about a name that is compared with a text."""
    rows: list[cst.BaseExpression] = []
    stack: list[cst.BaseExpression] = [test]
    while stack:
        node = stack.pop()
        if isinstance(node, cst.BooleanOperation):
            stack.extend((node.right, node.left))
        else:
            rows.append(node)
    texts = {
        row.left.value
        for row in rows
        if isinstance(row, cst.Comparison)
        and isinstance(row.left, cst.Name)
        and isinstance(row.comparisons[0].comparator, cst.SimpleString)
        and _says_no_status(row.comparisons[0].comparator)
    }
    return [
        row
        for row in rows
        if not (
            isinstance(row, cst.Comparison) and isinstance(row.left, cst.Name) and row.left.value in texts
        )
    ]


def _asks_for_no_status(call: cst.Call) -> bool:
    """Say whether a call asks for a type, or for what stands in a table under a text."""
    if isinstance(call.func, cst.Name):
        return call.func.value in _TYPES
    name = call.func.attr.value if isinstance(call.func, cst.Attribute) else ""
    return name in ("get", "pop") and bool(call.args) and _says_no_status(call.args[0].value)


def _says_no_status(side: cst.BaseExpression) -> bool:
    """Say whether what stands here can be no status: None, a truth, a size, a text that is no number."""
    if isinstance(side, cst.Name):
        return side.value in _LITERALS
    if isinstance(side, cst.Call):
        return isinstance(side.func, cst.Name) and side.func.value in _TYPES
    return isinstance(side, cst.SimpleString) and _is_no_status(str(side.evaluated_value))


def _is_no_status(text: str) -> bool:
    return not _NUMBER.search(text) and text not in _NAMED


def _has_text_keys(mapping: Map) -> bool:
    return all(keys and all(map(_is_text_value, keys)) for keys, _ in mapping.entries)


def _is_text_value(value: Value) -> bool:
    """Say whether a value is a text that is no number, or many of these."""
    if isinstance(value, Seq):
        items = value.items
        return bool(items) and all(values and all(map(_is_text_value, values)) for values in items)
    return isinstance(value, Const) and isinstance(value.value, str) and _is_no_status(value.value)


def _test(node: cst.CSTNode) -> cst.BaseExpression | None:
    """Return the expression by which a node chooses, or that a function returns as a decision."""
    if isinstance(node, _CHOOSE):
        return node.test
    if isinstance(node, cst.Return) and isinstance(
        node.value, cst.Comparison | cst.BooleanOperation | cst.UnaryOperation | cst.Attribute
    ):
        return node.value
    return counted(node)


def returned_calls(
    scopes: Scopes, names: Container[str]
) -> Iterator[tuple[cst.FunctionDef, cst.BaseExpression]]:
    """Yield what functions return by calling, or reading, one of `names`: they hand a decision on."""
    for function in scopes.functions:
        for node in own(function, cst.Return):
            value = node.value
            inner = value.func if isinstance(value, cst.Call) else value
            name = inner.attr.value if isinstance(inner, cst.Attribute) else getattr(inner, "value", None)
            if isinstance(value, cst.Call | cst.Attribute) and name in names:
                yield function, value

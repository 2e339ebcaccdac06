"""Where a value gets to from where it is read, told by names: forwards, and rather too far than not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.facts.fields.reads import may_read, texts_of
from kombo_lint.flow.classes import lineage, method
from kombo_lint.flow.instances import annotated_fields
from kombo_lint.flow.parameters import is_bound
from kombo_lint.flow.values import Cls, Func

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kombo_lint.facts.fields.reads import Spot
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function, Scopes

_MOST_FILES = 40
_MOST_SPOTS = 3000
_PASSING = (
    cst.Attribute, cst.Await, cst.BaseComp, cst.BinaryOperation, cst.BooleanOperation, cst.Call,
    cst.FormattedString, cst.IfExp, cst.List, cst.Set, cst.Subscript, cst.Tuple, cst.UnaryOperation,
)  # fmt: skip
"""Expressions that what they are made from gets through."""
_BETWEEN = (
    cst.BaseElement, cst.ComparisonTarget, cst.FormattedStringExpression, cst.Index, cst.SubscriptElement,
)  # fmt: skip
"""What stands between an expression and its parts."""


def spread(ev: Evaluator, begin: Iterable[Spot], *, decisions: bool = False) -> dict[cst.CSTNode, Scopes]:
    """Return the expressions that a value may get to, with their modules, in the order they are found.

    With `decisions` it gets through comparisons, and to the callers of functions that test it.
    """
    found = _Spread(ev, decisions)
    found.add(begin)
    found.follow()
    return found.spots


@dataclass
class _Spread:
    ev: Evaluator
    decisions: bool
    spots: dict[cst.CSTNode, Scopes] = field(default_factory=dict)
    _waiting: list[Spot] = field(default_factory=list)

    def add(self, spots: Iterable[Spot]) -> None:
        for scopes, node in spots:
            if node not in self.spots and len(self.spots) < _MOST_SPOTS:
                self.spots[node] = scopes
                self._waiting.append((scopes, node))

    def follow(self) -> None:
        while self._waiting:
            scopes, node = self._waiting.pop()
            self.add(self._next(scopes, node))

    def _next(self, scopes: Scopes, node: cst.CSTNode) -> Iterator[Spot]:
        parent = scopes.parents.get(node)
        while isinstance(parent, _BETWEEN) and not isinstance(parent, cst.DictElement):
            parent = scopes.parents.get(parent)
        if isinstance(parent, cst.Arg):
            yield from self._passed(scopes, parent)
        elif isinstance(parent, cst.NamedExpr):
            yield scopes, parent
            yield from self._bound(scopes, parent.target)
        elif isinstance(parent, cst.Assign):
            for target in parent.targets:
                yield from self._targets(scopes, target.target)
        elif isinstance(parent, cst.AnnAssign | cst.AugAssign | cst.For | cst.CompFor):
            yield from self._targets(scopes, parent.target)
        elif isinstance(parent, cst.Return | cst.Yield | cst.Lambda):
            yield from self._returned(scopes, scopes.function_of(node))
        elif isinstance(parent, cst.DictElement) and isinstance(parent.key, cst.SimpleString):
            yield from self._items(str(parent.key.evaluated_value))
        elif isinstance(parent, _PASSING) or (self.decisions and isinstance(parent, cst.Comparison)):
            yield scopes, parent
        elif self.decisions and isinstance(parent, cst.If | cst.While | cst.Match | cst.CompIf):
            yield from self._returned(scopes, scopes.function_of(node))

    def _targets(self, scopes: Scopes, target: cst.BaseExpression) -> Iterator[Spot]:
        if isinstance(target, cst.Tuple | cst.List):
            for element in target.elements:
                yield from self._targets(scopes, element.value)
        else:
            yield from self._bound(scopes, target)

    def _bound(self, scopes: Scopes, target: cst.BaseExpression) -> Iterator[Spot]:
        """Yield where a name or an attribute is read that was given the value."""
        if isinstance(target, cst.Attribute):
            yield from self._attributes(scopes, target.attr.value)
        elif isinstance(target, cst.Name):
            scope = scopes.scope_of(target)
            yield from self._names(scopes, target.value, scope)
            if isinstance(scope, cst.Module | cst.ClassDef):
                yield from self._elsewhere(scopes, target.value)

    def _names(self, scopes: Scopes, name: str, scope: cst.CSTNode) -> Iterator[Spot]:
        for node in scopes.names.get(name, ()):
            found = scopes.lookup(name, scopes.scope_of(node))
            if found is not None and found[0] is scope:
                yield scopes, node

    def _attributes(self, scopes: Scopes, name: str) -> Iterator[Spot]:
        for where in self._modules(scopes, self.ev.project.files_like(rb"\.%b\b", name), name):
            yield from ((where, node) for node in where.attributes.get(name, ()))

    def _items(self, key: str) -> Iterator[Spot]:
        for where in self._modules(None, self.ev.project.files_like(rb"[\"'.]%b\b", key), key):
            yield from ((where, node) for node in may_read(where, key))

    def _elsewhere(self, scopes: Scopes, name: str) -> Iterator[Spot]:
        """Yield the uses in other modules, and through a class, of what a module or class calls so."""
        for where in self._modules(scopes, self.ev.project.files_with(name), name):
            yield from ((where, node) for node in where.attributes.get(name, ()))
            if where is not scopes:
                yield from ((where, node) for node in where.names.get(name, ()))

    def _modules(self, scopes: Scopes | None, paths: Sequence[str], name: str) -> Iterator[Scopes]:
        if len(paths) > _MOST_FILES:
            paths = [scopes.module.path] if scopes is not None else []
        for path in paths:
            where = self.ev.project.module(path, f"uses {name}")
            if where is not None:
                yield where

    def _returned(self, scopes: Scopes, function: Function | None) -> Iterator[Spot]:
        if isinstance(function, cst.Lambda):
            yield scopes, function
            return
        if not isinstance(function, cst.FunctionDef):
            return
        name = function.name.value
        for where in self._modules(scopes, self.ev.project.files_with(name), name):
            yield from ((where, node) for node in where.calls.get(name, ()))
            yield from ((where, node) for node in where.attributes.get(name, ()))

    def _passed(self, scopes: Scopes, arg: cst.Arg) -> Iterator[Spot]:
        call = scopes.parents.get(arg)
        if not isinstance(call, cst.Call):
            return  # a base of a class
        inside = False
        for value in self.ev.values(call.func, self.ev.frame_of(scopes, call)):
            if isinstance(value, Cls):
                inside = True
                yield from self._made(value, call, arg)
            elif isinstance(value, Func):
                inside = True
                yield from self._parameter(value, call, arg)
        if not inside or isinstance(call.func, cst.Name):
            yield scopes, call

    def _made(self, cls: Cls, call: cst.Call, arg: cst.Arg) -> Iterator[Spot]:
        """Yield where a class puts what it is made with: its constructor's parameter, a field, its text."""
        init = method(self.ev, cls, "__init__")
        if init is not None:
            yield from self._parameter(Func(init.scopes, init.node, cls), call, arg)
        fields = annotated_fields(cls)
        at = list(call.args).index(arg)
        name = arg.keyword.value if arg.keyword is not None else fields[at] if at < len(fields) else None
        if init is None and name in fields:
            assert name is not None
            yield from self._attributes(cls.scopes, name)
        elif lineage(self.ev, cls)[1]:
            own = cls.node.name.value
            for where in self._modules(cls.scopes, self.ev.project.files_with(own), own):
                yield from ((where, node) for node in (*texts_of(where), *where.attributes.get("args", ())))

    def _parameter(self, function: Func, call: cst.Call, arg: cst.Arg) -> Iterator[Spot]:
        node = function.node
        positional = [*node.params.posonly_params, *node.params.params]
        taken = isinstance(function.receiver, Cls) or is_bound(function.scopes, node, function.receiver)
        at = list(call.args).index(arg) + taken
        keyword = arg.keyword.value if arg.keyword is not None else None
        for place, param in enumerate((*positional, *node.params.kwonly_params)):
            if param.name.value == keyword or (keyword is None and place == at and param in positional):
                yield from self._names(function.scopes, param.name.value, node)

"""What one module binds, calls and stores: one traversal, kept for every later question."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

import libcst as cst

from kombo_lint.flow.reaching import reaching
from kombo_lint.flow.tree import children

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.sources.module import Module

BindingKind: TypeAlias = Literal[
    "assign", "for", "with", "except", "import", "def", "class", "param", "augment", "capture"
]
Function: TypeAlias = "cst.FunctionDef | cst.Lambda"
_COMPREHENSIONS = (cst.ListComp, cst.SetComp, cst.DictComp, cst.GeneratorExp)
_WHOLE = frozenset({cst.Module, *_COMPREHENSIONS})
_BODIES = frozenset({cst.FunctionDef, cst.ClassDef, cst.Lambda})
_SCOPES = _WHOLE | _BODIES


@dataclass(frozen=True, eq=False)
class Binding:
    """One place that gives a name a value.

    `node` is the statement or expression that binds; `value` what is bound (the
    right-hand side, the iterable, the context manager, the exception type, the
    parameter's default), and `unpack` the positions that lead from it to the
    name: `a, (b, c) = v` binds `c` by (1, 1); -1 stands for a starred rest.
    """

    name: str
    kind: BindingKind
    node: cst.CSTNode
    value: cst.BaseExpression | None = None
    unpack: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Store:
    """An assignment to an attribute: `target.attr = value`."""

    target: cst.Attribute
    value: cst.BaseExpression | None
    unpack: tuple[int, ...]


@dataclass(eq=False)
class Scopes:
    """The index of one module. Nodes are keys by identity."""

    module: Module
    parents: dict[cst.CSTNode, cst.CSTNode] = field(default_factory=dict)
    bindings: dict[cst.CSTNode, dict[str, list[Binding]]] = field(default_factory=dict)
    calls: dict[str, list[cst.Call]] = field(default_factory=dict)
    names: dict[str, list[cst.Name]] = field(default_factory=dict)
    attributes: dict[str, list[cst.Attribute]] = field(default_factory=dict)
    stores: dict[str, list[Store]] = field(default_factory=dict)
    by_type: dict[type[cst.CSTNode], list[cst.CSTNode]] = field(default_factory=dict)
    _outer_names: dict[cst.CSTNode, set[str]] = field(default_factory=dict)
    _scope_of: dict[cst.CSTNode, cst.CSTNode] = field(default_factory=dict)
    _visible: dict[cst.Name, tuple[cst.CSTNode, list[Binding]] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _Binder(self).bind(self.module.tree)

    @property
    def functions(self) -> list[cst.FunctionDef]:
        """Every `def` of the module, in source order."""
        return [node for node in self.by_type.get(cst.FunctionDef, []) if isinstance(node, cst.FunctionDef)]

    @property
    def classes(self) -> list[cst.ClassDef]:
        """Every class of the module, in source order."""
        return [node for node in self.by_type.get(cst.ClassDef, []) if isinstance(node, cst.ClassDef)]

    def ancestors(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        """Yield the parents of `node`, the nearest first."""
        parent = self.parents.get(node)
        while parent is not None:
            yield parent
            parent = self.parents.get(parent)

    def scope_of(self, node: cst.CSTNode) -> cst.CSTNode:
        """Return the scope in which the expression `node` is evaluated.

        Decorators, defaults, annotations and bases belong to the scope around
        the function or class that they stand on.
        """
        passed: list[cst.CSTNode] = []
        child, parent = node, self.parents.get(node)
        found: cst.CSTNode = self.module.tree
        while parent is not None:
            known = self._scope_of.get(child)
            if known is not None:
                found = known
                break
            passed.append(child)
            kind = type(parent)
            if kind in _WHOLE or (kind in _BODIES and child is getattr(parent, "body", None)):
                found = parent
                break
            child, parent = parent, self.parents.get(parent)
        self._scope_of.update(dict.fromkeys(passed, found))
        return found

    def function_of(self, node: cst.CSTNode) -> Function | None:
        """Return the function whose body holds `node`; None at module or class level."""
        return self.function_of_scope(self.scope_of(node))

    def function_of_scope(self, scope: cst.CSTNode) -> Function | None:
        """Return the function that the scope is, or whose comprehension it is."""
        while isinstance(scope, _COMPREHENSIONS):
            scope = self.scope_of(scope)
        return scope if isinstance(scope, cst.FunctionDef | cst.Lambda) else None

    def class_of(self, function: cst.CSTNode) -> cst.ClassDef | None:
        """Return the class that has `function` as a method, or None."""
        scope = self.scope_of(function)
        return scope if isinstance(scope, cst.ClassDef) else None

    def lookup(self, name: str, scope: cst.CSTNode) -> tuple[cst.CSTNode, list[Binding]] | None:
        """Return the scope that binds `name` as seen from `scope`, with its bindings there."""
        inner = True
        while True:
            hidden = name in self._outer_names.get(scope, ()) or (
                isinstance(scope, cst.ClassDef) and not inner
            )
            found = self.bindings.get(scope, {}).get(name)
            if found and not hidden:
                return scope, found
            if isinstance(scope, cst.Module):
                return None
            inner = inner and isinstance(scope, _COMPREHENSIONS)
            scope = self.scope_of(scope)

    def visible(self, node: cst.Name) -> tuple[cst.CSTNode, list[Binding]] | None:
        """Return the scope that binds the name at `node`, with those bindings that can reach it."""
        if node not in self._visible:
            self._visible[node] = self._reaching(node)
        return self._visible[node]

    def _reaching(self, node: cst.Name) -> tuple[cst.CSTNode, list[Binding]] | None:
        scope = self.scope_of(node)
        found = self.lookup(node.value, scope)
        if found is None:
            return None
        owner, bindings = found
        same_function = self.function_of(node) is self.function_of_scope(owner)
        if (same_function and not isinstance(scope, cst.ClassDef)) or owner is scope:
            bindings = reaching(self, node, bindings) or bindings
        return owner, bindings


class _Binder:
    def __init__(self, scopes: Scopes) -> None:
        self.scopes = scopes
        self.pending: list[tuple[cst.CSTNode, cst.CSTNode]] = []

    def bind(self, tree: cst.Module) -> None:
        """Visit the module; parents before children, each node once."""
        scopes, stack = self.scopes, [(tree, tree)]
        nodes: list[tuple[cst.CSTNode, cst.CSTNode]] = []
        stack_: list[tuple[cst.CSTNode, cst.CSTNode]] = list(stack)
        while stack_:
            node, scope = stack_.pop()
            nodes.append((node, scope))
            scopes.by_type.setdefault(type(node), []).append(node)
            below = []
            inside = node if type(node) in _SCOPES else scope
            for child in children(node):
                scopes.parents[child] = node
                below.append((child, self._scope_of_child(node, child, scope, inside)))
            stack_.extend(reversed(below))
        for node, scope in nodes:
            if isinstance(node, cst.Global | cst.Nonlocal):
                outer = scopes._outer_names.setdefault(scope, set())
                outer.update(item.name.value for item in node.names)
        for node, scope in nodes:
            self._visit(node, scope)

    @staticmethod
    def _scope_of_child(
        node: cst.CSTNode, child: cst.CSTNode, scope: cst.CSTNode, inside: cst.CSTNode
    ) -> cst.CSTNode:
        if isinstance(node, cst.FunctionDef | cst.Lambda | cst.ClassDef):
            in_body = child is node.body or (isinstance(child, cst.Parameters))
            return inside if in_body else scope
        return inside

    def _visit(self, node: cst.CSTNode, scope: cst.CSTNode) -> None:
        scopes = self.scopes
        if isinstance(node, cst.Name):
            scopes.names.setdefault(node.value, []).append(node)
        elif isinstance(node, cst.Attribute):
            scopes.attributes.setdefault(node.attr.value, []).append(node)
        elif isinstance(node, cst.Call):
            callee = node.func
            if isinstance(callee, cst.Attribute):
                scopes.calls.setdefault(callee.attr.value, []).append(node)
            elif isinstance(callee, cst.Name):
                scopes.calls.setdefault(callee.value, []).append(node)
        elif isinstance(node, cst.Assign):
            for target in node.targets:
                self._target(target.target, scope, "assign", node, node.value)
        elif isinstance(node, cst.AnnAssign):
            if node.value is not None:
                self._target(node.target, scope, "assign", node, node.value)
        elif isinstance(node, cst.AugAssign):
            self._target(node.target, scope, "augment", node, node.value)
        elif isinstance(node, cst.NamedExpr):
            while isinstance(scope, _COMPREHENSIONS):
                scope = scopes.scope_of(scope)
            self._target(node.target, scope, "assign", node, node.value)
        elif isinstance(node, cst.For | cst.CompFor):
            self._target(node.target, scope, "for", node, node.iter)
        elif isinstance(node, cst.WithItem):
            if node.asname is not None:
                self._target(node.asname.name, scope, "with", node, node.item)
        elif isinstance(node, cst.ExceptHandler | cst.ExceptStarHandler):
            if node.name is not None:
                self._target(node.name.name, scope, "except", node, node.type)
        elif isinstance(node, cst.FunctionDef):
            self._add(Binding(node.name.value, "def", node), scope)
        elif isinstance(node, cst.ClassDef):
            self._add(Binding(node.name.value, "class", node), scope)
        elif isinstance(node, cst.Param):
            self._add(Binding(node.name.value, "param", node, node.default), scope)
        elif isinstance(node, cst.Import | cst.ImportFrom):
            self._import(node, scope)
        elif isinstance(node, cst.MatchAs | cst.MatchStar) and node.name is not None:
            self._add(Binding(node.name.value, "capture", node), scope)

    def _import(self, node: cst.Import | cst.ImportFrom, scope: cst.CSTNode) -> None:
        if isinstance(node.names, cst.ImportStar):
            self._add(Binding("*", "import", node), scope)
            return
        for alias in node.names:
            if alias.asname is not None:
                name = alias.evaluated_alias or ""
            else:
                name = alias.evaluated_name.split(".")[0]
            self._add(Binding(name, "import", node, alias.name), scope)

    def _target(
        self,
        target: cst.BaseExpression,
        scope: cst.CSTNode,
        kind: BindingKind,
        node: cst.CSTNode,
        value: cst.BaseExpression | None,
        unpack: tuple[int, ...] = (),
    ) -> None:
        if isinstance(target, cst.Name):
            self._add(Binding(target.value, kind, node, value, unpack), scope)
        elif isinstance(target, cst.Attribute):
            stored = value if kind == "assign" else None
            self.scopes.stores.setdefault(target.attr.value, []).append(Store(target, stored, unpack))
        elif isinstance(target, cst.Tuple | cst.List):
            for position, element in enumerate(target.elements):
                place = -1 if isinstance(element, cst.StarredElement) else position
                self._target(element.value, scope, kind, node, value, (*unpack, place))

    def _add(self, binding: Binding, scope: cst.CSTNode) -> None:
        if binding.name in self.scopes._outer_names.get(scope, ()):
            scope = self.scopes.module.tree
        self.scopes.bindings.setdefault(scope, {}).setdefault(binding.name, []).append(binding)

"""What one module binds, calls and stores: one traversal, kept for every later question."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import libcst as cst

from kombo_lint.flow.binder import COMPREHENSIONS, SCOPES, WHOLE, Binding, ItemStore, Store, bind
from kombo_lint.flow.reaching import reaching

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.sources.module import Module

Function: TypeAlias = "cst.FunctionDef | cst.Lambda"
_BODIES = SCOPES - WHOLE
_COMPREHENSIONS = frozenset(COMPREHENSIONS)


@dataclass(eq=False)
class Scopes:
    """The index of one module, made by one traversal. Nodes are keys by identity.

    `calls`, `names` and `attributes` are found by the (last) name, `stores` by the
    attribute that is assigned to, `items` by the name or attribute whose item is, `grown` the
    calls that put something into a list or set, by its name.
    """

    module: Module
    parents: dict[cst.CSTNode, cst.CSTNode] = field(default_factory=dict)
    bindings: dict[cst.CSTNode, dict[str, list[Binding]]] = field(default_factory=dict)
    calls: dict[str, list[cst.Call]] = field(default_factory=dict)
    names: dict[str, list[cst.Name]] = field(default_factory=dict)
    attributes: dict[str, list[cst.Attribute]] = field(default_factory=dict)
    stores: dict[str, list[Store]] = field(default_factory=dict)
    items: dict[str, list[ItemStore]] = field(default_factory=dict)
    grown: dict[str, list[cst.Call]] = field(default_factory=dict)
    by_type: dict[type[cst.CSTNode], list[cst.CSTNode]] = field(default_factory=dict)
    outer_names: dict[cst.CSTNode, set[str]] = field(default_factory=dict)
    _scope_of: dict[cst.CSTNode, cst.CSTNode] = field(default_factory=dict)
    _visible: dict[cst.Name, tuple[cst.CSTNode, list[Binding]] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        bind(self)

    @property
    def functions(self) -> list[cst.FunctionDef]:
        """Every `def` of the module, in source order."""
        return [node for node in self.by_type.get(cst.FunctionDef, []) if isinstance(node, cst.FunctionDef)]

    @property
    def classes(self) -> list[cst.ClassDef]:
        """Every class of the module, in source order."""
        return [node for node in self.by_type.get(cst.ClassDef, []) if isinstance(node, cst.ClassDef)]

    def enclosing(self, line: int) -> str:
        """Return the dotted name of the innermost function or class around a line, "" at the top."""
        nodes: list[cst.FunctionDef | cst.ClassDef] = [*self.functions, *self.classes]
        places = ((self.module.location(node), node.name.value) for node in nodes)
        around = [(place.start, name) for place, name in places if place.start.line <= line <= place.end.line]
        return ".".join(name for _, name in sorted(around))

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
            if kind in WHOLE or (kind in _BODIES and child is getattr(parent, "body", None)):
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
        while type(scope) in _COMPREHENSIONS:
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
            hidden = name in self.outer_names.get(scope, ()) or (
                isinstance(scope, cst.ClassDef) and not inner
            )
            found = self.bindings.get(scope, {}).get(name)
            if found and not hidden:
                return scope, found
            if isinstance(scope, cst.Module):
                return None
            inner = inner and isinstance(scope, COMPREHENSIONS)
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

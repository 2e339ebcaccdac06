"""The one traversal of a module: what each name is bound to, and what is called and stored where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import libcst as cst

from kombo_lint.flow.tree import children

if TYPE_CHECKING:
    from collections.abc import Callable

    from kombo_lint.flow.scopes import Scopes

BindingKind: TypeAlias = Literal[
    "assign", "for", "with", "except", "import", "def", "class", "param", "augment", "capture"
]
GROWS = {"append": 0, "add": 0, "insert": 1, "extend": 0, "update": 0}
"""The methods that put something into a list or set, with the position of what they put there."""
COMPREHENSIONS = (cst.ListComp, cst.SetComp, cst.DictComp, cst.GeneratorExp)
WHOLE = frozenset({cst.Module, *COMPREHENSIONS})
"""The nodes whose every part is in the scope that they open; of other scopes only the body is."""
SCOPES = WHOLE | {cst.FunctionDef, cst.ClassDef, cst.Lambda}


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
    """An assignment to an attribute: `target.attr = value`; with `adds` by `+=` or its like."""

    target: cst.Attribute
    value: cst.BaseExpression | None
    unpack: tuple[int, ...]
    adds: bool = False


@dataclass(frozen=True, eq=False)
class ItemStore:
    """An assignment to an item: `target[key] = value`, or by `target.setdefault` or `target.update`."""

    target: cst.BaseExpression
    key: cst.BaseExpression
    value: cst.BaseExpression


def bind(scopes: Scopes) -> None:
    """Fill the index of a module; parents before children, each node once."""
    tree = scopes.module.tree
    stack: list[tuple[cst.CSTNode, cst.CSTNode]] = [(tree, tree)]
    notable: list[tuple[cst.CSTNode, cst.CSTNode]] = []
    while stack:
        node, scope = stack.pop()
        kind = type(node)
        scopes.by_type.setdefault(kind, []).append(node)
        if kind in _NOTES:
            notable.append((node, scope))
        elif kind in (cst.Global, cst.Nonlocal):
            outer = scopes.outer_names.setdefault(scope, set())
            outer.update(item.name.value for item in node.names)  # type: ignore[attr-defined]
        inside = node if kind in SCOPES else scope
        below = []
        for child in children(node):
            scopes.parents[child] = node
            own = inside
            if inside is node and kind not in WHOLE and child is not node.body:  # type: ignore[attr-defined]
                own = node if type(child) is cst.Parameters else scope
            below.append((child, own))
        stack.extend(reversed(below))
    for node, scope in notable:
        _NOTES[type(node)](scopes, node, scope)


def _name(scopes: Scopes, node: cst.CSTNode, scope: cst.CSTNode) -> None:
    assert isinstance(node, cst.Name)
    scopes.names.setdefault(node.value, []).append(node)


def _attribute(scopes: Scopes, node: cst.CSTNode, scope: cst.CSTNode) -> None:
    assert isinstance(node, cst.Attribute)
    scopes.attributes.setdefault(node.attr.value, []).append(node)


def _call(scopes: Scopes, node: cst.CSTNode, scope: cst.CSTNode) -> None:
    assert isinstance(node, cst.Call)
    callee = node.func
    if isinstance(callee, cst.Attribute):
        scopes.calls.setdefault(callee.attr.value, []).append(node)
        if callee.attr.value in GROWS and isinstance(callee.value, cst.Name):
            scopes.grown.setdefault(callee.value.value, []).append(node)
        if callee.attr.value == "setdefault" and len(node.args) == 2:
            _item(scopes, callee.value, node.args[0].value, node.args[1].value)
        given = node.args[0].value if callee.attr.value == "update" and len(node.args) == 1 else None
        for element in given.elements if isinstance(given, cst.Dict) else ():
            if isinstance(element, cst.DictElement):
                _item(scopes, callee.value, element.key, element.value)
    elif isinstance(callee, cst.Name):
        scopes.calls.setdefault(callee.value, []).append(node)


def _assign(scopes: Scopes, node: cst.CSTNode, scope: cst.CSTNode) -> None:
    if isinstance(node, cst.Assign):
        for target in node.targets:
            _target(scopes, target.target, scope, "assign", node, node.value)
    elif isinstance(node, cst.AnnAssign) and node.value is not None:
        _target(scopes, node.target, scope, "assign", node, node.value)
    elif isinstance(node, cst.AugAssign):
        _target(scopes, node.target, scope, "augment", node, node.value)
    elif isinstance(node, cst.NamedExpr):
        while isinstance(scope, COMPREHENSIONS):
            scope = scopes.scope_of(scope)
        _target(scopes, node.target, scope, "assign", node, node.value)


def _block(scopes: Scopes, node: cst.CSTNode, scope: cst.CSTNode) -> None:
    if isinstance(node, cst.For | cst.CompFor):
        _target(scopes, node.target, scope, "for", node, node.iter)
    elif isinstance(node, cst.WithItem) and node.asname is not None:
        _target(scopes, node.asname.name, scope, "with", node, node.item)
    elif isinstance(node, cst.ExceptHandler | cst.ExceptStarHandler) and node.name is not None:
        _target(scopes, node.name.name, scope, "except", node, node.type)


def _definition(scopes: Scopes, node: cst.CSTNode, scope: cst.CSTNode) -> None:
    if isinstance(node, cst.FunctionDef):
        _add(scopes, Binding(node.name.value, "def", node), scope)
    elif isinstance(node, cst.ClassDef):
        _add(scopes, Binding(node.name.value, "class", node), scope)
    elif isinstance(node, cst.Param):
        _add(scopes, Binding(node.name.value, "param", node, node.default), scope)
    elif isinstance(node, cst.MatchAs | cst.MatchStar) and node.name is not None:
        _add(scopes, Binding(node.name.value, "capture", node), scope)


def _import(scopes: Scopes, node: cst.CSTNode, scope: cst.CSTNode) -> None:
    assert isinstance(node, cst.Import | cst.ImportFrom)
    if isinstance(node.names, cst.ImportStar):
        _add(scopes, Binding("*", "import", node), scope)
        return
    for alias in node.names:
        name = alias.evaluated_alias if alias.asname is not None else alias.evaluated_name.split(".")[0]
        _add(scopes, Binding(name or "", "import", node, alias.name), scope)


def _target(
    scopes: Scopes,
    target: cst.BaseExpression,
    scope: cst.CSTNode,
    kind: BindingKind,
    node: cst.CSTNode,
    value: cst.BaseExpression | None,
    unpack: tuple[int, ...] = (),
) -> None:
    if isinstance(target, cst.Name):
        _add(scopes, Binding(target.value, kind, node, value, unpack), scope)
    elif isinstance(target, cst.Attribute):
        adds = kind == "augment"
        stored = value if kind == "assign" or adds else None
        scopes.stores.setdefault(target.attr.value, []).append(Store(target, stored, unpack, adds))
    elif isinstance(target, cst.Subscript) and kind == "assign" and value is not None and not unpack:
        index = target.slice[0].slice if len(target.slice) == 1 else None
        if isinstance(index, cst.Index):
            _item(scopes, target.value, index.value, value)
    elif isinstance(target, cst.Tuple | cst.List):
        for position, element in enumerate(target.elements):
            place = -1 if isinstance(element, cst.StarredElement) else position
            _target(scopes, element.value, scope, kind, node, value, (*unpack, place))


def _item(
    scopes: Scopes, owner: cst.BaseExpression, key: cst.BaseExpression, value: cst.BaseExpression
) -> None:
    name = owner.attr.value if isinstance(owner, cst.Attribute) else getattr(owner, "value", None)
    if isinstance(name, str) and isinstance(owner, cst.Name | cst.Attribute):
        scopes.items.setdefault(name, []).append(ItemStore(owner, key, value))


def _add(scopes: Scopes, binding: Binding, scope: cst.CSTNode) -> None:
    if binding.name in scopes.outer_names.get(scope, ()):
        scope = scopes.module.tree
    scopes.bindings.setdefault(scope, {}).setdefault(binding.name, []).append(binding)


_NOTES: dict[type[cst.CSTNode], Callable[[Scopes, cst.CSTNode, cst.CSTNode], None]] = {
    cst.Name: _name,
    cst.Attribute: _attribute,
    cst.Call: _call,
    **dict.fromkeys((cst.Assign, cst.AnnAssign, cst.AugAssign, cst.NamedExpr), _assign),
    **dict.fromkeys((cst.For, cst.CompFor, cst.WithItem, cst.ExceptHandler, cst.ExceptStarHandler), _block),
    **dict.fromkeys((cst.FunctionDef, cst.ClassDef, cst.Param, cst.MatchAs, cst.MatchStar), _definition),
    **dict.fromkeys((cst.Import, cst.ImportFrom), _import),
}

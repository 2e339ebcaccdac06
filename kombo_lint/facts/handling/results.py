"""Whether those who call a function look at what it returns: then to return nothing tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.callers import call_sites

if TYPE_CHECKING:
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function, Scopes

_TESTING = (cst.If, cst.While, cst.IfExp, cst.Assert)


def is_looked_at(ev: Evaluator, scopes: Scopes, function: Function) -> bool:
    """Say whether the project calls a function, and tests in each place what comes back."""
    sites = list(call_sites(ev, scopes, function))
    return bool(sites) and all(_is_tested(site.frame.scopes, site.call) for site in sites)


def _is_tested(scopes: Scopes, call: cst.Call) -> bool:
    node: cst.CSTNode = call
    for parent in scopes.ancestors(call):
        if isinstance(parent, cst.NamedExpr) or _is_test(parent, node):
            return True
        if isinstance(parent, cst.Assign):
            target = parent.targets[0].target
            return isinstance(target, cst.Name) and any(
                _stands_in_test(scopes, name) for name in _same(scopes, target)
            )
        if isinstance(parent, cst.BaseSmallStatement | cst.BaseCompoundStatement):
            return False
        node = parent
    return False


def _same(scopes: Scopes, target: cst.Name) -> list[cst.Name]:
    own = scopes.scope_of(target)
    found = ((name, scopes.lookup(name.value, scopes.scope_of(name))) for name in scopes.names[target.value])
    return [name for name, seen in found if seen is not None and seen[0] is own]


def _stands_in_test(scopes: Scopes, name: cst.Name) -> bool:
    node: cst.CSTNode = name
    for parent in scopes.ancestors(name):
        if _is_test(parent, node):
            return True
        if isinstance(parent, cst.BaseStatement | cst.BaseSmallStatement | cst.Call | cst.Attribute):
            return False
        node = parent
    return False


def _is_test(parent: cst.CSTNode, node: cst.CSTNode) -> bool:
    if isinstance(parent, cst.BooleanOperation):
        return node is parent.left
    return (isinstance(parent, _TESTING) and node is parent.test) or (
        isinstance(parent, cst.Match) and node is parent.subject
    )

"""Whether those who call a function look at what it returns: then to return nothing tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.callers import call_sites

if TYPE_CHECKING:
    from collections.abc import Callable

    from kombo_lint.flow.callers import CallSite
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function, Scopes

_DEEPEST = 2
_TESTING = (cst.If, cst.While, cst.IfExp, cst.Assert)


def ends_in(
    ev: Evaluator,
    scopes: Scopes,
    function: Function,
    sends: Callable[[cst.CSTNode], bool],
    depth: int = _DEEPEST,
) -> bool:
    """Say whether a way ends with what a function returns: it sends the request, and nobody tests that.

    A function that is handed the answer says only what that means, unless those who send return
    what it returns.
    """
    sites = list(call_sites(ev, scopes, function))
    if sends(function):
        return not sites or not all(_is_tested(site.frame.scopes, site.call) for site in sites)
    return depth > 0 and bool(sites) and all(_handed_on(ev, site, sends, depth - 1) for site in sites)


def _handed_on(ev: Evaluator, site: CallSite, sends: Callable[[cst.CSTNode], bool], depth: int) -> bool:
    scopes = site.frame.scopes
    parent = scopes.parents.get(site.call)
    if isinstance(parent, cst.Await):
        parent = scopes.parents.get(parent)
    function = scopes.function_of(site.call)
    if not isinstance(parent, cst.Return) or function is None:
        return False
    return ends_in(ev, scopes, function, sends, depth)


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

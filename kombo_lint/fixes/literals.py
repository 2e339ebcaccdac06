"""Numbers that are written as such, and names that stand for something in one place only."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.tree import targets, walk

if TYPE_CHECKING:
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes


class NotPlain(Exception):
    """It is not plain from the code what is waited, or how often; says what is not."""


def literal(ev: Evaluator, scopes: Scopes, node: cst.BaseExpression) -> cst.Integer | cst.Float:
    """Return a number that is written at `node`, or at the one assignment of a name that stands only there.

    Raises `NotPlain`.
    """
    if isinstance(node, cst.Name):
        found = scopes.visible(node)
        binding = found[1][0] if found is not None and len(found[1]) == 1 else None
        value = binding.value if binding is not None and binding.kind == "assign" else None
        if value is not None and _only_use(ev, scopes, value) is node:
            node = value
    if isinstance(node, cst.Integer | cst.Float):
        return node
    raise NotPlain("a number that it waits for is not written there as such")


def is_only_used_in(ev: Evaluator, scopes: Scopes, node: cst.CSTNode, call: cst.CSTNode) -> bool:
    """Say whether `node` stands in a call, or has a name that stands only there."""
    if call is node or call in scopes.ancestors(node):
        return True
    use = _only_use(ev, scopes, node)
    return use is not None and call in scopes.ancestors(use)


def _only_use(ev: Evaluator, scopes: Scopes, value: cst.CSTNode) -> cst.Name | None:
    """Return the only use of the name that a value is assigned to; None where there may be another."""
    assign = scopes.parents.get(value)
    if not isinstance(assign, cst.Assign | cst.AnnAssign) or len(targets(assign)) != 1:
        return None
    (target,) = targets(assign)
    if not isinstance(target, cst.Name):
        return None
    name = target.value
    mentions = [
        each for each in walk(scopes.module.tree) if isinstance(each, cst.Name) and each.value == name
    ]
    used = [each for each in mentions if each is not target and not _is_keyword(scopes, each)]
    path = scopes.module.path
    own = posixpath.splitext(posixpath.basename(path))[0]
    own = posixpath.basename(posixpath.dirname(path)) if own == "__init__" else own
    elsewhere = set(ev.project.files_with(name)) & set(ev.project.files_with(own)) - {path}
    local = scopes.function_of(assign) is not None
    return used[0] if len(used) == 1 and (local or not elsewhere) else None


def _is_keyword(scopes: Scopes, node: cst.Name) -> bool:
    parent = scopes.parents.get(node)
    return isinstance(parent, cst.Arg) and parent.keyword is node

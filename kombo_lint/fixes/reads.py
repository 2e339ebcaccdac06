"""Where an expression reads the status of a response."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.reaching import own_nodes
from kombo_lint.flow.values import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame


def status_reads(ev: Evaluator, node: cst.CSTNode, frame: Frame) -> list[cst.BaseExpression]:
    """Return the expressions within `node` that are the status of a response, the outermost ones."""
    found: list[cst.BaseExpression] = []
    for inner in (node, *own_nodes(node)):
        if isinstance(inner, cst.Name | cst.Attribute | cst.Call) and not within(frame, inner, found):
            values = ev.values(inner, frame)
            if any(isinstance(value, Status) for value in values) and _is_read(inner, frame):
                found.append(inner)
    return found


def within(frame: Frame, node: cst.CSTNode, found: Sequence[cst.CSTNode]) -> bool:
    """Say whether a node stands in one of those that were found."""
    return any(parent in found for parent in frame.scopes.ancestors(node))


def _is_read(node: cst.CSTNode, frame: Frame) -> bool:
    """Say whether an expression stands for itself, and is not the name of a keyword or an attribute."""
    parent = frame.scopes.parents.get(node)
    if isinstance(parent, cst.Attribute) and parent.attr is node:
        return False
    if isinstance(parent, cst.Call) and parent.func is node:
        return False
    return not (isinstance(parent, cst.Arg) and parent.keyword is node)

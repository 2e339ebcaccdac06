"""How loops end, as they are written."""

from __future__ import annotations

import libcst as cst

from kombo_lint.flow.tree import children


def endless(statement: cst.For | cst.While) -> bool:
    """Say whether a loop is `while True` without a `break` of its own."""
    if not isinstance(statement, cst.While):
        return False
    return is_endless(statement.test) and not breaks(statement.body)


def is_endless(test: cst.BaseExpression) -> bool:
    """Say whether the test of a `while` always holds."""
    return (isinstance(test, cst.Name) and test.value == "True") or (
        isinstance(test, cst.Integer) and test.evaluated_value != 0
    )


def breaks(node: cst.CSTNode) -> bool:
    """Say whether the body of a loop has a `break` of its own."""
    if isinstance(node, cst.For | cst.While | cst.FunctionDef | cst.ClassDef):
        return False
    return isinstance(node, cst.Break) or any(breaks(child) for child in children(node))

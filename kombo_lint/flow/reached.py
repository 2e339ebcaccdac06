"""Whether code may run in a world: the tests on the way to it are asked, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.decisions import Case, ask
from kombo_lint.flow.reaching import leaves
from kombo_lint.flow.running import raises, reachable_handlers

if TYPE_CHECKING:
    from kombo_lint.flow.values import Frame
    from kombo_lint.flow.worlds import Interpreter

_LEAST = 100
"""The least number that can be a status."""


def may_reach(
    it: Interpreter, node: cst.CSTNode, frame: Frame, within: cst.For | cst.While | None = None
) -> bool:
    """Say whether a run of the function, or a turn of the loop `within`, may get to a node in a world.

    Asked are the tests around it, those before it that lead away, and what its handlers handle.
    """
    child = node
    for parent in frame.scopes.ancestors(node):
        if isinstance(parent, cst.If) and child is not parent.test:
            if truth(it, parent.test, frame) is (child is not parent.body):
                return False
        elif isinstance(parent, cst.MatchCase):
            statement = frame.scopes.parents.get(parent)
            if isinstance(statement, cst.Match) and not fits(it, statement, parent, frame):
                return False
        elif isinstance(parent, cst.IndentedBlock):
            before = parent.body[: next(n for n, each in enumerate(parent.body) if each is child)]
            if any(_leads_away(it, each, frame) for each in before):
                return False
        elif isinstance(parent, cst.ExceptHandler):
            block = frame.scopes.parents.get(parent)
            if isinstance(block, cst.Try) and parent not in set(reachable_handlers(it, block, frame)):
                return False
        elif isinstance(parent, cst.While):
            return truth(it, parent.test, frame) is not False
        if parent is within or isinstance(parent, cst.FunctionDef):
            return True
        child = parent
    return True


def truth(it: Interpreter, test: cst.BaseExpression, frame: Frame) -> bool | None:
    """Return how a test comes out in a world; what asks for no answer is not looked into."""
    if isinstance(test, cst.BooleanOperation):
        truths = [truth(it, side, frame) for side in (test.left, test.right)]
        decisive = isinstance(test.operator, cst.Or)
        return decisive if decisive in truths else None if None in truths else not decisive
    if isinstance(test, cst.UnaryOperation) and isinstance(test.operator, cst.Not):
        inner = truth(it, test.expression, frame)
        return None if inner is None else not inner
    if isinstance(test, cst.Comparison):
        sides = [test.left, *(each.comparator for each in test.comparisons)]
        small = any(isinstance(side, cst.Integer) and side.evaluated_value < _LEAST for side in sides)
        if small or isinstance(test.comparisons[0].operator, cst.Is | cst.IsNot):
            return None
    if isinstance(test, cst.Name):
        found = frame.scopes.visible(test)
        values = [each.value for each in found[1]] if found is not None else []
        if not any(isinstance(value, cst.Comparison | cst.BooleanOperation | cst.Call) for value in values):
            return None
    return it.result(test, frame).truth


def fits(it: Interpreter, statement: cst.Match, case: cst.MatchCase, frame: Frame) -> bool:
    """Say whether a case of a `match` may be the one that is taken."""
    for each in statement.cases:
        holds = ask(it, Case(statement, each), frame).truth
        if each is case:
            return holds is not False
        if holds is True:
            return False
    return True


def _leads_away(it: Interpreter, statement: cst.CSTNode, frame: Frame) -> bool:
    """Say whether a statement surely leaves the block in a world: by what it says, or as a call raises."""
    if isinstance(statement, cst.SimpleStatementLine):
        return any(raises(it, small, frame) for small in statement.body)
    if isinstance(statement, cst.With):
        return any(_leads_away(it, each, frame) for each in statement.body.body)
    if not isinstance(statement, cst.If):
        return False
    holds = truth(it, statement.test, frame)
    other = statement.orelse
    if holds is True:
        return _leaves(it, statement.body, frame)
    if holds is False and isinstance(other, cst.If):
        return _leads_away(it, other, frame)
    return holds is False and isinstance(other, cst.Else) and _leaves(it, other.body, frame)


def _leaves(it: Interpreter, body: cst.BaseSuite, frame: Frame) -> bool:
    """Say whether an arm surely leaves the block: as it is written, or by what is in it."""
    return leaves(body) or any(_leads_away(it, each, frame) for each in body.body)

"""What a turn of a loop gets to when the API answers with a status."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.decisions import Case, ask
from kombo_lint.flow.origins import origin
from kombo_lint.flow.reaching import leaves
from kombo_lint.flow.worlds import Interpreter, World

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Request

_GOOD = 200
_LEAST = 100
"""The least number that can be a status."""


def answered(ev: Evaluator, status: int, code: str | None) -> Interpreter:
    """Return the world in which the API answers with a status and a code."""
    return Interpreter(ev.local, World(lambda request: is_apis(ev, request), status, code))


def answered_well(ev: Evaluator) -> Interpreter:
    """Return the world in which all is well."""
    return answered(ev, _GOOD, None)


def is_apis(ev: Evaluator, request: Request) -> bool:
    """Say whether a request is sent to the API, as far as anybody can know."""
    return origin(ev, request).whose in ("api", "likely")


def runs(it: Interpreter, call: cst.Call, loop: cst.For | cst.While | None, frame: Frame) -> bool:
    """Say whether a turn of the loop (or a run of the function) may get to a sleep in a world.

    Only the tests on the way are asked: those around it, and those before it that lead away.
    """
    child: cst.CSTNode = call
    for parent in frame.scopes.ancestors(call):
        if isinstance(parent, cst.If) and child is not parent.test:
            if _truth(it, parent.test, frame) is (child is not parent.body):
                return False
        elif isinstance(parent, cst.MatchCase):
            statement = frame.scopes.parents.get(parent)
            if isinstance(statement, cst.Match) and not _fits(it, statement, parent, frame):
                return False
        elif isinstance(parent, cst.IndentedBlock):
            before = parent.body[: next(n for n, each in enumerate(parent.body) if each is child)]
            if any(_leads_away(it, each, frame) for each in before):
                return False
        elif isinstance(parent, cst.While):
            return _truth(it, parent.test, frame) is not False
        if parent is loop or isinstance(parent, cst.FunctionDef):
            return True
        child = parent
    return True


def _truth(it: Interpreter, test: cst.BaseExpression, frame: Frame) -> bool | None:
    """Return how a test comes out in a world; what asks for no answer is not looked into."""
    if isinstance(test, cst.BooleanOperation):
        truths = [_truth(it, side, frame) for side in (test.left, test.right)]
        decisive = isinstance(test.operator, cst.Or)
        return decisive if decisive in truths else None if None in truths else not decisive
    if isinstance(test, cst.UnaryOperation) and isinstance(test.operator, cst.Not):
        inner = _truth(it, test.expression, frame)
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


def _fits(it: Interpreter, statement: cst.Match, case: cst.MatchCase, frame: Frame) -> bool:
    """Say whether a case of a `match` may be the one that is taken."""
    for each in statement.cases:
        truth = ask(it, Case(statement, each), frame).truth
        if each is case:
            return truth is not False
        if truth is True:
            return False
    return True


def _leads_away(it: Interpreter, statement: cst.CSTNode, frame: Frame) -> bool:
    """Say whether a statement surely leaves the block in a world."""
    if isinstance(statement, cst.With):
        return any(_leads_away(it, each, frame) for each in statement.body.body)
    if not isinstance(statement, cst.If):
        return False
    truth = _truth(it, statement.test, frame)
    other = statement.orelse
    if truth is True:
        return leaves(statement.body)
    if truth is False and isinstance(other, cst.If):
        return _leads_away(it, other, frame)
    return truth is False and isinstance(other, cst.Else) and leaves(other.body)


def ends_when_well(ev: Evaluator, loop: cst.For | cst.While, frame: Frame) -> bool:
    """Say whether a good answer surely ends a loop, so that each turn but the first is a retry."""
    return _ends(answered_well(ev), loop.body, frame) is True


def _ends(it: Interpreter, block: cst.CSTNode | None, frame: Frame) -> bool | None:
    """Say whether a block surely ends the loop around it; False where it may begin the next turn."""
    body: Sequence[cst.CSTNode] = block.body if isinstance(block, cst.BaseSuite) else ()
    for statement in body:
        ends = _statement_ends(it, statement, frame)
        if ends is not None:
            return ends
    return None


def _statement_ends(it: Interpreter, statement: cst.CSTNode, frame: Frame) -> bool | None:
    if isinstance(statement, cst.Return | cst.Break | cst.Continue):
        return not isinstance(statement, cst.Continue)
    if isinstance(statement, cst.SimpleStatementLine):
        ends = (_statement_ends(it, small, frame) for small in statement.body)
        return next((each for each in ends if each is not None), None)
    if isinstance(statement, cst.If):
        other = statement.orelse
        truth = _truth(it, statement.test, frame)
        arms = [_ends(it, statement.body, frame)] if truth is not False else []
        if truth is not True:
            otherwise = _statement_ends(it, other, frame) if isinstance(other, cst.If) else None
            arms.append(_ends(it, other.body, frame) if isinstance(other, cst.Else) else otherwise)
        return False if False in arms else None if None in arms else True
    if isinstance(statement, cst.Try):
        inside = _ends(it, statement.body, frame)
        if inside is None and statement.orelse is not None:
            return _ends(it, statement.orelse.body, frame)
        return inside
    if isinstance(statement, cst.With):
        return _ends(it, statement.body, frame)
    if isinstance(statement, cst.Match):
        arms = [_ends(it, case.body, frame) for case in statement.cases if _fits(it, statement, case, frame)]
        return False if False in arms else None
    return None

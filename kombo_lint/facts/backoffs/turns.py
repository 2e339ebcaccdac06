"""What a turn of a loop gets to when the API answers with a status."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.origins import origin
from kombo_lint.flow.reached import fits, truth
from kombo_lint.flow.worlds import Interpreter, World

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Request

_GOOD = 200


def answered(ev: Evaluator, status: int, code: str | None) -> Interpreter:
    """Return the world in which the API answers with a status and a code."""
    return Interpreter(ev.local, World(lambda request: is_apis(ev, request), status, code))


def answered_well(ev: Evaluator) -> Interpreter:
    """Return the world in which all is well."""
    return answered(ev, _GOOD, None)


def is_apis(ev: Evaluator, request: Request) -> bool:
    """Say whether a request is sent to the API, as far as anybody can know."""
    return origin(ev, request).whose in ("api", "likely")


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
        holds = truth(it, statement.test, frame)
        arms = [_ends(it, statement.body, frame)] if holds is not False else []
        if holds is not True:
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
        arms = [_ends(it, case.body, frame) for case in statement.cases if fits(it, statement, case, frame)]
        return False if False in arms else None
    return None

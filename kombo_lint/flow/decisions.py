"""How a test can come out in two worlds at once.

What a test depends on besides the status and the code is unknown but the same
in both worlds: `status == 503 and attempt < 3` can hold in both, in neither, or
in one of them, and never the other way round.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

import libcst as cst

from kombo_lint.flow import patterns
from kombo_lint.flow.outcomes import truth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kombo_lint.flow.outcomes import Result
    from kombo_lint.flow.values import Frame
    from kombo_lint.flow.worlds import Interpreter

Pair: TypeAlias = "tuple[bool, bool]"
Ask: TypeAlias = "Callable[[Interpreter], Result]"


@dataclass(frozen=True, eq=False)
class Case:
    """A case of a `match`, as the test that it is."""

    statement: cst.Match
    case: cst.MatchCase


Test: TypeAlias = "cst.BaseExpression | Case"


@dataclass(frozen=True, eq=False)
class Worlds:
    """The worlds before and after a change, and some other answers to compare them with.

    `success` is a good one, `near_before` and `near_after` errors of the two statuses' families.
    """

    before: Interpreter
    after: Interpreter
    success: Interpreter
    near_before: Interpreter
    near_after: Interpreter

    def anew(self) -> Worlds:
        """Return the same worlds, of which nothing has been asked yet."""
        its = (self.before, self.after, self.success, self.near_before, self.near_after)
        return Worlds(*(type(it)(it.ev, it.world) for it in its))

    def pairs(self, test: Test, frame: Frame) -> frozenset[Pair]:
        """Return how a test can come out: (before, after)."""
        if isinstance(test, cst.BooleanOperation):
            both = isinstance(test.operator, cst.And)
            left, right = self.pairs(test.left, frame), self.pairs(test.right, frame)
            return frozenset(
                (l0 and r0, l1 and r1) if both else (l0 or r0, l1 or r1)
                for (l0, l1), (r0, r1) in product(left, right)
            )
        if isinstance(test, cst.UnaryOperation) and isinstance(test.operator, cst.Not):
            return frozenset((not a, not b) for a, b in self.pairs(test.expression, frame))
        old, new = ask(self.before, test, frame), ask(self.after, test, frame)
        if old.outcomes == new.outcomes:
            return frozenset((each, each) for each in _truths(old))
        return frozenset(product(_truths(old), _truths(new)))

    def singles_out_after(self, test: Test, frame: Frame) -> bool | None:
        """Say whether a test is about the status after the change: some other status goes as the one before.

        It is about the one before where other errors go as the one after. None when the test
        comes out alike before and after.
        """
        old, new = ask(self.before, test, frame), ask(self.after, test, frame)
        if old.outcomes == new.outcomes:
            return None
        after = ask(self.near_after, test, frame).outcomes
        if after == new.outcomes == ask(self.near_before, test, frame).outcomes:
            return False
        return old.outcomes in (after, ask(self.success, test, frame).outcomes)


def node_of(test: Test) -> cst.CSTNode:
    """Return the source of a test."""
    return test.case if isinstance(test, Case) else test


def conditions(test: cst.CSTNode) -> Iterator[cst.BaseExpression]:
    """Yield what `and`, `or` and `not` join in a test."""
    if isinstance(test, cst.BooleanOperation):
        yield from conditions(test.left)
        yield from conditions(test.right)
    elif isinstance(test, cst.UnaryOperation) and isinstance(test.operator, cst.Not):
        yield from conditions(test.expression)
    elif isinstance(test, cst.BaseExpression):
        yield test


def ask(it: Interpreter, test: Test, frame: Frame) -> Result:
    """Return what a test comes to in one world."""
    if isinstance(test, Case):
        return patterns.fits(it, test.statement, test.case, frame)
    return it.result(test, frame)


def _truths(result: Result) -> frozenset[bool]:
    known = {truth(outcome) for outcome in result.outcomes}
    return frozenset({True, False} if None in known else {each for each in known if each is not None})

"""Where the paths of two worlds part: a walk through a function that follows both at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

import libcst as cst

from kombo_lint.flow import running
from kombo_lint.flow.decisions import ask, node_of
from kombo_lint.flow.likeness import shape
from kombo_lint.flow.loops import breaks, endless
from kombo_lint.flow.outcomes import UNKNOWN
from kombo_lint.flow.residual import (
    GOES_ON,
    After,
    Choice,
    Left,
    choice,
    comes_round,
    counted,
    left,
    lookup,
    own_expressions,
    symbols,
)
from kombo_lint.flow.tree import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kombo_lint.flow.decisions import Test, Worlds
    from kombo_lint.flow.outcomes import Result
    from kombo_lint.flow.values import Frame

Way: TypeAlias = Literal["branch", "returned"]


@dataclass(frozen=True, eq=False)
class Parting:
    """A test at which the paths part, or a decision that a function returns.

    `tests` are all that were asked, from here on, on the two paths; `asked_before` those on
    the path before the change alone, and `ran_before` the statements on it. `goes_on` says that it may come
    to the end of a loop's body and so run again.
    """

    test: Test
    tests: tuple[Test, ...]
    way: Way
    asked_before: tuple[Test, ...]
    ran_before: tuple[cst.CSTNode, ...] = ()
    goes_on: bool = False

    @property
    def node(self) -> cst.CSTNode:
        """The source of the test."""
        return node_of(self.test)


def partings(worlds: Worlds, body: Sequence[cst.CSTNode], frame: Frame) -> list[Parting]:
    """Return where the paths through a function's (or module's) body part, in the order of the walk."""
    walk = _Walk(worlds, frame)
    walk.block(body, After())
    return list(walk.found.values())


def parting_value(worlds: Worlds, value: cst.BaseExpression, frame: Frame) -> list[Parting]:
    """Return where what a lambda comes to parts."""
    walk = _Walk(worlds, frame)
    walk.expressions(value)
    walk.returned(value)
    return list(walk.found.values())


@dataclass
class _Walk:
    worlds: Worlds
    frame: Frame
    found: dict[cst.CSTNode, Parting] = field(default_factory=dict)
    alone: Literal["before", "after"] | None = None

    def block(self, statements: Sequence[cst.CSTNode | Choice], after: After) -> bool:
        """Follow both worlds through the statements; say whether both can reach their end together."""
        for number, statement in enumerate(statements):
            rest = After([s for s in statements[number + 1 :] if not isinstance(s, Choice)], after)
            if not self._statement(statement, rest):
                return False
        return True

    def _statement(self, statement: cst.CSTNode | Choice, rest: After) -> bool:
        if isinstance(statement, cst.SimpleStatementLine):
            return all(self._small(part) for part in statement.body)
        if isinstance(statement, cst.BaseSmallStatement):
            return self._small(statement)
        if isinstance(statement, cst.If | cst.Match):
            self.expressions(statement.test if isinstance(statement, cst.If) else statement.subject)
            made = choice(statement)
            return made is None or (not self._raises(statement) and self._choice(made, rest))
        if isinstance(statement, Choice):
            return self._choice(statement, rest)
        if isinstance(statement, cst.With):
            self.expressions(*statement.items)
            return not self._raises(statement) and self.block(statement.body.body, rest)
        if isinstance(statement, cst.For | cst.While):
            return self._loop(statement, rest)
        if isinstance(statement, cst.Try | cst.TryStar):
            return self._try(statement, rest)
        return True

    def _raises(self, statement: cst.CSTNode) -> bool:
        """Say whether both worlds end here; where one does, the other goes on alone."""
        before, after = (
            running.raises(it, statement, self.frame) for it in (self.worlds.before, self.worlds.after)
        )
        if before != after:
            self.alone = "after" if before else "before"
        return before and after

    def _small(self, statement: cst.CSTNode) -> bool:
        self.expressions(statement)
        if isinstance(statement, cst.Assert) and not self._expects():
            self._test(statement.test)
        if self._raises(statement):
            return False
        if isinstance(statement, cst.Return) and statement.value is not None:
            self.returned(statement.value)
        return not isinstance(statement, cst.Return | cst.Raise | cst.Continue | cst.Break)

    def _expects(self) -> bool:
        """Say whether what is asserted here is what a test expects, which says so when it is no longer so."""
        function = self.frame.function
        return isinstance(function, cst.FunctionDef) and function.name.value.startswith("test")

    def expressions(self, *nodes: cst.CSTNode) -> None:
        """Find what chooses by status inside expressions: conditionals, tables, filters."""
        for node in (part for each in nodes for part in own_expressions(each)):
            if isinstance(node, cst.IfExp):
                if self._parts(node.test) and shape(node.body) != shape(node.orelse):
                    self._report(node.test)
            elif isinstance(node, cst.CompIf):
                self._test(node.test)
            elif isinstance(node, cst.Subscript | cst.Call):
                self._table(node)
                if (test := counted(node)) is not None:
                    self._test(test)

    def _table(self, node: cst.Subscript | cst.Call) -> None:
        old, new = (lookup(it, node, self.frame) for it in (self.worlds.before, self.worlds.after))
        if old is not None and new is not None and symbols(old) != symbols(new):
            self._report(node)

    def _test(self, test: cst.BaseExpression) -> None:
        if self._parts(test):
            self._report(test)

    def _parts(self, test: Test) -> bool:
        return any(a != b for a, b in self.worlds.pairs(test, self.frame))

    def returned(self, value: cst.BaseExpression) -> None:
        """Note a decision on the status that a function hands to its caller."""
        old, new = (it.result(value, self.frame) for it in (self.worlds.before, self.worlds.after))
        known = [o for o in (*old.outcomes, *new.outcomes) if o is not None and o != UNKNOWN]
        decided = bool(known) and all(isinstance(o, bool) for o in known)
        if old.atoms and decided and old.outcomes != new.outcomes and self._parts(value):
            self._report(value, way="returned")

    def _choice(self, made: Choice, rest: After) -> bool:
        pairs = self.worlds.pairs(made.test, self.frame)
        together = False
        for old, new in sorted(pairs):
            if old == new:
                together = self.block(made.then if old else made.other, rest) or together
        for old, new in sorted(pairs):
            if old != new:
                together = self._apart(made, rest, old) or together
        return together

    def _apart(self, made: Choice, rest: After, holds_before: bool) -> bool:
        arms = (made.then, made.other) if holds_before else (made.other, made.then)
        its = (self.worlds.before, self.worlds.after)
        alone = [left(it, arm, None, self.frame) for it, arm in zip(its, arms, strict=True)]
        together = all(each.falls for each in alone)
        whole = alone
        if not together:
            whole = [left(it, arm, rest, self.frame) for it, arm in zip(its, arms, strict=True)]
        if whole[0].code != whole[1].code:
            again = not together and comes_round(whole[0].code)
            self._report(
                made.test, (test for each in whole for test in each.tests), before=whole[0], again=again
            )
        return together

    def _loop(self, statement: cst.For | cst.While, rest: After) -> bool:
        if isinstance(statement, cst.While):
            self.expressions(statement.test)
            self._test(statement.test)
            if frozenset(self.worlds.pairs(statement.test, self.frame)) == {(False, False)}:
                return True
        else:
            self.expressions(statement.iter)
        if self._raises(statement):
            return False
        self.block(statement.body.body, After(end=GOES_ON))
        if statement.orelse is not None and not self.block(statement.orelse.body.body, rest):
            return breaks(statement.body)
        return not endless(statement)

    def _try(self, statement: cst.Try | cst.TryStar, rest: After) -> bool:
        falls = self.block(statement.body.body, rest)
        if falls and statement.orelse is not None:
            falls = self.block(statement.orelse.body.body, rest)
        for handler in running.reachable_handlers(self.worlds.after, statement, self.frame):
            falls = self.block(handler.body.body, rest) or falls
        if statement.finalbody is not None:
            return self.block(statement.finalbody.body.body, rest) and falls
        return falls

    def _concerns(self, test: Test, world: Literal["before", "after"]) -> bool:
        """Say whether a test is about the one world that gets here: the other ended in a call above."""
        after = self.worlds.singles_out_after(test, self.frame)
        return after is (world == "after")

    def _is_told_already(self, own: cst.CSTNode, old: Result, new: Result) -> bool:
        """Say whether a test only asks what came of parting ways before: `error = ERRORS.get(status)`."""
        told = {atom for atom in old.atoms | new.atoms if self._differs(atom)}
        return bool(told) and own not in told and told <= self.found.keys()

    def _differs(self, atom: cst.CSTNode) -> bool:
        return self.worlds.before.atoms.get(atom) != self.worlds.after.atoms.get(atom)

    def _report(
        self,
        test: Test,
        others: Iterable[Test] = (),
        way: Way = "branch",
        before: Left | None = None,
        again: bool = False,
    ) -> None:
        """Add a parting, unless the paths part inside a function that the test calls."""
        old, new = (ask(it, test, self.frame) for it in (self.worlds.before, self.worlds.after))
        if self.alone is not None and not self._concerns(test, self.alone):
            return
        own = node_of(test)
        if self._is_told_already(own, old, new):
            return
        inside = {node for node, _ in old.branches ^ new.branches} - set(walk(own))
        if not inside:
            asked, ran = (before.tests, before.ran) if before is not None else ((), ())
            parting = Parting(test, (test, *others), way, (test, *asked), tuple(ran), again)
            self.found.setdefault(own, parting)

"""The code that is left of a program once the status is put in.

Tests that are known in a world are gone, with the arm that does not run; so two
worlds take the same path exactly when the same code is left.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import running
from kombo_lint.flow.decisions import Case, ask, node_of
from kombo_lint.flow.likeness import shape
from kombo_lint.flow.loops import breaks, endless
from kombo_lint.flow.outcomes import Symbol
from kombo_lint.flow.tree import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kombo_lint.flow.decisions import Test
    from kombo_lint.flow.outcomes import Result
    from kombo_lint.flow.values import Frame
    from kombo_lint.flow.worlds import Interpreter

_FALLS = "falls"
RETURNS_NONE = ("return", None)
GOES_ON = ("continue",)


@dataclass(frozen=True, eq=False)
class After:
    """What runs when the end of a block is reached: statements, then what comes after them.

    With nothing more to come, `end` says what reaching the end means.
    """

    statements: Sequence[cst.CSTNode] = ()
    outer: After | None = None
    end: object = RETURNS_NONE


@dataclass(frozen=True, eq=False)
class Choice:
    """A test with what runs when it holds and what runs when not: of an `if`, or a `match` from a case on."""

    test: Test
    then: Sequence[cst.CSTNode]
    other: Sequence[cst.CSTNode | Choice]


def choice(statement: cst.If | cst.Match) -> Choice | None:
    """Return a statement as a choice; None for a `match` without cases."""
    if isinstance(statement, cst.If):
        return Choice(statement.test, statement.body.body, running.otherwise(statement))
    made: Choice | None = None
    for case in reversed(statement.cases):
        made = Choice(Case(statement, case), case.body.body, () if made is None else (made,))
    return made


@dataclass
class Left:
    """What is left of some code in one world: `code` to compare, and what is met on the way.

    `tests` are the tests on the status that are asked, `ran` the statements that run.
    """

    code: tuple[object, ...]
    falls: bool
    tests: list[Test] = field(default_factory=list)
    ran: list[cst.CSTNode] = field(default_factory=list)


def left(
    it: Interpreter, statements: Sequence[cst.CSTNode | Choice], after: After | None, frame: Frame
) -> Left:
    """Return what is left of the statements and, where their end is reached, of what comes `after` them."""
    rest = _Rest(it, frame)
    items: list[object] = []
    falls = rest.block(statements, items)
    reached = falls
    while falls and after is not None:
        falls = rest.block(after.statements, items)
        if falls and after.outer is None:
            items.append(after.end)
        after = after.outer
    return Left(tuple(items), reached, rest.tests, rest.ran)


@dataclass
class _Rest:
    it: Interpreter
    frame: Frame
    tests: list[Test] = field(default_factory=list)
    ran: list[cst.CSTNode] = field(default_factory=list)

    def block(self, statements: Sequence[cst.CSTNode | Choice], items: list[object]) -> bool:
        """Add what is left of the statements; say whether their end is reached."""
        return all(self._statement(statement, items) for statement in statements)

    def _statement(self, statement: cst.CSTNode | Choice, items: list[object]) -> bool:
        if isinstance(statement, cst.SimpleStatementLine):
            return self.block(statement.body, items)
        if isinstance(statement, cst.BaseSmallStatement):
            return self._small(statement, items)
        if isinstance(statement, cst.If | cst.Match):
            made = choice(statement)
            return made is None or self._choice(made, items)
        if isinstance(statement, Choice):
            return self._choice(statement, items)
        if isinstance(statement, cst.With):
            items.append(("with", tuple(self._shape(item) for item in statement.items)))
            return self.block(statement.body.body, items)
        if isinstance(statement, cst.For | cst.While):
            return self._loop(statement, items)
        if isinstance(statement, cst.Try | cst.TryStar):
            return self._try(statement, items)
        items.append(shape(statement))
        return True

    def _small(self, statement: cst.BaseSmallStatement, items: list[object]) -> bool:
        self.ran.append(statement)
        if isinstance(statement, cst.Pass):
            return True
        if isinstance(statement, cst.Continue):
            items.append(GOES_ON)
        elif isinstance(statement, cst.Return) and _is_none(statement.value):
            items.append(RETURNS_NONE)
        else:
            items.append(self._shape(statement))
        leaves = isinstance(statement, cst.Return | cst.Raise | cst.Continue | cst.Break)
        return not leaves and not running.raises(self.it, statement, self.frame)

    def _choice(self, made: Choice, items: list[object]) -> bool:
        result = ask(self.it, made.test, self.frame)
        if result.atoms or result.raw:
            self.tests.append(made.test)
        if result.truth is not None:
            return self.block(made.then if result.truth else made.other, items)
        arms: list[tuple[list[object], bool]] = []
        for arm in (made.then, made.other):
            inside: list[object] = []
            arms.append((inside, self.block(arm, inside)))
        items.append(("if", shape(node_of(made.test)), *((tuple(inside), falls) for inside, falls in arms)))
        return any(falls for _, falls in arms)

    def _loop(self, statement: cst.For | cst.While, items: list[object]) -> bool:
        inside: list[object] = []
        self.block(statement.body.body, inside)
        if isinstance(statement, cst.For):
            head: object = (shape(statement.target), self._shape(statement.iter))
        else:
            head = self._shape(statement.test)
        items.append(("loop", head, tuple(inside)))
        if statement.orelse is not None and not self.block(statement.orelse.body.body, items):
            return breaks(statement.body)
        return not endless(statement)

    def _try(self, statement: cst.Try | cst.TryStar, items: list[object]) -> bool:
        inside: list[object] = []
        falls = self.block(statement.body.body, inside)
        if falls and statement.orelse is not None:
            falls = self.block(statement.orelse.body.body, inside)
        handlers = []
        for handler in running.reachable_handlers(self.it, statement, self.frame):
            caught: list[object] = []
            falls = self.block(handler.body.body, caught) or falls
            handlers.append((shape(handler.type) if handler.type is not None else None, tuple(caught)))
        items.append(("try", tuple(inside), tuple(handlers)))
        if statement.finalbody is not None:
            return self.block(statement.finalbody.body.body, items) and falls
        return falls

    def _shape(self, node: cst.CSTNode) -> object:
        return shape(node, lambda part: picked(self.it, part, self.frame))


def picked(it: Interpreter, node: cst.CSTNode, frame: Frame) -> object | None:
    """Return what an expression that chooses by status chooses in this world; None for all others."""
    if isinstance(node, cst.IfExp):
        test = it.result(node.test, frame)
        if not test.atoms or test.truth is None:
            return None
        return shape(node.body if test.truth else node.orelse, lambda part: picked(it, part, frame))
    result = lookup(it, node, frame)
    return None if result is None else symbols(result)


def lookup(it: Interpreter, node: cst.CSTNode, frame: Frame) -> Result | None:
    """Return the result of an expression that takes something out of a table by status; None for others."""
    if key_of(node) is None:
        return None
    assert isinstance(node, cst.BaseExpression)
    result = it.result(node, frame)
    return result if node in result.atoms else None


def key_of(node: cst.CSTNode) -> cst.BaseExpression | None:
    """Return the key by which a node takes something out of a table; None where it is always the same."""
    key: cst.BaseExpression | None = None
    if isinstance(node, cst.Subscript) and len(node.slice) == 1:
        index = node.slice[0].slice
        key = index.value if isinstance(index, cst.Index) else None
    elif isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.args:
        key = node.args[0].value if node.func.attr.value in ("get", "pop") else None
    known = isinstance(key, cst.SimpleString | cst.Integer | cst.FormattedString | cst.UnaryOperation)
    return None if known else key


def counted(node: cst.CSTNode) -> cst.BaseExpression | None:
    """Return the test that `sum(r.status_code == 503 for r in answers)` counts by; None for other nodes."""
    if not isinstance(node, cst.Call) or not node.args or last_name(node.func) != "sum":
        return None
    given = node.args[0].value
    one = given.elt if isinstance(given, cst.GeneratorExp | cst.ListComp) else None
    return one if isinstance(one, cst.Comparison | cst.BooleanOperation | cst.UnaryOperation) else None


def symbols(result: Result) -> tuple[object, ...]:
    """Return the outcomes that are code: classes, functions, objects. Texts and numbers are only shown."""
    return tuple(o if isinstance(o, Symbol) else None for o in result.outcomes)


def _is_none(value: cst.BaseExpression | None) -> bool:
    return value is None or (isinstance(value, cst.Name) and value.value == "None")


def own_expressions(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """Yield what is evaluated when a statement's head runs: not the body of a lambda or function."""
    from kombo_lint.flow.tree import children

    yield node
    for child in children(node):
        if not isinstance(child, cst.Lambda | cst.FunctionDef | cst.ClassDef | cst.BaseSuite):
            yield from own_expressions(child)


def comes_round(left_over: object) -> bool:
    """Say whether what is left of some code comes to the end of the loop around it on some way."""
    if left_over == GOES_ON:
        return True
    if not isinstance(left_over, tuple) or left_over[:1] == ("loop",):
        return False
    return any(map(comes_round, left_over))

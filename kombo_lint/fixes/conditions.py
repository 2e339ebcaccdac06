"""Tests on a status, rewritten so that errors of a change come out as they did before it.

Each part of a test that comes out differently since the change is rewritten by itself:
a part that held before and no longer does becomes `part or <the code is one of those>`, a
part that newly holds `part and <the code is none of those>`. A part that is no plain truth, as a
lookup in a table or the subject of a `match`, is given the status before the change instead.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.fixes.reads import status_reads
from kombo_lint.fixes.subjects import NoSubject, Subject, subject_of
from kombo_lint.flow.decisions import Case, ask, conditions
from kombo_lint.flow.outcomes import decided
from kombo_lint.flow.reaching import own_nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from kombo_lint.flow.decisions import Test, Worlds
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame

    Finds: TypeAlias = "Callable[[Evaluator, cst.CSTNode, Frame], Subject]"


_TESTS = (cst.Comparison, cst.BooleanOperation, cst.UnaryOperation, cst.Call, cst.IfExp)
"""What may be a test that is given a name."""


@dataclass(frozen=True)
class Rewrite:
    """What to put in the place of `node`: its source with `{reader}` and `{codes}` where these are named.

    `alone` is that by which the status counts only where there is no code; empty where it cannot be.
    """

    node: cst.BaseExpression
    text: str
    subject: Subject
    alone: str = ""


def rewrites(
    worlds: Worlds, test: Test, frame: Frame, status: int, finds: Finds = subject_of
) -> Iterator[Rewrite]:
    """Yield the rewrites for the parts of a test that the change affects; raise `NoSubject`.

    They come out as in the world `before`, the status of which is `status`. `finds` says what a part asks.
    """
    if isinstance(test, Case):
        yield from _of_case(worlds, test, frame, status, finds)
        return
    for part in conditions(test):
        old, new = worlds.before.result(part, frame), worlds.after.result(part, frame)
        if old.outcomes == new.outcomes:
            continue
        plain = decided(old.outcomes), decided(new.outcomes)
        named = named_before(part, frame)
        if named is not None:
            yield from rewrites(worlds, named, frame, status, finds)
        elif plain in ((True, False), (False, True)):
            subject = finds(worlds.before.ev, part, frame)
            alone = _by_code_alone(frame, part, subject) if plain[0] and not subject.read.once else ""
            yield Rewrite(part, _condition(frame, part, subject, held=plain[0] is True), subject, alone)
        else:
            yield from _with_the_old_status(worlds, part, frame, status, finds)


def _of_case(worlds: Worlds, test: Case, frame: Frame, status: int, finds: Finds) -> Iterator[Rewrite]:
    """Yield the rewrites of the guard of a `case`, where that asks a response itself, and of the subject."""
    pattern = Case(test.statement, test.case.with_changes(guard=None))
    in_guard: list[Rewrite] = []
    if test.case.guard is not None and _differs(worlds, test.case.guard, frame):
        with suppress(NoSubject):
            in_guard = list(rewrites(worlds, test.case.guard, frame, status, finds))
    yield from in_guard
    if _differs(worlds, pattern, frame) or (not in_guard and _differs(worlds, test, frame)):
        yield from _with_the_old_status(worlds, test.statement.subject, frame, status, finds)


def _differs(worlds: Worlds, test: Test, frame: Frame) -> bool:
    return ask(worlds.before, test, frame).outcomes != ask(worlds.after, test, frame).outcomes


def named_before(part: cst.BaseExpression, frame: Frame) -> cst.BaseExpression | None:
    """Return the test that was given a name before, where the name is used for nothing else."""
    if not isinstance(part, cst.Name):
        return None
    found = frame.scopes.visible(part)
    function = frame.function
    if found is None or len(found[1]) != 1 or function is None or frame.scopes.function_of(part) != function:
        return None
    binding = found[1][0]
    is_test = isinstance(
        binding.value, cst.Comparison | cst.BooleanOperation | cst.UnaryOperation | cst.Call | cst.IfExp
    )
    uses = [n for n in frame.scopes.names.get(part.value, ()) if function in frame.scopes.ancestors(n)]
    alone = len(uses) == 2  # where it is bound, and here
    return binding.value if binding.kind == "assign" and not binding.unpack and is_test and alone else None


def names_the_code(subject: Subject, *, inside: bool = True) -> str:
    """Return the condition that an answer has one of the codes, or none of them."""
    source = _escaped(subject.source)
    awaited = "await " if subject.read.body.startswith("await ") else ""
    reading = source if subject.is_code else f"{awaited}{{reader}}({source})"
    return f"{reading} {'in' if inside else 'not in'} {{codes}}"


def _condition(frame: Frame, part: cst.BaseExpression, subject: Subject, *, held: bool) -> str:
    joint = "or" if held else "and"
    own = _escaped(_source(frame, part))
    if isinstance(part, cst.IfExp | cst.Lambda | cst.NamedExpr) and not part.lpar:
        own = f"({own})"
    text = f"{own} {joint} {names_the_code(subject, inside=held)}"
    parent = frame.scopes.parents.get(part)
    if part.lpar or not isinstance(
        parent, cst.BooleanOperation | cst.UnaryOperation | cst.Arg | cst.NamedExpr
    ):
        return text
    if isinstance(parent, cst.NamedExpr):
        return f"({text})"
    if isinstance(parent, cst.BooleanOperation) and isinstance(parent.operator, cst.Or) is held:
        return text
    return text if isinstance(parent, cst.Arg) else f"({text})"


def _by_code_alone(frame: Frame, part: cst.BaseExpression, subject: Subject) -> str:
    """Return the condition that holds for the codes, and where there is no code for what held before."""
    code = names_the_code(subject)
    own, none = _escaped(_source(frame, part)), code.replace(" in {codes}", " is None")
    text = f"{code} or ({own} and {none})"
    return text if part.lpar or isinstance(frame.scopes.parents.get(part), cst.If) else f"({text})"


def _with_the_old_status(
    worlds: Worlds, node: cst.BaseExpression, frame: Frame, status: int, finds: Finds
) -> Iterator[Rewrite]:
    """Yield the rewrites that put the status before the change into an expression."""
    reads = status_reads(worlds.before.ev, node, frame)
    if not reads:
        raise NoSubject("the status is read somewhere else")
    for read in reads:
        if any(isinstance(inner, cst.NamedExpr) for inner in (read, *own_nodes(read))):
            raise NoSubject("the response gets its name only here")
        subject = finds(worlds.before.ev, read, frame)
        text = f"{status} if {names_the_code(subject)} else {_escaped(_source(frame, read))}"
        parent = frame.scopes.parents.get(read)
        alone = read.lpar or isinstance(parent, cst.Arg | cst.Index | cst.Match | cst.Assign | cst.Return)
        yield Rewrite(read, text if alone else f"({text})", subject)


def _source(frame: Frame, node: cst.BaseExpression) -> str:
    """Return the source of an expression without its own parentheses."""
    return frame.scopes.module.tree.code_for_node(node.with_changes(lpar=(), rpar=()))


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")

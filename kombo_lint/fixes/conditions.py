"""Tests on a status, rewritten so that errors of a change come out as they did before it.

Each part of a test that comes out differently since the change is rewritten by itself:
a part that held before and no longer does becomes `part or <the code is one of those>`, a
part that newly holds `part and <the code is none of those>`. A part that is no plain truth, as a
lookup in a table or the subject of a `match`, is given the status before the change instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.fixes.subjects import NoSubject, Subject, status_reads, subject_of
from kombo_lint.flow.decisions import Case, ask
from kombo_lint.flow.outcomes import decided

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.decisions import Test, Worlds
    from kombo_lint.flow.values import Frame


@dataclass(frozen=True)
class Rewrite:
    """What to put in the place of `node`: its source with `{reader}` and `{codes}` where these are named."""

    node: cst.BaseExpression
    text: str
    subject: Subject


def rewrites(worlds: Worlds, test: Test, frame: Frame, status: int) -> Iterator[Rewrite]:
    """Yield the rewrites for the parts of a test that the change affects; raise `NoSubject`.

    `status` is the one before the change.
    """
    ev = worlds.before.ev
    if isinstance(test, Case):
        old, new = ask(worlds.before, test, frame), ask(worlds.after, test, frame)
        if old.outcomes != new.outcomes:
            yield from _with_the_old_status(worlds, test.statement.subject, frame, status)
        return
    for part in _parts(test):
        old, new = worlds.before.result(part, frame), worlds.after.result(part, frame)
        if old.outcomes == new.outcomes:
            continue
        plain = decided(old.outcomes), decided(new.outcomes)
        if plain in ((True, False), (False, True)):
            subject = subject_of(ev, part, frame)
            yield Rewrite(part, _condition(frame, part, subject, held=plain[0] is True), subject)
        else:
            yield from _with_the_old_status(worlds, part, frame, status)


def names_the_code(subject: Subject, *, inside: bool = True) -> str:
    """Return the condition that an answer has one of the codes, or none of them."""
    reading = f"{{reader}}({_escaped(subject.source)})"
    awaited = "await " if subject.read.body.startswith("await ") else ""
    return f"{awaited}{reading} {'in' if inside else 'not in'} {{codes}}"


def _parts(test: cst.BaseExpression) -> Iterator[cst.BaseExpression]:
    """Yield the parts of a test that `and`, `or` and `not` join."""
    if isinstance(test, cst.BooleanOperation):
        yield from _parts(test.left)
        yield from _parts(test.right)
    elif isinstance(test, cst.UnaryOperation) and isinstance(test.operator, cst.Not):
        yield from _parts(test.expression)
    else:
        yield test


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
    if isinstance(parent, cst.BooleanOperation) and (isinstance(parent.operator, cst.Or) or not held):
        return text
    return text if isinstance(parent, cst.Arg) else f"({text})"


def _with_the_old_status(
    worlds: Worlds, node: cst.BaseExpression, frame: Frame, status: int
) -> Iterator[Rewrite]:
    """Yield the rewrites that put the status before the change into an expression."""
    reads = status_reads(worlds.before.ev, node, frame)
    if not reads:
        raise NoSubject("the status is read somewhere else")
    for read in reads:
        subject = subject_of(worlds.before.ev, read, frame)
        text = f"{status} if {names_the_code(subject)} else {_escaped(_source(frame, read))}"
        parent = frame.scopes.parents.get(read)
        alone = read.lpar or isinstance(parent, cst.Arg | cst.Index | cst.Match | cst.Assign | cst.Return)
        yield Rewrite(read, text if alone else f"({text})", subject)


def _source(frame: Frame, node: cst.BaseExpression) -> str:
    """Return the source of an expression without its own parentheses."""
    return frame.scopes.module.tree.code_for_node(node.with_changes(lpar=(), rpar=()))


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")

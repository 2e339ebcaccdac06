"""The beginning of a handling: the codes that a client leaves unhandled are raised where it looks at errors.

Where it looks at none, that is behind the request.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.findings import Applicability, Edit, Fix
from kombo_lint.fixes.branches import Mended
from kombo_lint.fixes.exceptions import raised_for, raiser
from kombo_lint.fixes.readable import check_readable
from kombo_lint.fixes.readers import names_in
from kombo_lint.fixes.statements import (
    as_name,
    before,
    behind,
    check_gets_out,
    free_in,
    kinds_of,
    outside_of_catching,
    statement_with,
    with_name,
)
from kombo_lint.fixes.subjects import NoSubject, subject_from, subject_of
from kombo_lint.flow.errors import caught, raised
from kombo_lint.flow.tree import last_name
from kombo_lint.flow.values import Err, Resp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kombo_lint.facts import Helper
    from kombo_lint.facts.looking import Look
    from kombo_lint.facts.unhandled import Unhandled
    from kombo_lint.fixes.subjects import Subject
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Request
    from kombo_lint.registry import Change

_CODE = frozenset({"reader"})
_CHECK = "{check}"
"""Stands for the check in edits, until it is known how it is written."""
_NAMES = ("response", "resp", "answer")


@dataclass(frozen=True)
class _Spot:
    """A place for the check: where `subject` is at hand. `edits` put it there."""

    scopes: Scopes
    subject: Subject
    edits: tuple[Edit, ...]

    @property
    def answers(self) -> frozenset[cst.CSTNode]:
        """The requests whose answers are at hand."""
        return frozenset(value.request.node for value in self.subject.values)


def skeleton(
    ev: Evaluator, change: Change, found: Unhandled, helper: Callable[[str], Helper | None]
) -> Mended:
    """Return the unsafe fix that raises an exception for each concern, or why there is none.

    `helper` says for a file where its functions go.
    """
    if not change.raises:
        return Mended(None)
    reasons: list[str] = []
    spots: list[_Spot] = []
    for make in _places(ev, found):
        try:
            spot = make()
        except NoSubject as error:
            reasons.append(str(error))
            continue
        if (
            spot is not None
            and not any(spot.answers <= each.answers for each in spots)
            and _fits(spot, spots)
        ):
            spots.append(spot)
    if not spots:
        return Mended(None, next(iter(reasons), "there is no place for it"))
    scopes, subject = spots[0].scopes, spots[0].subject
    where = helper(scopes.module.path)
    try:
        names = names_in(ev, change, scopes, subject, where, _CODE, partial(raiser, change, found.codes))
    except NoSubject as error:
        return Mended(None, str(error))
    edits = list(names.edits)
    for spot in spots:
        awaited = "await " if spot.subject.read.body.startswith("await ") else ""
        check = f"{names.further}({awaited}{names.reader}({spot.subject.source}))"
        edits += [Edit(each.location, each.replacement.replace(_CHECK, check)) for each in spot.edits]
    kinds = " and ".join(raised_for(change, found.codes))
    return Mended(
        Fix(Applicability.UNSAFE, f"raise {kinds} here, for those who call this to catch", tuple(edits))
    )


def _fits(spot: _Spot, spots: list[_Spot]) -> bool:
    """Say whether a place is in the module of the first, and the code is read in the same way there."""
    first = spots[0] if spots else spot
    return spot.scopes is first.scopes and spot.subject.read == first.subject.read


def _places(ev: Evaluator, found: Unhandled) -> Iterator[partial[_Spot | None]]:
    """Yield where the client looks at errors, then its requests, then where others look at errors."""
    client = found.client
    inside = [client.node in (each.node, *each.scopes.ancestors(each.node)) for each in found.looks]
    yield from (partial(_at_look, ev, look) for look, own in zip(found.looks, inside, strict=True) if own)
    yield from (partial(_behind, ev, request) for request in client.requests)
    yield from (partial(_at_look, ev, look) for look, own in zip(found.looks, inside, strict=True) if not own)


def _at_look(ev: Evaluator, look: Look) -> _Spot | None:
    """Return the place before the statement that looks at a response, or at the head of a handler."""
    if look.asked is None:
        return None
    if isinstance(look.asked, cst.ExceptHandler):
        return _in_handler(ev, look.scopes, look.asked)
    frame = ev.frame_of(look.scopes, look.asked)
    subject = subject_of(ev, look.asked, frame)
    check_readable(ev, subject, look.asked, frame)
    statement = statement_with(look.scopes, look.asked)
    if isinstance(look.asked, cst.NamedExpr) or statement is None:
        raise NoSubject("the response gets its name only here")
    check_gets_out(look.scopes, statement)
    return _Spot(look.scopes, subject, (before(look.scopes, statement, _CHECK),))


def _in_handler(ev: Evaluator, scopes: Scopes, handler: cst.ExceptHandler) -> _Spot:
    if not isinstance(handler.body, cst.IndentedBlock) or handler.type is None:
        raise NoSubject("the handler is all on one line")
    named = handler.name.name if handler.name is not None else None
    name = named.value if isinstance(named, cst.Name) else free_in(scopes, handler, ("error", "err", "exc"))
    frame = ev.frame_of(scopes, handler.body)
    errors = [value for value in caught(ev, handler, frame) if isinstance(value, Err)]
    if len(errors) < len(caught(ev, handler, frame)) or not errors:
        raise NoSubject("not only errors of the API come here")
    held = {name for error in errors for name in ev.models.errors[error.kind][1].response[:1]}
    if any(ev.models.errors[error.kind][1].code is None for error in errors) and len(held) == 1:
        if {last_name(kind) for kind in kinds_of(handler)} != {
            error.kind.rpartition(".")[2] for error in errors
        }:
            raise NoSubject("other errors come here too")
        answers = [Resp(error.request, error.trail) for error in errors]
        subject = subject_from(ev, f"{name}.{held.pop()}", answers)
    else:
        subject = subject_from(ev, name, errors)
    first = handler.body.body[0]
    check_readable(ev, subject, first, frame)
    check_gets_out(scopes, first)
    edits = [before(scopes, first, _CHECK)]
    if named is None:
        edits.insert(0, as_name(scopes, handler.type, name))
    return _Spot(scopes, subject, tuple(edits))


def _behind(ev: Evaluator, request: Request) -> _Spot | None:
    """Return the place behind the statement that sends, which gives the response a name where it has none."""
    scopes, call = request.scopes, request.node
    if request.send is None or not isinstance(call, cst.Call) or request.library.name == ev.api.sdk:
        raise NoSubject("nobody catches its errors")
    if any(
        isinstance(error, Err) and error.request.node is call for error in raised(ev, call, request.frame)
    ):
        raise NoSubject("the request raises by itself")
    parent = scopes.parents.get(call)
    sent: cst.BaseExpression = parent if isinstance(parent, cst.Await) else call
    place = scopes.parents.get(sent)
    if isinstance(place, cst.WithItem):
        return _in_with(ev, request, place)
    statement = statement_with(scopes, sent)
    if not isinstance(statement, cst.SimpleStatementLine) or len(statement.body) != 1:
        raise NoSubject("the response has no name")
    small = statement.body[0]
    named = small.targets[0].target if isinstance(small, cst.Assign) and len(small.targets) == 1 else None
    if isinstance(small, cst.Assign) and small.value is sent and isinstance(named, cst.Name):
        after = outside_of_catching(scopes, statement)
        name, edits = named.value, [behind(scopes, after, _CHECK)]
        return _checked(ev, request, after, name, edits)
    name = free_in(scopes, statement, _NAMES)
    return _checked(ev, request, statement, name, with_name(scopes, statement, sent, name, _CHECK))


def _in_with(ev: Evaluator, request: Request, item: cst.WithItem) -> _Spot:
    scopes = request.scopes
    block = scopes.parents.get(item)
    named = item.asname.name if item.asname is not None else None
    if not isinstance(block, cst.With) or not isinstance(block.body, cst.IndentedBlock):
        raise NoSubject("the response has no name")
    if not isinstance(named, cst.Name):
        raise NoSubject("the response has no name")
    first = block.body.body[0]
    return _checked(ev, request, first, named.value, [before(scopes, first, _CHECK)])


def _checked(ev: Evaluator, request: Request, node: cst.CSTNode, name: str, edits: list[Edit]) -> _Spot:
    check_gets_out(request.scopes, node)
    subject = subject_from(ev, name, [Resp(request)])
    check_readable(ev, subject, node, request.frame)
    return _Spot(request.scopes, subject, tuple(edits))

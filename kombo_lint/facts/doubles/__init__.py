"""Test doubles: answers that the program makes up, with a status and an error code of the API."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.facts.doubles.answers import made_answers
from kombo_lint.facts.doubles.bodies import codes_in
from kombo_lint.facts.doubles.statuses import is_shared_name, other_uses, with_status
from kombo_lint.flow.activations import runs
from kombo_lint.flow.values import Const
from kombo_lint.flow.written import Place, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kombo_lint.facts.doubles.answers import MadeAnswer
    from kombo_lint.facts.doubles.bodies import CodeInBody
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Frame
    from kombo_lint.registry import Change


@dataclass(frozen=True, eq=False)
class TestDouble:
    """A made-up answer that has the status before a change and one of the change's codes.

    `node` is where the status is written, `codes` are the codes and where they are, `made` is where the
    answer is made. `instead` is the source for the status after the change; None where other answers have
    the status at `node` too, and rightly. `shared` says in words what else it is used for; "" for nothing.
    """

    scopes: Scopes
    node: cst.BaseExpression
    codes: tuple[CodeInBody, ...]
    made: tuple[Scopes, cst.CSTNode]
    instead: str | None
    shared: str


@dataclass(frozen=True, eq=False)
class _Case:
    """One run in which an answer is made: its status, the change's codes in its body, the test that runs."""

    answer: MadeAnswer
    status: Place
    value: int
    codes: tuple[CodeInBody, ...]
    test: object
    shared: str


def stale_doubles(ev: Evaluator, change: Change, paths: Sequence[str]) -> list[TestDouble]:
    """Return the answers made in the files that are as the API's were before the change.

    A test that is run with the answers from before and from after the change is about the change.
    """
    before, after = change.from_status, change.to_status
    assert before is not None
    assert after is not None
    answers = _answers(ev, change, (before, after), paths)
    cases = [case for answer in answers for case in _cases(ev, change, answer)]
    both = {(case.test, each.code) for case in cases if case.value == after for each in case.codes}
    by_status: dict[cst.CSTNode, list[_Case]] = {}
    for case in cases:
        if case.value == before:
            by_status.setdefault(case.status.node, []).append(case)
    found = (_double(after, answered, both) for answered in by_status.values())
    return [double for double in found if double is not None]


def _answers(
    ev: Evaluator, change: Change, statuses: Sequence[int], paths: Sequence[str]
) -> Iterator[MadeAnswer]:
    files = ev.project.files
    tails = [code.rpartition(".")[2].encode() for code in change.codes]
    if not any(tail in data for data in files.values() for tail in tails):
        return
    names, parts = _words(ev, change, statuses[0])
    for path in paths:
        if names.search(files[path]) and parts.search(files[path]):
            scopes = ev.project.module(path, "may make answers")
            if scopes is not None:
                yield from made_answers(ev, scopes, statuses)


def _words(ev: Evaluator, change: Change, status: int) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """Return what a file has that makes answers: a name for one, and a status, a code or a body."""
    models = [model for models in ev.models.answers.values() for model in models]
    names = {name for model in models for name in model.status} | set(ev.models.answers) - {"*"}
    parts = {HTTPStatus(status).name} if status in set(HTTPStatus) else set()
    parts |= {name.rpartition(".")[2] for name, value in ev.models.constants.items() if value == status}
    parts |= {code.rpartition(".")[2] for code in change.codes}
    parts |= {str(status), change.api.code_path[-1]}
    return _any_word(names), _any_word(parts)


def _any_word(words: set[str]) -> re.Pattern[bytes]:
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, words)))})(?![a-z])".encode(), re.IGNORECASE)


def _cases(ev: Evaluator, change: Change, answer: MadeAnswer) -> Iterator[_Case]:
    """Yield the runs of an answer, where any of them may have a status and a code of the change."""
    statuses, bodies = answer.parts(ev.frame_of(answer.scopes, answer.node))
    places = [place for given in statuses for place in written(ev, given, is_shared_name)]
    if not any(_statuses(ev, change, place) for place in places):
        return
    if any(each.code in change.codes for body in bodies for each in codes_in(ev, body)):
        for frame in runs(ev, answer.scopes, answer.node):
            yield from _in_frame(ev, change, answer, frame)


def _in_frame(ev: Evaluator, change: Change, answer: MadeAnswer, frame: Frame) -> Iterator[_Case]:
    statuses, bodies = answer.parts(frame)
    read = [each for body in bodies for each in codes_in(ev, body)]
    codes = [each for each in read if each.code in change.codes]
    for given in statuses:
        for place in written(ev, given, is_shared_name):
            values = _statuses(ev, change, place)
            if len(values) == 1:
                held, test = _at_once(place, codes), _test_of(answer, frame)
                yield _Case(answer, place, values[0], held, test, other_uses(given, place))


def _at_once(status: Place, codes: Sequence[CodeInBody]) -> tuple[CodeInBody, ...]:
    """Return the codes, each once, that a body can have when the answer has this status."""
    found = (each for each in codes if status.agrees(each.place) and (each.exact or not status.rows))
    return tuple({each.code: each for each in found}.values())


def _statuses(ev: Evaluator, change: Change, place: Place) -> list[int]:
    """Return which of a change's two statuses an expression may be."""
    values = set(ev.values(place.node, place.frame))
    return [each for each in (change.from_status, change.to_status) if each and Const(each) in values]


def _test_of(answer: MadeAnswer, frame: Frame) -> object:
    """Return the function at the start of a run: of what stands in a decorator, the one that it decorates."""
    outermost = frame
    while True:
        around = outermost.caller if outermost.caller and outermost.caller.function else outermost.outer
        if around is None or around.function is None:
            break
        outermost = around
    if outermost.function is not None:
        return outermost.function
    scopes = answer.scopes
    decorator = next((up for up in scopes.ancestors(answer.node) if isinstance(up, cst.Decorator)), None)
    return scopes.parents[decorator] if decorator is not None else answer.node


def _double(after: int, answered: Sequence[_Case], both: set[tuple[object, str]]) -> TestDouble | None:
    """Return the double with one status, of all the answers that have this status."""
    stale = [case for case in answered if any((case.test, each.code) not in both for each in case.codes)]
    if not stale:
        return None
    first = stale[0]
    codes = {e.code: e for case in stale for e in case.codes if (case.test, e.code) not in both}
    others = len(stale) < len(answered)
    return TestDouble(
        first.status.frame.scopes,
        first.status.node,
        tuple(codes.values()),
        (first.answer.scopes, first.answer.node),
        None if others else with_status(first.status.node, after),
        "other answers have it too" if others else next((c.shared for c in answered if c.shared), ""),
    )

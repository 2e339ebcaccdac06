"""Whether the subject of a `match` fits a case, in a world."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import outcomes as out
from kombo_lint.flow.attributes import member
from kombo_lint.flow.expressions import is_body
from kombo_lint.flow.outcomes import UNKNOWN, Result, merged

if TYPE_CHECKING:
    from kombo_lint.flow.values import Frame
    from kombo_lint.flow.worlds import Interpreter


def fits(it: Interpreter, statement: cst.Match, case: cst.MatchCase, frame: Frame) -> Result:
    """Return whether the subject of `statement` fits `case`, its guard included."""
    subject = it.result(statement.subject, frame)
    shape = _pattern(it, case.pattern, subject, statement.subject, frame)
    if case.guard is None:
        return shape
    guard = it.result(case.guard, frame)
    answers = out.combine(lambda *two: out.every(two), shape.outcomes, guard.outcomes)
    return merged([shape, guard], answers)


def _pattern(
    it: Interpreter, pattern: cst.MatchPattern, subject: Result, node: cst.BaseExpression | None, frame: Frame
) -> Result:
    if isinstance(pattern, cst.MatchValue):
        value = it.result(pattern.value, frame)
        answers = out.combine(out.same, subject.outcomes, value.outcomes)
        return it.decide(pattern.value, merged([subject, value], answers))
    if isinstance(pattern, cst.MatchOr):
        parts = [_pattern(it, part.pattern, subject, node, frame) for part in pattern.patterns]
        return merged(parts, out.combine(lambda *given: out.some(given), *(part.outcomes for part in parts)))
    if isinstance(pattern, cst.MatchAs):
        if pattern.pattern is not None:
            return _pattern(it, pattern.pattern, subject, node, frame)
        return Result((True,))
    if isinstance(pattern, cst.MatchTuple | cst.MatchList) and isinstance(node, cst.Tuple):
        return _items(it, pattern, node, frame)
    if isinstance(pattern, cst.MatchClass) and node is not None:
        parts = [Result((UNKNOWN,))] if pattern.patterns else []
        for keyword in pattern.kwds:
            values = [v for base in it.ev.values(node, frame) for v in member(it.ev, base, keyword.key.value)]
            parts.append(_pattern(it, keyword.pattern, it.of_values(tuple(values), pattern), None, frame))
        return _all(parts)
    if isinstance(pattern, cst.MatchMapping):
        return _mapping(it, pattern, subject, frame)
    return Result()


def _mapping(it: Interpreter, pattern: cst.MatchMapping, subject: Result, frame: Frame) -> Result:
    """`case {"error": {"code": "..."}}` looks into a body; what leads to the code is there."""
    bodies = [o.value for o in subject.outcomes if is_body(o)]
    if len(bodies) != len(subject.outcomes):
        return merged([subject], (UNKNOWN,))
    parts = [subject]
    for element in pattern.elements:
        key = it.result(element.key, frame)
        known = key.outcomes[0] if key.known and isinstance(key.outcomes[0], str) else ""
        inner = tuple(replace(body, path=(*body.path, known)) for body in bodies)
        parts.append(_pattern(it, element.pattern, it.of_values(inner, pattern), None, frame))
    return merged(parts, out.combine(lambda *given: out.every(given), *(p.outcomes for p in parts)))


def _items(it: Interpreter, pattern: cst.MatchTuple | cst.MatchList, node: cst.Tuple, frame: Frame) -> Result:
    if len(pattern.patterns) != len(node.elements):
        return Result()
    parts = []
    for part, element in zip(pattern.patterns, node.elements, strict=True):
        if isinstance(part, cst.MatchSequenceElement):
            inner = it.result(element.value, frame)
            parts.append(_pattern(it, part.value, inner, element.value, frame))
    return _all(parts)


def _all(parts: list[Result]) -> Result:
    return merged(parts, out.combine(lambda *given: out.every(given), *(p.outcomes for p in parts)))

"""Whether the subject of a `match` fits a case, in a world."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import outcomes as out
from kombo_lint.flow.attributes import member
from kombo_lint.flow.classes import derives
from kombo_lint.flow.expressions import is_body
from kombo_lint.flow.instances import fields
from kombo_lint.flow.outcomes import UNKNOWN, Result, Symbol, merged
from kombo_lint.flow.values import Cls, Ext, Inst

if TYPE_CHECKING:
    from kombo_lint.flow.values import Frame, Value, Values
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
    if isinstance(pattern, cst.MatchTuple | cst.MatchList):
        if isinstance(node, cst.Tuple):
            return _items(it, pattern, node, frame)
        return _of_tuple(it, pattern, subject, frame)
    if isinstance(pattern, cst.MatchClass):
        return _of_class(it, pattern, subject, node, frame)
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
        if all(it.lacks(body.path) for body in inner):
            return merged([subject], (False,))
        parts.append(_pattern(it, element.pattern, it.of_values(inner, pattern), None, frame))
    return merged(parts, out.combine(lambda *given: out.every(given), *(p.outcomes for p in parts)))


def _of_class(
    it: Interpreter, pattern: cst.MatchClass, subject: Result, node: cst.BaseExpression | None, frame: Frame
) -> Result:
    """`Reply(status=503)` and `Reply(503)` look into fields, `int(status)` at the subject itself."""
    kinds = it.ev.values(pattern.cls, frame)
    inside: list[tuple[str, cst.MatchPattern]] = [(each.key.value, each.pattern) for each in pattern.kwds]
    if pattern.patterns and any(isinstance(kind, Ext) for kind in kinds):
        names = [kind.name for kind in kinds if isinstance(kind, Ext)]
        kept = out.collect(_is_of(o, names) for o in subject.outcomes)
        inner = _pattern(it, pattern.patterns[0].value, subject, node, frame)
        return _all([merged([subject], kept), inner])
    if pattern.patterns:
        in_order = [name for kind in kinds if isinstance(kind, Cls) for name in fields(it.ev, kind)]
        if len(in_order) < len(pattern.patterns):
            return merged([subject], (UNKNOWN,))
        inside += [(name, each.value) for name, each in zip(in_order, pattern.patterns, strict=False)]
    insts = tuple(o.value for o in subject.outcomes if isinstance(o, Symbol) and isinstance(o.value, Inst))
    known = len(insts) == len(subject.outcomes)
    bases = insts if known else it.ev.values(node, frame) if node is not None else ()
    parts = [merged([subject], out.collect(_is_one(it, kinds, base) for base in bases))] if bases else []
    for name, inner_pattern in inside:
        values = tuple(v for base in bases for v in member(it.ev, base, name))
        parts.append(_pattern(it, inner_pattern, it.of_values(values, pattern), None, frame))
    return _all(parts)


def _is_one(it: Interpreter, kinds: Values, subject: Value) -> out.Outcome:
    """Return whether an object is of one of the program's own classes; a library's is taken for it."""
    own = [kind for kind in kinds if isinstance(kind, Cls)]
    if not own or len(own) != len(kinds):
        return True
    if not isinstance(subject, Inst):
        return UNKNOWN
    if any(derives(it.ev, subject.cls, kind) for kind in own):
        return True
    return False if subject.call is not None else UNKNOWN


def _is_of(outcome: out.Outcome, names: list[str]) -> out.Outcome:
    return UNKNOWN if outcome == UNKNOWN or is_body(outcome) else type(outcome).__name__ in names


def _of_tuple(
    it: Interpreter, pattern: cst.MatchTuple | cst.MatchList, subject: Result, frame: Frame
) -> Result:
    """A pair that something returned: what is known of its items."""
    tuples = [o for o in subject.outcomes if isinstance(o, tuple)]
    inner = [each.value for each in pattern.patterns if isinstance(each, cst.MatchSequenceElement)]
    if len(tuples) != len(subject.outcomes) or len(inner) != len(pattern.patterns):
        return merged([subject], (UNKNOWN,))
    fit = {len(each) == len(inner) for each in tuples}
    if fit != {True}:
        return merged([subject], (UNKNOWN if True in fit else False,))
    places = range(len(inner))
    items = [replace(subject, outcomes=out.collect(each[place] for each in tuples)) for place in places]
    return _all([_pattern(it, part, item, None, frame) for part, item in zip(inner, items, strict=True)])


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

"""Comprehensions over a few known items, turn by turn: so that keys stay with their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import outcomes
from kombo_lint.flow.classes import iterated
from kombo_lint.flow.values import Cls, Const, Ext, Func, Many, Map, Seq

if TYPE_CHECKING:
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Value, Values

_MOST = 24


def comprehension_values(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> Values:
    """Return what the comprehension may stand for."""
    assert isinstance(node, cst.DictComp | cst.ListComp | cst.SetComp | cst.GeneratorExp)
    turns = _turns(ev, node.for_in, frame)
    if isinstance(node, cst.DictComp):
        entries = ((ev.values(node.key, turn), ev.values(node.value, turn)) for turn in turns or (frame,))
        return (Map(tuple(entries)),)
    if turns is not None:
        return (Seq(tuple(ev.values(node.elt, turn) for turn in turns)),)
    return (Many(ev.values(node.elt, frame)),)


def _turns(ev: Evaluator, loop: cst.CompFor, frame: Frame) -> list[Frame] | None:
    """Return a frame for each turn of a comprehension over a few known items; None over any others."""
    if loop.inner_for_in is not None or loop.asynchronous is not None:
        return None
    given = iterated(ev, ev.values(loop.iter, frame))
    items = given[0].items if len(given) == 1 and isinstance(given[0], Seq) else ()
    if not 0 < len(items) <= _MOST or not all(_is_data(v) for values in items for v in values):
        return None
    turns = [ev.turn(frame, loop, values) for values in items]
    kept = [[_holds(ev, test.test, turn) for test in loop.ifs] for turn in turns]
    if any(None in truths and False not in truths for truths in kept):
        return None
    return [turn for turn, truths in zip(turns, kept, strict=True) if all(truths)]


def _holds(ev: Evaluator, test: cst.BaseExpression, frame: Frame) -> bool | None:
    """Return whether a comparison of constants holds; None for any other test."""
    if not isinstance(test, cst.Comparison) or len(test.comparisons) != 1:
        return None
    left, right = (
        outcomes.plain(ev.values(side, frame)) for side in (test.left, test.comparisons[0].comparator)
    )
    return outcomes.truth(outcomes.compare(test.comparisons[0].operator, left, right))


def _is_data(value: Value) -> bool:
    if isinstance(value, Seq):
        return all(_is_data(each) for values in value.items for each in values)
    return isinstance(value, Const | Cls | Func | Ext)

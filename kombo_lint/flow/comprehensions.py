"""Comprehensions in a world: turn by turn, where what they go through is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import outcomes as out
from kombo_lint.flow.classes import iterated
from kombo_lint.flow.outcomes import UNKNOWN, Result, Symbol, Table, merged
from kombo_lint.flow.values import UNKNOWN as ANYTHING
from kombo_lint.flow.values import Cls, Const, Expr, Seq

if TYPE_CHECKING:
    from kombo_lint.flow.expressions import Handler
    from kombo_lint.flow.values import Frame, Values
    from kombo_lint.flow.worlds import Interpreter

_MOST = 256


def turns(it: Interpreter, loop: cst.CompFor, frame: Frame) -> list[Frame] | None:
    """Return a frame for each turn that is made, None where it is not known which are."""
    through = it.result(loop.iter, frame)
    found = items(it, through.one)
    if found is None or len(found) > _MOST or loop.inner_for_in is not None:
        return None
    made: list[Frame] = []
    for each in found:
        turn = it.ev.turn(frame, loop, _values(each))
        truths = {it.result(test.test, turn).truth for test in loop.ifs}
        if None in truths and False not in truths:
            return None
        if False not in truths:
            made.append(turn)
    return made


def items(it: Interpreter, through: out.Outcome) -> list[out.Outcome] | None:
    """Return what going through an outcome gives, an enumeration its members; None where it is not known."""
    if isinstance(through, Table):
        return [key for key, _ in through.entries]
    if isinstance(through, Symbol) and isinstance(through.value, Cls):
        through = it.of_values(iterated(it.ev, (through.value,)), through.value.node).one
    return list(through) if isinstance(through, tuple | range | frozenset) else None


def _values(outcome: out.Outcome) -> Values:
    """Return an outcome as the values of a name."""
    if isinstance(outcome, Symbol):
        return (outcome.value,)
    if isinstance(outcome, tuple):
        return (Seq(tuple(map(_values, outcome))),)
    return ANYTHING if outcome == UNKNOWN or not isinstance(outcome, _PLAIN) else (Const(outcome),)


_PLAIN = (int, float, str, bytes, type(None))


def _comprehension(it: Interpreter, node: cst.BaseExpression, frame: Frame) -> Result:
    assert isinstance(node, cst.DictComp | cst.ListComp | cst.SetComp | cst.GeneratorExp)
    made = turns(it, node.for_in, frame)
    if made is None:
        return it.of_values(it.ev.values(node, frame), node)
    if isinstance(node, cst.DictComp):
        keys = [it.result(node.key, turn).one for turn in made]
        values: list[Values] = [(Expr(frame.scopes, node.value, turn),) for turn in made]
        return Result((Table(tuple(zip(keys, values, strict=True))),))
    parts = [it.result(node.elt, turn) for turn in made]
    return merged(parts, (tuple(part.one for part in parts),))


HANDLERS: dict[type[cst.CSTNode], Handler] = {
    cst.ListComp: _comprehension,
    cst.SetComp: _comprehension,
    cst.GeneratorExp: _comprehension,
    cst.DictComp: _comprehension,
}

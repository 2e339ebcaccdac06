"""Texts that tell a status: of an error, of a message that the program makes, of HTTP's words for it."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import outcomes as out
from kombo_lint.flow import raising
from kombo_lint.flow.outcomes import Result, Symbol
from kombo_lint.flow.unknowns import HOLE, UNKNOWN, Wording, text_of
from kombo_lint.flow.values import Err, Expr, Inst, Status, Told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.texts import Part
    from kombo_lint.flow.values import Frame, Value, Values
    from kombo_lint.flow.worlds import Interpreter

_FAMILIES = {4: "Client", 5: "Server"}
_DEEPEST = 4


class _Parts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return HOLE


def told(template: str, status: int) -> out.Outcome:
    """Return what a text of a model says at a status."""
    reason = HTTPStatus(status).phrase if status in set(HTTPStatus) else HOLE
    family = _FAMILIES.get(status // 100, HOLE)
    text = template.format_map(_Parts(status=str(status), reason=reason, family=family))
    return Wording(text) if HOLE in text else text


def said(it: Interpreter, node: cst.BaseExpression, frame: Frame) -> Result:
    """Return what `str(node)` comes to: a text, which may be known in part only."""
    result = it.result(node, frame)
    if all(o == UNKNOWN or isinstance(o, Symbol) for o in result.outcomes):
        values = it.ev.values(node, frame)
        if any(isinstance(value, Err | Inst) for value in values):
            texts = tuple(text for value in values for text in raising.text(it.ev, value))
            result = it.of_values(texts, node) if texts else result
    outcomes = (text_of((o,)) if isinstance(o, int | float | str) else o for o in result.outcomes)
    return replace(result, outcomes=out.collect(outcomes))


def noted(part: Part, asked: list[Values]) -> Part:
    """Return a part of a text that notes what it stands for."""
    if not callable(part):
        return part

    def find(settled: bool) -> Values:
        asked.append(part(settled))
        return asked[-1]

    return find


def or_told(
    ev: Evaluator, node: cst.BaseExpression, frame: Frame, text: Values, parts: Iterable[Values]
) -> Values:
    """Return a text, or as it is written where one of its parts tells a status: that is put in later."""
    return (Expr(frame.scopes, node, frame),) if any(tells(ev, part) for part in parts) else text


def tells(ev: Evaluator, values: Values, depth: int = _DEEPEST) -> bool:
    """Say whether the text of one of the values has a status in it."""
    return any(_tells(ev, value, depth) for value in values)


def _tells(ev: Evaluator, value: Value, depth: int) -> bool:
    if isinstance(value, Status | Told):
        return True
    if isinstance(value, Err):
        return bool(raising.text(ev, value))
    if not isinstance(value, Expr) or not depth:
        return False
    if isinstance(value.node, cst.FormattedString):
        return True
    return any(tells(ev, ev.values(part, value.frame), depth - 1) for part in _parts(value.node))


def _parts(node: cst.BaseExpression) -> list[cst.BaseExpression]:
    if isinstance(node, cst.Call):
        return [arg.value for arg in node.args]
    if isinstance(node, cst.BinaryOperation):
        right = node.right
        return [node.left, *([e.value for e in right.elements] if isinstance(right, cst.Tuple) else [right])]
    return []

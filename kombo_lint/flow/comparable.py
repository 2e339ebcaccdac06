"""Comparisons that can tell no status and no error code from another, which is seen from near.

`attempt >= self.most` is found in every retry loop. Where the two come from is a long story,
and whatever it is, nothing is known of the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.values import Const, Unknown

if TYPE_CHECKING:
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Value

_HIGHEST = 599  # of a status; a family of statuses, or a digit of one, is lower


def is_beside_the_point(ev: Evaluator, node: cst.Comparison, frame: Frame) -> bool:
    """Say whether a comparison is one of numbers that are no status, or of what nothing is known of."""
    kinds = [target.operator for target in node.comparisons]
    if any(isinstance(kind, cst.In | cst.NotIn | cst.Is | cst.IsNot) for kind in kinds):
        return False
    sides = [node.left, *(target.comparator for target in node.comparisons)]
    return all(_is_no_status(value) for side in sides for value in ev.near.values(side, frame))


def _is_no_status(value: Value) -> bool:
    if not isinstance(value, Const):
        return isinstance(value, Unknown)
    number = value.value
    return number is None or (isinstance(number, int) and not 0 < number <= _HIGHEST)

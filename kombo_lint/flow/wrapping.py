"""Functions of the project that stand around others: what a decorator puts in the place of a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import calls
from kombo_lint.flow.values import Func

if TYPE_CHECKING:
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame


def next_around(ev: Evaluator, function: Func, call: cst.Call, frame: Frame) -> Func | None:
    """Return what a call of a function runs in its place: the outermost around it, inside that the next.

    None where that is the function itself.
    """
    around = _around(ev, function)
    if not around:
        return None
    outside = {id(each) for each in frame.scopes.ancestors(call)}
    inside_of = [place for place, each in enumerate(around) if id(each.node) in outside]
    place = inside_of[-1] + 1 if inside_of else 0
    return around[place] if place < len(around) else None


def _around(ev: Evaluator, function: Func) -> tuple[Func, ...]:
    """Return the functions that its decorators give for a function, the outermost first."""
    node = function.node
    if not isinstance(node, cst.FunctionDef) or not node.decorators:
        return ()
    return ev.once(("wrappers", node), lambda: _wrappers(ev, function, node), meanwhile=())


def _wrappers(ev: Evaluator, function: Func, node: cst.FunctionDef) -> tuple[Func, ...]:
    around = ev.frame(function.scopes)
    decorators = [
        d for each in node.decorators for d in ev.values(each.decorator, around) if isinstance(d, Func)
    ]
    given = [
        value
        for each in decorators
        for value in calls.returned(ev, each, ev.frame(each.scopes, each.node, outer=each.outer))
    ]
    return tuple(each for each in given if isinstance(each, Func) and each.node is not node)

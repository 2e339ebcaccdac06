"""Functions of the project that stand around others: what a decorator puts in the place of a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import calls
from kombo_lint.flow.values import Func

if TYPE_CHECKING:
    from kombo_lint.flow.evaluate import Evaluator


def wrappers(ev: Evaluator, function: Func) -> tuple[Func, ...]:
    """Return the functions that its decorators give for a function; none where they keep it."""
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

"""Whether a policy that waits longer still tries as often: some end after a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.arguments import argument, argument_node
from kombo_lint.flow.numbers import numbers
from kombo_lint.flow.values import Const, Ext, Obj
from kombo_lint.models import short

if TYPE_CHECKING:
    from kombo_lint.facts.backoffs import Backoff, Policy
    from kombo_lint.fixes.wanted import Wanted
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.models.tables import End

_ENOUGH = 4
"""The retries for which there must be time where only the time says how many there are."""


def time_is_short(ev: Evaluator, backoff: Backoff, wanted: Wanted) -> str:
    """Say why a library's policy may try less often when it waits as `wanted`; "" where it may not."""
    policy, pause = backoff.policy, backoff.pause
    if policy is None:
        return ""
    calls = [(policy.name, policy.call)]
    if pause.node is not policy.call and isinstance(pause.node, cst.Call):
        calls.append((pause.kind, pause.node))
    for name, call in calls:
        end = ev.models.ends.get(name)
        why = _why(ev, end, policy, call, wanted) if end is not None else ""
        if why:
            return why
    return ""


def _why(ev: Evaluator, end: End, policy: Policy, call: cst.Call, wanted: Wanted) -> str:
    frame = ev.frame_of(policy.scopes, call)
    if end.by is not None:
        if any(arg.star for arg in call.args):
            return "it may end after a time"
        node = argument_node(call, None, end.by)
        parts = _parts(node) if node is not None else []
        counted = all(
            (value.kind if isinstance(value, Obj) else short(value.name) if isinstance(value, Ext) else "")
            in end.counts
            for part in parts
            for value in ev.values(part, frame) or (None,)
        )
        return "" if counted else "it may end after a time, and then it tries less often"
    if end.time is None:
        return ""
    given = argument(ev, call, frame, end.time_position, end.time)
    if given == (Const(None),) or (given is None and end.time_default is None):
        return ""
    found = numbers(ev, given) if given is not None else (end.time_default or 0,)
    if not found:
        return "nobody can know from the code when it ends"
    tries = argument(ev, call, frame, None, end.tries) if end.tries is not None else None
    counts = numbers(ev, tries) if tries is not None else (end.tries_default,)
    retries = int(counts[0]) - 1 if counts and counts[0] is not None else _ENOUGH
    # As much again as the first wait stands for jitter, and for the requests themselves.
    needed = sum(min(wanted.first * 2**n, wanted.most) + wanted.first for n in range(min(retries, 100)))
    seconds = min(found) * end.unit
    return "" if needed <= seconds else f"it ends after {seconds:g} s, and then it tries less often"


def _parts(node: cst.BaseExpression) -> list[cst.BaseExpression]:
    """Return what is joined by `|` or `&`."""
    if isinstance(node, cst.BinaryOperation):
        return [*_parts(node.left), *_parts(node.right)]
    return [node]

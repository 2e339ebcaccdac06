"""Tests of the same status that may come out any way: where a fix leaves one, it may be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.fixes.reads import status_reads
from kombo_lint.flow.decisions import conditions
from kombo_lint.flow.outcomes import decided
from kombo_lint.flow.values import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.facts.branches import StatusBranch

_TESTING = (cst.If, cst.While, cst.IfExp, cst.Assert, cst.CompIf)


def unknown_test(branch: StatusBranch) -> int | None:
    """Return the line of a test in the branch's function that asks the same status, and may come out any way.

    The status before a change and the one after it may part there too. None where there is none.
    """
    ev, frame = branch.worlds.before.ev, branch.frame
    requests = {source.request for source in branch.sources}
    for test in _tests(branch):
        for part in conditions(test):
            reads = status_reads(ev, part, frame)
            asked = {v.request for read in reads for v in ev.values(read, frame) if isinstance(v, Status)}
            if asked & requests and _is_open(branch, part):
                return branch.scopes.module.line(part)
    return None


def _tests(branch: StatusBranch) -> Iterator[cst.BaseExpression]:
    for kind in _TESTING:
        for node in branch.scopes.by_type.get(kind, ()):
            assert isinstance(node, _TESTING)
            if branch.scopes.function_of(node) is branch.frame.function:
                yield node.test


def _is_open(branch: StatusBranch, part: cst.BaseExpression) -> bool:
    """Say whether a condition may come out either way before a change, or after it."""
    outcomes = [it.result(part, branch.frame).outcomes for it in (branch.worlds.before, branch.worlds.after)]
    return outcomes[0] == outcomes[1] and decided(outcomes[0]) is None

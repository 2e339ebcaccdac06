"""How long the program waits before it sends again what was answered with a status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.facts.backoffs.backoff import Backoff as Backoff
from kombo_lint.facts.backoffs.backoff import Policy as Policy
from kombo_lint.facts.backoffs.lists import of_lists
from kombo_lint.facts.backoffs.sleeps import of_sleeps
from kombo_lint.facts.backoffs.tries import of_tries
from kombo_lint.facts.backoffs.turns import ends_when_well as ends_when_well
from kombo_lint.flow.waits import Pause as Pause

if TYPE_CHECKING:
    from collections.abc import Sequence

    import libcst as cst

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.registry import Change


def backoffs(ev: Evaluator, change: Change, paths: Sequence[str]) -> list[Backoff]:
    """Return the waits before a retry of the status that a change's codes come with, each once."""
    found: dict[cst.CSTNode, Backoff] = {}
    for collect in (of_lists, of_tries, of_sleeps):
        for each in collect(ev, change, paths):
            if each.pause.node not in found or each.certain:
                found[each.pause.node] = each
    return list(found.values())

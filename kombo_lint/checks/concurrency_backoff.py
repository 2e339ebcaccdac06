"""A retry that does not wait as the change asks: exponential backoff from some seconds on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.checks.reported import reported
from kombo_lint.checks.wording import since
from kombo_lint.findings import Confidence, Finding
from kombo_lint.fixes.backoffs import mended

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.facts import Facts
    from kombo_lint.facts.backoffs import Pause
    from kombo_lint.registry import Limit, Rule

_ABOUT = 0.75
"""The part of the asked wait that still counts as about as long."""


def check(rule: Rule, facts: Facts) -> Iterator[Finding]:
    """Report waits that stay the same, that are none, or that begin too short."""
    change, limit = facts.change, facts.change.limit
    assert limit is not None
    for backoff in facts.backoffs:
        wrong = _wrong(backoff.pause, limit)
        if wrong is None:
            continue
        fixing = mended(facts.ev, limit, backoff)
        yield reported(
            rule,
            facts,
            backoff.pause.scopes.module,
            backoff.pause.node,
            confidence=Confidence.CERTAIN if backoff.certain else Confidence.LIKELY,
            message=f"a {change.to_status} is retried {wrong}: {change.api.title} asks for exponential"
            f" backoff from about {limit.backoff_from:g} s {since(change)}",
            help=f"wait about {limit.backoff_from:g} s before the first retry and twice as long before each"
            " later one, with some jitter so that not all come back at once",
            evidence=backoff.steps,
            fix=fixing.fix,
            unfixed=fixing.reason,
        )


def _wrong(pause: Pause, limit: Limit) -> str | None:
    """Return what is wrong with a wait; None where it is as asked, or where nobody can know."""
    if pause.first == 0:
        return "at once"
    if not pause.grows:
        return "after a wait that stays the same" + ("" if pause.first is None else f", {pause.first:g} s")
    if pause.first is not None and pause.first < _ABOUT * limit.backoff_from:
        return f"after {pause.first:g} s"
    return None

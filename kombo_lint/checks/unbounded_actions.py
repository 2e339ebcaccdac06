"""Operations that are sent at once, more of them than the limit allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.checks.reported import reported
from kombo_lint.checks.wording import since
from kombo_lint.facts.evidence import sending, step, steps_of, surely
from kombo_lint.findings import Finding, Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.facts import Facts
    from kombo_lint.facts.fan_outs import Burst
    from kombo_lint.registry import Rule


def check(rule: Rule, facts: Facts) -> Iterator[Finding]:
    """Report what sends more than the limit at once, each bound (or each call that has none) once."""
    change, limit = facts.change, facts.change.limit
    assert limit is not None
    for burst in facts.bursts:
        many = "any number of" if burst.width is None else str(burst.width)
        yield reported(
            rule,
            facts,
            burst.scopes.module,
            burst.node,
            confidence=surely(facts.ev, burst.sent.request),
            message=f"{many} {limit.applies_to}s can be in flight at once: {change.api.title} allows"
            f" {limit.in_flight} an integration {since(change)}",
            help=f"let no more than {limit.in_flight} run at once, by a semaphore or fewer workers, and fewer"
            f" where the header {limit.remaining} says so. What is over the limit is answered"
            f" {change.to_status} {' or '.join(change.codes)}: {change.advice[change.codes[0]]}",
            evidence=tuple(dict.fromkeys(_evidence(facts, burst))),
        )


def _evidence(facts: Facts, burst: Burst) -> Iterator[Step]:
    yield step(burst.caller, burst.call, "many are started here")
    if burst.node is not burst.call:
        yield step(burst.scopes, burst.node, f"lets {burst.width} through at once")
    yield from steps_of(burst.sent.trail)
    yield sending(facts.ev, burst.sent.request)

"""A retry policy, handed to a library, that treats the statuses before and after a change differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.checks.reported import reported
from kombo_lint.checks.wording import advice, branch_finding, moved
from kombo_lint.facts.evidence import step, steps_of
from kombo_lint.findings import Confidence, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.facts import Facts
    from kombo_lint.facts.policies import RetryPolicy
    from kombo_lint.registry import Rule


def check(rule: Rule, facts: Facts) -> Iterator[Finding]:
    """Report predicates and lists of statuses that a policy asks."""
    change = facts.change
    for decision in facts.decisions:
        if decision.policy is not None:
            message = f"a retry policy asks this, and it tells {change.subject} apart: {moved(change)}"
            yield branch_finding(rule, facts, decision, message)
    for policy in facts.policies:
        yield _of_list(rule, facts, policy)


def _of_list(rule: Rule, facts: Facts, policy: RetryPolicy) -> Finding:
    change, use = facts.change, policy.use
    way = "no longer retries" if policy.retried_before else "newly retries"
    others = f"; it is used for others than {change.api.title} too" if use.origin.shared else ""
    status = change.from_status if policy.retried_before else change.to_status
    first = step(policy.scopes, policy.node, f"retries {status}, and is used {use.origin.words}")
    return reported(
        rule,
        facts,
        policy.scopes.module,
        policy.node,
        confidence=Confidence.CERTAIN if use.origin.whose == "api" else Confidence.LIKELY,
        message=f"this retry policy {way} {change.subject}: {moved(change)}" + others,
        help=advice(change),
        evidence=(first, *steps_of(use.trail)),
        unfixed=f"{change.api.title} asks not to retry {change.subject}, so the list stays as it is",
    )

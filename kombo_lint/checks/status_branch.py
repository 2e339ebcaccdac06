"""A branch that the status before a change took, and the status after it does not, or the reverse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.checks.wording import branch_finding, moved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.facts import Facts
    from kombo_lint.findings import Finding
    from kombo_lint.registry import Rule


def check(rule: Rule, facts: Facts) -> Iterator[Finding]:
    """Report the branches in which the status before the change is written down."""
    change = facts.change
    for decision in facts.decisions:
        if decision.policy is None and not decision.test.only_after:
            way = "no longer come here" if decision.test.held else "take another path here"
            yield branch_finding(rule, facts, decision, f"{change.subject} {way}: {moved(change)}")

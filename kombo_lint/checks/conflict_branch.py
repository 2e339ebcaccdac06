"""A branch that was written for other answers with the status that a change moved errors to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.checks.wording import branch_finding, moved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.facts import Facts
    from kombo_lint.findings import Finding
    from kombo_lint.registry import Rule


def check(rule: Rule, facts: Facts) -> Iterator[Finding]:
    """Report the branches in which only the status after the change, or its family, is written down."""
    change = facts.change
    for decision in facts.decisions:
        if decision.policy is None and decision.test.only_after:
            way = "are caught here too" if decision.test.held is False else "take another path here"
            yield branch_finding(rule, facts, decision, f"{change.subject} {way}: {moved(change)}")

"""The checks, one module each: the facts about a change in, findings out.

A rule's page names its check. Other packages bring checks of their own through
the entry-point group `kombo_lint.checks`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from kombo_lint.tables import RulesError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kombo_lint.facts import Facts
    from kombo_lint.findings import Finding
    from kombo_lint.registry import Rule

CHECKS = (
    "concurrency_backoff",
    "conflict_branch",
    "message_branch",
    "missing_handling",
    "retried_error",
    "stale_double",
    "status_branch",
    "status_retry",
    "swallowed_error",
    "unbounded_actions",
    "unknown_code",
)
"""The names of the checks that ship with kombo-lint."""


class Check(Protocol):
    """Makes the findings of a rule out of the facts about its change."""

    def __call__(self, rule: Rule, facts: Facts) -> Iterable[Finding]:
        """Return the findings in any order; they need no fingerprints."""


def check(rule: Rule) -> Check:
    """Return the check that a rule names; raise `RulesError` where there is none of this name."""
    if rule.check in CHECKS:
        return cast("Check", import_module(f"kombo_lint.checks.{rule.check}").check)
    from importlib.metadata import entry_points  # its import takes as long as that of all checks

    for point in entry_points(group="kombo_lint.checks", name=rule.check):
        return cast("Check", point.load())
    raise RulesError(f"{rule.path}: no check {rule.check!r}; the checks are: {', '.join(CHECKS)}")

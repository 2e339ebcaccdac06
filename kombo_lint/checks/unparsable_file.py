"""A file that concerns an API and is not Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.findings import Confidence, Finding, Location, Position

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kombo_lint.registry import Rule
    from kombo_lint.sources.module import Unparsable

NAME = "unparsable-file"
"""The name of the rule: it belongs to no change, so the scan looks it up by this."""


def check(rule: Rule, errors: Mapping[str, Unparsable]) -> Iterator[Finding]:
    """Report each file with the line at which reading it ended."""
    for path, error in errors.items():
        yield Finding(
            code=rule.code,
            name=rule.name,
            change="",
            severity=rule.severity,
            confidence=Confidence.CERTAIN,
            location=Location(path, Position(error.line, 1), Position(error.line, 2)),
            message=f"cannot be parsed, so nothing in it was checked: {error.message}",
            help="mend the syntax, or leave the file out of the scan if it is not meant to be Python",
            anchor=error.message,
        )

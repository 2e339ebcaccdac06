"""A code quality report of GitLab.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TextIO

from kombo_lint.findings import Severity
from kombo_lint.report import from_top
from kombo_lint.reporters import well_formed

if TYPE_CHECKING:
    from kombo_lint.findings import Finding, Position
    from kombo_lint.registry import Registry
    from kombo_lint.report import Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write(report: Report, registry: Registry, out: TextIO) -> None:
    """Write one JSON array; paths are from the top of the checkout."""
    issues = [_issue(finding) for finding in report.findings]
    out.write(well_formed(json.dumps(issues, ensure_ascii=False, indent=2)) + "\n")


def _issue(finding: Finding) -> dict[str, Any]:
    place = finding.location
    return {
        "type": "issue",
        "check_name": finding.code,
        "description": f"{finding.code}: {finding.message}",
        "content": {"body": finding.help},
        "categories": ["Bug Risk"],
        "severity": _SEVERITIES[finding.severity],
        "fingerprint": finding.fingerprint,
        "location": {
            "path": from_top(place.path),
            "lines": {"begin": place.start.line, "end": place.end.line},
            "positions": {"begin": _position(place.start), "end": _position(place.end)},
        },
    }


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}

"""One line a finding: `path:line:column: CODE message`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from kombo_lint.reporters import mark, printable

if TYPE_CHECKING:
    from kombo_lint.registry import Registry
    from kombo_lint.report import Report


def write(report: Report, registry: Registry, out: TextIO) -> None:
    """Write the findings and nothing else."""
    for finding in report.findings:
        line = f"{finding.location.shown}: {finding.code} {mark(finding)}{finding.message}"
        out.write(printable(line) + "\n")

"""Annotations of a GitHub workflow: one command a finding.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from kombo_lint.findings import Severity
from kombo_lint.report import from_top
from kombo_lint.reporters import printable

if TYPE_CHECKING:
    from kombo_lint.findings import Finding
    from kombo_lint.registry import Registry
    from kombo_lint.report import Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(report: Report, registry: Registry, out: TextIO) -> None:
    """Write a command for each finding; the log shows each as `path:line:column: CODE message`."""
    for finding in report.findings:
        out.write(_command(finding) + "\n")


def _command(finding: Finding) -> str:
    place = finding.location
    properties: dict[str, str | int] = {
        "title": f"{finding.code} {finding.name}",
        "file": from_top(place.path),
    }
    properties |= {"line": place.start.line, "endLine": place.end.line}
    if place.start.line == place.end.line:  # GitHub refuses columns for more than one line
        properties |= {"col": place.start.column, "endColumn": place.end.column}
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    lines = [f"{place.shown}: {finding.code} {finding.message}"]
    lines += [f"{step.path}:{step.line}: {step.message}" for step in finding.evidence]
    lines += [f"help: {finding.help}"] if finding.help else []
    text = "%0A".join(_data(printable(line)) for line in lines)
    return f"::{_COMMANDS[finding.severity]} {given}::{text}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str | int) -> str:
    return _data(printable(str(value))).replace(":", "%3A").replace(",", "%2C")

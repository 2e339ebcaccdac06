"""JSON as `findings.schema.json` describes it, version 1."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TextIO

from kombo_lint.reporters import well_formed

if TYPE_CHECKING:
    from kombo_lint.findings import Edit, Finding, Fix, Position
    from kombo_lint.registry import Registry
    from kombo_lint.report import Report


def write(report: Report, registry: Registry, out: TextIO) -> None:
    """Write one JSON document; what is not UTF-8 in a path becomes U+FFFD."""
    document = {
        "version": 1,
        "findings": [_finding(finding) for finding in report.findings],
        "summary": {
            "findings": len(report.findings),
            "by_code": report.by_code,
            "by_change": report.by_change,
            "by_confidence": report.by_confidence,
            "files": report.files,
            "parsed": report.parsed,
            "unreadable": len(report.problems),
            "suppressed": len(report.suppressed),
            "baselined": len(report.baselined),
            "gone": len(report.gone),
        },
    }
    text = json.dumps(document, ensure_ascii=False, indent=2)
    out.write(well_formed(text) + "\n")


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "change": finding.change or None,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "path": finding.location.path,
        "start": _position(finding.location.start),
        "end": _position(finding.location.end),
        "message": finding.message,
        "help": finding.help,
        "evidence": [
            {"path": step.path, "line": step.line, "message": step.message} for step in finding.evidence
        ],
        "fix": _fix(finding.fix) if finding.fix is not None else None,
        "stricter": _fix(finding.stricter) if finding.stricter is not None else None,
        "fingerprint": finding.fingerprint,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "applicability": fix.applicability.value,
        "message": fix.message,
        "edits": [_edit(edit) for edit in fix.edits],
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "path": edit.location.path,
        "start": _position(edit.location.start),
        "end": _position(edit.location.end),
        "replacement": edit.replacement,
    }


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}

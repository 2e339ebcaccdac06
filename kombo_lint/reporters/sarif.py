"""SARIF 2.1.0, as GitHub code scanning reads it.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html and
https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO
from urllib.parse import quote

from kombo_lint import __version__
from kombo_lint.findings import Confidence, Severity
from kombo_lint.report import from_top
from kombo_lint.reporters import well_formed

if TYPE_CHECKING:
    from kombo_lint.findings import Edit, Finding, Fix, Location, Step
    from kombo_lint.registry import Registry, Rule
    from kombo_lint.report import Report

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_RANKS = {Confidence.CERTAIN: 100.0, Confidence.LIKELY: 50.0}


def write(report: Report, registry: Registry, out: TextIO) -> None:
    """Write one log with one run; paths are from the top of the checkout, for which %SRCROOT% stands."""
    order = {rule.code: index for index, rule in enumerate(registry.rules)}
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "kombo-lint",
                        "semanticVersion": __version__,
                        "rules": [_rule(rule) for rule in registry.rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The top of the checkout."}}},
                "invocations": [
                    {
                        "executionSuccessful": not report.problems,
                        "toolExecutionNotifications": [
                            {
                                "level": "error",
                                "message": {"text": f"{problem.path}: {problem.message}"},
                                "locations": [
                                    {"physicalLocation": {"artifactLocation": _file(problem.path)}}
                                ],
                            }
                            for problem in report.problems
                        ],
                    }
                ],
                "results": [_result(finding, order) for finding in report.findings],
            }
        ],
    }
    out.write(well_formed(json.dumps(log, ensure_ascii=False, indent=2)) + "\n")


def _rule(rule: Rule) -> dict[str, Any]:
    change = rule.change
    described = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.summary[:1].upper()}{rule.summary[1:]}."},
        "help": {"text": f"{rule.summary}; see `kombo-lint explain {rule.code}`", "markdown": rule.page},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": ["correctness", *([change.api.name, change.id] if change else ["tool"])],
            "precision": "very-high",
            "problem.severity": _PROBLEMS[rule.severity],
        },
    }
    return described | ({"helpUri": change.link} if change else {})


def _result(finding: Finding, order: dict[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": _message(f"{finding.message}. To do: {finding.help}" if finding.help else finding.message),
        "locations": [{"physicalLocation": _place(finding.location)}],
        "partialFingerprints": {"komboLint/v1": finding.fingerprint},
        "rank": _RANKS[finding.confidence],
        "properties": {"confidence": finding.confidence.value},
    }
    if finding.code in order:
        result["ruleIndex"] = order[finding.code]
    if finding.evidence:
        steps = [{"location": _step(step)} for step in finding.evidence]
        result["codeFlows"] = [{"threadFlows": [{"locations": steps}]}]
    if finding.fix is not None:
        result["fixes"] = [_fix(finding.fix)]
    return result


def _message(text: str) -> dict[str, str]:
    """Return a message in which nothing is a link: what is quoted from the code may look like one."""
    return {"text": text.replace("](", "\\](")}


def _step(step: Step) -> dict[str, Any]:
    place = {"artifactLocation": _file(step.path), "region": {"startLine": step.line}}
    return {"physicalLocation": place, "message": _message(step.message)}


def _fix(fix: Fix) -> dict[str, Any]:
    by_file: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        by_file.setdefault(edit.location.path, []).append(edit)
    return {
        "description": _message(fix.message),
        "artifactChanges": [
            {
                "artifactLocation": _file(path),
                "replacements": [
                    {
                        "deletedRegion": _region(edit.location),
                        "insertedContent": {"text": edit.replacement},
                    }
                    for edit in edits
                ],
            }
            for path, edits in by_file.items()
        ],
        "properties": {"applicability": fix.applicability.value},
    }


def _place(location: Location) -> dict[str, Any]:
    return {"artifactLocation": _file(location.path), "region": _region(location)}


def _region(location: Location) -> dict[str, int]:
    return {
        "startLine": location.start.line,
        "startColumn": location.start.column,
        "endLine": location.end.line,
        "endColumn": location.end.column,
    }


def _file(path: str) -> dict[str, str]:
    shown = from_top(path)
    uri = quote(shown, errors="surrogateescape")
    if Path(shown).is_absolute():
        return {"uri": f"file://{uri}" if uri.startswith("/") else f"file:///{uri}"}
    return {"uri": uri, "uriBaseId": "%SRCROOT%"}

"""JUnit XML, which every CI server shows: a failed test for each finding.

It has no specification; https://github.com/testmoapp/junitxml says what is read of it.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TextIO
from xml.etree import ElementTree

from kombo_lint.reporters import printable

if TYPE_CHECKING:
    from kombo_lint.findings import Finding
    from kombo_lint.registry import Registry
    from kombo_lint.report import Report

_TOOL = "kombo-lint"


def write(report: Report, registry: Registry, out: TextIO) -> None:
    """Write one suite a file; with nothing found, one with a test that passes: some servers want one."""
    root = ElementTree.Element("testsuites", name=_TOOL)
    for path, findings in groupby(report.findings, key=lambda finding: finding.location.path):
        cases = [_case(finding) for finding in findings]
        _suite(root, path, failures=len(cases)).extend(cases)
    for problem in report.problems:
        case = ElementTree.Element("testcase", classname=_TOOL, name="can be read", time="0")
        ElementTree.SubElement(case, "error", type="unreadable", message=printable(problem.message))
        _suite(root, problem.path, errors=1).append(case)
    if not len(root):
        ElementTree.SubElement(_suite(root, _TOOL), "testcase", classname=_TOOL, name="no problems", time="0")
    root.set("tests", str(max(1, len(report.findings) + len(report.problems))))
    root.set("failures", str(len(report.findings)))
    root.set("errors", str(len(report.problems)))
    ElementTree.indent(root)
    out.write(f"<?xml version='1.0' encoding='utf-8'?>\n{ElementTree.tostring(root, encoding='unicode')}\n")


def _suite(root: ElementTree.Element, name: str, failures: int = 0, errors: int = 0) -> ElementTree.Element:
    counts = {
        "tests": failures + errors or 1,
        "failures": failures,
        "errors": errors,
        "skipped": 0,
        "time": 0,
    }
    given = {"name": printable(name)} | {key: str(count) for key, count in counts.items()}
    return ElementTree.SubElement(root, "testsuite", given)


def _case(finding: Finding) -> ElementTree.Element:
    place = finding.location
    case = ElementTree.Element(
        "testcase",
        classname=printable(place.path),
        name=printable(f"{finding.code} {finding.name} at line {place.start.line}"),
        time="0",
        file=printable(place.path),
        line=str(place.start.line),
    )
    failure = ElementTree.SubElement(
        case, "failure", type=finding.severity.value, message=printable(finding.message)
    )
    lines = [f"{place.shown}: {finding.code} {finding.message}"]
    lines += [f"{step.path}:{step.line}: {step.message}" for step in finding.evidence]
    lines += [f"help: {finding.help}"] if finding.help else []
    failure.text = "\n".join(printable(line) for line in lines)
    return case

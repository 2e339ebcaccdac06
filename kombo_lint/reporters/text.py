"""For people: each finding with its source and its reasons, then one line that sums up."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from kombo_lint.reporters import is_fixable, many, printable

if TYPE_CHECKING:
    from kombo_lint.registry import Registry
    from kombo_lint.report import Report


def write(report: Report, registry: Registry, out: TextIO) -> None:
    """Write the findings and the summary.

    On a terminal in colour and no wider than it; elsewhere plain, and each line as
    long as it is.
    """
    for each in report.gone:
        out.write(printable(f"gone: {each.words}") + "\n")
    if not report.findings:  # without rich, whose import takes longer than many a scan
        out.write(summary(report, registry) + "\n")
        return
    from kombo_lint.reporters.blocks import block
    from kombo_lint.reporters.console import console

    screen = console(out)
    width = screen.width if out.isatty() else None
    for path, findings in groupby(report.findings, key=lambda finding: finding.location.path):
        lines = report.lines(path)
        for finding in findings:
            screen.print(block(finding, lines, width), soft_wrap=True, end="\n\n")
    screen.print(summary(report, registry), style="bold", soft_wrap=width is None)


def summary(report: Report, registry: Registry) -> str:
    """Return the line that sums up: how many findings, in how many files, by change."""
    if not report.findings:
        return f"No problems found ({_scope(report, registry)}).{_besides(report)}"
    files = len({finding.location.path for finding in report.findings})
    read = f"{report.parsed} of {report.files}" if report.files else f"{report.parsed}"
    titles = {change.id: change.since for change in registry.changes}
    counts = Counter(titles.get(finding.change, finding.name) for finding in report.findings)
    parts = "; ".join(f"{title}: {count}" for title, count in sorted(counts.items()))
    found = f"Found {many(len(report.findings), 'problem')} in {many(files, 'file')} ({read} read)"
    fixable = sum(is_fixable(finding) for finding in report.findings)
    mended = f" `kombo-lint fix` can mend {fixable} of them [*]." if fixable else ""
    return f"{found}. {parts}.{mended}{_besides(report)}"


def _scope(report: Report, registry: Registry) -> str:
    if report.parsed and report.files:
        return f"{report.parsed} of {many(report.files, 'file')} read"
    if report.parsed:
        return f"{many(report.parsed, 'file')} read"
    if report.files:
        return f"nothing to check in {many(report.files, 'file')}"
    return f"nothing here concerns {' or '.join(api.title for api in registry.apis)}"


def _besides(report: Report) -> str:
    """Return what else there is to say: what is left out or gone, and what could not be read."""
    silent, known, gone, unread = map(
        len, (report.suppressed, report.baselined, report.gone, report.problems)
    )
    words = f" {many(silent, 'problem')} suppressed by comments." if silent else ""
    words += f" {many(known, 'problem')} of the baseline left out." if known else ""
    words += f" {gone} of the baseline gone: `kombo-lint baseline --prune` removes them." if gone else ""
    return words + (f" {many(unread, 'file')} could not be read." if unread else "")

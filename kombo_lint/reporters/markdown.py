"""A comment on a pull request: a line a finding, which opens to its reasons and its fix.

As https://github.github.com/gfm/ has it. Nothing from the code is taken for Markdown, HTML or a mention.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, TextIO

from kombo_lint.findings import Applicability
from kombo_lint.reporters import many, printable
from kombo_lint.reporters.diffs import diff
from kombo_lint.reporters.text import summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kombo_lint.findings import Finding
    from kombo_lint.registry import Registry
    from kombo_lint.report import Report

_MARK = "<!-- kombo-lint -->"
"""Tells the comment from others, for whoever wants to replace the one of the last run."""

_ROOM = 60_000
"""So many characters are written: a comment on GitHub may have 65,536."""


def write(report: Report, registry: Registry, out: TextIO) -> None:
    """Write the summary and each finding; say how many there was no room for."""
    out.write(f"{_MARK}\n### kombo-lint\n\n{summary(report, registry)}\n")
    room = _ROOM
    for number, finding in enumerate(report.findings):
        block = "\n".join(_block(finding, report))
        room -= len(block)
        if room < 0:
            left = len(report.findings) - number
            out.write(f"\n{many(left, 'more problem')}: see the whole report.\n")
            break
        out.write(f"\n{block}\n")


def _block(finding: Finding, report: Report) -> Iterator[str]:
    place = finding.location
    shown = f"{finding.severity.value}: {finding.message}"
    yield "<details>"
    yield f"<summary><code>{_html(place.shown)}</code> <b>{finding.code}</b> {_html(shown)}</summary>"
    source = report.lines(place.path)[place.start.line - 1 : place.end.line]
    if source:
        yield from _fenced("python", source)
    if finding.evidence:
        yield "\nBecause:"
        yield from _fenced("text", (f"{each.path}:{each.line}: {each.message}" for each in finding.evidence))
    if finding.help:
        yield f"\nTo do: {words(finding.help)}"
    if finding.fix is not None:
        safe = finding.fix.applicability is Applicability.SAFE
        yield f"\n`kombo-lint fix{'' if safe else ' --unsafe'}` makes this of it:"
        yield from _fenced("diff", diff(report, finding.fix))
    yield "\n</details>"


def _fenced(language: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield a block of code, in a fence that nothing in it ends."""
    shown = [printable(line) for line in lines]
    longest = max((len(ticks) for line in shown for ticks in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    yield f"\n{fence}{language}"
    yield from shown
    yield fence


def words(text: str) -> str:
    """Return text in which Markdown sees only words."""
    return _unmentioned(re.sub(r"([\\`*_{}\[\]<>#|~!&])", r"\\\1", printable(text)))


def _html(text: str) -> str:
    return _unmentioned(escape(printable(text), quote=False))


def _unmentioned(text: str) -> str:
    """Return text that calls nobody: an empty comment parts the sign from the name."""
    return text.replace("@", "@<!-- -->")

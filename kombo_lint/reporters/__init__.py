"""The output formats, one module each: `write(report, registry, out)`."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TextIO, cast

from kombo_lint.findings import Applicability

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kombo_lint.findings import Finding
    from kombo_lint.registry import Registry
    from kombo_lint.report import Report

REPORTERS: Mapping[str, str] = {
    "text": "kombo_lint.reporters.text",
    "concise": "kombo_lint.reporters.concise",
    "json": "kombo_lint.reporters.json",
    "sarif": "kombo_lint.reporters.sarif",
    "github": "kombo_lint.reporters.github",
    "gitlab": "kombo_lint.reporters.gitlab",
    "junit": "kombo_lint.reporters.junit",
    "markdown": "kombo_lint.reporters.markdown",
}
"""Each format with its module, which is imported only when it is used."""

_STATISTICS = "kombo_lint.reporters.statistics"


class Reporter(Protocol):
    """Writes a report to `out`, with the registry to look up changes and rules."""

    def __call__(self, report: Report, registry: Registry, out: TextIO) -> None:
        """Write the whole report; an OSError of `out` is not caught."""


def reporter(name: str) -> Reporter:
    """Return the reporter of a format, or that of `statistics`; KeyError when there is none of this name."""
    module = _STATISTICS if name == "statistics" else REPORTERS[name]
    return cast("Reporter", import_module(module).write)


def many(count: int, noun: str) -> str:
    """Return a number with its noun, in the plural but for one."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def is_fixable(finding: Finding) -> bool:
    """Say whether `kombo-lint fix` mends the finding by itself."""
    return finding.fix is not None and finding.fix.applicability is Applicability.SAFE


def mark(finding: Finding) -> str:
    """Return the mark that stands before the words of a finding that can be fixed."""
    return "[*] " if is_fixable(finding) else ""


def well_formed(text: str) -> str:
    """Return `text` with U+FFFD for the surrogates of a path that is not UTF-8, which no JSON may have."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def printable(text: str) -> str:
    """Return `text` on one line, with U+FFFD for whatever would not show as itself.

    Control and format characters go (a path or a source line must not steer the
    terminal), and so do the surrogates of a path that is not UTF-8. Tabs stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(each if each.isprintable() or each == "\t" else "\ufffd" for each in text)

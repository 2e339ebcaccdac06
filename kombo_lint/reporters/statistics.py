"""How many findings each rule has: what `--statistics` shows in place of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from kombo_lint.reporters import is_fixable

if TYPE_CHECKING:
    from kombo_lint.registry import Registry
    from kombo_lint.report import Report


def write(report: Report, registry: Registry, out: TextIO) -> None:
    """Write a line a rule, the most frequent first; `[*]` where `kombo-lint fix` can mend some."""
    names = {finding.code: finding.name for finding in report.findings}
    fixable = {finding.code for finding in report.findings if is_fixable(finding)}
    counts = sorted(report.by_code.items(), key=lambda pair: (-pair[1], pair[0]))
    width = max((len(str(count)) for _, count in counts), default=0)
    for code, count in counts:
        mark = "[*]" if code in fixable else "[ ]"
        out.write(f"{count:>{width}}  {code}  {mark}  {names[code]}\n")

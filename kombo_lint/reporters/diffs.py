"""What a fix changes, as a unified diff."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from kombo_lint.fixes.edits import apply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.findings import Fix
    from kombo_lint.report import Report


def diff(report: Report, fix: Fix) -> Iterator[str]:
    """Yield the lines of the diff, without their ends, for each file that the fix changes."""
    for path in sorted({edit.location.path for edit in fix.edits}):
        old = report.lines(path)
        edits = [edit for edit in fix.edits if edit.location.path == path]
        if any(edit.location.end.line > max(1, len(old)) for edit in edits):
            continue  # the file is no longer the one that was scanned
        new = apply("\n".join(old), edits).replace("\r\n", "\n").split("\n")
        yield from unified_diff(old, new, path, path, lineterm="", n=2)

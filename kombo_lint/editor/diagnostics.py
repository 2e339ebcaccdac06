"""A finding as a diagnostic: its evidence is related information, its rule's change one click away."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from kombo_lint.checks.unused_suppression import NAME as UNUSED
from kombo_lint.editor.positions import of_line
from kombo_lint.findings import Confidence, Severity
from kombo_lint.reporters import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pygls.workspace import PositionCodec

    from kombo_lint.editor.jobs import Looked
    from kombo_lint.findings import Finding

SOURCE = "kombo-lint"

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


@dataclass(frozen=True)
class Places:
    """How the paths in findings are called by the editor, and how it counts in a line.

    `uris` are those of open documents, by the paths in findings; `related` says that it shows evidence.
    """

    root: str
    uris: dict[str, str]
    codec: PositionCodec
    related: bool

    def uri(self, path: str) -> str:
        """Return the editor's name of a file."""
        return self.uris.get(path) or Path(os.path.join(self.root, path)).as_uri()


def diagnostic(finding: Finding, at: types.Range, looked: Looked, places: Places) -> types.Diagnostic:
    """Return what the editor shows at a place for a finding."""
    change = looked.registry.rule(finding.code).change
    return types.Diagnostic(
        range=at,
        message="\n".join(_words(finding, places)),
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        code_description=types.CodeDescription(change.link) if change is not None else None,
        source=SOURCE,
        tags=[types.DiagnosticTag.Unnecessary] if finding.name == UNUSED else None,
        related_information=list(_related(finding, looked, places)) if places.related else None,
        data=finding.fingerprint,
    )


def _words(finding: Finding, places: Places) -> Iterator[str]:
    likely = " (likely)" if finding.confidence is Confidence.LIKELY else ""
    yield printable(f"{finding.message}{likely}")
    if not places.related:
        for step in finding.evidence:
            yield printable(f"because {step.path}:{step.line}: {step.message}")
    if finding.help:
        yield printable(f"help: {finding.help}")


def _related(
    finding: Finding, looked: Looked, places: Places
) -> Iterator[types.DiagnosticRelatedInformation]:
    for step in finding.evidence:
        line = looked.lines.get((step.path, step.line), "")
        place = types.Location(places.uri(step.path), of_line(step.line, line, places.codec))
        yield types.DiagnosticRelatedInformation(place, printable(step.message))

"""What the editor can do about a finding: make its fix, or say in a comment why it does not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from kombo_lint.editor.edits import workspace_edit
from kombo_lint.findings import Applicability
from kombo_lint.fixes.edits import apply
from kombo_lint.suppressions import ignoring

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pygls.workspace import PositionCodec

    from kombo_lint.editor.documents import Document
    from kombo_lint.findings import Finding, Fix

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.kombo-lint"
REASON = "TODO: say why"
"""What stands for the reason until somebody writes it; it counts for none."""


def actions(
    opened: Document,
    found: Iterable[tuple[Finding, types.Diagnostic]],
    at: types.Range,
    only: Iterable[str] | None,
    codec: PositionCodec,
    client: types.ClientCapabilities,
) -> Iterator[types.CodeAction]:
    """Yield what can be done in a range, of the kinds in `only`, if these are given.

    A fix has no edit yet: its `data` say what to mend.
    """
    every = list(found)
    kinds = tuple(only) if only is not None else None
    here = [each for each in every if _on_a_line(each[1].range, at)]
    if _wanted(types.CodeActionKind.QuickFix.value, kinds):
        yield from (
            _fix(opened, fix, *each)
            for each in here
            for fix in (each[0].fix, each[0].stricter)
            if fix is not None
        )
        yield from (_ignore(opened, *each, codec, client) for each in here if each[0].change)
    safe = [each for each in every if each[0].fix and each[0].fix.applicability is Applicability.SAFE]
    if safe and _wanted(FIX_ALL, kinds):
        yield types.CodeAction("Make all safe fixes of kombo-lint", FIX_ALL, data={"uri": opened.uri})


def _on_a_line(one: types.Range, other: types.Range) -> bool:
    """Say whether two ranges have a line in common: nobody puts the cursor on the column of a finding."""
    return one.start.line <= other.end.line and other.start.line <= one.end.line


def _wanted(kind: str, only: tuple[str, ...] | None) -> bool:
    """Say whether a kind is one of those asked for, or below one."""
    return only is None or any(f"{kind}.".startswith(f"{each}.") for each in only)


def _fix(opened: Document, fix: Fix, finding: Finding, shown: types.Diagnostic) -> types.CodeAction:
    safe = fix.applicability is Applicability.SAFE
    words = f"{finding.code}: {fix.message}"
    return types.CodeAction(
        words if safe else f"{words} (unsafe: look at what it does)",
        types.CodeActionKind.QuickFix,
        diagnostics=[shown],
        is_preferred=safe,
        data={"uri": opened.uri, "fingerprint": finding.fingerprint, "unsafe": not safe},
    )


def _ignore(
    opened: Document,
    finding: Finding,
    shown: types.Diagnostic,
    codec: PositionCodec,
    client: types.ClientCapabilities,
) -> types.CodeAction:
    after = apply(opened.text, [ignoring(opened.text, finding, REASON)])
    return types.CodeAction(
        f"{finding.code}: ignore with a reason",
        types.CodeActionKind.QuickFix,
        diagnostics=[shown],
        edit=workspace_edit({opened.path: (opened.text, after)}, {opened.path: opened}, codec, client),
    )

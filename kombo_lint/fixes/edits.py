"""Edits of a text, and which fixes can be made together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kombo_lint.findings import Edit, Fix, Position

_LINE_END = re.compile(r"\r\n|\n|\r")


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with the edits made; they must not overlap, and equal ones count once.

    An insertion comes before what is replaced at the same place.
    """
    starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
    parts = []
    done = 0
    for edit in sorted(set(edits)):
        start = offset(starts, edit.location.start)
        end = offset(starts, edit.location.end)
        assert start >= done, "overlapping edits"
        parts += [text[done:start], edit.replacement]
        done = end
    return "".join([*parts, text[done:]])


def offset(starts: Sequence[int], place: Position) -> int:
    """Return the index in a text of a position, by the indices at which its lines start."""
    return starts[place.line - 1] + place.column - 1


def together(fixes: Iterable[Fix]) -> list[Fix]:
    """Return the fixes that can be made at once: each that is in no conflict with those before it."""
    chosen: list[Fix] = []
    taken: set[Edit] = set()
    for fix in fixes:
        new = set(fix.edits) - taken
        if not any(_conflict(one, other) for one in new for other in taken):
            chosen.append(fix)
            taken |= new
    return chosen


def _conflict(one: Edit, other: Edit) -> bool:
    """Say whether two different edits are of the same characters, or insert at the same place."""
    a, b = sorted((one.location, other.location))
    if a.path != b.path:
        return False
    if a.start == b.start:
        insertions = (a.start == a.end) + (b.start == b.end)
        return insertions != 1
    return b.start < a.end

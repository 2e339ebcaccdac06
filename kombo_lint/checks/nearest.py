"""The code that a text was meant to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SMALL = 2
"""So many letters may be wrong for a text to be surely a code that was written wrongly."""


@dataclass(frozen=True)
class Near:
    """A code, how many letters it is away, and whether it is surely meant: near, and no other is."""

    code: str
    distance: int
    sure: bool


def nearest(text: str, codes: Iterable[str]) -> Near | None:
    """Return the code that is nearest to a text; None where all are far, or several as near.

    Capitals and hyphens do not count, and what lacks its first part is near to the one that has the rest.
    """
    known = tuple(codes)
    plain = text.upper().replace("-", "_").replace(" ", "_")
    ends = [code for code in known if code.rpartition(".")[2] == plain.rpartition(".")[2]]
    distances = sorted((distance(plain, code), code) for code in known)
    if not distances:
        return None
    (best, code), others = distances[0], distances[1:]
    alone = not others or others[0][0] > best + _SMALL
    if best <= _SMALL and alone:
        return Near(code, best, True)
    if len(ends) == 1:
        return Near(ends[0], distance(plain, ends[0]), False)
    if best <= len(plain) // 4 and (not others or others[0][0] > best):
        return Near(code, best, False)
    return None


def distance(one: str, other: str) -> int:
    """Return how many letters must be put in, taken out, replaced or swapped with the next."""
    above: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, before, row = row, above, [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j - 1] + 1, above[j] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
    return row[-1]

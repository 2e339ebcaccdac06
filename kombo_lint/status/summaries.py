"""What every form of a status says: shares as bars, and sums by file and by owner."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kombo_lint.status.document import Change, Place, Status

_WIDTH = 24
NOBODY = "nobody"


def bar(share: float) -> str:
    """Return a share from 0 to 1 as a bar."""
    full = int(share * _WIDTH + 1e-9)
    return "█" * full + "░" * (_WIDTH - full)


def since(change: Change) -> str:
    """Return when a change took effect, or will."""
    if change.days is None:
        return "it was always so"
    if change.days < 0:
        return f"takes effect on {change.date}, in {_days(-change.days)}"
    return f"in effect since {change.date}, {_days(change.days)} ago"


def sums(change: Change) -> str:
    """Return the numbers of a change in words: what is open, and what is done."""
    left = f"{change.open} open ({change.safe} to fix with `kombo-lint fix`, {change.by_hand} by hand"
    left += f"; {change.baselined} in the baseline)" if change.baselined else ")"
    return f"{left}, {change.done} done ({change.mended} mended, {change.suppressed} suppressed)"


def overall(whole: Status) -> str:
    """Return how far all changes together are, in words."""
    done, left = sum(each.done for each in whole.changes), sum(each.open for each in whole.changes)
    if not left:
        return f"Nothing is left to do; {done} done."
    safe = sum(each.safe for each in whole.changes)
    return f"{left} open: {safe} to fix with `kombo-lint fix`, {left - safe} by hand. {done} done."


def left_of(whole: Status, change: Change) -> list[Place]:
    """Return the places of a change that are to be mended."""
    return [each for each in whole.places if each.change == change.id and each.state != "suppressed"]


def by_file(places: Iterable[Place]) -> list[tuple[str, int, list[str]]]:
    """Return the files with how many places each has, the most first, and whose they are."""
    counts: Counter[tuple[str, str]] = Counter()
    owners: dict[tuple[str, str], list[str]] = {}
    for each in places:
        key = (each.repository, each.path)
        counts[key] += 1
        owners[key] = each.owners
    several = len({repository for repository, _ in counts}) > 1
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(": ".join(key) if several else key[1], count, owners[key]) for key, count in ordered]


def by_owner(places: Iterable[Place]) -> list[tuple[str, int]]:
    """Return the owners with how many places each has, the most first."""
    counts = Counter(owner for each in places for owner in each.owners or [NOBODY])
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"

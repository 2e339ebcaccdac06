"""A status for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.reporters import printable
from kombo_lint.status.summaries import NOBODY, bar, by_file, by_owner, left_of, since, sums

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.status.document import Status

_MOST = 10


def as_text(whole: Status) -> str:
    """Return a block for each change: how far it is, the files with the most places, and the owners."""
    return "\n".join(printable(line) for line in _lines(whole)) + "\n"


def _lines(whole: Status) -> Iterator[str]:
    if len(whole.repositories) > 1:
        yield f"{len(whole.repositories)} repositories: {', '.join(whole.repositories)}"
        yield ""
    for number, change in enumerate(whole.changes):
        if number:
            yield ""
        yield f"{change.title}: {since(change)}"
        yield f"  {bar(change.share)} {change.share:.0%}  {sums(change)}"
        places = left_of(whole, change)
        files = by_file(places)
        width = max((len(name) for name, _, _ in files[:_MOST]), default=0)
        for name, count, owners in files[:_MOST]:
            yield f"    {name:<{width}}  {count:>3}  {' '.join(owners)}".rstrip()
        if len(files) > _MOST:
            yield f"    and {len(files) - _MOST} more files"
        owners_left = by_owner(places)
        if [name for name, _ in owners_left] not in ([], [NOBODY]):
            yield "  " + ", ".join(f"{name}: {count}" for name, count in owners_left)

"""A status as Markdown, for a wiki or an issue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.reporters.markdown import words
from kombo_lint.status.summaries import bar, by_file, by_owner, left_of, overall, since, sums

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.status.document import Status


def as_markdown(whole: Status) -> str:
    """Return a section for each change, with tables of the files and of the owners."""
    return "\n".join(_lines(whole)) + "\n"


def _lines(whole: Status) -> Iterator[str]:
    yield f"# Status of {words(', '.join(whole.repositories))} on {whole.date}"
    yield f"\n{overall(whole)}"
    for change in whole.changes:
        places = left_of(whole, change)
        yield f"\n## {words(change.title)}\n"
        yield f"{since(change).capitalize()} ([in the documentation]({change.link})).\n"
        yield f"`{bar(change.share)}` {change.share:.0%}: {sums(change)}."
        if places:
            yield "\n| file | open | owners |\n|---|---:|---|"
            yield from (
                f"| {words(name)} | {count} | {words(' '.join(owners))} |"
                for name, count, owners in by_file(places)
            )
        if any(place.owners for place in places):
            yield "\n| owner | open |\n|---|---:|"
            yield from (f"| {words(name)} | {count} |" for name, count in by_owner(places))

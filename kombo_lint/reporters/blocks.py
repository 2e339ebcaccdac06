"""One finding as a block of text: the place, the source with the range underlined, why, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from kombo_lint.findings import Confidence
from kombo_lint.reporters import mark, printable
from kombo_lint.reporters.console import STYLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kombo_lint.findings import Finding

_SHOWN = 5
"""So many lines of a range are shown."""

_TAB = 4


def block(finding: Finding, lines: Sequence[str], width: int | None) -> Text:
    """Return the finding as text without a last line end; `lines` is its file.

    Nothing is wider than `width` cells: words are wrapped, source is cut. Without a
    width all stays on one line each.
    """
    rows = [
        *_words(_header(finding), 2, width),
        *_source(finding, lines, width),
        *_because(finding, width),
    ]
    if finding.help:
        help_line = Text.assemble("  ", ("help", "bold green"), ": ", printable(finding.help))
        rows += _words(help_line, 8, width)
    return Text("\n").join(rows)


def _header(finding: Finding) -> Text:
    place = finding.location
    return Text.assemble(
        (printable(place.path), "bold"),
        (f":{place.start.line}:{place.start.column}: ", "dim"),
        (finding.code, STYLES[finding.severity]),
        (f"[{finding.name}] ", "dim"),
        (mark(finding), "green"),
        printable(finding.message),
        (" (likely)" if finding.confidence is Confidence.LIKELY else "", "yellow"),
    )


def _because(finding: Finding, width: int | None) -> Iterator[Text]:
    if finding.evidence:
        yield Text("  because", style="bold blue")
    for step in finding.evidence:
        words = Text.assemble(
            "    ", (printable(f"{step.path}:{step.line}"), "dim"), ": ", printable(step.message)
        )
        yield from _words(words, 6, width)


def _source(finding: Finding, lines: Sequence[str], width: int | None) -> Iterator[Text]:
    start, end = finding.location.start, finding.location.end
    shown = lines[start.line - 1 : end.line][:_SHOWN]
    if not shown:
        return
    gutter = len(str(start.line + len(shown) - 1))
    blank = " " * gutter + " |"
    yield Text(blank, style="blue")
    for number, line in enumerate(shown, start.line):
        label = (f"{number:>{gutter}} | ", "blue")
        if number > start.line:
            yield _cut(Text.assemble(label, printable(line).expandtabs(_TAB)), width)
            continue
        last = end.column - 1 if end.line == start.line else len(line.rstrip())
        room = None if width is None else width - len(blank) - 1
        code, marks = _underlined(line, start.column - 1, last, STYLES[finding.severity], room)
        yield _cut(Text.assemble(label, code), width)
        yield _cut(Text.assemble((blank, "blue"), " ", marks), width)
    if end.line - start.line >= _SHOWN:
        yield Text(" " * gutter + " | ...", style="blue")


def _underlined(line: str, start: int, end: int, style: str, room: int | None) -> tuple[Text, Text]:
    """Return the line and the marks below it; `start` and `end` count characters from 0.

    The left of the line is cut away when otherwise the marks would not be in `room` cells.
    """
    before = printable(line[:start]).expandtabs(_TAB)
    whole = printable(line).expandtabs(_TAB)
    marked = printable(line[:end]).expandtabs(_TAB)[len(before) :]
    after = whole[len(before) + len(marked) :]
    if room is not None and cell_len(before + marked) > room and cell_len(before) > room // 4:
        before = "…" + before[len(before) - room // 8 :]
    indent, count = cell_len(before), max(1, cell_len(marked))
    if room is not None:
        count = min(count, max(1, room - indent))
    code = Text.assemble(before, (marked, "bold"), after)
    return code, Text.assemble(" " * indent, ("^" * count, style))


def _words(text: Text, hang: int, width: int | None) -> list[Text]:
    """Wrap to `width`; every line but the first begins with `hang` blanks."""
    if width is None:
        return [text]
    lines = text.wrap(Console(width=width), max(width - hang, 20))
    for line in lines:
        line.rstrip()
    return [lines[0], *(Text(" " * hang).append_text(line) for line in lines[1:])]


def _cut(text: Text, width: int | None) -> Text:
    if width is not None:
        text.truncate(width, overflow="ellipsis")
    return text

"""Lines and columns, as editors have them."""

from __future__ import annotations

import pytest
from lsprotocol.types import Position as Theirs
from pygls.workspace import PositionCodec

from kombo_lint.editor.edits import text_edits
from kombo_lint.editor.positions import Lines, of_line
from kombo_lint.findings import Position


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a\n", ["a\n", ""]),
        ("a\r\nb\rc", ["a\r\n", "b\r", "c"]),
        ("\n\n", ["\n", "\n", ""]),
        ("a\fb\u2028c\x1d\nd", ["a\fb\u2028c\x1d\n", "d"]),
    ],
)
def test_lines(text: str, lines: list[str]) -> None:
    assert Lines(text, PositionCodec()).all == lines


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 7), ("utf-16", 4), ("utf-32", 3)])
def test_columns(encoding: str, column: int) -> None:
    assert Lines("x\n\u00e9\U0001f600b\n", PositionCodec(encoding)).position(Position(2, 4)) == Theirs(
        1, column
    )
    assert of_line(2, "\u00e9\U0001f600b  ", PositionCodec(encoding)).end == Theirs(1, column)


@pytest.mark.parametrize(
    ("before", "after", "edits"),
    [
        ("a\nb\n", "a\nb\n", []),
        ("a\nb\n", "a\nc\n", [((1, 0), (2, 0), "c\n")]),
        ("a\nb", "a\nc", [((1, 0), (1, 1), "c")]),
        ("", "a\n", [((0, 0), (0, 0), "a\n")]),
        ("a", "a\nb\n", [((0, 0), (0, 1), "a\nb\n")]),
        ("a\nb\nc\n", "x\na\nb\n", [((0, 0), (0, 0), "x\n"), ((2, 0), (3, 0), "")]),
    ],
)
def test_edits(before: str, after: str, edits: list[tuple[tuple[int, int], tuple[int, int], str]]) -> None:
    found = [
        (
            (each.range.start.line, each.range.start.character),
            (each.range.end.line, each.range.end.character),
            each.new_text,
        )
        for each in text_edits(before, after, PositionCodec())
    ]
    assert found == edits

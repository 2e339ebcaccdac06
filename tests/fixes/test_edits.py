"""Edits of a text, and which of them can be made together."""

from __future__ import annotations

import pytest

from kombo_lint.findings import Applicability, Edit, Fix, Location, Position
from kombo_lint.fixes.edits import apply, together


def edit(start: tuple[int, int], end: tuple[int, int], text: str) -> Edit:
    return Edit(Location("a.py", Position(*start), Position(*end)), text)


@pytest.mark.parametrize(
    ("text", "edits", "expected"),
    [
        ("a = 1\nb = 2\n", [edit((2, 5), (2, 6), "3")], "a = 1\nb = 3\n"),
        ("a = 1\r\nb = 2\r\n", [edit((2, 5), (2, 6), "3")], "a = 1\r\nb = 3\r\n"),
        ("a\rb", [edit((2, 1), (2, 2), "c")], "a\rc"),
        ("ä = 1", [edit((1, 5), (1, 6), "2")], "ä = 2"),
        ("ab", [edit((1, 2), (1, 2), "-"), edit((1, 2), (1, 2), "-")], "a-b"),
        ("ab", [edit((1, 1), (1, 1), "x"), edit((1, 1), (1, 2), "y")], "xyb"),
        ("a\n", [edit((2, 1), (2, 1), "b\n")], "a\nb\n"),
    ],
)
def test_apply(text: str, edits: list[Edit], expected: str) -> None:
    assert apply(text, edits) == expected


ONE, OVER_IT, BESIDE = (
    edit((1, 1), (1, 5), "x"),
    edit((1, 3), (1, 8), "y"),
    edit((1, 5), (1, 8), "z"),
)
HELPER, OTHER_HELPER = edit((1, 1), (1, 1), "def f(): ..."), edit((1, 1), (1, 1), "def g(): ...")


@pytest.mark.parametrize(
    ("fixes", "made"),
    [
        ([[ONE], [BESIDE]], [0, 1]),
        ([[ONE], [OVER_IT]], [0]),
        ([[HELPER, ONE], [HELPER, BESIDE]], [0, 1]),
        ([[HELPER, BESIDE], [OTHER_HELPER]], [0]),
    ],
)
def test_fixes_that_can_be_made_together(fixes: list[list[Edit]], made: list[int]) -> None:
    given = [Fix(Applicability.SAFE, "", tuple(edits)) for edits in fixes]
    assert together(given) == [given[number] for number in made]

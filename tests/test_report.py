from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kombo_lint.report import Report

if TYPE_CHECKING:
    from pathlib import Path

EMPTY = Report(findings=(), problems=(), files=0, parsed=0)


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"a = 1\nb = 2\n", ["a = 1", "b = 2", ""]),
        (b"a = 1\r\nb = 2\rc = 3", ["a = 1", "b = 2", "c = 3"]),
        (b"\xef\xbb\xbfa = 1\n", ["a = 1", ""]),
        (b"# coding: latin-1\n\xe9 = 1", ["# coding: latin-1", "é = 1"]),
        (b"a = 1\x0c\nb = 2", ["a = 1\x0c", "b = 2"]),
        (b"a = '\xff'\nb = 2", ["a = '\ufffd'", "b = 2"]),
    ],
)
def test_lines_are_those_of_an_editor(tmp_path: Path, data: bytes, lines: list[str]) -> None:
    path = tmp_path / "client.py"
    path.write_bytes(data)
    assert EMPTY.lines(str(path)) == lines


def test_a_file_that_is_gone_has_no_lines(tmp_path: Path) -> None:
    assert EMPTY.lines(str(tmp_path / "gone.py")) == []

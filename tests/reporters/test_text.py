from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from kombo_lint.findings import Location, Position, Severity
from kombo_lint.registry import load_registry
from kombo_lint.report import Report
from kombo_lint.reporters.text import summary
from kombo_lint.sources.listing import Problem

if TYPE_CHECKING:
    from kombo_lint.findings import Finding
    from tests.reporters.conftest import Rendered


def test_a_piped_report(rendered: Rendered, branch: Finding, policy: Finding) -> None:
    assert rendered("text", branch, policy) == (
        """\
app/client.py:4:9: KMB102[status-retry] setup errors are no longer retried (likely)
  |
4 | retry = Retry(
  |         ^^^^^^
5 |     total=3,
6 |     status_forcelist=[503],
7 | )

app/client.py:12:8: KMB101[status-branch] a setup error no longer comes here
   |
12 |     if resp.status_code == 503:
   |        ^^^^^^^^^^^^^^^^^^^^^^^
  because
    app/settings.py:3: the address is https://api.kombo.dev/v1
    app/client.py:11: the request is sent
  help: ask error.code first

Found 2 problems in 1 file (5 of 12 read). Setup errors answer 409 since 2026-05-19: 2.
"""
    )


def at(finding: Finding, line: int, start: int, end: int, end_line: int = 0) -> Finding:
    place = Location("app/client.py", Position(line, start), Position(end_line or line, end))
    return replace(finding, location=place, evidence=(), help="")


@pytest.mark.parametrize(
    ("source", "start", "end", "shown"),
    [
        ("if s == 503:", 4, 12, ["if s == 503:", "   ^^^^^^^^"]),
        ("\tif s == 503:", 5, 13, ["    if s == 503:", "       ^^^^^^^^"]),
        ("x\t= s\t== 503", 5, 13, ["x   = s == 503", "      ^^^^^^^^"]),
        ("é = '員工', s == 503", 11, 19, ["é = '員工', s == 503", "            ^^^^^^^^"]),
        ("s == '員工'", 6, 10, ["s == '員工'", "     ^^^^^^"]),
        ("\x0cs\x1b[2J == 503", 1, 3, ["\ufffds\ufffd[2J == 503", "^^"]),
        ("broken (", 9, 9, ["broken (", "        ^"]),
        ("broken (", 20, 20, ["broken (", "        ^"]),
    ],
)
def test_the_range_is_underlined(
    rendered: Rendered, branch: Finding, source: str, start: int, end: int, shown: list[str]
) -> None:
    Path("app/client.py").write_text(source, encoding="utf-8")
    lines = rendered("text", at(branch, 1, start, end)).splitlines()
    assert [line[4:] for line in lines[2:4]] == shown


def test_of_a_long_range_the_first_lines_are_shown(rendered: Rendered, branch: Finding) -> None:
    Path("app/client.py").write_text("\n".join(["x = [  ", *"abcdefgh", "]"]), encoding="utf-8")
    assert rendered("text", at(branch, 1, 5, 2, end_line=10)).splitlines()[1:10] == [
        "  |",
        "1 | x = [  ",
        "  |     ^",
        "2 | a",
        "3 | b",
        "4 | c",
        "5 | d",
        "  | ...",
        "",
    ]


def test_without_the_file_the_rest_is_still_said(rendered: Rendered, branch: Finding) -> None:
    Path("app/client.py").unlink()
    assert rendered("text", branch).splitlines()[:2] == [
        "app/client.py:12:8: KMB101[status-branch] a setup error no longer comes here",
        "  because",
    ]


def test_a_hostile_path_does_not_steer_the_terminal(rendered: Rendered, branch: Finding) -> None:
    place = branch.location
    hostile = replace(branch, location=Location("a\n\x1b[2J[red]\udcff.py", place.start, place.end))
    assert rendered("text", hostile).startswith("a\ufffd\ufffd[2J[red]\ufffd.py:12:8: KMB101")


def test_piped_text_is_neither_wrapped_nor_cut(rendered: Rendered, branch: Finding) -> None:
    long = "word " * 100 + "end"
    Path("app/client.py").write_text(f"x = '{long}'", encoding="utf-8")
    text = rendered("text", replace(at(branch, 1, 5, 9), message=long, help=long))
    assert [line.endswith(("end", "end'")) for line in text.splitlines()] == [
        True,
        False,
        True,
        False,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("columns", [40, 60, 100])
def test_a_terminal_is_not_overrun(rendered: Rendered, branch: Finding, columns: int) -> None:
    Path("app/client.py").write_text(f"{'員 ' * 60}= 1 if s == 503 else {'x' * 200}", encoding="utf-8")
    long = replace(branch, location=at(branch, 1, 128, 136).location, message="word " * 40)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", rendered("text", long, columns=columns)).splitlines()
    assert max(map(cell_len, plain)) <= columns
    source = next(number for number, line in enumerate(plain) if line.startswith("1 | "))
    marks = plain[source + 1]
    assert marks.strip("| ") == "^^^^^^^^"
    assert cell_len(plain[source].partition("s == 503")[0]) == marks.index("^")


@pytest.mark.parametrize(
    ("severity", "colour"), [(Severity.ERROR, "31"), (Severity.WARNING, "33"), (Severity.INFO, "36")]
)
def test_severity_has_a_colour(rendered: Rendered, branch: Finding, severity: Severity, colour: str) -> None:
    assert f"\x1b[1;{colour}mKMB101" in rendered("text", replace(branch, severity=severity), columns=100)


@pytest.mark.parametrize("columns", [None, 100])
def test_no_color(
    rendered: Rendered, branch: Finding, monkeypatch: pytest.MonkeyPatch, columns: int | None
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in rendered("text", branch, columns=columns)


def test_the_summary_counts_by_change(branch: Finding) -> None:
    tool = replace(branch, code="KMB902", name="unparsable-file", change="")
    elsewhere = replace(branch, location=replace(branch.location, path="app/jobs.py"))
    report = Report((branch, tool, elsewhere), (), files=0, parsed=2)
    assert summary(report, load_registry()) == (
        "Found 3 problems in 2 files (2 read). "
        "Setup errors answer 409 since 2026-05-19: 2; unparsable-file: 1."
    )


@pytest.mark.parametrize(
    ("files", "parsed", "scope"),
    [
        (12, 5, "5 of 12 files read"),
        (0, 1, "1 file read"),
        (12, 0, "nothing to check in 12 files"),
        (0, 0, "nothing here concerns Kombo"),
    ],
)
def test_nothing_found(rendered: Rendered, files: int, parsed: int, scope: str) -> None:
    assert rendered("text", files=files, parsed=parsed) == f"No problems found ({scope}).\n"


def test_the_summary_does_not_hide_what_was_not_read() -> None:
    report = Report((), (Problem("a.py", "permission denied"),), files=3, parsed=2)
    assert summary(report, load_registry()).endswith("read). 1 file could not be read.")

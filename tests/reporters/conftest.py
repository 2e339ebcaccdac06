"""Findings built by hand, and a report of them as text."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest

from kombo_lint.findings import (
    Applicability,
    Confidence,
    Edit,
    Finding,
    Fix,
    Location,
    Position,
    Severity,
    Step,
    fingerprinted,
)
from kombo_lint.registry import load_registry
from kombo_lint.report import Report
from kombo_lint.reporters import reporter

SOURCE = """\
import requests
from urllib3 import Retry

retry = Retry(
    total=3,
    status_forcelist=[503],
)


def employees(kombo_client):
    resp = kombo_client.get("/hris/employees")
    if resp.status_code == 503:
        return []
    return resp.json()
"""


HOSTILE = "a\n::error::b%0A<script>]]></failure>|`\x1b[2J](http://x) @all \u202e{0}\udcff é.py"
"""A name that starts a command, ends a tag, a fence or a link, steers a terminal, and is not UTF-8."""


class Rendered(Protocol):
    """Reports these findings in a format, piped or on a terminal of so many columns."""

    def __call__(
        self, form: str, *findings: Finding, columns: int | None = None, files: int = 12, parsed: int = 5
    ) -> str: ...


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def branch() -> Finding:
    """A finding in `app/client.py`, which holds SOURCE."""
    return Finding(
        code="KMB101",
        name="status-branch",
        change="setup_errors_409",
        severity=Severity.ERROR,
        confidence=Confidence.CERTAIN,
        location=Location("app/client.py", Position(12, 8), Position(12, 31)),
        message="a setup error no longer comes here",
        help="ask error.code first",
        anchor="resp.status_code == 503",
        evidence=(
            Step("app/settings.py", 3, "the address is https://api.kombo.dev/v1"),
            Step("app/client.py", 11, "the request is sent"),
        ),
    )


@pytest.fixture
def policy() -> Finding:
    """A finding of several lines in `app/client.py`, only likely, without evidence."""
    return Finding(
        code="KMB102",
        name="status-retry",
        change="setup_errors_409",
        severity=Severity.WARNING,
        confidence=Confidence.LIKELY,
        location=Location("app/client.py", Position(4, 9), Position(7, 2)),
        message="setup errors are no longer retried",
        help="",
        anchor="Retry(...)",
    )


@pytest.fixture
def fixed(branch: Finding) -> Finding:
    """The finding with a safe fix."""
    end = branch.location.end
    edit = Edit(Location(branch.location.path, end, end), " or error_code(resp) in SETUP_CODES")
    return replace(branch, fix=Fix(Applicability.SAFE, "ask error.code as well", (edit,)))


@pytest.fixture
def hostile(rendered: Rendered, fixed: Finding) -> Finding:
    """A finding in which everything that can come from the code means harm."""
    Path("```.py").write_text(SOURCE.replace("resp", "```\x1b]0;<b>@all"), encoding="utf-8")
    place = fixed.location
    return replace(
        fixed,
        message=HOSTILE,
        help=HOSTILE,
        location=Location("```.py", place.start, Position(place.end.line, place.end.column + 20)),
        evidence=(Step(HOSTILE, 3, HOSTILE),),
        fix=Fix(Applicability.SAFE, HOSTILE, (Edit(Location(HOSTILE, place.start, place.start), "```\x1b"),)),
    )


@pytest.fixture
def rendered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rendered:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "client.py").write_text(SOURCE, encoding="utf-8")
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")

    def render(
        form: str, *findings: Finding, columns: int | None = None, files: int = 12, parsed: int = 5
    ) -> str:
        if columns:
            monkeypatch.setenv("COLUMNS", str(columns))
        out = Terminal() if columns else io.StringIO()
        report = Report(tuple(fingerprinted(findings)), (), files, parsed)
        reporter(form)(report, load_registry(), out)
        return out.getvalue()

    return render

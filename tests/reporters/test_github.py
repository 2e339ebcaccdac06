"""The commands are read as GitHub's runner reads them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kombo_lint.findings import Severity
from kombo_lint.reporters import printable
from tests.reporters.conftest import HOSTILE

if TYPE_CHECKING:
    from kombo_lint.findings import Finding
    from tests.reporters.conftest import Rendered


def read(line: str) -> tuple[str, dict[str, str], str]:
    """Return the command of a line, its properties and its message, each unescaped."""
    found = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
    assert found, line
    pairs = (each.split("=", 1) for each in found[2].split(","))
    return found[1], {name: unescaped(value) for name, value in pairs}, unescaped(found[3])


def unescaped(text: str) -> str:
    for escape, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, char)
    return text


def test_one_command_a_finding(rendered: Rendered, branch: Finding, policy: Finding) -> None:
    first, second = map(read, rendered("github", branch, policy).splitlines())
    assert first == (
        "warning",
        {"title": "KMB102 status-retry", "file": "app/client.py", "line": "4", "endLine": "7"},
        "app/client.py:4:9: KMB102 setup errors are no longer retried",
    )
    assert second[1]["col"] == "8"
    assert second[2].splitlines()[-1] == "help: ask error.code first"


@pytest.mark.parametrize(
    ("severity", "command"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice")],
)
def test_severities(rendered: Rendered, branch: Finding, severity: Severity, command: str) -> None:
    assert read(rendered("github", replace(branch, severity=severity)).strip())[0] == command


def test_nothing_found_is_nothing_printed(rendered: Rendered) -> None:
    assert rendered("github") == ""


def test_nothing_in_a_finding_is_taken_for_a_command(rendered: Rendered, hostile: Finding) -> None:
    there = replace(hostile, location=replace(hostile.location, path=HOSTILE))
    (line,) = rendered("github", there).splitlines()
    command, properties, message = read(line)
    assert command == "error"
    assert properties["file"] == printable(HOSTILE)
    assert message.splitlines()[-1] == f"help: {printable(HOSTILE)}"

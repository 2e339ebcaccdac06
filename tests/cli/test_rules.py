from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING

import pytest

from kombo_lint.registry import load_registry

if TYPE_CHECKING:
    from tests.cli.conftest import Command


def test_piped_a_rule_is_a_line(kombo_lint: Command) -> None:
    done = kombo_lint("rules")
    assert (done.status, done.err) == (0, "")
    rules = load_registry().rules
    assert [line.split()[:3] for line in done.out.splitlines()] == [
        [rule.code, rule.name, rule.severity.value] for rule in rules
    ]
    assert all(line.endswith(rule.summary) for line, rule in zip(done.out.splitlines(), rules, strict=True))


def test_json(kombo_lint: Command) -> None:
    document = json.loads(kombo_lint("rules", "--format", "json").out)
    assert document["version"] == 1
    first, *_, last = document["rules"]
    assert (first["code"], first["name"], first["severity"]) == ("KMB101", "status-branch", "error")
    assert first["change"] == {
        "id": "setup_errors_409",
        "title": "Setup errors answer 409",
        "date": "2026-05-19",
        "link": "https://docs.kombo.dev/hris/important-changes",
    }
    assert (last["code"], last["change"]) == ("KMB902", None)
    (always,) = (each["change"] for each in document["rules"] if each["code"] == "KMB301")
    assert (always["id"], always["date"]) == ("error_codes", None)


def test_on_a_terminal_a_table(kombo_lint: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    lines = kombo_lint("rules").out.splitlines()
    assert re.split("  +", lines[0].strip()) == ["Code", "Name", "Severity", "What it reports", "Change"]
    assert sum(line.startswith("KMB") for line in lines) == len(load_registry().rules)
    assert max(map(len, lines)) <= 72

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from tests.reporters.conftest import HOSTILE

if TYPE_CHECKING:
    from kombo_lint.findings import Finding
    from tests.reporters.conftest import Rendered

TEXT = {"type": "string", "minLength": 1}
LINE = {"type": "integer", "minimum": 1}
SCHEMA = Draft202012Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": TEXT,
                "check_name": TEXT,
                "fingerprint": TEXT,
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": "^(?!\\./)"},
                        "lines": {"type": "object", "required": ["begin"], "properties": {"begin": LINE}},
                    },
                },
            },
        },
    }
)
"""What https://docs.gitlab.com/ci/testing/code_quality/ asks of a report."""


def issues(text: str) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads(text)
    SCHEMA.validate(loaded)
    return loaded


def test_the_form(rendered: Rendered, fixed: Finding, policy: Finding) -> None:
    found = issues(rendered("gitlab", fixed, policy))
    assert [(each["check_name"], each["severity"], each["location"]["lines"]["begin"]) for each in found] == [
        ("KMB102", "minor", 4),
        ("KMB101", "major", 12),
    ]
    assert len({each["fingerprint"] for each in found}) == 2


def test_nothing_found_is_an_empty_list(rendered: Rendered) -> None:
    assert issues(rendered("gitlab")) == []


def test_a_path_is_from_the_top_of_the_checkout(
    rendered: Rendered, branch: Finding, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(".git").mkdir()
    monkeypatch.chdir("app")
    (issue,) = issues(rendered("gitlab", branch))
    assert issue["location"]["path"] == "app/app/client.py"


def test_a_hostile_finding_is_one_issue(rendered: Rendered, hostile: Finding) -> None:
    there = replace(hostile, location=replace(hostile.location, path=HOSTILE))
    (issue,) = issues(rendered("gitlab", there))
    assert issue["location"]["path"] == HOSTILE.replace("\udcff", "\ufffd")

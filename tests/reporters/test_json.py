from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator, ValidationError  # type: ignore[import-untyped]

import kombo_lint.reporters
from kombo_lint.findings import Location

if TYPE_CHECKING:
    from kombo_lint.findings import Finding
    from tests.reporters.conftest import Rendered

SCHEMA = Path(kombo_lint.reporters.__file__).with_name("findings.schema.json")


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    loaded = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(loaded)
    return Draft202012Validator(loaded)


def test_the_form(rendered: Rendered, schema: Draft202012Validator, branch: Finding, policy: Finding) -> None:
    document = json.loads(rendered("json", branch, policy))
    schema.validate(document)
    fingerprint = document["findings"][1].pop("fingerprint")
    assert len(fingerprint) == 20
    assert document["findings"][1] == {
        "code": "KMB101",
        "name": "status-branch",
        "change": "setup_errors_409",
        "severity": "error",
        "confidence": "certain",
        "path": "app/client.py",
        "start": {"line": 12, "column": 8},
        "end": {"line": 12, "column": 31},
        "message": "a setup error no longer comes here",
        "help": "ask error.code first",
        "evidence": [
            {"path": "app/settings.py", "line": 3, "message": "the address is https://api.kombo.dev/v1"},
            {"path": "app/client.py", "line": 11, "message": "the request is sent"},
        ],
        "fix": None,
        "stricter": None,
    }
    assert document["summary"] == {
        "findings": 2,
        "by_code": {"KMB101": 1, "KMB102": 1},
        "by_change": {"setup_errors_409": 2},
        "by_confidence": {"certain": 1, "likely": 1},
        "files": 12,
        "parsed": 5,
        "unreadable": 0,
        "suppressed": 0,
        "baselined": 0,
        "gone": 0,
    }


def test_a_rule_of_the_tool_has_no_change(
    rendered: Rendered, schema: Draft202012Validator, branch: Finding
) -> None:
    document = json.loads(rendered("json", replace(branch, code="KMB902", change="")))
    schema.validate(document)
    assert document["findings"][0]["change"] is None
    assert document["summary"]["by_change"] == {}


def test_nothing_found(rendered: Rendered, schema: Draft202012Validator) -> None:
    document = json.loads(rendered("json", files=0, parsed=0))
    schema.validate(document)
    assert (document["version"], document["findings"]) == (1, [])


def test_the_same_bytes_whatever_the_order(rendered: Rendered, branch: Finding, policy: Finding) -> None:
    assert rendered("json", branch, policy) == rendered("json", policy, branch)


def test_a_hostile_path_is_still_json(
    rendered: Rendered, schema: Draft202012Validator, branch: Finding
) -> None:
    place = branch.location
    text = rendered("json", replace(branch, location=Location('a"\n\x1bé\udcff.py', place.start, place.end)))
    document = json.loads(text.encode("utf-8"))
    schema.validate(document)
    assert document["findings"][0]["path"] == 'a"\n\x1bé\ufffd.py'


EDIT = {
    "path": "app/client.py",
    "start": {"line": 12, "column": 8},
    "end": {"line": 12, "column": 31},
    "replacement": "error_code(resp) in SETUP",
}


@pytest.mark.parametrize(
    ("fix", "valid"),
    [
        ({"applicability": "safe", "message": "ask error.code", "edits": [EDIT]}, True),
        ({"applicability": "unsafe", "message": "ask error.code", "edits": [EDIT, EDIT]}, True),
        ({"applicability": "maybe", "message": "ask error.code", "edits": [EDIT]}, False),
        ({"applicability": "safe", "message": "ask error.code", "edits": []}, False),
        ({"applicability": "safe", "message": "ask error.code", "edits": [{**EDIT, "start": 1}]}, False),
        ({"applicability": "safe", "edits": [EDIT]}, False),
    ],
)
def test_the_schema_describes_fixes(
    rendered: Rendered, schema: Draft202012Validator, branch: Finding, fix: dict[str, Any], valid: bool
) -> None:
    document = json.loads(rendered("json", branch))
    document["findings"][0]["fix"] = fix
    assert schema.is_valid(document) is valid


@pytest.mark.parametrize(
    ("key", "value"),
    [("severity", "fatal"), ("start", {"line": 0, "column": 1}), ("fingerprint", ""), ("path", ""), ("x", 1)],
)
def test_the_schema_refuses_another_form(
    rendered: Rendered, schema: Draft202012Validator, branch: Finding, key: str, value: object
) -> None:
    document = json.loads(rendered("json", branch))
    document["findings"][0][key] = value
    with pytest.raises(ValidationError):
        schema.validate(document)

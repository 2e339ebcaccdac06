"""A change of an API that nobody has heard of: a folder of rules with no Python in it brings its findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kombo_lint.findings import Confidence
from kombo_lint.registry import load_registry
from kombo_lint.scan import Options, scan
from tests.annotated import rules_for_what_is_there

if TYPE_CHECKING:
    from pathlib import Path

    from kombo_lint.findings import Finding
    from kombo_lint.registry import Registry

PAGE = """\
+++
code = "{code}"
name = "{name}"
check = "{check}"
severity = "warning"
summary = "an invented rule"
+++
## What it does
"""
RULES = {
    "acme.toml": """\
title = "Acme"
words = ["acme"]
hosts = ["api.acme.example"]
headers = ["X-Acme-Account"]
code_path = ["problem", "kind"]
prose = ["problem.text"]
codes = ["LOCKED", "FROZEN", "GONE"]
""",
    "locked_424/change.toml": """\
kind = "status-moved"
title = "Locked accounts answer 424"
subject = "locked accounts"
date = 2027-01-31
link = "https://acme.example/changes"
from = 500
to = 424
codes = ["LOCKED", "FROZEN"]
tell = ["LOCKED"]
webhooks = ["thawed"]

[advice]
LOCKED = "ask the owner"
""",
    "locked_424/ACME1-branch.md": PAGE.format(code="ACME1", name="locked-branch", check="status_branch"),
    "locked_424/ACME2-retry.md": PAGE.format(code="ACME2", name="locked-retry", check="status_retry"),
    "locked_424/ACME3-other.md": PAGE.format(code="ACME3", name="locked-conflict", check="conflict_branch"),
    "locked_424/ACME4-double.md": PAGE.format(code="ACME4", name="locked-double", check="stale_double"),
    "locked_424/ACME5-silent.md": PAGE.format(code="ACME5", name="locked-silent", check="swallowed_error"),
    "locked_424/ACME6-again.md": PAGE.format(code="ACME6", name="frozen-again", check="retried_error"),
    "kinds/change.toml": """\
kind = "error-fields"
title = "Problems are told apart by their kind"
subject = "kinds of problems"
link = "https://acme.example/problems"
""",
    "kinds/ACME7-kind.md": PAGE.format(code="ACME7", name="unknown-kind", check="unknown_code"),
    "kinds/ACME8-text.md": PAGE.format(code="ACME8", name="problem-text", check="message_branch"),
}
CLIENT = """\
import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry

ACME = "https://api.acme.example/v2"


def session():
    http = requests.Session()
    http.mount("https://", HTTPAdapter(max_retries=Retry(total=3, status_forcelist=[500, 502])))
    return http


def jobs():
    answer = session().get(f"{ACME}/jobs", timeout=10)
    if answer.status_code == 500:
        return None
    return answer.json()


def add(job):
    answer = requests.post(f"{ACME}/jobs", json=job, timeout=10)
    if answer.status_code == 424:
        return False
    answer.raise_for_status()
    return True


def remove(job):
    answer = requests.delete(f"{ACME}/jobs/{job}", timeout=10)
    if answer.status_code >= 400 and answer.json()["problem"]["kind"] in ("LOCKED", "FROZEN"):
        raise PermissionError(job)
    return answer.status_code < 500


def rename(job, name):
    answer = requests.patch(f"{ACME}/jobs/{job}", json={"name": name}, timeout=10)
    if answer.status_code == 503:
        raise ConnectionError
    if answer.status_code == 409:
        raise ValueError
"""
TESTS = """\
from unittest.mock import Mock


def locked(client, code, status=500):
    client.get.return_value = Mock(status_code=status, json=lambda: {"problem": {"kind": code}})


def test_locked(client):
    locked(client, "LOCKED")
    locked(client, "GONE", 500)
    locked(client, "FROZEN", status=424)
"""
PROBLEMS = """\
import requests


def kind(answer):
    return answer.json()["problem"]["kind"]


def jobs():
    while True:
        answer = requests.get("https://api.acme.example/v2/jobs", timeout=10)
        if answer.ok:
            return answer.json()
        if kind(answer) == "LOCKED":
            return None
        if kind(answer) == "FROZEN":
            continue
        if kind(answer) == "GON" or "gone" in answer.json()["problem"]["text"]:
            raise LookupError
        raise RuntimeError
"""
KOMBO_CLIENT = CLIENT.replace("api.acme.example/v2", "api.kombo.dev/v1").replace("ACME", "KOMBO")


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    """The shipped rules, and those of a user's folder about the invented API."""
    for name, text in RULES.items():
        target = tmp_path / "their_rules" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return load_registry([tmp_path / "their_rules"])


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The empty folder that is scanned."""
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def found(registry: Registry) -> list[Finding]:
    return list(scan(["."], registry, Options(rules_for_what_is_there(registry), Confidence.LIKELY)).findings)


def reported(findings: list[Finding]) -> list[str]:
    return [f"{each.code} {each.anchor}" for each in findings]


def test_every_check_speaks_of_the_invented_change_and_kombos_rules_do_not(
    registry: Registry, place: Path
) -> None:
    (place / "client.py").write_text(CLIENT, encoding="utf-8")
    findings = found(registry)
    assert reported(findings) == [
        "ACME2 Retry(total=3, status_forcelist=[500, 502])",
        "ACME1 answer.status_code == 500",
        "ACME3 answer.status_code == 424",
    ]
    assert {each.change for each in findings} == {"locked_424"}
    assert {each.confidence for each in findings} == {Confidence.CERTAIN}


def test_a_test_that_answers_as_before(registry: Registry, place: Path) -> None:
    (place / "test_acme.py").write_text(TESTS, encoding="utf-8")
    (double,) = found(registry)
    assert (double.code, double.location.start.line) == ("ACME4", 4)
    assert double.message.startswith("this made-up answer has 500 with LOCKED: Acme answers 424, not 500")


def test_the_words_come_from_the_folder(registry: Registry, place: Path) -> None:
    (place / "client.py").write_text(CLIENT, encoding="utf-8")
    retry, branch, conflict = found(registry)
    moved = "Acme answers 424, not 500, since 2027-01-31"
    assert branch.message == f"locked accounts no longer come here: {moved}"
    assert conflict.message == f"locked accounts are caught here too: {moved}"
    assert retry.message == f"this retry policy no longer retries locked accounts: {moved}"
    assert branch.help == (
        "ask problem.kind first, and the status only where there is no code. LOCKED: ask the owner"
    )
    assert [step.message for step in branch.evidence] == [
        "sends a request to https://api.acme.example/v2/jobs",
        "tells 500 from 424 here",
    ]


def test_what_is_made_of_its_codes_and_words(registry: Registry, place: Path) -> None:
    (place / "client.py").write_text(PROBLEMS, encoding="utf-8")
    findings = found(registry)
    assert reported(findings) == [
        'ACME5 kind(answer) == "LOCKED"',
        'ACME6 kind(answer) == "FROZEN"',
        'ACME7 "GON"',
        'ACME8 "gone" in answer.json()["problem"]["text"]',
    ]
    assert [each.message for each in findings] == [
        "nobody is told of LOCKED",
        "the request is sent again for FROZEN; Acme tells when it is over by a webhook: thawed",
        "Acme has no error code 'GON'; the nearest is GONE",
        "this goes by problem.text, which Acme may word otherwise in any release",
    ]
    assert [each.change for each in findings] == ["locked_424", "locked_424", "kinds", "kinds"]


def test_each_api_is_asked_about_its_own_change(registry: Registry, place: Path) -> None:
    (place / "acme.py").write_text(CLIENT, encoding="utf-8")
    (place / "kombo_jobs.py").write_text(KOMBO_CLIENT, encoding="utf-8")
    findings = found(registry)
    acme = [each for each in findings if each.location.path == "acme.py"]
    kombo = [each for each in findings if each.location.path == "kombo_jobs.py"]
    assert {each.code for each in acme} == {"ACME1", "ACME2", "ACME3"}
    assert reported(kombo) == ["KMB101 answer.status_code < 500", "KMB101 answer.status_code == 503"]


def test_without_the_folder_its_api_is_one_of_many(place: Path) -> None:
    (place / "client.py").write_text(CLIENT, encoding="utf-8")
    shipped = load_registry()
    report = scan(["."], shipped, Options(shipped.rules, Confidence.LIKELY))
    assert (report.findings, report.parsed) == ((), 0)

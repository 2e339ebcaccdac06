"""KMB101: what is said of a branch, where it stands, and the way that leads to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kombo_lint.findings import Confidence, Severity
from tests.checks.conftest import steps

if TYPE_CHECKING:
    from tests.checks.conftest import Findings

PROGRAM = """\
import requests


def employees(patient):
    resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
    {branch}
        return []
    return resp.json()
"""
MOVED = "Kombo answers 409, not 503, since 2026-05-19"
GONE = f"setup errors no longer come here: {MOVED}"
ELSEWHERE = f"setup errors take another path here: {MOVED}"


@pytest.mark.parametrize(
    ("branch", "message", "underlined"),
    [
        ("if resp.status_code == 503:", GONE, "resp.status_code == 503"),
        ("if  resp.status_code  >=  500 :", GONE, "resp.status_code >= 500"),
        ("if resp.status_code in {429, 503}:", GONE, "resp.status_code in {429, 503}"),
        ("if patient and resp.status_code == 503:", GONE, "resp.status_code == 503"),
        ("while resp.status_code // 100 == 5:", GONE, "resp.status_code // 100 == 5"),
        ("if resp.status_code != 503:", ELSEWHERE, "resp.status_code != 503"),
        ("if resp.status_code < 500 or patient:", ELSEWHERE, "resp.status_code < 500"),
    ],
)
def test_what_a_branch_no_longer_gets(findings: Findings, branch: str, message: str, underlined: str) -> None:
    (found,) = findings(client=PROGRAM.format(branch=branch))
    assert (found.code, found.name, found.change) == ("KMB101", "status-branch", "setup_errors_409")
    assert (found.severity, found.confidence) == (Severity.ERROR, Confidence.CERTAIN)
    assert (found.message, found.anchor) == (message, underlined)
    assert found.location.start.line == found.location.end.line == 6


def test_the_range_is_the_comparison_that_makes_the_difference(findings: Findings) -> None:
    line = "    if patient and resp.status_code == 503:"
    (found,) = findings(client=PROGRAM.format(branch=line.strip()))
    columns = slice(found.location.start.column - 1, found.location.end.column - 1)
    assert line[columns] == "resp.status_code == 503"


def test_an_option_that_is_off_unless_somebody_passes_it(findings: Findings) -> None:
    optional = PROGRAM.replace("(patient)", "(patient=False)")
    (found,) = findings(client=optional.format(branch="if patient and resp.status_code == 503:"))
    assert found.anchor == "resp.status_code == 503"


def test_the_help_asks_for_the_code_and_says_what_each_needs(findings: Findings) -> None:
    (found,) = findings(client=PROGRAM.format(branch="if resp.status_code == 503:"))
    first, *codes = found.help.split(". ")
    assert first == "ask error.code first, and the status only where there is no code"
    assert [each.partition(":")[0] for each in codes] == [
        "INTEGRATION.SETUP_INCOMPLETE and INTEGRATION.QA_FAILED",
        "INTEGRATION.SETUP_SYNC_PENDING",
    ]


def test_the_way_is_the_request_and_the_test(findings: Findings) -> None:
    (found,) = findings(client=PROGRAM.format(branch="if resp.status_code == 503:"))
    assert steps(found) == [
        "client.py:5: sends a request to https://api.kombo.dev/v1/hris/employees",
        "client.py:6: tells 503 from 409 here",
    ]


def test_the_way_through_other_modules(findings: Findings) -> None:
    (found,) = findings(
        settings='KOMBO = "https://api.kombo.dev/v1"\n',
        client="""\
import requests

from settings import KOMBO


def fetch(path):
    return requests.get(KOMBO + path, timeout=10)
""",
        statuses="""\
def check(reply):
    if reply.status_code == 503:
        raise ConnectionError
""",
        jobs="""\
from client import fetch
from statuses import check


def employees():
    reply = fetch("/hris/employees")
    check(reply)
    return reply.json()
""",
    )
    assert (found.location.path, found.anchor) == ("statuses.py", "reply.status_code == 503")
    assert steps(found) == [
        "client.py:7: sends a request to https://api.kombo.dev/v1/hris/employees",
        "jobs.py:6: returned by fetch()",
        "jobs.py:7: passed as 'reply' to check()",
        "statuses.py:2: tells 503 from 409 here",
    ]


def test_the_way_of_an_exception(findings: Findings) -> None:
    (found,) = findings(
        client="""\
import requests


def employees():
    resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
    try:
        resp.raise_for_status()
    except requests.HTTPError as error:
        if error.response.status_code == 503:
            return []
        raise
    return resp.json()
"""
    )
    assert steps(found) == [
        "client.py:5: sends a request to https://api.kombo.dev/v1/hris/employees",
        "client.py:7: raises for a bad status",
        "client.py:8: caught here",
        "client.py:9: tells 503 from 409 here",
    ]


def test_an_error_of_the_sdk(findings: Findings) -> None:
    (found,) = findings(
        jobs="""\
from kombo import Kombo, errors


def jobs(kombo: Kombo):
    try:
        return kombo.ats.get_jobs()
    except errors.SDKError as error:
        if error.status_code >= 500:
            return None
        raise
"""
    )
    assert found.confidence is Confidence.CERTAIN
    assert steps(found) == [
        "jobs.py:6: the Kombo SDK answers",
        "jobs.py:7: caught here",
        "jobs.py:8: tells 503 from 409 here",
    ]


@pytest.mark.parametrize(
    "branch",
    [
        "if resp.status_code >= 400:",
        "if resp.status_code != 200:",
        "if resp.status_code in (409, 503):",
        "if resp.status_code == 429:",
        "if not resp.ok:",
        "if patient:",
    ],
)
def test_what_every_error_takes_alike_is_not_reported(findings: Findings, branch: str) -> None:
    assert findings(client=PROGRAM.format(branch=branch)) == []

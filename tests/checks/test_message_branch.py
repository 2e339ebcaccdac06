"""KMB301: what is said of a test of words, and which tests are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kombo_lint.findings import Confidence, Severity
from tests.checks.conftest import steps

if TYPE_CHECKING:
    from tests.checks.conftest import Findings

PROGRAM = """\
import re

import httpx

WORDS = ("closed", "is disabled")


def jobs(words, number):
    error = httpx.get("https://api.kombo.dev/v1/ats/jobs").json()["error"]
    if {test}:
        raise PermissionError
    return error
"""
LISTED = "the codes are listed at https://docs.kombo.dev/guides/errors"


@pytest.mark.parametrize(
    ("test", "field", "underlined"),
    [
        ('"closed" in error["message"]', "message", None),
        ('error["message"].lower().startswith("job ")', "message", None),
        ('error["title"] == "Job closed"', "title", None),
        ('"Job closed" != error.get("title")', "title", None),
        ('number > 3 and not "closed" in error["message"]', "message", '"closed" in error["message"]'),
        ("any(word in error['message'] for word in WORDS)", "message", "word in error['message']"),
        (r're.search(r"\bclosed\b", error["message"])', "message", None),
        ('re.compile("closed").fullmatch(error["message"])', "message", None),
        ('error["message"] in WORDS', "message", None),
        ('{"Job closed": True}.get(error["message"])', "message", None),
        ('"closed" in str(error["message"])', "message", None),
    ],
)
def test_what_goes_by_words(findings: Findings, test: str, field: str, underlined: str | None) -> None:
    (found,) = findings(jobs=PROGRAM.format(test=test))
    assert (found.code, found.name, found.change) == ("KMB301", "message-branch", "error_codes")
    assert (found.severity, found.confidence) == (Severity.WARNING, Confidence.CERTAIN)
    assert found.message == f"this goes by error.{field}, which Kombo may word otherwise in any release"
    assert (found.anchor, found.fix) == (underlined or test, None)
    assert steps(found) == [
        "jobs.py:9: sends a request to https://api.kombo.dev/v1/ats/jobs",
        f"jobs.py:10: compares error.{field}",
    ]


@pytest.mark.parametrize(
    "test",
    [
        'error["message"]',
        'error["message"] is None',
        'error["message"] == ""',
        'len(error["message"]) > 80',
        'error["message"].endswith(".")',
        'error["message"].count("\\n") > 3',
        'error["message"] == words',
        '{"Job closed": "Stelle besetzt"}.get(error["message"], error["message"])',
        'error["code"] == "ATS.JOB_CLOSED"',
        'error["log_url"].startswith("https")',
        '"message" in error',
    ],
)
def test_what_does_not(findings: Findings, test: str) -> None:
    assert findings(jobs=PROGRAM.format(test=test)) == []


@pytest.mark.parametrize(
    ("test", "help"),
    [
        ('"closed" in error["message"]', f"ask error.code; {LISTED}"),
        (
            '"job closed" in error["message"]',
            "ask error.code: ATS.JOB_CLOSED may be meant; all are listed at ",
        ),
        (
            '"already exists" in error["message"]',
            "ask error.code: ATS.APPLICATION_ALREADY_EXISTS or HRIS.EMPLOYEE_ALREADY_EXISTS may be meant; ",
        ),
    ],
)
def test_the_help_names_the_codes_that_the_words_are_in(findings: Findings, test: str, help: str) -> None:
    (found,) = findings(jobs=PROGRAM.format(test=test))
    assert found.help.startswith(help)


def test_one_condition_is_one_finding(findings: Findings) -> None:
    both = '"closed" in error["message"] or "Closed" in error["title"]'
    assert len(findings(jobs=PROGRAM.format(test=both))) == 1


def test_a_helper_that_others_use_says_so(findings: Findings) -> None:
    program = """\
import requests

def is_closed(resp):
    return "closed" in resp.json()["error"]["message"]

def jobs():
    a = is_closed(requests.get("https://api.kombo.dev/v1/ats/jobs"))
    return a or is_closed(requests.get("https://api.stripe.com/v1/charges"))
"""
    (found,) = findings(jobs=program)
    assert found.message.endswith("; responses of others than Kombo come here too")

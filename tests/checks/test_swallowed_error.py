"""KMB106: what counts as telling somebody, and what is said where nobody is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kombo_lint.findings import Confidence, Severity
from tests.checks.conftest import steps

if TYPE_CHECKING:
    from tests.checks.conftest import Findings

PROGRAM = """\
import logging
import time

import requests

log = logging.getLogger(__name__)
SETUP = ("INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.QA_FAILED")


class Error(Exception):
    pass


class Store:
    state = "well"

    def jobs(self, report, found, rows):
        resp = requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10)
        error = {} if resp.ok else resp.json()["error"]
        if error.get("code") in SETUP:
            message = error["message"]
            STATEMENTS
        else:
            resp.raise_for_status()
            self.fill(resp)

    def fill(self, resp):
        self.rows = resp.json()["data"]

    def note(self, message):
        text = "Kombo: %s" % message
        log.info(text)
"""


def program(statements: str) -> str:
    return PROGRAM.replace("STATEMENTS", statements.replace("\n", "\n            "))


@pytest.mark.parametrize(
    "statements",
    [
        "pass",
        "return",
        "return None",
        "return []",
        "return {}",
        "return list()",
        'return ""',
        "rows = []\nreturn rows",
        "log.debug(message)",
        'log.warning("no jobs: %s", message)',
        "log.log(logging.INFO, message)",
        "logging.info(message)",
        "logging.getLogger().warning(message)",
        "self.note(message)",
        "self.rows = []",
        "text = message.strip()\nlog.info(text)",
        "time.sleep(1)",
        "if report:\n    log.info(message)",
        "for _ in message:\n    pass",
        "try:\n    log.info(message)\nfinally:\n    pass",
    ],
)
def test_nobody_is_told(findings: Findings, statements: str) -> None:
    (found,) = findings(store=program(statements))
    assert (found.code, found.name, found.change) == ("KMB106", "setup-swallowed", "setup_errors_409")
    assert (found.severity, found.confidence) == (Severity.WARNING, Confidence.CERTAIN)
    assert found.message == "nobody is told of INTEGRATION.SETUP_INCOMPLETE and INTEGRATION.QA_FAILED"
    assert found.help == (
        "INTEGRATION.SETUP_INCOMPLETE and INTEGRATION.QA_FAILED: show it to the end customer or an admin; "
        "a retry cannot help"
    )
    assert found.anchor == 'error.get("code") in SETUP'
    assert steps(found) == [
        "store.py:18: sends a request to https://api.kombo.dev/v1/ats/jobs",
        "store.py:20: takes these errors out, and tells nobody",
    ]


@pytest.mark.parametrize(
    "statements",
    [
        "raise Error(message)",
        "return message",
        "return False",
        'return {"error": message}',
        'return Error("setup")',
        "log.error(message)",
        "log.exception(message)",
        "log.critical(message)",
        "log.log(logging.ERROR, message)",
        "log.log(report, message)",
        "print(message)",
        "report(message)",
        "found.append(message)",
        "found.warning(message)",
        'self.state = "broken"',
        'found["setup"] = message',
        "self.failed += 1",
        "failed = True",
        "assert not message",
        "yield message",
        "for each in found:\n    each.tell(message)",
        "if report:\n    raise Error(message)",
        "with found:\n    found.send(message)",
        "resp.raise_for_status()",
    ],
)
def test_somebody_is_told(findings: Findings, statements: str) -> None:
    assert findings(store=program(statements)) == []


def test_what_follows_the_branch_counts(findings: Findings) -> None:
    told = program("pass").replace("    def fill", '        report("done")\n\n    def fill')
    assert findings(store=told) == []


@pytest.mark.parametrize(
    ("code", "reported"),
    [
        ('error.get("code") in SETUP', True),
        ('error.get("code") == SETUP[0]', True),
        ('(error.get("code") or "").startswith("INTEGRATION.")', True),
        ('error.get("code") and error["code"].endswith("_FAILED")', True),
        ('error.get("code") in SETUP and found', True),
        ('error.get("code") == "INTEGRATION.SETUP_SYNC_PENDING"', False),
        ('error.get("code")', False),
        ("error", False),
        ('error.get("code") != "ATS.JOB_CLOSED"', False),
        ("not resp.ok", False),
    ],
)
def test_it_is_decided_by_the_code(findings: Findings, code: str, reported: bool) -> None:
    found = findings(store=program("pass").replace('error.get("code") in SETUP', code))
    assert [each.code for each in found] == ["KMB106"] * reported


def test_other_codes_may_be_let_pass(findings: Findings) -> None:
    known = '("HRIS.EMPLOYEE_ALREADY_EXISTS",)'
    set_of_codes = '("INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.QA_FAILED")'
    assert findings(store=program("pass").replace(set_of_codes, known)) == []


def test_the_name_alone_makes_it_likely(findings: Findings) -> None:
    url = program("pass").replace('"https://api.kombo.dev/v1/ats/jobs"', "found.kombo_url")
    assert [each.confidence for each in findings(store=url)] == [Confidence.LIKELY]

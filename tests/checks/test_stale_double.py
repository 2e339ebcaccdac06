"""KMB107: what the finding says, where it points, and the edit that it offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kombo_lint.findings import Applicability, Confidence, Severity
from tests.checks.conftest import steps

if TYPE_CHECKING:
    from kombo_lint.findings import Finding
    from tests.checks.conftest import Findings

BODIES = """\
def error_body(code):
    return {"status": "error", "error": {"code": code, "message": "no"}}
"""
TESTS = """\
from http import HTTPStatus

import httpx
import pytest
import requests
from rest_framework import status

from bodies import error_body

UNAVAILABLE = 503
ONLY_HERE = 503
QA_FAILED = error_body("INTEGRATION.QA_FAILED")


"""


def edited(finding: Finding, source: str) -> str:
    """Return the line of a finding after its edit."""
    assert finding.fix is not None
    (edit,) = finding.fix.edits
    start, end = edit.location.start, edit.location.end
    line = source.splitlines()[start.line - 1]
    return (line[: start.column - 1] + edit.replacement + line[end.column - 1 :]).strip()


def test_the_finding(findings: Findings) -> None:
    source = TESTS + 'ANSWER = httpx.Response(\n    503, json=error_body("INTEGRATION.SETUP_INCOMPLETE")\n)\n'
    (found,) = findings(bodies=BODIES, test_jobs=source)
    assert (found.code, found.name, found.change) == ("KMB107", "stale-test-double", "setup_errors_409")
    assert (found.severity, found.confidence) == (Severity.WARNING, Confidence.CERTAIN)
    assert (found.location.path, found.location.start.line, found.anchor) == ("test_jobs.py", 16, "503")
    assert found.message == (
        "this made-up answer has 503 with INTEGRATION.SETUP_INCOMPLETE: "
        "Kombo answers 409, not 503, since 2026-05-19"
    )
    assert found.help == "answer 409, as Kombo does, and mend the code whose tests then fail"
    assert steps(found) == [
        "test_jobs.py:16: the body has INTEGRATION.SETUP_INCOMPLETE",
        "test_jobs.py:15: the answer is made here",
        "test_jobs.py:16: its status is 503",
    ]


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("httpx.Response(503, json=QA_FAILED)", "httpx.Response(409, json=QA_FAILED)"),
        ("httpx.Response(HTTPStatus.SERVICE_UNAVAILABLE, json=QA_FAILED)", "HTTPStatus.CONFLICT,"),
        (
            "httpx.Response(HTTPStatus.SERVICE_UNAVAILABLE.value, json=QA_FAILED)",
            "HTTPStatus.CONFLICT.value,",
        ),
        ("httpx.Response(httpx.codes.SERVICE_UNAVAILABLE, json=QA_FAILED)", "httpx.codes.CONFLICT,"),
        ("httpx.Response(requests.codes.unavailable, json=QA_FAILED)", "requests.codes.conflict,"),
        ("httpx.Response(status.HTTP_503_SERVICE_UNAVAILABLE, json=QA_FAILED)", "status.HTTP_409_CONFLICT,"),
        ("httpx.Response(requests.codes['unavailable'], json=QA_FAILED)", "httpx.Response(409,"),
        ("httpx.Response(ONLY_HERE, json=QA_FAILED)", "ONLY_HERE = 409"),
    ],
)
def test_a_status_of_its_own_is_edited_as_it_is_written(findings: Findings, line: str, after: str) -> None:
    source = TESTS + f"ANSWER = {line}\n"
    (found,) = findings(bodies=BODIES, test_jobs=source)
    assert found.fix is not None
    assert found.fix.applicability is Applicability.SAFE
    assert after in edited(found, source)


SHARED = [
    (
        "assert UNAVAILABLE\nANSWER = httpx.Response(UNAVAILABLE, json=QA_FAILED)\n",
        "ANSWER = httpx.Response(409, json=QA_FAILED)",
        "look before you edit the status: UNAVAILABLE is used elsewhere too",
    ),
    (
        """\
@pytest.mark.parametrize("status", [503, 500])
def test_jobs(run, status):
    assert run(httpx.Response(status, json=QA_FAILED)) == status
""",
        '@pytest.mark.parametrize("status", [409, 500])',
        "look before you edit the status: status is used for more than this answer",
    ),
]


@pytest.mark.parametrize(("code", "after", "reason"), SHARED)
def test_a_status_that_more_depends_on_is_unsafe_to_edit(
    findings: Findings, code: str, after: str, reason: str
) -> None:
    (found,) = findings(bodies=BODIES, test_jobs=TESTS + code)
    assert found.fix is not None
    assert found.fix.applicability is Applicability.UNSAFE
    assert edited(found, TESTS + code) == after
    assert found.help.endswith(f"; {reason}")


def test_a_status_that_other_answers_have_rightly_is_not_edited(findings: Findings) -> None:
    code = """\
def failure(code, status=503):
    return httpx.Response(status, json=error_body(code))


PENDING = failure("INTEGRATION.SETUP_SYNC_PENDING")
SETUP = failure(code="INTEGRATION.SETUP_INCOMPLETE")
REMOTE = failure("REMOTE.SERVICE_UNAVAILABLE")
"""
    (found,) = findings(bodies=BODIES, test_jobs=TESTS + code)
    assert found.fix is None
    assert "503 with INTEGRATION.SETUP_SYNC_PENDING and INTEGRATION.SETUP_INCOMPLETE: " in found.message
    assert found.help.endswith("; give this answer a status of its own: other answers have it too")


def test_a_file_with_a_code_is_read_whatever_else_it_says(findings: Findings) -> None:
    source = (
        'import httpx\n\nX = httpx.Response(503, text=\'{"error": {"code": "INTEGRATION.QA_FAILED"}}\')\n'
    )
    assert [each.code for each in findings(test_jobs=source)] == ["KMB107"]

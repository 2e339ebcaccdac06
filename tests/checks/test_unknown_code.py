"""KMB302: what is said of a text that is no code, and what the fix writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kombo_lint.findings import Applicability, Confidence, Severity
from tests.checks.conftest import steps

if TYPE_CHECKING:
    from tests.checks.conftest import Findings

PROGRAM = """\
import httpx


def jobs():
    resp = httpx.get("https://api.kombo.dev/v1/ats/jobs")
    code = resp.json()["error"]["code"]
    if {test}:
        raise PermissionError
    return resp.json()
"""


@pytest.mark.parametrize(
    ("test", "message", "how", "written"),
    [
        (
            "code == 'INTEGRATION.INACTIV'",
            "Kombo has no error code 'INTEGRATION.INACTIV'; the nearest is INTEGRATION.INACTIVE",
            Applicability.SAFE,
            "'INTEGRATION.INACTIVE'",
        ),
        (
            'code in ("ATS.JOB_CLOSED", r"inactive")',
            "Kombo has no error code 'inactive'; the nearest is INTEGRATION.INACTIVE",
            Applicability.UNSAFE,
            'r"INTEGRATION.INACTIVE"',
        ),
        (
            'code.startswith("INTEGRATON.")',
            "no error code of Kombo's begins with 'INTEGRATON.'; the nearest is INTEGRATION.",
            Applicability.SAFE,
            '"INTEGRATION."',
        ),
        ('"SETUPS" in code', "no error code of Kombo's contains 'SETUPS'", None, None),
        ('code == "RATE_LIMIT_EXCEEDED"', "Kombo has no error code 'RATE_LIMIT_EXCEEDED'", None, None),
        ('code.endswith("_LOST")', "no error code of Kombo's ends with '_LOST'", None, None),
    ],
)
def test_what_is_said(
    findings: Findings, test: str, message: str, how: Applicability | None, written: str | None
) -> None:
    (found,) = findings(jobs=PROGRAM.format(test=test))
    assert (found.code, found.name, found.change) == ("KMB302", "unknown-error-code", "error_codes")
    assert (found.severity, found.confidence) == (Severity.WARNING, Confidence.CERTAIN)
    assert found.message == message
    assert found.help.endswith("the codes are listed at https://docs.kombo.dev/guides/errors")
    assert (found.fix and found.fix.applicability) is how
    assert (found.fix and found.fix.edits[0].replacement) == written
    assert bool(found.unfixed) == (how is not Applicability.SAFE)


def test_the_evidence_leads_from_the_request_to_the_text(findings: Findings) -> None:
    program = PROGRAM.format(test="code == codes.GONE").replace("import httpx", "import httpx\nimport codes")
    (found,) = findings(jobs=program, codes='GONE = "INTEGRATION.GONE"\n')
    assert (found.location.path, found.anchor) == ("codes.py", '"INTEGRATION.GONE"')
    assert steps(found) == [
        "jobs.py:6: sends a request to https://api.kombo.dev/v1/ats/jobs",
        "jobs.py:8: compares error.code",
        "codes.py:1: is written here",
    ]


def test_a_text_is_reported_once_however_often_it_is_compared(findings: Findings) -> None:
    twice = 'OLD = "INTEGRATION.OLD"\n' + PROGRAM.format(test="code == OLD or code in {OLD}")
    (found,) = findings(jobs=twice)
    assert found.location.start.line == 1


@pytest.mark.parametrize(
    ("url", "confidence"),
    [('f"{KOMBO_URL}/jobs"', Confidence.LIKELY), ('f"{url}/jobs"', None)],
)
def test_it_is_as_sure_as_the_request_is(findings: Findings, url: str, confidence: Confidence | None) -> None:
    program = PROGRAM.format(test='code == "GONE"').replace('"https://api.kombo.dev/v1/ats/jobs"', url)
    found = findings(jobs=f"from kombo_settings import KOMBO_URL, url\n{program}")
    assert [each.confidence for each in found] == ([confidence] if confidence else [])


@pytest.mark.parametrize(
    ("test", "reported"),
    [
        ('{"INTEGRATION.INACTIV": 1, "default": 2}.get(code)', ['"INTEGRATION.INACTIV"']),
        ('{"INACTIVE": 1, "TIMEOUT": 2}[code]', ['"INACTIVE"']),
        ('{"default": 2, "other": 3}.get(code, 0)', []),
    ],
)
def test_a_table_may_have_entries_of_its_own(findings: Findings, test: str, reported: list[str]) -> None:
    assert [each.anchor for each in findings(jobs=PROGRAM.format(test=test))] == reported


def test_an_enumeration_may_stand_in_for_what_it_does_not_know(findings: Findings) -> None:
    enumeration = """from enum import Enum

class Code(Enum):
    CLOSED = "ATS.JOB_CLOSED"
    UNKNOWN = "unknown"
"""
    program = enumeration + PROGRAM.format(test="Code(code) is Code.UNKNOWN")
    assert [each.anchor for each in findings(jobs=program)] == ['"unknown"']
    missing = "    @classmethod\n    def _missing_(cls, value):\n        return cls.UNKNOWN\n"
    own = program.replace('"unknown"\n', f'"unknown"\n{missing}', 1)
    assert findings(jobs=own) == []


def test_where_others_answer_too_only_a_misspelt_code_is_reported(findings: Findings) -> None:
    program = """\
import requests

def code_of(resp):
    return resp.json()["error"]["code"]

def jobs(others):
    a = code_of(requests.get("https://api.kombo.dev/v1/ats/jobs"))
    b = code_of(requests.get("https://api.stripe.com/v1/charges"))
    return is_wrong(a) or is_wrong(b)

def is_wrong(code):
    return code in ("card_declined", "ATS.JOB_CLOSE")
"""
    assert [each.anchor for each in findings(jobs=program)] == ['"ATS.JOB_CLOSE"']

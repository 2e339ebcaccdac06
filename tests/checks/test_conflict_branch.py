"""KMB103: branches in which only the new status, or its family, is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kombo_lint.findings import Confidence, Severity
from tests.checks.conftest import steps

if TYPE_CHECKING:
    from tests.checks.conftest import Findings

PROGRAM = """\
import httpx


def add(candidate, quiet):
    resp = httpx.post("https://api.kombo.dev/v1/ats/candidates", json=candidate)
    if {test}:
        return None
    return resp.json()
"""
MOVED = "Kombo answers 409, not 503, since 2026-05-19"
CAUGHT = f"setup errors are caught here too: {MOVED}"
ELSEWHERE = f"setup errors take another path here: {MOVED}"


@pytest.mark.parametrize(
    ("test", "message", "underlined"),
    [
        ("resp.status_code == 409", CAUGHT, "resp.status_code == 409"),
        ("resp.status_code in (404, 409)", CAUGHT, "resp.status_code in (404, 409)"),
        ("400 <= resp.status_code < 500", CAUGHT, "400 <= resp.status_code < 500"),
        ("resp.is_client_error", CAUGHT, "resp.is_client_error"),
        ("httpx.codes.is_client_error(resp.status_code)", CAUGHT, None),
        ("resp.status_code == httpx.codes.CONFLICT", CAUGHT, None),
        ("quiet or resp.status_code == 409", CAUGHT, "resp.status_code == 409"),
        ("resp.status_code != 409", ELSEWHERE, "resp.status_code != 409"),
    ],
)
def test_what_is_now_caught_too(findings: Findings, test: str, message: str, underlined: str | None) -> None:
    (found,) = findings(client=PROGRAM.format(test=test))
    assert (found.code, found.name, found.change) == ("KMB103", "conflict-branch", "setup_errors_409")
    assert (found.severity, found.confidence) == (Severity.ERROR, Confidence.CERTAIN)
    assert (found.message, found.anchor) == (message, underlined or test)
    assert found.help.startswith("ask error.code first")
    assert steps(found) == [
        "client.py:5: sends a request to https://api.kombo.dev/v1/ats/candidates",
        "client.py:6: tells 503 from 409 here",
    ]


@pytest.mark.parametrize(
    ("test", "codes"),
    [
        ("resp.status_code == 409", ["KMB103"]),
        ("resp.status_code == 503", ["KMB101"]),
        ("resp.status_code < 500", ["KMB101"]),  # the other side is where it divides
        ("resp.status_code in (409, 503)", []),
        ("resp.status_code == 404", []),
    ],
)
def test_one_place_has_one_code(findings: Findings, test: str, codes: list[str]) -> None:
    assert [each.code for each in findings(client=PROGRAM.format(test=test))] == codes


def test_a_chain_in_which_both_are_written_down_is_a_status_branch(findings: Findings) -> None:
    both = PROGRAM.replace("    return resp.json()", "    if resp.status_code == 503:\n        raise OSError")
    (found,) = findings(client=both.format(test="resp.status_code == 409"))
    assert (found.code, found.location.start.line) == ("KMB101", 6)

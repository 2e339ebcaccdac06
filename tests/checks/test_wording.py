"""What every finding about a moved status says: how sure it is, who else comes by, what to do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kombo_lint.checks.wording import advice, moved
from kombo_lint.findings import Confidence
from kombo_lint.registry import load_registry
from tests.checks.conftest import steps

if TYPE_CHECKING:
    from tests.checks.conftest import Findings

(CHANGE,) = (each for each in load_registry().changes if each.from_status)
ASK = "ask error.code first, and the status only where there is no code"


def test_what_a_change_did() -> None:
    assert moved(CHANGE) == "Kombo answers 409, not 503, since 2026-05-19"
    api = replace(CHANGE.api, title="Acme")
    other = replace(CHANGE, api=api, from_status=500, to_status=424, date="2027-01-31")
    assert moved(other) == "Acme answers 424, not 500, since 2027-01-31"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ({}, ASK),
        ({"A": "call us"}, f"{ASK}. A: call us"),
        ({"B": "wait", "A": "call us"}, f"{ASK}. A: call us. B: wait"),
        ({"A": "wait", "B": "call us", "C": "wait"}, f"{ASK}. A and C: wait. B: call us"),
    ],
)
def test_codes_with_the_same_advice_stand_together(words: dict[str, str], text: str) -> None:
    assert advice(replace(CHANGE, codes=("A", "B", "C"), advice=words)) == text


SURE = """\
import os

import requests

from settings import BASE


def jobs({parameters}):
    resp = {request}
    if resp.status_code == 503:
        return None
    return resp.json()
"""


@pytest.mark.parametrize(
    ("parameters", "request_", "confidence", "words"),
    [
        (
            "",
            'requests.get("https://api.us.kombo.dev/v1/ats/jobs")',
            Confidence.CERTAIN,
            "sends a request to https://api.us.kombo.dev/v1/ats/jobs",
        ),
        (
            "id",
            'requests.get(f"https://api.kombo.dev/v1/ats/jobs/{id}")',
            Confidence.CERTAIN,
            "sends a request to https://api.kombo.dev/v1/ats/jobs/…",
        ),
        (
            "kombo_client",
            'kombo_client.get("/ats/jobs")',
            Confidence.LIKELY,
            "this is likely a request to Kombo: only its name says so: kombo_client",
        ),
        (
            "",
            'requests.get(os.environ["KOMBO_API_URL"] + "/ats/jobs")',
            Confidence.LIKELY,
            "this is likely a request to Kombo: only its name says so: KOMBO_API_URL",
        ),
        (
            "customer",
            'requests.get(BASE + "/ats/jobs", headers={"X-Integration-Id": customer})',
            Confidence.LIKELY,
            "this is likely a request to Kombo: it sends the header X-Integration-Id",
        ),
    ],
)
def test_how_sure_it_is_and_why(
    findings: Findings, parameters: str, request_: str, confidence: Confidence, words: str
) -> None:
    (found,) = findings(client=SURE.replace("{parameters}", parameters).replace("{request}", request_))
    assert (found.code, found.confidence) == ("KMB101", confidence)
    assert steps(found) == [f"client.py:9: {words}", "client.py:10: tells 503 from 409 here"]


@pytest.mark.parametrize(
    "request_",
    ['requests.get("https://api.stripe.com/v1/plans")  # not Kombo', 'requests.get(BASE + "/kombo/jobs")'],
)
def test_another_host_or_none_is_not_reported(findings: Findings, request_: str) -> None:
    assert findings(client=SURE.replace("{parameters}", "").replace("{request}", request_)) == []


SHARED = """\
import requests


def send(url):
    resp = requests.get(url, timeout=10)
    if resp.status_code == {status}:
        return None
    return resp.json()


def employees():
    return send("https://api.kombo.dev/v1/hris/employees")
"""
PLANS = """

def plans():
    return send("https://api.stripe.com/v1/plans")
"""


@pytest.mark.parametrize("status", [503, 409])
def test_a_helper_that_other_responses_reach_is_called_shared(findings: Findings, status: int) -> None:
    (found,) = findings(client=SHARED.format(status=status) + PLANS)
    assert found.confidence is Confidence.CERTAIN
    assert found.message.endswith(f"{moved(CHANGE)}; responses of others than Kombo come here too")
    assert steps(found)[0] == "client.py:5: sends a request to https://api.kombo.dev/v1/hris/employees"


def test_one_that_only_kombo_reaches_is_not(findings: Findings) -> None:
    (found,) = findings(client=SHARED.format(status=503))
    assert found.message.endswith(moved(CHANGE))


def test_a_surer_way_and_then_a_shorter_one_is_shown(findings: Findings) -> None:
    (found,) = findings(
        client="""\
import requests


def check(resp):
    if resp.status_code == 503:
        raise ConnectionError


def through(resp):
    check(resp)


def jobs(kombo_client):
    check(kombo_client.get("/ats/jobs"))
    through(requests.get("https://api.kombo.dev/v1/ats/jobs"))
    check(requests.get("https://api.kombo.dev/v1/ats/tags"))
"""
    )
    assert found.confidence is Confidence.CERTAIN
    assert steps(found) == [
        "client.py:16: sends a request to https://api.kombo.dev/v1/ats/tags",
        "client.py:16: passed as 'resp' to check()",
        "client.py:5: tells 503 from 409 here",
    ]

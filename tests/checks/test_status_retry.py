"""KMB102: retry policies, as lists of statuses and as predicates that a library asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kombo_lint.findings import Confidence, Severity
from tests.checks.conftest import steps

if TYPE_CHECKING:
    from tests.checks.conftest import Findings

SESSION = """\
import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry

http = requests.Session()
policy = {policy}
http.mount("https://", HTTPAdapter(max_retries=policy))


def jobs():
    return http.get("https://api.kombo.dev/v1/ats/jobs").json()
"""
MOVED = "Kombo answers 409, not 503, since 2026-05-19"


@pytest.mark.parametrize(
    ("policy", "way", "status"),
    [
        ("Retry(total=3, status_forcelist=[429, 503])", "no longer retries", 503),
        ("Retry(3, status_forcelist=range(500, 600))", "no longer retries", 503),
        ("Retry(total=3, status_forcelist={409, 429})", "newly retries", 409),
    ],
)
def test_a_list_of_statuses(findings: Findings, policy: str, way: str, status: int) -> None:
    (found,) = findings(client=SESSION.format(policy=policy))
    assert (found.code, found.name, found.change) == ("KMB102", "status-retry", "setup_errors_409")
    assert (found.severity, found.confidence) == (Severity.WARNING, Confidence.CERTAIN)
    assert found.message == f"this retry policy {way} setup errors: {MOVED}"
    assert (found.anchor, found.location.start.line) == (policy, 6)
    assert found.help.startswith("ask error.code first")
    assert steps(found) == [
        f"client.py:6: retries {status}, and is used to https://api.kombo.dev/v1/ats/jobs",
        "client.py:7: the policy is mounted here",
        "client.py:11: the client sends a request here",
    ]


@pytest.mark.parametrize("statuses", ["[429]", "[409, 503]", "from_the_environment()"])
def test_a_list_that_treats_both_alike_or_is_unknown(findings: Findings, statuses: str) -> None:
    assert findings(client=SESSION.format(policy=f"Retry(status_forcelist={statuses})")) == []


def test_a_policy_that_never_gets_to_kombo(findings: Findings) -> None:
    elsewhere = SESSION.replace("api.kombo.dev", "api.stripe.com") + "\n\nKOMBO = 'https://api.kombo.dev'\n"
    assert findings(client=elsewhere.format(policy="Retry(status_forcelist=[503])")) == []


def test_a_policy_of_a_client_that_only_its_name_speaks_for(findings: Findings) -> None:
    named = SESSION.replace('"https://api.kombo.dev/v1/ats/jobs"', 'os.environ["KOMBO_URL"]')
    named = named.replace("import requests\n", "import os\nimport requests\n", 1)
    (found,) = findings(client=named.format(policy="Retry(status_forcelist=[503])"))
    assert found.confidence is Confidence.LIKELY
    first, *_ = steps(found)
    assert first.startswith("client.py:7: retries 503, and is used")
    assert first.endswith("only its name says so: KOMBO_URL")


def test_the_sdks_own_policy_needs_no_request(findings: Findings) -> None:
    (found,) = findings(
        client="""\
from kombo import Kombo
from kombo.utils import BackoffStrategy, RetryConfig

policy = RetryConfig("backoff", BackoffStrategy(1000, 60000, 1.5, 300000), True)
kombo = Kombo(api_key="secret", retry_config=policy)
"""
    )
    assert found.message == f"this retry policy no longer retries setup errors: {MOVED}"
    assert (found.confidence, found.location.start.line) == (Confidence.CERTAIN, 4)
    assert steps(found) == ["client.py:4: retries 503, and is used for the Kombo SDK"]


PREDICATE = """\
import requests
from tenacity import retry, retry_if_exception, retry_if_result


{predicate}


@retry(retry={policy})
def jobs():
    resp = requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10)
    {then}
    return resp
"""


@pytest.mark.parametrize(
    ("predicate", "policy", "then", "underlined"),
    [
        (
            "def is_down(resp):\n    return resp.status_code == 503",
            "retry_if_result(is_down)",
            "pass",
            "resp.status_code == 503",
        ),
        (
            "def is_down(error):\n    return error.response.status_code >= 500",
            "retry_if_exception(is_down)",
            "resp.raise_for_status()",
            "error.response.status_code >= 500",
        ),
        (
            "def is_down(error):\n"
            "    return isinstance(error, requests.HTTPError) and error.response.status_code == 503",
            "retry_if_exception(is_down)",
            "resp.raise_for_status()",
            "error.response.status_code == 503",
        ),
        (
            "is_down = lambda resp: resp.status_code == 503",
            "retry_if_result(is_down)",
            "pass",
            "resp.status_code == 503",
        ),
        (
            "",
            "retry_if_result(lambda resp: resp.status_code in (502, 503))",
            "pass",
            "resp.status_code in (502, 503)",
        ),
    ],
)
def test_a_predicate(findings: Findings, predicate: str, policy: str, then: str, underlined: str) -> None:
    (found,) = findings(jobs=PREDICATE.format(predicate=predicate, policy=policy, then=then))
    assert found.code == "KMB102"
    assert found.message == f"a retry policy asks this, and it tells setup errors apart: {MOVED}"
    assert (found.anchor, found.confidence) == (underlined, Confidence.CERTAIN)


def test_the_way_to_a_predicate(findings: Findings) -> None:
    (found,) = findings(
        jobs=PREDICATE.format(
            predicate="def is_down(error):\n    return error.response.status_code == 503",
            policy="retry_if_exception(is_down)",
            then="resp.raise_for_status()",
        )
    )
    assert steps(found) == [
        "jobs.py:11: sends a request to https://api.kombo.dev/v1/ats/jobs",
        "jobs.py:12: raises for a bad status",
        "jobs.py:9: asked by the retry policy",
        "jobs.py:6: tells 503 from 409 here",
    ]

"""Where retry policies and transports get to: what is told of the way, and what stays a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from kombo_lint.findings import Confidence
from kombo_lint.registry import load_registry
from kombo_lint.scan import Options, scan
from tests.annotated import rules_for_what_is_there

if TYPE_CHECKING:
    from pathlib import Path

    from kombo_lint.findings import Finding


class Found(Protocol):
    """`found(client="...", jobs="...")` scans a folder with these modules."""

    def __call__(self, **modules: str) -> list[Finding]: ...


FACTORY = """\
import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry


def make_session() -> requests.Session:
    session = requests.Session()
    session.mount("https://", HTTPAdapter(max_retries=Retry(total=3, status_forcelist=[502, 503])))
    return session
"""
SENDER = """

def jobs(session: requests.Session):
    return session.get("https://{host}/v1/ats/jobs").json()
"""
KOMBO = SENDER.format(host="api.kombo.dev")
STRIPE = SENDER.format(host="api.stripe.com")


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Found:
    def run(**modules: str) -> list[Finding]:
        for name, source in modules.items():
            (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        registry = load_registry()
        return list(
            scan(["."], registry, Options(rules_for_what_is_there(registry), Confidence.LIKELY)).findings
        )

    return run


def test_a_client_that_nobody_here_uses_is_for_what_its_module_speaks_to(found: Found) -> None:
    (finding,) = found(sessions=FACTORY + KOMBO)
    assert (finding.code, finding.confidence) == ("KMB102", Confidence.LIKELY)
    assert [f"{step.line}: {step.message}" for step in finding.evidence] == [
        "8: retries 503, and is used by the callers of make_session(), "
        "beside requests to https://api.kombo.dev/v1/ats/jobs",
        "8: the policy is mounted here",
    ]


def test_a_client_that_is_handed_to_the_sender_is_certain(found: Found) -> None:
    (finding,) = found(
        sessions=FACTORY + KOMBO, main="from sessions import jobs, make_session\n\njobs(make_session())\n"
    )
    assert finding.confidence is Confidence.CERTAIN


@pytest.mark.parametrize(
    "beside",
    [
        pytest.param(KOMBO + STRIPE.replace("jobs", "plans"), id="another host is spoken to as well"),
        pytest.param(STRIPE + "\n# Kombo", id="only another host"),
        pytest.param("\n# Kombo", id="no host at all"),
        pytest.param(
            KOMBO + "\n\nmake_session().get('https://api.stripe.com/v1/plans')", id="it is used for another"
        ),
        pytest.param(
            KOMBO + "\n\ndef f(url):\n    make_session().get(url)", id="it is used for what is not known"
        ),
    ],
)
def test_a_client_that_nobody_here_uses_may_be_for_others(found: Found, beside: str) -> None:
    assert found(sessions=FACTORY + beside) == []


def test_a_module_that_fetches_the_client_counts_too(found: Found) -> None:
    fetches = """\
from sessions import make_session

URL = "https://{host}/v1/jobs"


def run(work):
    work(make_session(), URL)
"""
    (finding,) = found(sessions=FACTORY, kombo=fetches.format(host="api.kombo.dev"))
    assert finding.confidence is Confidence.LIKELY
    assert found(sessions=FACTORY, kombo=fetches.format(host="api.stripe.com") + "# Kombo") == []


def test_a_policy_for_kombo_and_others_is_said_to_be_shared(found: Found) -> None:
    use = """

session = make_session()
session.get("https://api.kombo.dev/v1/ats/jobs")
session.get("https://api.stripe.com/v1/plans")
"""
    (finding,) = found(sessions=FACTORY + use)
    assert finding.confidence is Confidence.CERTAIN
    assert finding.message.endswith("; it is used for others than Kombo too")


TRANSPORT = """\
import httpx


class Again(httpx.BaseTransport):
    def __init__(self, inner):
        self.inner = inner

    def handle_request(self, request):
        response = self.inner.handle_request(request)
        return self.inner.handle_request(request) if response.status_code == 503 else response


def connect(base_url):
    return httpx.Client(base_url=base_url, transport=Again(httpx.HTTPTransport()))
"""


def test_a_transport_answers_for_the_clients_that_have_it(found: Found) -> None:
    (finding,) = found(net=TRANSPORT + '\n\nkombo = connect("https://api.kombo.dev/v1")\n')
    assert (finding.code, finding.confidence) == ("KMB101", Confidence.CERTAIN)
    assert finding.evidence[0].message == (
        "sends a request to https://api.kombo.dev/v1, by the client that has this since net.py:14"
    )
    assert "others" not in finding.message


def test_a_transport_of_clients_for_kombo_and_others_is_shared(found: Found) -> None:
    clients = (
        '\n\nkombo = connect("https://api.kombo.dev/v1")\nstripe = connect("https://api.stripe.com/v1")\n'
    )
    (finding,) = found(net=TRANSPORT + clients)
    assert finding.message.endswith("; responses of others than Kombo come here too")


@pytest.mark.parametrize(
    "use", ['stripe = connect("https://api.stripe.com/v1")', "", "def f(url):\n    connect(url)"]
)
def test_a_transport_that_no_client_for_kombo_has(found: Found, use: str) -> None:
    assert found(net=f"{TRANSPORT}\n\n{use}\n", kombo='URL = "https://api.kombo.dev/v1"\n') == []

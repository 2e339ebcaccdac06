"""Which clients leave a code unhandled; the page of KMB201 has whole programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.checks.conftest import steps

if TYPE_CHECKING:
    from tests.checks.conftest import Findings

RULES = ("KMB201",)
CODE = "PLATFORM.CONCURRENCY_LIMIT_EXCEEDED"
CLIENT = """\
import requests

class KomboError(Exception):
    def __init__(self, response):
        self.response = response

class Client:
    url = "https://api.kombo.dev/v1"

    def __init__(self):
        self.session = requests.Session()

    def post(self, path, row):
        response = self.session.post(self.url + path, json=row)
        if not response.ok:
            raise KomboError(response)
        return response.json()
"""
JOB = """\
from client import Client, KomboError

def run(row):
    try:
        Client().post("/ats/candidates", row)
    except KomboError as error:
        BODY
"""


@pytest.mark.parametrize(
    ("body", "handled"),
    [
        ("raise", False),
        ("print(error.response.json()['error']['code'])", False),
        ("if error.response.status_code == 503: raise", False),
        ("if error.response.json()['error']['code'] == 'ATS.JOB_CLOSED': raise", False),
        (f"if error.response.json()['error']['code'] == '{CODE}': raise", True),
        (f"if error.response.json()['error']['code'] in ('REMOTE.X', '{CODE}'): raise", True),
        ("if error.response.json()['error']['code'].endswith('LIMIT_EXCEEDED'): raise", True),
        ("if error.response.status_code == 429: raise", True),
        ("if error.response.status_code in (429, 503): raise", True),
        (f"return {{'{CODE}': run}}.get(error.response.json()['error']['code'], print)(row)", True),
    ],
)
def test_what_handles_a_code(findings: Findings, body: str, handled: bool) -> None:
    assert (findings(client=CLIENT, job=JOB.replace("BODY", body)) == []) is handled


def test_one_finding_a_client(findings: Findings) -> None:
    (found,) = findings(client=CLIENT, job=JOB.replace("BODY", "raise"))
    assert found.location.shown == "client.py:15:16"
    assert found.message == (f"Client treats {CODE} (429 since 2026-03-20) like any other error")
    assert found.help == f"{CODE}: retry with exponential backoff from about 1 s"
    assert steps(found) == [
        "client.py:14: sends a request to https://api.kombo.dev/v1…",
        "client.py:15: errors are looked at here",
    ]


def test_a_client_that_looks_at_no_error(findings: Findings) -> None:
    (found,) = findings(
        job="import requests\nrequests.post('https://api.kombo.dev/v1/ats/candidates', json={}).json()\n"
    )
    assert found.message == (
        f"this module looks at no errors, and Kombo may answer {CODE} (429 since 2026-03-20)"
    )
    assert steps(found)[-1] == "job.py:2: nobody looks at the errors of this"


@pytest.mark.parametrize(
    ("policy", "handled"),
    [
        ("Retry(3, status_forcelist=[429])", False),  # it leaves POST alone
        ("Retry(3, status_forcelist=[429], allowed_methods=None)", True),
        ("Retry(3, status_forcelist=[429], allowed_methods=False)", True),
        ("Retry(3, status_forcelist=[429], allowed_methods=['GET', 'POST'])", True),
        ("Retry(3, status_forcelist=[429], allowed_methods={'GET'})", False),
        ("Retry(3, status_forcelist=[503], allowed_methods=None)", False),
    ],
)
def test_a_policy(findings: Findings, policy: str, handled: bool) -> None:
    program = f"""\
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry
session = requests.Session()
session.mount("https://", HTTPAdapter(max_retries={policy}))
session.post("https://api.kombo.dev/v1/ats/candidates", json={{}}).raise_for_status()
"""
    assert (findings(example=program) == []) is handled


def test_what_a_subclass_of_the_librarys_client_sends_through(findings: Findings) -> None:
    program = """\
import requests

class Session(requests.Session):
    def request(self, method, url, **options):
        response = super().request(method, f"https://api.kombo.dev/v1{url}", **options)
        if response.status_code == STATUS:
            raise TimeoutError
        return response

class Kombo(Session):
    def create(self, row):
        return self.post("/ats/candidates", json=row).json()
"""
    assert findings(example=program.replace("STATUS", "429")) == []

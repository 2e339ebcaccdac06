"""How long is waited before a 429 is sent again; the page of KMB202 has whole programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.checks.conftest import steps

if TYPE_CHECKING:
    from kombo_lint.findings import Finding
    from tests.checks.conftest import Findings

RULES = ("KMB202",)
POST = 'requests.post("https://api.kombo.dev/v1/ats/candidates", json=row)'
DECORATED = f"""\
import backoff, requests, retrying, stamina, tenacity
from tenacity import *

def is_limit(error):
    return error.response.status_code == 429

@DECORATOR
def create(row):
    {POST}.raise_for_status()
"""
CLIENT = f"""\
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

class Patient(Retry):
    def __init__(self, **options):
        super().__init__(backoff_factor=2, **options)

session = requests.Session()
session.mount("https://", HTTPAdapter(max_retries=POLICY))
{POST.replace("requests", "session")}
"""


def waits(findings: list[Finding]) -> list[str]:
    return [each.message.partition(" retried ")[2].partition(": ")[0] for each in findings]


SAME = "after a wait that stays the same"


@pytest.mark.parametrize(
    ("decorator", "wrong"),
    [
        ("tenacity.retry(wait=tenacity.wait_fixed(5))", f"{SAME}, 5 s"),
        ("tenacity.retry(wait=tenacity.wait_fixed(1) + tenacity.wait_random(0, 2))", f"{SAME}, 3 s"),
        ("tenacity.retry(wait=tenacity.wait_combine(wait_fixed(1), wait_random(0, 1)))", ""),
        ("tenacity.retry(wait=tenacity.wait_fixed(1) + tenacity.wait_exponential())", ""),
        ("tenacity.retry(wait=tenacity.wait_exponential(multiplier=0.2))", "after 0.2 s"),
        ("tenacity.retry(wait=tenacity.wait_exponential(multiplier=0.2, min=2))", ""),
        ("tenacity.retry(wait=tenacity.wait_exponential(exp_base=1))", f"{SAME}, 1 s"),
        ("tenacity.retry(wait=tenacity.wait_exponential(max=1))", f"{SAME}, 1 s"),
        ("tenacity.retry(wait=tenacity.wait_random_exponential(max=60))", ""),
        ("tenacity.retry(wait=tenacity.wait_exponential_jitter(initial=0.1))", "after 0.1 s"),
        ("tenacity.retry(wait=tenacity.wait_incrementing(start=2, increment=2))", ""),
        ("tenacity.retry(wait=lambda state: 1)", ""),
        ("tenacity.retry()", "at once"),
        ("tenacity.retry(**OPTIONS)", ""),
        ("tenacity.retry(retry=tenacity.retry_if_exception(is_limit))", "at once"),
        ("tenacity.retry(retry=tenacity.retry_unless_exception(is_limit))", ""),
        ("tenacity.retry(retry=tenacity.retry_if_not_exception_type(ValueError))", "at once"),
        ("tenacity.retry(retry=tenacity.retry_if_not_exception_type(requests.HTTPError))", ""),
        ("tenacity.retry(retry=tenacity.retry_if_exception_type((OSError, requests.HTTPError)))", "at once"),
        ("tenacity.retry(retry=tenacity.retry_if_exception_type(requests.ConnectionError))", ""),
        ("tenacity.retry(retry=tenacity.retry_if_exception_type(requests.Timeout)"
         " | tenacity.retry_if_exception(is_limit))", "at once"),
        ("tenacity.retry(retry=tenacity.retry_any(retry_if_exception(is_limit)))", ""),
        ("backoff.on_exception(backoff.constant, requests.HTTPError, interval=3)", f"{SAME}, 3 s"),
        ("backoff.on_exception(backoff.expo, requests.HTTPError, factor=0.1)", "after 0.1 s"),
        ("backoff.on_exception(backoff.fibo, requests.HTTPError)", ""),
        ("backoff.on_exception(backoff.runtime, requests.HTTPError, value=int)", ""),
        ("backoff.on_exception(backoff.constant, requests.HTTPError, giveup=is_limit)", ""),
        ("backoff.on_exception(backoff.constant, (requests.Timeout,))", ""),
        ("stamina.retry(on=requests.HTTPError)", "after 0.1 s"),
        ("stamina.retry(on=is_limit, wait_initial=0.5)", "after 0.5 s"),
        ("stamina.retry(on=requests.HTTPError, wait_initial=2)", ""),
        ("stamina.retry(on=requests.HTTPError, wait_initial=9)", f"{SAME}, 5 s"),
        ("stamina.retry(on=requests.HTTPError, wait_initial=9, wait_max=limit)", ""),
        ("retrying.retry(wait_fixed=2000)", f"{SAME}, 2 s"),
        ("retrying.retry(wait_exponential_multiplier=1000)", ""),
        ("retrying.retry(wait_exponential_multiplier=100, retry_on_exception=is_limit)", "after 0.2 s"),
        ("retrying.retry(stop_max_attempt_number=3)", "at once"),
    ],
)  # fmt: skip
def test_a_decorator(findings: Findings, decorator: str, wrong: str) -> None:
    program = DECORATED.replace("from tenacity import *\n", "").replace("DECORATOR", decorator)
    assert waits(findings(example=program)) == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    ("policy", "wrong"),
    [
        ("Retry(3, status_forcelist=[429])", "at once"),
        ("Retry(3, status_forcelist=[429], backoff_factor=0.1)", "after 0.2 s"),
        ("Retry(3, status_forcelist=[429], backoff_factor=0.5)", ""),
        ("Retry(3, status_forcelist=[503])", ""),
        ("Retry(3, None, None, None, None, None, None, [429], 0.2)", "after 0.4 s"),
        ("Retry(3, status_forcelist=[429], backoff_factor=settings.factor)", ""),
        ("Patient(status_forcelist=[429])", ""),
    ],
)
def test_a_list(findings: Findings, policy: str, wrong: str) -> None:
    assert waits(findings(example=CLIENT.replace("POLICY", policy))) == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("if resp.status_code == 429:\n            time.sleep(2)\n            continue", f"{SAME}, 2 s"),
        ("if resp.status_code == 429:\n            sleep(0.5)\n            continue", f"{SAME}, 0.5 s"),
        ("if not resp.ok:\n            time.sleep(2)\n            continue", f"{SAME}, 2 s"),
        ("if resp.status_code >= 500:\n            time.sleep(2)\n            continue", ""),
        ("if resp.ok:\n            return resp\n        time.sleep(0.1 * (n + 1))", "after 0.1 s"),
        ("if resp.status_code == 429:\n            time.sleep(2)\n        return resp", ""),
        ("time.sleep(1)\n        print(resp.json())", ""),
        ("if resp.status_code == 429:\n            time.sleep(int(resp.headers['retry-after']))", ""),
        ("if resp.status_code == 429:\n            pause(2)\n            continue", ""),
    ],
)
def test_a_sleep(findings: Findings, body: str, wrong: str) -> None:
    program = "import time, requests\nfrom time import sleep\ndef f(row, pause):\n    for n in range(5):\n"
    program += f"        resp = {POST}\n        {body}\n"
    assert waits(findings(example=program)) == ([wrong] if wrong else [])


def test_a_poll_is_no_retry(findings: Findings) -> None:
    assert (
        findings(
            example=f"""\
import time, requests
def watch(row):
    while True:
        try:
            {POST}.raise_for_status()
        except requests.HTTPError:
            time.sleep(10)
        else:
            time.sleep(60)
"""
        )
        == []
    )


def test_the_words(findings: Findings) -> None:
    (found,) = findings(
        client=f"""\
import requests
def create(row):
    {POST}.raise_for_status()
""",
        job="""\
import tenacity, client
@tenacity.retry(stop=tenacity.stop_after_attempt(3))
def run(row):
    client.create(row)
""",
    )
    assert found.message == (
        "a 429 is retried at once: Kombo asks for exponential backoff from about 1 s since 2026-03-20"
    )
    assert found.location.shown == "job.py:2:2"
    assert steps(found) == [
        "client.py:3: sends a request to https://api.kombo.dev/v1/ats/candidates",
        "client.py:3: raises for a bad status",
    ]

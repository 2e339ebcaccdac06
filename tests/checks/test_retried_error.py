"""KMB105: which ways lead back to the request, and what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kombo_lint.findings import Confidence, Severity
from tests.checks.conftest import steps

if TYPE_CHECKING:
    from tests.checks.conftest import Findings

PROGRAM = """\
import queue
import time

import dramatiq
import requests
from celery import Celery, Task, shared_task

app = Celery("hr")
SETUP = {codes}


def jobs(task, tell, items, left=3):
    {loop}:
        resp = requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10)
        if not resp.ok and resp.json()["error"]["code"] in SETUP:
            {arm}
        else:
            resp.raise_for_status()
            {well}
"""
PENDING = '("INTEGRATION.SETUP_SYNC_PENDING",)'
WEBHOOKS = (
    "; Kombo tells when it is over by a webhook: sync-finished, data-changed or integration-state-changed"
)


def program(
    loop: str = "while True", arm: str = "time.sleep(9)", well: str = "return resp", codes: str = PENDING
) -> str:
    return PROGRAM.format(loop=loop, arm=arm.replace("\n", "\n            "), well=well, codes=codes)


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (PENDING, f"INTEGRATION.SETUP_SYNC_PENDING{WEBHOOKS}"),
        ('("INTEGRATION.QA_FAILED",)', "INTEGRATION.QA_FAILED"),
        (
            '("INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING")',
            f"INTEGRATION.SETUP_INCOMPLETE and INTEGRATION.SETUP_SYNC_PENDING{WEBHOOKS}",
        ),
    ],
)
def test_what_is_said(findings: Findings, codes: str, said: str) -> None:
    (found,) = findings(jobs=program(codes=codes))
    assert (found.code, found.name, found.change) == ("KMB105", "setup-retry", "setup_errors_409")
    assert (found.severity, found.confidence) == (Severity.WARNING, Confidence.CERTAIN)
    assert found.message == f"the request is sent again for {said}"
    assert found.anchor == 'resp.json()["error"]["code"] in SETUP'
    assert steps(found) == [
        "jobs.py:14: sends a request to https://api.kombo.dev/v1/ats/jobs",
        "jobs.py:15: from here the request is sent again",
    ]


@pytest.mark.parametrize(
    ("loop", "arm"),
    [
        ("while True", "time.sleep(60)\ncontinue"),
        ("while True", "if left:\n    continue\nraise TimeoutError"),
        ("while 1", "pass"),
        ("while left > 0", "left -= 1"),
        ("for _ in range(3)", "time.sleep(60)"),
        ("for attempt in range(3)", "tell(attempt)"),
        ("if task", "return jobs(task, tell, items, left - 1)"),
        ("if task", "jobs(task, tell, items)"),
        ("if task", "task.enqueue(jobs, task, tell)"),
        ("if task", "jobs.apply_async(countdown=60)"),
        ("if task", "raise dramatiq.Retry(delay=60_000)"),
        ("if task", "raise dramatiq.Retry"),
    ],
)
def test_ways_back(findings: Findings, loop: str, arm: str) -> None:
    assert [each.code for each in findings(jobs=program(loop, arm))] == ["KMB105"]


@pytest.mark.parametrize(
    ("loop", "arm"),
    [
        ("while True", "raise TimeoutError"),
        ("while True", "break"),
        ("while True", "tell()\nreturn None"),
        ("if task", "time.sleep(60)"),
        ("if task", "task.retry()"),
        ("if task", "task.enqueue(tell, task)"),
        ("for _ in range(3)", "tell()\nbreak"),
    ],
)
def test_ways_that_end(findings: Findings, loop: str, arm: str) -> None:
    assert findings(jobs=program(loop, arm)) == []


def test_a_loop_that_never_ends_goes_on_whatever_is_answered(findings: Findings) -> None:
    assert findings(jobs=program(well="tell(resp)")) == []


@pytest.mark.parametrize(
    ("loop", "taken"),
    [
        ("for item in items", "{item}"),
        ("for number, item in enumerate(items)", "{item}"),
        ("while True", "{items.pop()}"),
        ("while (item := items.get()) is not None", "{item}"),
        ("while item := tell()", "{left}"),
    ],
)
def test_another_request_in_each_turn(findings: Findings, loop: str, taken: str) -> None:
    text = program(loop, "tell()").replace(
        '"https://api.kombo.dev/v1/ats/jobs"', f'f"https://api.kombo.dev/v1/{taken}"'
    )
    reported = [each.code for each in findings(jobs=text)]
    assert reported == (["KMB105"] if taken == "{left}" else [])


@pytest.mark.parametrize(
    ("decorator", "reported"),
    [
        ("@app.task(bind=True)", True),
        ("@shared_task(bind=True, max_retries=9)", True),
        ("@dramatiq.actor", False),
        ("@tell", False),
    ],
)
def test_the_retry_of_a_task(findings: Findings, decorator: str, reported: bool) -> None:
    text = program("if task", "raise task.retry(countdown=60)").replace("def jobs", f"{decorator}\ndef jobs")
    assert [each.code for each in findings(jobs=text)] == ["KMB105"] * reported


def test_the_retry_of_a_task_that_is_a_class(findings: Findings) -> None:
    body = program("if task", "raise task.retry(countdown=60)").split("\n\n\n")[1].replace("\n", "\n    ")
    head = program().split("\n\n\n")[0]
    assert [each.code for each in findings(jobs=f"{head}\n\n\nclass Sync(Task):\n    {body}")] == ["KMB105"]


@pytest.mark.parametrize(
    ("policy", "predicate", "reported"),
    [
        ("tenacity.retry(retry=tenacity.retry_if_result(asks))", "==", True),
        ("tenacity.retry(retry=tenacity.retry_if_result(asks))", "!=", False),
        ("tenacity.retry(retry=tenacity.retry_if_not_result(asks))", "==", False),
        ("tenacity.retry(retry=tenacity.retry_if_not_result(asks))", "!=", True),
        ("backoff.on_predicate(backoff.expo, asks)", "==", True),
        ("backoff.on_predicate(backoff.expo, asks)", "!=", False),
    ],
)
def test_a_predicate_is_asked_which_way_it_decides(
    findings: Findings, policy: str, predicate: str, reported: bool
) -> None:
    text = f"""\
import backoff
import requests
import tenacity

def asks(resp):
    return resp.json()["error"]["code"] {predicate} "INTEGRATION.SETUP_SYNC_PENDING"

@{policy}
def jobs():
    return requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10)
"""
    assert [each.code for each in findings(jobs=text)] == ["KMB105"] * reported

"""Answers that tests make up: how the status and the code of one answer are found together."""

# --- a loop over rows: each status with the code of its own row
import httpx

CASES = [
    (503, "REMOTE.SERVICE_UNAVAILABLE"),
    (503, "INTEGRATION.QA_FAILED"),  # KMB107
    (409, "INTEGRATION.SETUP_INCOMPLETE"),
]


def test_errors(run):
    for status, code in CASES:
        run(httpx.Response(status, json={"error": {"code": code}}))

# --- a loop over mappings
import httpx


def test_errors(run):
    for case in [
        {"of": 503, "kind": "REMOTE.SERVICE_UNAVAILABLE"},
        {"of": 503, "kind": "INTEGRATION.QA_FAILED"},  # KMB107
    ]:
        run(httpx.Response(case["of"], json={"error": {"code": case["kind"]}}))

# --- a comprehension whose rows do not mix
import httpx

ROWS = [(503, "REMOTE.SERVICE_UNAVAILABLE"), (500, "INTEGRATION.QA_FAILED")]
ANSWERS = [httpx.Response(status, json={"error": {"code": code}}) for status, code in ROWS]

# --- a loop whose code goes into a text
import httpx


def test_errors(run):
    for status, code in [(503, "REMOTE.SERVICE_UNAVAILABLE"), (500, "INTEGRATION.QA_FAILED")]:
        run(httpx.Response(status, text=f'{{"error": {{"code": "{code}"}}}}'))

# --- a table of statuses by code
import httpx

STATUS = {
    "INTEGRATION.QA_FAILED": 503,  # KMB107
    "REMOTE.SERVICE_UNAVAILABLE": 503,
}


def error(code):
    return httpx.Response(STATUS[code], json={"error": {"code": code}})


def test_errors(run):
    run(error("INTEGRATION.QA_FAILED"))
    run(error("REMOTE.SERVICE_UNAVAILABLE"))

# --- made-up servers that know the change
import httpx

SETUP = {"INTEGRATION.QA_FAILED"}


def by_value(code):
    status = 409 if code in SETUP else 503
    return httpx.Response(status, json={"error": {"code": code}})


def by_return(code):
    if code in SETUP:
        return httpx.Response(409, json={"error": {"code": code}})
    return httpx.Response(503, json={"error": {"code": code}})


def test_errors(run):
    run(by_value("INTEGRATION.QA_FAILED"), by_return("INTEGRATION.QA_FAILED"))
    run(by_value("REMOTE.SERVICE_UNAVAILABLE"), by_return("REMOTE.SERVICE_UNAVAILABLE"))

# --- a fake session that is made with its answer
from unittest.mock import Mock


class FakeSession:
    def __init__(self, status, code=None):
        self.status = status
        self.code = code

    def get(self, url):
        answer = Mock()
        answer.status_code = self.status
        answer.json.return_value = {"error": {"code": self.code}}
        return answer


def test_errors():
    FakeSession(503, "INTEGRATION.QA_FAILED").get("/")  # KMB107
    FakeSession(409, "INTEGRATION.SETUP_INCOMPLETE").get("/")
    FakeSession(503, "REMOTE.SERVICE_UNAVAILABLE").get("/")

# --- rows that are objects
from dataclasses import dataclass

import httpx
import pytest


@dataclass
class Case:
    status: int
    code: str


@pytest.mark.parametrize(
    "case",
    [
        Case(503, "INTEGRATION.QA_FAILED"),  # KMB107
        Case(503, "REMOTE.SERVICE_UNAVAILABLE"),
        Case(409, "INTEGRATION.SETUP_INCOMPLETE"),
    ],
)
def test_errors(case, run):
    run(httpx.Response(case.status, json={"error": {"code": case.code}}))

# --- rows that are answers, and a test of both worlds
import httpx
import pytest


def body(code="INTEGRATION.QA_FAILED", **extra):
    return {"status": "error", "error": {"code": code, **extra}}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (httpx.Response(503, json=body()), "shown"),  # KMB107
        (httpx.Response(503, json=body("REMOTE.SERVICE_UNAVAILABLE")), "retried"),
        (httpx.Response(409, json=body("INTEGRATION.SETUP_INCOMPLETE")), "shown"),
    ],
)
def test_rows(run, answer, expected):
    assert run(answer) == expected


@pytest.mark.parametrize("answer", [httpx.Response(503, json=body()), httpx.Response(409, json=body())])
def test_both(run, answer):
    assert run(answer) == "shown"

# --- stacked parameters, and the class that has them
import pytest

CODES = ["INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.QA_FAILED"]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("status", [503])  # KMB107
def test_stacked(httpx_mock, status, code):
    httpx_mock.add_response(status_code=status, json={"error": {"code": code}})


@pytest.mark.parametrize("status, code", [(503, each) for each in CODES])  # KMB107
class TestKombo:
    def test_jobs(self, httpx_mock, status, code):
        httpx_mock.add_response(status_code=status, json={"error": {"code": code}})

# --- a fixture that makes answers
import httpx
import pytest


@pytest.fixture
def kombo_error():
    def make(code, status=503):  # KMB107
        return httpx.Response(status, json={"error": {"code": code}})

    return make


def test_errors(kombo_error, run):
    run(kombo_error("INTEGRATION.QA_FAILED"))
    run(kombo_error("INTEGRATION.SETUP_INCOMPLETE", 409))

# --- an answer in the set-up of a class, and helpers of its own
from unittest.mock import AsyncMock, Mock

import httpx

BODY = b'{"error": {"code": "INTEGRATION.SETUP_SYNC_PENDING"}}'


class TestKombo:
    def setup_method(self):
        self.answer = Mock()
        self.answer.status_code = 503  # KMB107
        self.answer.json.return_value = {"error": {"code": "INTEGRATION.QA_FAILED"}}

    def answer_with(self, status, content):
        return httpx.Response(status, content=content)

    def test_jobs(self, run):
        run(self.answer_with(503, BODY))  # KMB107
        run(self.answer_with(503, b"<html>busy</html>"))

    async def test_async(self, run):
        answer = AsyncMock()
        answer.status = 503  # KMB107
        answer.json = AsyncMock(return_value={"error": {"code": "INTEGRATION.QA_FAILED"}})
        await run(answer)

# --- arguments that are kept for later
import responses

SETUP_ERROR = dict(
    status=503,  # KMB107
    json={"status": "error", "error": {"code": "INTEGRATION.QA_FAILED"}},
)
ANSWER = {"status": 503, "json": {"status": "error", "error": {"code": "INTEGRATION.QA_FAILED"}}}  # KMB107


def test_jobs():
    responses.get("https://api.kombo.dev/v1/ats/jobs", **SETUP_ERROR)
    responses.get("https://api.kombo.dev/v1/ats/tags", **ANSWER)

# --- a callback that gives status, headers and body
import json

import responses


def callback(request):
    return (503, {}, json.dumps({"error": {"code": "INTEGRATION.QA_FAILED"}}))  # KMB107


def test_jobs():
    responses.add_callback(responses.GET, "https://api.kombo.dev/v1/ats/jobs", callback=callback)

# --- a Mock that is configured later, and one whose parts stand in another order
from unittest.mock import Mock


def test_configured(run):
    answer = Mock()
    answer.configure_mock(status_code=503, **{"json.return_value": {"error": {"code": "INTEGRATION.QA_FAILED"}}})  # KMB107
    run(answer)


def test_body_first(run):
    answer = Mock(ok=False)
    answer.json.return_value = {"error": {"code": "REMOTE.SERVICE_UNAVAILABLE"}}
    answer.status_code = 503
    run(answer)
    answer.json.return_value = {"error": {"code": "INTEGRATION.QA_FAILED"}}
    answer.status_code = 409
    run(answer)

# --- a status and a code that code asks for, and one that is logged
import logging


def handled(status, code):
    if status == 503 and code == "INTEGRATION.QA_FAILED":
        return True
    logging.info("%s %s", 503, {"error": {"code": None}})
    print(503, {"error": {"code": "INTEGRATION.QA_FAILED"}})
    return (503, "INTEGRATION.QA_FAILED") == (status, code)


# --- names that lead back to themselves
import httpx

BODY = {"error": {"code": "INTEGRATION.QA_FAILED"}}


def test_nested(run, table):
    rows = [table]
    while rows:
        for row in rows[0]:
            rows = row[0]
            run(httpx.Response(rows[0], json=BODY))

# --- responses, and an edit that is safe
# file: app/sync.py
import requests
from seen import seen

def employees():
    resp = requests.get("https://api.kombo.dev/v1/hris/employees")
    seen(resp.status_code, resp.json())
    return "not set up"
# --- respx, with positional status
# file: app/kombo.py
import httpx
from seen import seen

def jobs():
    resp = httpx.get("https://api.kombo.dev/v1/ats/jobs")
    seen(resp.status_code, resp.json())
    return []
# --- pytest-httpx, with the body from a fixture in conftest.py
# file: app/kombo.py
import httpx
from seen import seen

def jobs():
    resp = httpx.get("https://api.kombo.dev/v1/ats/jobs")
    seen(resp.status_code, resp.json())
    return []
# --- requests-mock, with JSON text and a list of answers
# file: app/kombo.py
import requests
from seen import seen

def open_job():
    for method in ("GET", "POST", "POST"):
        resp = requests.request(method, "https://api.kombo.dev/v1/ats/jobs")
        seen(resp.status_code, resp.json())
    return []
# --- aioresponses, with a payload from a helper in another module
# file: app/kombo.py
import aiohttp
from seen import seen

async def jobs():
    async with aiohttp.ClientSession() as session:
        for path in ("jobs", "tags"):
            async with session.get(f"https://api.kombo.dev/v1/ats/{path}") as resp:
                seen(resp.status, await resp.json())
    return []
# file: test_it.py
import asyncio
from tests import test_jobs

def test_it():
    asyncio.run(test_jobs.test_jobs())
# --- a Mock made in one call
# file: conftest.py
import pytest
from seen import seen
from unittest.mock import Mock

@pytest.fixture
def client():
    client = Mock()
    yield client
    for answer in client.get(), client.put():
        seen(answer.status_code, answer.json())
# --- a Mock that is given its parts one by one
# file: conftest.py
import pytest
from seen import seen
from unittest.mock import Mock

@pytest.fixture
def session():
    session = Mock()
    yield session
    seen(session.get().status_code, session.get().json())
# --- a handler of httpx.MockTransport
# file: test_it.py
from example import kombo, test_setup
from seen import seen

def test_codes():
    for code in "INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.QA_FAILED":
        resp = kombo(code).get("/ats/jobs")
        seen(resp.status_code, resp.json())
# --- a requests.Response made by hand
# file: test_it.py
from example import unavailable
from seen import seen

def test_it():
    seen(unavailable().status_code, unavailable().json())
# --- a class of the tests' own
# file: conftest.py
import pytest
from seen import seen

class Sync:
    def __setattr__(self, name, fetch):
        super().__setattr__(name, fetch)
        if fetch:
            seen(fetch().status_code, fetch().json())

@pytest.fixture
def sync():
    sync = Sync()
    sync.fetch = None
    return sync
# --- a dataclass, a class with fixed parts, and a namespace
# file: test_it.py
from example import ANSWERS, NotSetUp
from seen import seen

def test_it():
    usual, given, named = ANSWERS
    for answer in usual, given:
        seen(answer.status, answer.payload)
    for answer in named, NotSetUp():
        seen(answer.status_code, answer.json())
# --- a parametrised test, in the row that is stale
# file: conftest.py
import pytest
import requests
import responses
from seen import seen

@pytest.fixture(autouse=True)
def asked():
    with responses.mock:
        yield
        resp = requests.get("https://api.kombo.dev/v1/ats/jobs")
        seen(resp.status_code, resp.json())
# --- an error of the Kombo SDK
# file: test_it.py
from example import setup_error
from seen import seen

def test_it():
    error = setup_error()
    seen(error.status_code, error.raw_response.json())
    assert error.data.error.code == "INTEGRATION.SETUP_INCOMPLETE"
# --- made-up servers
# file: test_it.py
import json, threading, urllib.error, urllib.request
from http.server import HTTPServer
from example import Kombo, app, tags
from seen import seen
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

def test_the_servers():
    server = HTTPServer(("127.0.0.1", 0), Kombo)
    threading.Thread(target=server.handle_request, daemon=True).start()
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/")
    except urllib.error.HTTPError as error:
        seen(error.code, json.load(error))
    server.server_close()

def test_the_applications():
    answer = app.test_client().get("/v1/ats/jobs")
    seen(answer.status_code, answer.get_json())
    answer = TestClient(Starlette(routes=[Route("/", tags)])).get("/")
    seen(answer.status_code, answer.json())

"""Clients that nothing is known of: the address says whose the request is."""

# --- a session that somebody hands in
async def employees(session, integration):
    headers = {"X-Integration-Id": integration}
    async with session.get("https://api.kombo.dev/v1/hris/employees", headers=headers) as resp:
        if resp.status == 503:  # KMB101
            return None
        resp.raise_for_status()
        return await resp.json()


# --- one that the class is made with, and the address as a class attribute
class Api:
    BASE = "https://api.kombo.dev/v1"

    def __init__(self, session, key):
        self._session = session
        self._headers = {"Authorization": f"Bearer {key}"}

    def groups(self):
        resp = self._session.request("GET", f"{self.BASE}/hris/groups", headers=self._headers)
        if resp.status_code >= 500:  # KMB101
            return None
        resp.raise_for_status()
        return resp.json()["data"]["results"]


# --- one of a module that is not in view, and one of a web framework's state
from fastapi import Request

from common.http import get_session, session

BASE = "https://api.kombo.dev/v1"


def locations():
    resp = session.get(BASE + "/hris/locations")
    if resp.status_code == 503:  # KMB101
        return []
    return resp.json()["data"]["results"]


def teams():
    resp = get_session().get(BASE + "/hris/teams")
    if resp.status_code == 503:  # KMB101
        return []
    return resp.json()["data"]["results"]


async def jobs(request: Request):
    resp = await request.app.state.http.get(BASE + "/ats/jobs")
    if resp.status_code == 503:  # KMB101
        return []
    return resp.json()["data"]["results"]


# --- a function that is handed in
def tags(make_request):
    resp = make_request("GET", "https://api.kombo.dev/v1/ats/tags")
    if resp.status_code == 503:  # KMB101
        return []
    return resp.json()["data"]["results"]


# --- an error that the handler names
import aiohttp
import requests


def stages(session):
    try:
        resp = session.get("https://api.kombo.dev/v1/ats/application-stages")
        resp.raise_for_status()
    except requests.HTTPError as error:
        if error.response.status_code == 503:  # KMB101
            return []
        raise
    return resp.json()["data"]["results"]


async def offers(session):
    try:
        async with session.get("https://api.kombo.dev/v1/ats/offers") as resp:
            return await resp.json()
    except aiohttp.ClientResponseError as error:
        if error.status == 503:  # KMB101
            return []
        raise


# --- fixtures of a test, and of what tests share
# file: conftest.py
import pytest
import requests

KOMBO = "https://api.kombo.dev/v1"


class Live(requests.Session):
    def request(self, method, url, **options):
        return super().request(method, KOMBO + url, **options)


@pytest.fixture(scope="session")
def live():
    client = Live()
    yield client
    client.close()


@pytest.fixture
def other():
    client = requests.Session()
    client.headers["Accept"] = "application/json"
    return client


# file: test_live.py
"""Against the sandbox of Kombo."""

import pytest


def test_employees(live):
    resp = live.get("/hris/employees")
    if resp.status_code == 503:  # KMB101
        pytest.skip("not synced")
    assert resp.json()["data"]


def test_others(other):
    resp = other.get("https://api.other.dev/v1/x")
    if resp.status_code == 503:
        pytest.skip("down")
    assert resp.json()


# --- silent: another address, a path, an unknown one
def other(session, url, client, integration):
    resp = session.get("https://api.other.dev/v1/x")
    if resp.status_code == 503:
        return 1
    resp = session.get("/kombo/x")
    if resp.status_code == 503:
        return 2
    resp = session.get(url)
    if resp.status_code == 503:
        return 3
    resp = client.get("/employees", headers={"X-Integration-Id": integration})
    return resp.status_code == 503


# --- silent: what is looked up in a mapping or a store is no response
LIMITS = {"https://api.kombo.dev/v1": 503}


def limit(cache, registry, status):
    if status == LIMITS.get("https://api.kombo.dev/v1"):
        return 1
    known = cache.get("https://api.kombo.dev/v1")
    if known == 503:
        return 2
    return registry.get_status("https://api.kombo.dev/v1") == 503

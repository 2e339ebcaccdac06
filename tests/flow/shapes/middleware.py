"""What stands between a request and who made it: where it raises for setup errors, these never arrive."""

# --- a session whose request() raises for setup errors, asked by post()
import requests

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


class KomboSession(requests.Session):
    def request(self, method, url, **kwargs):
        resp = super().request(method, "https://api.kombo.dev/v1" + url, **kwargs)
        if not resp.ok and resp.json()["error"]["code"] in SETUP:
            raise LookupError(resp.text)
        return resp


def hire(data):
    resp = KomboSession().post("/ats/candidates", json=data)
    if resp.status_code == 503:
        return None
    resp.raise_for_status()
    return resp.json()


# --- a client whose send() raises for some of them, or for an error of another kind
import httpx


class Half(httpx.Client):
    def send(self, request, **kwargs):
        resp = super().send(request, **kwargs)
        if resp.is_error:
            resp.read()
            if resp.json()["error"]["code"] == "INTEGRATION.QA_FAILED":
                raise LookupError(resp.text)
        return resp


class Other(httpx.Client):
    def send(self, request, **kwargs):
        resp = super().send(request, **kwargs)
        if resp.status_code == 401:
            raise PermissionError(resp.text)
        return resp


def departments():
    client = Half(base_url="https://api.kombo.dev/v1")
    resp = client.get("/hris/departments")
    if resp.status_code == 503:  # KMB101
        return None
    return resp.raise_for_status().json()


def jobs():
    client = Other(base_url="https://api.kombo.dev/v1")
    resp = client.get("/ats/jobs")
    if resp.status_code == 503:  # KMB101
        return None
    return resp.raise_for_status().json()


# --- hooks that raise for setup errors, of a client and of one request
import httpx
import requests

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def raise_setup(response: httpx.Response):
    if response.is_success:
        return
    response.read()
    if response.json()["error"]["code"] in SETUP:
        raise LookupError(response.text)


def check(response, *args, **kwargs):
    if response.json().get("error", {}).get("code") in SETUP:
        raise LookupError(response.text)


client = httpx.Client(base_url="https://api.kombo.dev/v1", event_hooks={"response": [raise_setup]})
plain = httpx.Client(base_url="https://api.kombo.dev/v1")


def departments():
    resp = client.get("/hris/departments")
    if resp.status_code == 503:
        return None
    return resp.raise_for_status().json()


def plainly():
    resp = plain.get("/hris/departments")
    if resp.status_code == 503:  # KMB101
        return None
    return resp.raise_for_status().json()


def jobs():
    resp = requests.get("https://api.kombo.dev/v1/ats/jobs", hooks={"response": check}, timeout=10)
    if resp.status_code == 503:
        return None
    resp.raise_for_status()
    return resp.json()


def tags():
    resp = requests.get("https://api.kombo.dev/v1/ats/tags", timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


# --- a transport and an adapter that raise for setup errors
import httpx
import requests
from requests.adapters import HTTPAdapter

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


class SetupTransport(httpx.HTTPTransport):
    def handle_request(self, request):
        response = super().handle_request(request)
        if response.status_code >= 400:
            response.read()
            if response.json()["error"]["code"] in SETUP:
                raise LookupError(response.text)
        return response


class SetupAdapter(HTTPAdapter):
    def send(self, request, **kwargs):
        response = super().send(request, **kwargs)
        if not response.ok and response.json()["error"]["code"] in SETUP:
            raise LookupError(response.text)
        return response


client = httpx.Client(base_url="https://api.kombo.dev/v1", transport=SetupTransport())
session = requests.Session()
session.mount("https://", SetupAdapter())


def departments():
    resp = client.get("/hris/departments")
    if resp.status_code >= 500:
        return None
    return resp.raise_for_status().json()


def jobs():
    resp = session.get("https://api.kombo.dev/v1/ats/jobs")
    if resp.status_code >= 500:
        return None
    resp.raise_for_status()
    return resp.json()


# --- a transport of another client, an adapter for another address
import httpx
import requests
from requests.adapters import HTTPAdapter


class Raising(httpx.HTTPTransport):
    def handle_request(self, request):
        response = super().handle_request(request)
        if response.status_code >= 400:
            raise LookupError
        return response


class RaisingAdapter(HTTPAdapter):
    def send(self, request, **kwargs):
        response = super().send(request, **kwargs)
        if not response.ok:
            raise LookupError
        return response


slack = httpx.Client(base_url="https://slack.com/api", transport=Raising())
client = httpx.Client(base_url="https://api.kombo.dev/v1")
session = requests.Session()
session.mount("https://slack.com", RaisingAdapter())


def departments():
    slack.get("/api.test")
    resp = client.get("/hris/departments")
    if resp.status_code >= 500:  # KMB101
        return None
    return resp.raise_for_status().json()


def jobs():
    resp = session.get("https://api.kombo.dev/v1/ats/jobs")
    if resp.status_code >= 500:  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


# --- a decorator that raises for setup errors
# file: app/aware.py
import functools


class SetupError(Exception):
    pass


def setup_aware(function):
    @functools.wraps(function)
    async def wrapper(*args, **kwargs):
        resp = await function(*args, **kwargs)
        if resp.status_code in (409, 503):
            code = resp.json().get("error", {}).get("code", "")
            if code in ("INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"):
                raise SetupError(code)
        return resp

    return wrapper


# file: app/client.py
import httpx

from app.aware import setup_aware


class Kombo:
    def __init__(self, key):
        self.http = httpx.AsyncClient(base_url="https://api.kombo.dev/v1", headers={"Authorization": key})

    @setup_aware
    async def _get(self, path):
        return await self.http.get(path)

    async def _get_plainly(self, path):
        return await self.http.get(path)

    async def departments(self):
        resp = await self._get("/hris/departments")
        if resp.status_code == 503:
            return None
        return resp.raise_for_status().json()

    async def jobs(self):
        resp = await self._get_plainly("/ats/jobs")
        if resp.status_code == 503:  # KMB101
            return None
        return resp.raise_for_status().json()


# --- a decorator that parts the two itself
import requests


def parted(function):
    def wrapper(*args):
        resp = function(*args)
        if resp.status_code == 503:  # KMB101
            raise TimeoutError
        if not resp.ok:
            raise RuntimeError(resp.text)
        return resp

    return wrapper


@parted
def get(path):
    return requests.get("https://api.kombo.dev/v1" + path, timeout=10)


def departments():
    resp = get("/hris/departments")
    if resp.status_code == 503:
        return None
    return resp.json()


# --- a decorator that hands on what it gets
import requests


def logged(function):
    def wrapper(*args):
        resp = function(*args)
        if resp.status_code == 401:
            raise PermissionError
        return resp

    return wrapper


@logged
def get(path):
    return requests.get("https://api.kombo.dev/v1" + path, timeout=10)


def departments():
    resp = get("/hris/departments")
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()

# --- silent: what manages the response raises before it gives it
from contextlib import asynccontextmanager

import aiohttp

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


@asynccontextmanager
async def get(session: aiohttp.ClientSession, path):
    async with session.get("https://api.kombo.dev/v1" + path) as resp:
        if resp.status >= 400 and resp.content_type == "application/json":
            if (await resp.json())["error"]["code"] in SETUP:
                raise LookupError("ask an admin to finish the setup")
        yield resp


async def teams(session):
    async with get(session, "/hris/teams") as resp:
        if resp.status == 503:
            return None
        resp.raise_for_status()
        return await resp.json()


# --- what manages the response raises for one of the codes only
from contextlib import asynccontextmanager

import aiohttp


@asynccontextmanager
async def get(session: aiohttp.ClientSession, path):
    async with session.get("https://api.kombo.dev/v1" + path) as resp:
        if resp.status >= 400 and (await resp.json())["error"]["code"] == "INTEGRATION.QA_FAILED":
            raise LookupError("ask an admin to finish the setup")
        yield resp


async def teams(session):
    async with get(session, "/hris/teams") as resp:
        if resp.status == 503:  # KMB101
            return None
        resp.raise_for_status()
        return await resp.json()

"""Helpers between the request and the test: handed the response, returning it, or wrapped around the call."""

# --- a helper of another module is handed the bare status
# file: kombo_sync/status.py
def raise_for(status: int, text: str) -> None:
    if status == 404:
        raise LookupError(text)
    if status == 409:  # KMB101
        raise FileExistsError(text)
    if status >= 500:
        raise ConnectionError(text)


# file: kombo_sync/absences.py
import requests

from kombo_sync.status import raise_for


def create_absence(absence):
    resp = requests.post("https://api.kombo.dev/v1/hris/absences", json=absence, timeout=30)
    raise_for(resp.status_code, resp.text)
    return resp.json()


# --- a helper returns the response
import requests


def kombo(method, path, **kwargs):
    kwargs.setdefault("timeout", 10)
    return requests.request(method, "https://api.kombo.dev/v1" + path, **kwargs)


def add_note(application_id, content):
    resp = kombo("POST", f"/ats/applications/{application_id}/notes", json={"content": content})
    if resp.status_code == 503:  # KMB101
        return False
    resp.raise_for_status()
    return True


# --- a helper returns the status in a tuple
import json
import urllib.error
import urllib.request

BASE = "https://api.kombo.dev/v1"


def get(path):
    try:
        with urllib.request.urlopen(BASE + path) as reply:
            return reply.status, json.load(reply)
    except urllib.error.HTTPError as error:
        return error.code, None


def packages():
    status, body = get("/assessment/packages")
    if status >= 500:  # KMB101
        raise ConnectionError("Kombo is down")
    return body


# --- a helper returns the response and the time that it took
import time

import httpx


def timed_get(client: httpx.Client, url: str):
    started = time.monotonic()
    resp = client.get(url)
    return resp, time.monotonic() - started


def orders():
    with httpx.Client() as client:
        resp, seconds = timed_get(client, "https://api.kombo.dev/v1/assessment/orders")
    if resp.status_code == 503 or seconds > 30:  # KMB101
        return None
    return resp.raise_for_status().json()


# --- decorators that keep the function
import functools
import logging

import requests

log = logging.getLogger(__name__)


def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        log.info("calling %s", function.__name__)
        return function(*args, **kwargs)

    return wrapper


@logged
def get_candidates(**params):
    return requests.get("https://api.kombo.dev/v1/ats/candidates", params=params, timeout=10)


def candidates(cursor):
    resp = get_candidates(cursor=cursor)
    if resp.status_code // 100 == 5:  # KMB101
        return []
    resp.raise_for_status()
    return resp.json()["data"]["results"]


# --- a decorator that looks at what the function returned
import functools
import time

import requests


def retried(function):
    @functools.wraps(function)
    def wrapper(*args):
        for pause in (1, 2, 4):
            resp = function(*args)
            if resp.status_code not in (429, 503):  # KMB101
                return resp
            time.sleep(pause)
        return resp

    return wrapper


@retried
def employees(cursor):
    params = {"cursor": cursor}
    return requests.get("https://api.kombo.dev/v1/hris/employees", params=params, timeout=10)


# --- dataclass fields
# file: app/api.py
from dataclasses import dataclass
from typing import Any

import requests


@dataclass(frozen=True)
class ApiResult:
    status: int
    body: Any = None


def post(path: str, payload: dict) -> ApiResult:
    resp = requests.post(f"https://api.kombo.dev/v1{path}", json=payload, timeout=30)
    return ApiResult(status=resp.status_code, body=resp.json())


# file: app/hire.py
from app.api import post


def hire(form):
    result = post("/hris/employees/form", form)
    if result.status == 409:  # KMB103
        return "exists"
    return "created" if result.status == 200 else "failed"


# --- in a class whose base address is Kombo's, an annotated response is Kombo's too
import httpx


class KomboErrors:
    base_url = "https://api.kombo.dev/v1"

    def make_error(self, response: httpx.Response) -> Exception:
        if response.status_code == 401:
            return PermissionError(response.text)
        if response.status_code == 503:  # KMB101
            return ConnectionError(response.text)
        return RuntimeError(response.text)


# --- a helper that Kombo and another API share
# file: app/http.py
def checked(resp):
    if resp.status_code >= 500:  # KMB101
        raise ConnectionError(resp.text)
    resp.raise_for_status()
    return resp.json()


# file: app/kombo.py
import requests

from app.http import checked


def jobs():
    return checked(requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10))


# file: app/stripe.py
import requests

from app.http import checked


def plans():
    return checked(requests.get("https://api.stripe.com/v1/plans", timeout=10))


# --- silent: the helper is handed another API's response only
import requests


def checked(resp):
    if resp.status_code >= 500:
        raise ConnectionError(resp.text)
    resp.raise_for_status()
    return resp.json()


def plans():
    return checked(requests.get("https://api.stripe.com/v1/plans", timeout=10))


def jobs():
    resp = requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10)
    resp.raise_for_status()
    return resp.json()

# --- a request object is completed by the client, and sent by what the client was given
from dataclasses import dataclass

import httpx


@dataclass
class Request:
    method: str
    url: str


@dataclass
class Reply:
    status: int


class Sender:
    def __init__(self):
        self.client = httpx.Client()

    def send(self, request):
        response = self.client.request(request.method, request.url)
        return Reply(status=response.status_code)


def whole(url):
    if not url.startswith("http"):
        url = "https://api.kombo.dev/v1/" + url
    return url


class Client:
    def __init__(self, sender=None):
        self.sender = sender or Sender()

    def send(self, request):
        request.url = whole(request.url)
        reply = self.sender.send(request)
        if reply.status == 503:  # KMB101
            return None
        return reply

    def employees(self):
        return self.send(Request("GET", "hris/employees"))


# --- a class of one address, that is handed others now and then
import requests


class Client:
    BASE = "https://api.kombo.dev/v1"

    def get(self, url):
        resp = requests.get(url, timeout=10)
        if resp.status_code == 503:  # KMB101
            return None
        return resp.json()


def everything(client: Client, urls):
    client.get("https://hooks.example.com/started")
    return [client.get(url) for url in urls]

# --- what nobody knows runs a function with what stands behind it
import requests
from somebreaker import Breaker
from tenacity import Retrying, retry_if_exception

breaker = Breaker(fail_max=5)


class HrError(Exception):
    def __init__(self, status):
        self.status = status


def is_transient(error):
    return isinstance(error, HrError) and error.status >= 500  # KMB102


def fetch(url):
    resp = requests.get(url, timeout=10)
    if resp.status_code >= 400:
        raise HrError(resp.status_code)
    return resp.json()


def teams():
    return Retrying(retry=retry_if_exception(is_transient))(fetch, "https://api.kombo.dev/v1/hris/teams")


def tags():
    try:
        return breaker.call(fetch, "https://api.kombo.dev/v1/ats/tags")
    except HrError as error:
        if error.status == 503:  # KMB101
            return None
        raise


# --- senders inside senders, each of another module
# file: hr/request.py
class Request:
    def __init__(self):
        self.url = None
        self.path = None


class Reply:
    def __init__(self, status, text):
        self.status = status
        self.text = text


# file: hr/wire.py
from requests import Request as Prepared
from requests import Session

from hr.request import Reply


class Wire:
    def __init__(self):
        self.session = Session()

    def send(self, asked):
        prepared = self.session.prepare_request(Prepared(url=asked.url))
        with self.session.send(prepared, timeout=10) as response:
            return Reply(response.status_code, response.text)


# file: hr/retry.py
class Retry:
    STATUSES = [502, 503]

    def __init__(self, inner):
        self.inner = inner

    def send(self, asked):
        reply = self.inner.send(asked)
        if reply.status in Retry.STATUSES:  # KMB101
            reply = self.inner.send(asked)
        return reply


# file: hr/prefix.py
class Prefix:
    def __init__(self, start, inner):
        self.start = start
        self.inner = inner

    def send(self, asked):
        asked.url = self.start + asked.path
        return self.inner.send(asked)


# file: hr/client.py
from hr.prefix import Prefix
from hr.request import Request
from hr.retry import Retry
from hr.wire import Wire


class Client:
    def __init__(self):
        self.sender = Prefix("https://api.kombo.dev/v1", Retry(Wire()))

    def teams(self):
        asked = Request()
        asked.path = "/hris/teams"
        return self.sender.send(asked).text


# --- a decorator that is an object, and one that is a class
import requests


class Retry:
    def __init__(self, *statuses):
        self.statuses = statuses

    def __call__(self, function):
        def wrapped(*args, **options):
            resp = function(*args, **options)
            if resp.status_code in self.statuses:  # KMB101
                resp = function(*args, **options)
            return resp

        return wrapped


class Once:
    def __init__(self, function):
        self.function = function

    def __call__(self, *args):
        resp = self.function(*args)
        if resp.status_code == 503:  # KMB101
            raise TimeoutError
        return resp


@Retry(502, 503, 504)
def jobs(path):
    return requests.get("https://api.kombo.dev/v1" + path)


@Once
def offers(path):
    return requests.get("https://api.kombo.dev/v1" + path)


# --- silent: a decorator that is an object, for another address
import requests


class Retry:
    def __call__(self, function):
        def wrapped(*args):
            resp = function(*args)
            return function(*args) if resp.status_code == 503 else resp

        return wrapped


@Retry()
def others(path):
    return requests.get("https://api.other.dev/v1" + path, headers={"Origin": "kombo"})

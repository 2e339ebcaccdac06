"""A function answers the question. The finding stands at the test, whoever goes by it."""

# --- handed the response, in the same module
import requests


def unavailable(resp):
    return resp.status_code == 503  # KMB101


def jobs():
    resp = requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10)
    if unavailable(resp):
        return []
    resp.raise_for_status()
    return resp.json()["data"]["results"]


# --- a static method, negated
import httpx


class Api:
    def __init__(self):
        self.http = httpx.Client(base_url="https://api.us.kombo.dev/v1")

    @staticmethod
    def _is_final(status):
        return status < 500  # KMB101

    def stages(self):
        resp = self.http.get("/ats/application-stages")
        if not self._is_final(resp.status_code):
            raise ConnectionError("try later")
        return resp.raise_for_status().json()


# --- a lambda, and a predicate that asks another one
import requests

is_outage = lambda status: status in (502, 503, 504)


def is_transient(status):
    return status == 429 or is_outage(status)


def tags():
    resp = requests.get("https://api.kombo.dev/v1/ats/tags", timeout=10)
    if is_transient(resp.status_code):  # KMB101
        return None
    return resp.json()


# --- a property of a result object
from dataclasses import dataclass

import requests


@dataclass
class Reply:
    status: int
    text: str

    @property
    def is_outage(self) -> bool:
        return self.status >= 500  # KMB101


def get(path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
    return Reply(resp.status_code, resp.text)


def groups():
    reply = get("/hris/groups")
    if reply.is_outage:
        return None
    return reply.text


# --- a predicate with branches of its own: they part in there, and the caller only follows
import time

import requests


class Client:
    base_url = "https://api.kombo.dev/v1"

    def _should_retry(self, resp):
        if resp.status_code == 429:
            return True
        if resp.status_code >= 500:  # KMB101
            return True
        return False

    def get(self, path):
        resp = requests.get(self.base_url + path, timeout=10)
        if self._should_retry(resp):
            time.sleep(1)
            resp = requests.get(self.base_url + path, timeout=10)
        resp.raise_for_status()
        return resp.json()


# --- only the conflict, in a predicate of another module
# file: kombo_client/statuses.py
def already_exists(status: int) -> bool:
    return status in (409, 422)  # KMB103


# file: kombo_client/create.py
import requests

from kombo_client import statuses


def create(form):
    resp = requests.post("https://api.kombo.dev/v1/hris/employees/form", json=form, timeout=30)
    if statuses.already_exists(resp.status_code):
        return None
    resp.raise_for_status()
    return resp.json()


# --- silent: the predicate says the same of both
import requests


def is_retryable(status):
    return status in (408, 409, 429) or status >= 500


def offers():
    resp = requests.get("https://api.kombo.dev/v1/ats/offers", timeout=10)
    if is_retryable(resp.status_code):
        raise ConnectionError("try later")
    resp.raise_for_status()
    return resp.json()


# --- silent: the predicate is asked about another API only
import requests


def is_retryable(status):
    return status >= 500


def charge(payload):
    resp = requests.post("https://api.stripe.com/v1/charges", data=payload, timeout=30)
    if is_retryable(resp.status_code):
        raise ConnectionError("try later")
    return resp.json()


def offers():
    return requests.get("https://api.kombo.dev/v1/ats/offers", timeout=10).json()


# --- a response as the first of a filter
import requests


def sync(paths):
    replies = [requests.get("https://api.kombo.dev/v1" + path, timeout=10) for path in paths]
    down = list(filter(lambda reply: reply.status_code == 503, replies))  # KMB101
    return len(down)


# --- two ask the same function: one test, one finding
# file: kombo_client/statuses.py
def is_outage(status: int) -> bool:
    return status >= 500  # KMB101


# file: kombo_client/teams.py
import requests

from kombo_client.statuses import is_outage


def teams():
    resp = requests.get("https://api.kombo.dev/v1/hris/teams", timeout=10)
    return [] if is_outage(resp.status_code) else resp.json()


# file: kombo_client/tags.py
import requests

from kombo_client.statuses import is_outage


def tags():
    resp = requests.get("https://api.kombo.dev/v1/ats/tags", timeout=10)
    if is_outage(resp.status_code):
        return None
    return resp.json()


# --- the branch tells the statuses apart by itself too
import requests


def is_outage(status):
    return status >= 500


def tags():
    resp = requests.get("https://api.kombo.dev/v1/ats/tags", timeout=10)
    if is_outage(resp.status_code) and resp.status_code != 409:  # KMB101
        return None
    return resp.json()

"""Helpers with ways of their own: what they return, and whether they return at all."""

# --- a helper ends the program for every failure but one
import sys

import requests


def stop_unless_busy(resp):
    if resp.ok:
        return
    if resp.status_code == 503:  # KMB101
        print("busy")
        return
    print(resp.text)
    sys.exit(1)


def main():
    resp = requests.post("https://api.kombo.dev/v1/force-sync", timeout=30)
    stop_unless_busy(resp)
    print("started")


# --- a helper with a loop, a handler and a lock answers the question
import threading

import requests

lock = threading.Lock()
seen = []


def retryable(resp):
    with lock:
        seen.append(resp.status_code)
    for status in seen:
        if status == 401:
            return False
    try:
        resp.json()
    except ValueError:
        pass
    else:
        seen.clear()
    return resp.status_code >= 500  # KMB101


def tags():
    resp = requests.get("https://api.kombo.dev/v1/ats/tags", timeout=10)
    if retryable(resp):
        return None
    return resp.json()


# --- a helper asks by match and falls through
import requests


def outage(resp):
    match resp.status_code:
        case 502 | 503 | 504:  # KMB101
            return True
    return False


def roles():
    resp = requests.get("https://api.kombo.dev/v1/ats/roles", timeout=10)
    return None if outage(resp) else resp.json()


# --- a helper waits in an endless loop
import time

import requests


def until_up(path):
    while True:
        resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
        if resp.status_code != 503:  # KMB101
            return resp
        time.sleep(30)


def offers():
    resp = until_up("/ats/offers")
    resp.raise_for_status()
    return resp.json()


# --- a helper returns a word for the status
import requests


def kind(status):
    if status == 429:
        return "wait"
    elif 400 <= status < 500:  # KMB101
        return "refused"
    elif status >= 500:
        return "down"
    return "fine"


def jobs(queue):
    resp = requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10)
    what = kind(resp.status_code)
    if what in ("wait", "down"):
        queue.put("jobs")
        return None
    if what == "refused":
        raise ValueError(resp.text)
    return resp.json()


# --- a helper of a class, asked on the class and on the object, with numbers for answers
import requests


class Answers:
    FINE, LATER, NEVER = range(3)

    @classmethod
    def of(cls, resp):
        return cls.LATER if resp.status_code in (429, 503) else cls.NEVER  # KMB101

    def weight(self, resp):
        return abs(resp.status_code - 500) if resp.status_code > 500 else 0  # KMB101


def notes():
    resp = requests.get("https://api.kombo.dev/v1/ats/notes", timeout=10)
    if resp.ok:
        return resp.json()
    print(Answers().weight(resp))
    if Answers.of(resp) == Answers.LATER:
        return None
    raise RuntimeError(resp.text)


# --- arithmetic and texts of the status
import requests


def digits(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    if int(str(resp.status_code)[:1]) == 5:  # KMB101
        return None
    return resp.json()


def remainder(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    if resp.status_code - resp.status_code % 100 == 500:  # KMB101
        return None
    return resp.json()


def pair(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    family, rest = divmod(resp.status_code, 100)
    if family == 5:  # KMB101
        return None
    return resp.json()


def quotient(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    if int(resp.status_code / 100) == 5:  # KMB101
        return None
    return resp.json()


def text(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    if "%d" % resp.status_code == "409":  # KMB103
        return None
    return resp.json()


def negative(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    if -resp.status_code < -500:  # KMB101
        return None
    return resp.json()


def smallest(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    statuses = sorted({503, 502, 504})
    if statuses[0] <= resp.status_code <= statuses[-1]:  # KMB101
        return None
    return resp.json()


# --- families of HTTPStatus and of httpx
from http import HTTPStatus

import httpx


def python_312(path):
    resp = httpx.get("https://api.kombo.dev/v1" + path)
    if HTTPStatus(resp.status_code).is_server_error:  # KMB101
        return None
    return resp.json()


def by_item(path):
    resp = httpx.get("https://api.kombo.dev/v1" + path)
    if resp.status_code == HTTPStatus["SERVICE_UNAVAILABLE"]:  # KMB101
        return None
    return resp.json()


def by_value(path):
    resp = httpx.get("https://api.kombo.dev/v1" + path)
    if resp.status_code == HTTPStatus.CONFLICT.value:  # KMB103
        return None
    return resp.json()


def by_codes(path):
    resp = httpx.get("https://api.kombo.dev/v1" + path)
    if resp.status_code in (httpx.codes.BAD_GATEWAY, httpx.codes.SERVICE_UNAVAILABLE):  # KMB101
        return None
    return resp.json()


def by_error(path):
    resp = httpx.get("https://api.kombo.dev/v1" + path)
    if resp.is_client_error:  # KMB103
        return None
    return resp.json()


# --- constants of web frameworks
import requests
from rest_framework import status
from starlette import status as codes


def one(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    if resp.status_code == status.HTTP_503_SERVICE_UNAVAILABLE:  # KMB101
        return None
    return resp.json()


def two(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    if resp.status_code == codes.HTTP_409_CONFLICT:  # KMB103
        return None
    return resp.json()


# --- silent: after a helper that raises for all failures nothing is left to ask
import requests


def require(resp):
    with open("kombo.log", "a") as log:
        log.write(resp.text)
    for attempt in range(1):
        if resp.status_code < 400:
            return resp
    try:
        reason = resp.json()["error"]["message"]
    except ValueError:
        reason = resp.text
    finally:
        print("refused")
    raise RuntimeError(reason)


def groups():
    resp = requests.get("https://api.kombo.dev/v1/hris/groups", timeout=10)
    require(resp)
    if resp.status_code == 503:
        return None
    return resp.json()


# --- silent: a helper returns the same word for both
import requests


def kind(status):
    if status < 400:
        return "fine"
    return "wait" if status in (409, 429, 503) else "refused"


def users(queue):
    resp = requests.get("https://api.kombo.dev/v1/ats/users", timeout=10)
    if kind(resp.status_code) == "wait":
        queue.put("users")
        return None
    resp.raise_for_status()
    return resp.json()

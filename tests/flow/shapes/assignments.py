"""Which assignment of a name a test sees."""

# --- on one of the ways it is still Kombo's
import requests


def seats(local):
    resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
    if local:
        resp = requests.get("https://hr.example.com/employees", timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


# --- bound by a with, a try, its else and a walrus
import httpx


def by_with(path):
    with httpx.Client(base_url="https://example.com") as client:
        resp = client.get("/ping")
    with httpx.Client(base_url="https://api.kombo.dev/v1") as client:
        resp = client.get(path)
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


def by_try(path):
    resp = None
    try:
        resp = httpx.get("https://api.kombo.dev/v1" + path)
    except httpx.TransportError:
        pass
    if resp is not None and resp.status_code == 503:  # KMB101
        return None
    return resp


def by_else(path):
    resp = httpx.get("https://example.com/token")
    try:
        token = resp.json()["token"]
    except ValueError:
        return None
    else:
        resp = httpx.get("https://api.kombo.dev/v1" + path, headers={"Authorization": token})
    if resp.status_code == 503:  # KMB101
        return None
    return resp


def by_walrus(path):
    resp = None
    if (resp := httpx.get("https://api.kombo.dev/v1" + path)).is_error and resp.status_code == 503:  # KMB101
        return None
    return resp


# --- bound by an earlier turn of the loop, or by the loop itself
import requests


def turns(paths):
    resp = None
    for path in paths:
        if resp is not None and resp.status_code == 503:  # KMB101
            break
        resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    while resp.status_code >= 500:  # KMB101
        resp = requests.get("https://api.kombo.dev/v1/check-api-key", timeout=10)
    return resp


# --- bound in the cases of a match
import requests


def load(kind):
    match kind:
        case "people":
            resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
        case "seats":
            resp = requests.get("https://example.com/seats", timeout=10)
        case other:
            raise ValueError(other)
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


# --- the condition of a conditional expression binds
import requests


def body(path):
    return (
        resp.json()
        if (resp := requests.get("https://api.kombo.dev/v1" + path, timeout=10)).status_code < 500  # KMB101
        else None
    )


# --- in the finally of the try that binds it
import requests


def push(record, log):
    resp = None
    try:
        resp = requests.post("https://api.kombo.dev/v1/hris/employees", json=record, timeout=30)
        record["id"] = resp.json()["data"]["id"]
    except requests.Timeout:
        log.warning("no answer")
    finally:
        log.info("answered" if resp is not None and resp.status_code < 500 else "failed")  # KMB101


# --- silent: the name is given another answer before the test, on every way
import requests


def seats(eu):
    resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
    resp.raise_for_status()
    people = resp.json()
    try:
        if eu:
            resp = requests.get("https://api.eu.example.com/seats", timeout=10)
        else:
            resp = requests.get("https://api.example.com/seats", timeout=10)
    except requests.Timeout:
        resp = requests.get("https://backup.example.com/seats", timeout=10)
    if resp.status_code == 503:
        return None
    return people, resp.json()


# --- silent: names of comprehensions and lambdas stay theirs
import requests


def pages(paths):
    resp = requests.get("https://example.com/ping", timeout=10)
    answers = (requests.get("https://api.kombo.dev/v1" + path, timeout=10) for path in paths)
    bodies = [resp.json() for resp in answers]
    show = lambda resp: resp.text
    if resp.status_code == 503:
        return None
    return bodies, show


# --- silent: the error's name is gone behind its handler
import requests


def load(path):
    problem = None
    try:
        requests.get("https://api.kombo.dev/v1" + path, timeout=10).raise_for_status()
    except requests.HTTPError as problem:
        print(problem)
    try:
        requests.get("https://example.com" + path, timeout=10).raise_for_status()
    except requests.HTTPError as problem:
        if problem.response.status_code == 503:
            return None
        raise
    return True


# --- a named tuple as a class, unpacked and by place
from typing import NamedTuple
import requests
class Reply(NamedTuple):
    code: int
    data: bytes
def ask(path):
    r = requests.get("https://api.kombo.dev/v1" + path)
    return Reply(r.status_code, r.content)
def f():
    code, data = ask("/x")
    if code == 503:  # KMB101
        return 1
    return data
def g():
    reply = ask("/x")
    if reply[0] == 409:  # KMB103
        return 1
    return data


# --- a named tuple made by a call, unpacked, by name and by place
from collections import namedtuple
import requests
Reply = namedtuple("Reply", "code data")
def ask(path):
    r = requests.get("https://api.kombo.dev/v1" + path)
    return Reply(r.status_code, r.content)
def f():
    code, data = ask("/x")
    if code == 503:  # KMB101
        return 1
    return data
def g():
    if ask("/x").code == 503:  # KMB101
        return 1
    return 2
def h():
    if ask("/x")[0] == 503:  # KMB101
        return 1
    if ask("/x")[1] == 503:
        return 1
    return 2

"""`match` in all its forms: tuples, classes, captures, alternatives, guards."""

# --- the status and the attempt in one subject
import requests


def push(absence, attempt=1):
    resp = requests.post("https://api.kombo.dev/v1/hris/absences", json=absence, timeout=30)
    match resp.status_code, attempt:
        case (200 | 201), _:
            return resp.json()
        case 503, 1 | 2 | 3:  # KMB101
            return push(absence, attempt + 1)
        case _:
            raise RuntimeError(resp.text)


# --- fields of a dataclass
from dataclasses import dataclass

import requests


@dataclass
class Reply:
    status: int
    body: str


def get(path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
    return Reply(resp.status_code, resp.text)


def groups():
    match get("/hris/groups"):
        case Reply(status=200, body=body):
            return body
        case Reply(status=502 | 503 | 504):  # KMB101
            return None
        case Reply(status=status):
            raise RuntimeError(f"Kombo answered {status}")


# --- attributes of the response itself
import httpx


def withdraw(application_id):
    resp = httpx.post(f"https://api.kombo.dev/v1/ats/applications/{application_id}/withdraw")
    match resp:
        case httpx.Response(is_success=True):
            return True
        case httpx.Response(status_code=409):  # KMB103
            return False
        case _:
            raise RuntimeError(resp.text)


# --- a case that takes the rest under a name, and a test of that name
import requests


def candidate(candidate_id):
    resp = requests.get(f"https://api.kombo.dev/v1/ats/candidates/{candidate_id}", timeout=10)
    match resp.status_code:
        case 200:
            return resp.json()
        case 404:
            return None
        case other:
            if other < 500:  # KMB101
                raise ValueError(resp.text)
            raise ConnectionError(resp.text)


# --- alternatives under a name
import logging

import requests

log = logging.getLogger(__name__)


def add_tag(candidate_id, name):
    url = f"https://api.kombo.dev/v1/ats/candidates/{candidate_id}/tags"
    resp = requests.post(url, json={"tag": {"name": name}}, timeout=30)
    match resp.status_code:
        case (409 | 422) as refused:  # KMB103
            log.info("not tagged: %s", refused)
            return False
        case _:
            resp.raise_for_status()
            return True


# --- alternatives with a guard on something else
import time

import requests


def patient_get(path, attempts=3):
    for attempt in range(attempts):
        resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
        match resp.status_code:
            case 429 | 500 | 502 | 503 if attempt < attempts - 1:  # KMB101
                time.sleep(2**attempt)
            case _:
                resp.raise_for_status()
                return resp.json()


# --- a guard that asks the response
import requests


def jobs(on_outage):
    resp = requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10)
    match resp.status_code:
        case 200:
            return resp.json()
        case 401 | 403:
            raise PermissionError(resp.text)
        case _ if 500 <= resp.status_code <= 599:  # KMB101
            return on_outage()
    raise RuntimeError(resp.text)


# --- a function that sorts statuses by match: the worlds part in it, its caller only follows
import aiohttp


def kind_of(status):
    match status:
        case 200 | 201:
            return "done"
        case 429 | 502 | 503 | 504:  # KMB101
            return "later"
        case _:
            return "failed"


async def enable(session: aiohttp.ClientSession, integration_id):
    url = f"https://api.kombo.dev/v1/integrations/{integration_id}/enabled"
    async with session.put(url, json={"value": True}) as resp:
        if kind_of(resp.status) == "later":
            return None
        return await resp.json()


# --- the first digit as the subject
import requests


def stages():
    resp = requests.get("https://api.kombo.dev/v1/ats/application-stages", timeout=10)
    match resp.status_code // 100:
        case 2:
            return resp.json()
        case 4:  # KMB101
            raise ValueError(resp.text)
        case 5:
            raise ConnectionError(resp.text)


# --- HTTPStatus as the subject and in the cases
from http import HTTPStatus

import requests


def offers(log):
    resp = requests.get("https://api.kombo.dev/v1/ats/offers", timeout=10)
    match HTTPStatus(resp.status_code):
        case HTTPStatus.OK:
            return resp.json()
        case HTTPStatus.SERVICE_UNAVAILABLE | HTTPStatus.BAD_GATEWAY:  # KMB101
            log.warning("Kombo is down")
            return None
        case status:
            raise RuntimeError(f"{status}: {resp.text}")


# --- silent: the cases of 409 and 503 hold the same code
import requests


def employees():
    resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
    match resp.status_code:
        case 200:
            return resp.json()
        case 409:
            return None
        case 500 | 502 | 503:
            return None
        case _:
            raise RuntimeError(resp.text)


# --- silent: a function that sorts both alike
import requests


def kind_of(status):
    match status:
        case 200 | 201:
            return "done"
        case 409 | 429 | 503:
            return "later"
    return "failed"


def locations():
    resp = requests.get("https://api.kombo.dev/v1/hris/locations", timeout=10)
    if kind_of(resp.status_code) == "later":
        return None
    resp.raise_for_status()
    return resp.json()


# --- silent: the code comes before the status in the subject
import requests

SETUP_INCOMPLETE = "INTEGRATION.SETUP_INCOMPLETE"


def code_of(resp):
    body = resp.json()
    return body["error"]["code"] if "error" in body else None


def tags():
    resp = requests.get("https://api.kombo.dev/v1/ats/tags", timeout=10)
    match (code_of(resp), resp.status_code):
        case ("INTEGRATION.SETUP_INCOMPLETE" | "INTEGRATION.SETUP_SYNC_PENDING" | "INTEGRATION.QA_FAILED", _):
            raise LookupError("set up the integration first")
        case (_, 503):
            return None
    resp.raise_for_status()
    return resp.json()


# --- silent: a mapping pattern takes the codes out of the body
import requests


def teams():
    resp = requests.get("https://api.kombo.dev/v1/hris/teams", timeout=10)
    match resp.json():
        case {"error": {"code": "INTEGRATION.SETUP_INCOMPLETE" | "INTEGRATION.QA_FAILED"}}:
            raise LookupError("set up the integration first")
        case {"status": _, "error": {"code": "INTEGRATION.SETUP_SYNC_PENDING"}}:
            return None
    if resp.status_code == 503:
        return None
    resp.raise_for_status()
    return resp.json()


# --- positional fields of a dataclass
from dataclasses import dataclass

import requests


@dataclass
class Reply:
    status: int
    body: str


def get(path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
    return Reply(resp.status_code, resp.text)


def groups():
    match get("/hris/groups"):
        case Reply(200, body):
            return body
        case Reply(503):  # KMB101
            return None
        case Reply(status):
            raise RuntimeError(f"Kombo answered {status}")


# --- a pair that a helper returns
import requests


def get(path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
    return resp.status_code, resp.json()


def groups():
    match get("/hris/groups"):
        case 200, body:
            return body["data"]
        case 503, _:  # KMB101
            return None
        case status, _:
            raise RuntimeError(f"Kombo answered {status}")


# --- a name inside a tuple pattern
import requests


def hours(page):
    resp = requests.get("https://api.kombo.dev/v1/hris/timesheets", params={"page": page}, timeout=10)
    match (resp.status_code, page):
        case (200, _):
            return resp.json()
        case (status, 1) if status >= 500:  # KMB101
            return []
        case (status, _):
            raise RuntimeError(f"Kombo answered {status}")


# --- a class pattern of a number
import requests


def sites():
    resp = requests.get("https://api.kombo.dev/v1/hris/locations", timeout=10)
    match resp.status_code:
        case 200:
            return resp.json()
        case int(status) if status >= 500:  # KMB101
            return []
        case _:
            raise RuntimeError(resp.text)


# --- silent: what a case names is the status before the change where the code is asked
import requests

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def legal_entities():
    resp = requests.get("https://api.kombo.dev/v1/hris/legal-entities", timeout=10)
    match 503 if resp.json()["error"]["code"] in SETUP else resp.status_code:
        case status if status >= 500:
            raise TimeoutError
        case _ as status:
            raise RuntimeError(f"Kombo answered {status}")


# --- the program's own classes for what went well and what did not
from dataclasses import dataclass
import httpx
@dataclass
class Ok:
    data: dict
@dataclass
class Err:
    status: int
def get(path):
    r = httpx.get("https://api.kombo.dev/v1/x")
    if r.is_success:
        return Ok(r.json())
    return Err(r.status_code)
def f():
    match get("/x"):
        case Ok():
            return 0
        case Err(status=503):  # KMB101
            return 1
        case _:
            return 2


# --- what went well comes first, and takes nothing else
from dataclasses import dataclass
import httpx
@dataclass
class Ok:
    data: dict
@dataclass
class Err:
    status: int
def get(path):
    r = httpx.get("https://api.kombo.dev/v1/x")
    return Ok(r.json()) if r.is_success else Err(r.status_code)
def f():
    got = get("/x")
    match got:
        case Ok(data=data):
            return data
        case Err(status=s) if s >= 500:  # KMB101
            return 1
    return 2


# --- not reported: a pattern for both statuses behind one for what went well
from dataclasses import dataclass
import httpx
@dataclass
class Ok:
    data: dict
@dataclass
class Err:
    status: int
def get(path):
    r = httpx.get("https://api.kombo.dev/v1/x")
    return Ok(r.json()) if r.is_success else Err(r.status_code)
def f():
    match get("/x"):
        case Ok(data=data):
            return data
        case Err(status=503 | 409):
            return 1
    return 2

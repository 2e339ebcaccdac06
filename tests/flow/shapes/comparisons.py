"""How a status is compared: each way of writing the test, on responses that come by different ways."""

# --- != 503, the status unpacked from a pair
import time

import requests


def when_ready(url="https://api.kombo.dev/v1/check-api-key"):
    while True:
        resp = requests.get(url, timeout=5)
        status, body = resp.status_code, resp.text
        if status != 503:  # KMB101
            return status, body
        time.sleep(5)


# --- < 500
import httpx

ROOT = "https://api.kombo.dev/v1"


def roles():
    resp = httpx.get(ROOT + "/ats/roles")
    if resp.status_code < 500:  # KMB101
        return resp.json()
    raise ConnectionError("Kombo is down")


# --- 500 <= status < 600, after a walrus
import requests

session = requests.Session()


def tags():
    resp = session.get("https://api.kombo.dev/v1/ats/tags", timeout=10)
    if 500 <= (status := resp.status_code) < 600:  # KMB101
        raise ConnectionError(f"server error {status}")
    resp.raise_for_status()
    return resp.json()


# --- in range(500, 600)
import requests


def tools(category):
    resp = requests.get("https://api.kombo.dev/v1/tools/%s" % category, timeout=10)
    if resp.status_code in range(500, 600):  # KMB101
        return []
    resp.raise_for_status()
    return resp.json()["data"]["tools"]


# --- requests.codes
import requests


def scorecards():
    resp = requests.request("GET", "https://api.kombo.dev/v1/ats/scorecards", timeout=10)
    if resp.status_code == requests.codes.unavailable:  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


# --- httpx.codes.is_server_error
import httpx


def rejection_reasons():
    with httpx.Client() as client:
        resp = client.get("https://api.kombo.dev/v1/ats/rejection-reasons")
    if httpx.codes.is_server_error(resp.status_code):  # KMB101
        raise ConnectionError(resp.text)
    return resp.raise_for_status().json()


# --- resp.is_server_error, negated
import httpx

URL = "{host}/v1/ats/users".format(host="https://api.kombo.dev")


def users():
    resp = httpx.get(URL)
    if not resp.is_server_error:  # KMB101
        resp.raise_for_status()
        return resp.json()
    return None


# --- HTTPStatus made from the status
from http import HTTPStatus

import requests


def notes(headers):
    resp = requests.get("https://api.kombo.dev/v1/ats/notes", headers=headers, timeout=10)
    status = HTTPStatus(resp.status_code)
    if status is HTTPStatus.SERVICE_UNAVAILABLE:  # KMB101
        return []
    resp.raise_for_status()
    return resp.json()["data"]["results"]


# --- http.client's constant, aiohttp
import http.client

import aiohttp


async def packages():
    async with aiohttp.ClientSession() as session:
        resp = await session.get("https://api.kombo.dev/v1/assessment/packages")
        if resp.status == http.client.SERVICE_UNAVAILABLE:  # KMB101
            raise ConnectionError("try later")
        resp.raise_for_status()
        return await resp.json()


# --- a union of class attributes
import requests


class Offers:
    URL = "https://api.kombo.dev/v1/ats/offers"
    LIMITS = {429}
    OUTAGES = frozenset({502, 503, 504})

    def page(self):
        resp = requests.get(self.URL, timeout=10)
        if resp.status_code in self.LIMITS | self.OUTAGES:  # KMB101
            return None
        resp.raise_for_status()
        return resp.json()


# --- not in a constant of another module
# file: app/constants.py
OUTAGE = 503
FATAL_EXCEPT = frozenset([429, OUTAGE])


# file: app/timesheets.py
import requests

from app.constants import FATAL_EXCEPT


def timesheets():
    resp = requests.get("https://api.kombo.dev/v1/hris/timesheets", timeout=10)
    if resp.ok:
        return resp.json()
    if resp.status_code not in FATAL_EXCEPT:  # KMB101
        raise RuntimeError(resp.text)
    return None


# --- the first digit
import requests


def review_cycles():
    resp = requests.get("https://api.kombo.dev/v1/hris/performance-review-cycles", timeout=10)
    family = str(resp.status_code)[0]
    if family == "5":  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


# --- a conditional expression
import requests


def describe():
    resp = requests.get("https://api.kombo.dev/v1/check-api-key", timeout=10)
    return "busy" if resp.status_code >= 500 else resp.json()["status"]  # KMB101


# --- the condition of a while loop
import time

import requests

REVIEWS = "https://api.kombo.dev/v1/hris/performance-reviews"


def reviews():
    resp = requests.get(REVIEWS, timeout=10)
    while resp.status_code == 503:  # KMB101
        time.sleep(30)
        resp = requests.get(REVIEWS, timeout=10)
    return resp.json()


# --- what else the test asks is unknown and may go either way
import requests


def documents(strict, attempt):
    resp = requests.get("https://api.kombo.dev/v1/hris/employee-document-categories", timeout=10)
    if resp.status_code == 503 and attempt < 3:  # KMB101
        return documents(strict, attempt + 1)
    resp.raise_for_status()
    return resp.json()


def staffing(strict):
    resp = requests.get("https://api.kombo.dev/v1/hris/staffing-entities", timeout=10)
    if strict or resp.status_code >= 500:  # KMB101
        raise RuntimeError(resp.text)
    return resp.json()


# --- a test that was given a name
import requests


def stage(application_id, stage_id):
    url = f"https://api.kombo.dev/v1/ats/applications/{application_id}/stage"
    resp = requests.put(url, json={"stage_id": stage_id}, timeout=30)
    is_down = resp.status_code in (502, 503, 504)
    if is_down:  # KMB101
        raise ConnectionError(resp.text)
    resp.raise_for_status()


# --- 4xx by division, by range, by name, by digit
from http import HTTPStatus

import httpx
import requests

API = "https://api.kombo.dev/v1"


def by_division(path):
    resp = requests.get(f"{API}{path}", timeout=10)
    if resp.status_code // 100 == 4:  # KMB103
        return None
    return resp.json()


def by_range(path):
    resp = requests.get(f"{API}{path}", timeout=10)
    if resp.status_code in range(400, 500):  # KMB103
        return None
    return resp.json()


def by_name(path):
    resp = requests.get(f"{API}{path}", timeout=10)
    if resp.status_code == HTTPStatus.CONFLICT:  # KMB103
        return None
    return resp.json()


def by_digit(path):
    resp = requests.get(f"{API}{path}", timeout=10)
    if str(resp.status_code).startswith("4"):  # KMB103
        return None
    return resp.json()


def by_codes(path):
    resp = httpx.get(f"{API}{path}")
    if httpx.codes.is_client_error(resp.status_code):  # KMB103
        return None
    return resp.json()


# --- silent: tests that 503 and 409 pass alike
import requests


def employees(url="https://api.kombo.dev/v1/hris/employees"):
    resp = requests.get(url, timeout=10)
    if resp.status_code in {429, 500, 502, 504}:
        raise ConnectionError("try again")
    if resp.status_code in range(400, 600):
        raise RuntimeError(resp.text)
    if not 200 <= resp.status_code < 300:
        raise RuntimeError("unexpected")
    return resp.json()


def groups(url="https://api.kombo.dev/v1/hris/groups"):
    resp = requests.get(url, timeout=10)
    if resp.status_code // 100 in (4, 5) or not resp.ok:
        return []
    return resp.json()


# --- regular expression
import re

import requests


def name(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    if re.match(r"5\d\d", str(resp.status_code)):  # KMB101
        return None
    return resp.json()


# --- written into a text
import requests


def text(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    if f"{resp.status_code}".startswith("50"):  # KMB101
        return None
    return resp.json()


# --- bool
import requests


def truth(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    if bool(resp.status_code >= 500) is True:  # KMB101
        return None
    return resp.json()


# --- a failure other than 503
import httpx


def load(path):
    resp = httpx.get("https://api.kombo.dev/v1" + path)
    if resp.is_error and resp.status_code != 503:  # KMB101
        raise RuntimeError(resp.text)
    return resp


# --- set subtraction
import requests

FAILURES = set(range(400, 600))
FINAL = FAILURES - {429, 503}


def load(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    if resp.status_code in FINAL:  # KMB101
        raise RuntimeError(resp.text)
    return resp.json()


# --- int of a string
import requests

LIMITS = "429, 503"
RETRY = {int(each) for each in LIMITS.split(",")}


def load(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    if resp.status_code in RETRY:  # KMB101
        raise RuntimeError(resp.text)
    return resp.json()


# --- issubset, difference, membership by set methods
import requests

RETRY = {429, 502, 503}


def load(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    if RETRY.issuperset({resp.status_code}) or resp.status_code in RETRY.difference({429}):  # KMB101
        raise RuntimeError(resp.text)
    return resp.json()


# --- min and max
import requests

RETRY = {500, 502, 503}


def load(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    if min(RETRY) <= resp.status_code <= max(RETRY):  # KMB101
        raise RuntimeError(resp.text)
    return resp.json()


# --- the name of the status
from http import HTTPStatus

import requests


def name(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    if HTTPStatus(resp.status_code).name == "SERVICE_UNAVAILABLE":  # KMB101
        return None
    return resp.json()


# --- an operator
import operator

import requests


def name(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    if operator.ge(resp.status_code, 500):  # KMB101
        return None
    return resp.json()


# --- any of a list of tests
import requests
def f():
    r = requests.get("https://api.kombo.dev/v1/x")
    if any([r.status_code == 503, r.status_code == 502]):  # KMB101
        return 1
    r.raise_for_status()


# --- any of a tuple of tests
import requests
def f():
    r = requests.get("https://api.kombo.dev/v1/x")
    if any((r.status_code == 502, r.status_code == 503)):  # KMB101
        return None
    r.raise_for_status()


# --- all of some tests
import requests
def f(flag):
    r = requests.get("https://api.kombo.dev/v1/x")
    if all([r.status_code >= 500, flag]):  # KMB101
        return None
    if not all({r.status_code != 409, not flag}):  # KMB103
        return 4
    r.raise_for_status()


# --- not reported: any of both statuses, all of what another status is needed for
import requests
def f(flag):
    r = requests.get("https://api.kombo.dev/v1/x")
    if any([r.status_code == 503, r.status_code == 409]):
        return None
    if all([r.status_code == 504, flag]):
        return None
    r.raise_for_status()


# --- how many answers have the status
import requests
def f(rows):
    rs = [requests.post("https://api.kombo.dev/v1/x", json=x) for x in rows]
    dup = sum(r.status_code == 409 for r in rs)  # KMB103
    print(dup)
    return any([r.status_code == 503 for r in rs])  # KMB101

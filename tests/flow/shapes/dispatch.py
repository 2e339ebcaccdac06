"""The status picks what runs out of a table or a match."""

# --- get on a dictionary that stands there
import requests


class Unavailable(Exception):
    """Try later."""


def check(resp):
    if resp.status_code >= 400:
        error = {503: Unavailable}.get(resp.status_code, RuntimeError)  # KMB101
        raise error(resp.text)
    return resp.json()


def jobs():
    return check(requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10))


# --- membership in the table, then the lookup
import requests


class Unavailable(Exception):
    """Try later."""


class Kombo:
    errors = {401: PermissionError, 404: LookupError, 503: Unavailable}

    def candidates(self):
        resp = requests.get("https://api.kombo.dev/v1/ats/candidates", timeout=10)
        if resp.status_code in self.errors:  # KMB101
            raise self.errors[resp.status_code](resp.text)
        resp.raise_for_status()
        return resp.json()


# --- a table of functions, by the first digit
import httpx


def done(resp):
    return resp.json()


def refused(resp):
    raise ValueError(resp.text)


def failed(resp):
    raise ConnectionError(resp.text)


HANDLERS = {2: done, 4: refused, 5: failed}


def applications():
    resp = httpx.get("https://api.kombo.dev/v1/ats/applications")
    return HANDLERS[resp.status_code // 100](resp)  # KMB101


# --- match with a guard
import requests


def interviews():
    resp = requests.get("https://api.kombo.dev/v1/ats/interviews", timeout=10)
    match resp.status_code:
        case 200:
            return resp.json()
        case status if status >= 500:  # KMB101
            return None
        case _:
            raise RuntimeError(resp.text)


# --- match with only the conflict written
from http import HTTPStatus

import requests


def add_result_link(application_id, link):
    url = f"https://api.kombo.dev/v1/ats/applications/{application_id}/result-links"
    resp = requests.post(url, json=link, timeout=30)
    match resp.status_code:
        case HTTPStatus.CONFLICT:  # KMB103
            return False
        case _:
            resp.raise_for_status()
    return True


# --- silent: both statuses in one case
import requests


def orders():
    resp = requests.get("https://api.kombo.dev/v1/assessment/orders", timeout=10)
    match resp.status_code:
        case 409 | 503:
            return None
        case _:
            resp.raise_for_status()
            return resp.json()


# --- silent: both statuses pick the same entry, or none
import requests


class NotReady(Exception):
    """Set up the integration first."""


ERRORS = {401: PermissionError, 409: NotReady, 503: NotReady}
NAMES = {401: "key", 404: "record"}


def set_packages(packages):
    resp = requests.put(
        "https://api.kombo.dev/v1/assessment/packages", json={"packages": packages}, timeout=30
    )
    if resp.ok:
        return None
    print(NAMES.get(resp.status_code, "unknown"))
    raise ERRORS.get(resp.status_code, RuntimeError)(resp.text)

"""Where the two worlds part: chains, rows of exiting ifs, nested tests, and arms that are the same code."""

# --- a row of ifs that leave is one chain
import requests


class Conflict(Exception):
    """The record exists."""


def create(payload):
    resp = requests.post("https://api.kombo.dev/v1/hris/absences", json=payload, timeout=30)
    if resp.status_code == 401:
        raise PermissionError("wrong API key")
    if resp.status_code == 409:  # KMB101
        raise Conflict(resp.text)
    if resp.status_code >= 500:
        raise ConnectionError(resp.text)
    resp.raise_for_status()
    return resp.json()


# --- an open ladder: below 400, below 500, the rest
import httpx


def fetch(path):
    resp = httpx.get(f"https://api.kombo.dev/v1/{path}")
    if resp.status_code < 400:
        return resp.json()
    elif resp.status_code < 500:  # KMB101
        raise ValueError(resp.text)
    else:
        raise ConnectionError(resp.text)


# --- the 5xx arm first, the 4xx arm second
import requests


def delete_absence(absence_id, dead_letters):
    url = f"https://api.kombo.dev/v1/hris/absences/{absence_id}"
    resp = requests.delete(url, timeout=30)
    if resp.status_code >= 500:  # KMB101
        return False
    elif resp.status_code >= 400:
        dead_letters.append(absence_id)
    return True


# --- nested below a test that holds for both
import requests


def form():
    resp = requests.get("https://api.kombo.dev/v1/hris/employees/form", timeout=10)
    if not resp.ok:
        if resp.status_code == 503:  # KMB101
            raise ConnectionError("Kombo is busy")
        raise RuntimeError(resp.text)
    return resp.json()


# --- an arm that continues the loop
import requests


def first_that_answers(ids):
    for integration_id in ids:
        resp = requests.get(
            "https://api.kombo.dev/v1/hris/employees",
            headers={"X-Integration-Id": integration_id},
            timeout=10,
        )
        if resp.status_code == 503:  # KMB101
            continue
        if resp.status_code >= 400:
            break
        return resp.json()
    return None


# --- arms that do not leave are branches of their own
import logging

import requests

log = logging.getLogger(__name__)


def sync():
    resp = requests.post("https://api.kombo.dev/v1/force-sync", timeout=30)
    if resp.status_code >= 500:  # KMB101
        log.error("Kombo failed: %s", resp.text)
    print(resp.headers.get("X-Request-Id"))
    if resp.status_code == 409:  # KMB103
        log.info("a sync is running already")
    resp.raise_for_status()


# --- silent: the arm and what follows it are the same code
import requests


class KomboError(Exception):
    """Kombo said no."""


def link(integration_id):
    url = f"https://api.kombo.dev/v1/integrations/{integration_id}/relink"
    resp = requests.post(url, timeout=30)
    if resp.status_code >= 500:
        raise KomboError(resp.text)  # their fault
    if resp.status_code >= 400:
        # ours
        raise KomboError( resp.text )
    return resp.json()["data"]["link"]


# --- silent: the arm of 503 and the else are the same code
import requests


def details(integration_id):
    resp = requests.get(f"https://api.kombo.dev/v1/integrations/{integration_id}", timeout=10)
    if resp.status_code == 200:
        return resp.json()
    elif resp.status_code == 503:
        return None
    elif resp.status_code == 401:
        raise PermissionError("wrong API key")
    else:
        return None


# --- silent: nothing but a success gets there
import requests


def fields(integration_id):
    url = f"https://api.kombo.dev/v1/integrations/{integration_id}/integration-fields"
    resp = requests.get(url, timeout=10)
    resp.raise_for_status()
    if resp.status_code == 503:
        raise ConnectionError("never")
    return resp.json()


def custom_fields(integration_id):
    url = f"https://api.kombo.dev/v1/integrations/{integration_id}/custom-fields"
    resp = requests.get(url, timeout=10)
    if not resp.ok:
        raise RuntimeError(resp.text)
    return None if resp.status_code == 409 else resp.json()


# --- silent: the status is only shown
import logging

import requests

log = logging.getLogger(__name__)


def enable(integration_id):
    url = f"https://api.kombo.dev/v1/integrations/{integration_id}/enabled"
    resp = requests.put(url, json={"value": True}, timeout=30)
    log.info("Kombo answered %d in %s", resp.status_code, resp.elapsed)
    return {"status": resp.status_code, "ok": resp.ok}


# --- a text that is filled in is true, whatever is in it: only the chain before it tells
import requests


def raise_for_status(response):
    message = ""
    if isinstance(response.reason, bytes):
        reason = response.reason.decode("utf-8", "replace")
    else:
        reason = response.reason
    if 400 <= response.status_code < 500:  # KMB101
        message = f"{response.status_code} Client Error: {reason}"
    elif 500 <= response.status_code < 600:
        message = "%s Server Error: %s" % (response.status_code, reason)
    if message:
        raise RuntimeError(message)


def roles():
    response = requests.get("https://api.kombo.dev/v1/hris/roles", timeout=10)
    raise_for_status(response)
    return response.json()


# --- silent: so is one that another is added to, or that is put together by a function
import requests


def described(code, text):
    return "answered " + str(code) + ": " + text


def roles():
    response = requests.get("https://api.kombo.dev/v1/hris/roles", timeout=10)
    message = described(response.status_code, response.text) if response.status_code >= 400 else None
    if message:
        raise RuntimeError(message)
    return response.json()

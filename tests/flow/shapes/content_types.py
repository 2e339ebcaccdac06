"""The Content-Type of a setup error is JSON's: what is done where it is another is on none of its paths."""

# --- the status is asked only where the body is no JSON
import requests


def departments():
    resp = requests.get("https://api.kombo.dev/v1/hris/departments", timeout=10)
    if "application/json" not in resp.headers["Content-Type"]:
        if resp.status_code == 503:
            raise TimeoutError("the load balancer is busy")
        raise RuntimeError(resp.text)
    return resp.json()


def jobs():
    resp = requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10)
    if resp.status_code == 503 and "json" not in resp.headers.get("Content-Type", ""):
        raise TimeoutError("the load balancer is busy")
    return resp.json()


def tags():
    resp = requests.get("https://api.kombo.dev/v1/ats/tags", timeout=10)
    if "text/html" in (resp.headers.get("content-type") or "").lower() and resp.status_code == 503:
        raise TimeoutError("the load balancer is busy")
    return resp.json()


# --- the code is read where the body is JSON
import httpx
import requests

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def departments():
    resp = requests.get("https://api.kombo.dev/v1/hris/departments", timeout=10)
    is_json = "application/json" in resp.headers.get("content-type", "")
    code = resp.json().get("error", {}).get("code") if is_json else None
    if code in SETUP:
        raise LookupError(code)
    if resp.status_code == 503:
        raise TimeoutError
    resp.raise_for_status()
    return resp.json()


def is_json(resp):
    kind = resp.headers.get("Content-Type", "").split(";")[0].strip()
    return kind == "application/json"


def jobs():
    resp = httpx.get("https://api.kombo.dev/v1/ats/jobs")
    if is_json(resp) and resp.json().get("status") == "error":
        raise RuntimeError(resp.text)
    if resp.status_code == 503:
        return None
    return resp.raise_for_status().json()


# --- other libraries, other words for it
import json
import urllib.error
import urllib.request

import aiohttp

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


async def departments(session: aiohttp.ClientSession):
    async with session.get("https://api.kombo.dev/v1/hris/departments") as resp:
        body = await resp.json() if resp.content_type == "application/json" else {}
        if body.get("error", {}).get("code") in SETUP:
            raise LookupError
        if resp.status == 503:
            raise TimeoutError
        resp.raise_for_status()
        return body


def jobs():
    try:
        return urllib.request.urlopen("https://api.kombo.dev/v1/ats/jobs", timeout=10)
    except urllib.error.HTTPError as error:
        if error.headers.get_content_type() != "application/json" and error.code == 503:
            return None
        raise


# --- the header of another response, another header, another type
import requests


def departments():
    other = requests.get("https://slack.com/api/api.test", timeout=10)
    resp = requests.get("https://api.kombo.dev/v1/hris/departments", timeout=10)
    if "application/json" not in other.headers["Content-Type"]:
        if resp.status_code == 503:  # KMB101
            raise TimeoutError
    return resp.json()


def jobs():
    resp = requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10)
    if "json" not in resp.headers.get("Accept", ""):
        if resp.status_code == 503:  # KMB101
            raise TimeoutError
    return resp.json()


def tags():
    resp = requests.get("https://api.kombo.dev/v1/ats/tags", timeout=10)
    if resp.headers["Content-Type"].startswith("application/"):
        if resp.status_code == 503:  # KMB101
            raise TimeoutError
    return resp.json()


# --- nobody knows whether it has parameters
import requests


def departments():
    resp = requests.get("https://api.kombo.dev/v1/hris/departments", timeout=10)
    if resp.headers["Content-Type"] != "application/json":
        if resp.status_code == 503:  # KMB101
            raise TimeoutError
    return resp.json()

"""The status as a text: in the text of an error, in a message of the program's own, in HTTP's words for it."""

# --- a part of the status as a text
import requests


def tags():
    resp = requests.get("https://api.kombo.dev/v1/ats/tags", timeout=10)
    if "503" in str(resp.status_code):  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


# --- in the text of a library's error
import sys

import requests


def pull(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=60)
    resp.raise_for_status()
    return resp.json()["data"]["results"]


def main():
    for path in ("/hris/employees", "/hris/groups"):
        try:
            rows = pull(path)
        except Exception as error:
            if "503" in str(error):  # KMB101
                print("not synced yet, skipping", path)
                continue
            sys.exit(f"failed: {error}")
        print(path, len(rows))


# --- in its words, as a part of a longer text
import httpx


def offers():
    try:
        return httpx.get("https://api.kombo.dev/v1/ats/offers").raise_for_status().json()
    except httpx.HTTPStatusError as error:
        message = f"no offers: {error}".lower()
        if "service unavailable" in message:  # KMB101
            return []
        raise


# --- the end of a longer text, with what is not known before it
import urllib.error
import urllib.request


def jobs(page):
    try:
        return urllib.request.urlopen(f"https://api.kombo.dev/v1/ats/jobs?page={page}").read()
    except urllib.error.HTTPError as error:
        text = "page %s: %s" % (page, error)
        if "Error 409" in text:  # KMB103
            return None
        raise


# --- not reported: both statuses are in the text alike, or neither
import httpx


def offers():
    try:
        return httpx.get("https://api.kombo.dev/v1/ats/offers").raise_for_status().json()
    except httpx.HTTPStatusError as error:
        if "503" in str(error) or "409" in str(error):
            return []
        if "504" in str(error) or "timed out" in str(error):
            return None
        raise


# --- the first argument of a library's error, cut, split, and searched
import re

import requests


def first(resp):
    try:
        resp.raise_for_status()
    except requests.HTTPError as error:
        if error.args[0].startswith("503"):  # KMB101
            return 1
        raise


def cut(resp):
    try:
        resp.raise_for_status()
    except requests.HTTPError as error:
        return 1 if str(error)[:3] == "503" else 2  # KMB101


def split(resp):
    try:
        resp.raise_for_status()
    except requests.HTTPError as error:
        return 1 if str(error).split()[0] == "409" else 2  # KMB103


def searched(resp):
    try:
        resp.raise_for_status()
    except requests.HTTPError as error:
        return 1 if re.search(r"\b5\d\d\b", str(error)) else 2  # KMB101


def tags():
    resp = requests.get("https://api.kombo.dev/v1/ats/tags")
    return first(resp) or cut(resp) or split(resp) or searched(resp)


# --- HTTP's words for the status
import requests


def unavailable(resp):
    if resp.reason == "Service Unavailable":  # KMB101
        return None
    return resp.json()


def conflict(resp):
    if resp.reason in ("Conflict", "Gone"):  # KMB103
        return None
    return resp.json()


def tags():
    resp = requests.get("https://api.kombo.dev/v1/ats/tags")
    return unavailable(resp) or conflict(resp)


# --- not reported: words for another status, and the reason of an error of another kind
import urllib.error
import urllib.request


def tags():
    try:
        return urllib.request.urlopen("https://api.kombo.dev/v1/ats/tags").read()
    except urllib.error.HTTPError as error:
        if error.reason == "Not Found":
            return None
        raise
    except urllib.error.URLError as error:
        if "refused" in str(error.reason):
            return None
        raise


# --- in the message of the program's own error
import requests


class KomboError(Exception):
    pass


def call(path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}")
    if resp.status_code != 200:
        raise KomboError(f"HTTP {resp.status_code}: {resp.text}")
    return resp.json()


def tags():
    try:
        return call("/ats/tags")
    except KomboError as error:
        if "HTTP 503" in str(error):  # KMB101
            return []
        raise


# --- in a message that is kept as an attribute, and made in other ways
import requests


class KomboError(Exception):
    def __init__(self, message):
        self.message = message


class Conflict(Exception):
    def __init__(self, status):
        self.status = status

    def __str__(self):
        return "status: {}".format(self.status)


def call(path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}")
    if resp.status_code == 400:
        raise Conflict(resp.status_code)
    if resp.status_code > 408:
        raise KomboError("HTTP " + str(resp.status_code))
    if not resp.ok:
        raise Conflict(resp.status_code)
    return resp.json()


def again(path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}")
    if resp.status_code != 200:
        raise Conflict(resp.status_code)


def tags():
    try:
        call("/ats/tags")
    except KomboError as error:
        if error.message == "HTTP 503":  # KMB101
            return []
    try:
        again("/ats/tags")
    except Conflict as error:
        if str(error).endswith("409"):  # KMB103
            return []
        raise


# --- not reported: the text of the program's own error has the body, and is asked for the code first
import requests

SETUP = ("INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED")


class KomboError(Exception):
    pass


def call(path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}")
    if resp.status_code != 200:
        raise KomboError(f"HTTP {resp.status_code}: {resp.text}")
    return resp.json()


def tags():
    try:
        return call("/ats/tags")
    except KomboError as error:
        if any(code in str(error) for code in SETUP):
            raise
        if "HTTP 503" in str(error):
            return []
        raise

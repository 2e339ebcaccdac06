"""Ways of reading the code out of an answer, and of asking what it is: what asks it first is silent."""

# --- not reported: the body of an error of urllib is read, decoded and parsed
import json
import urllib.error
import urllib.request

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


class SetupError(Exception):
    pass


def get(path):
    try:
        with urllib.request.urlopen(f"https://api.kombo.dev/v1{path}") as answer:
            return json.loads(answer.read().decode())
    except urllib.error.HTTPError as error:
        payload = json.loads(error.read().decode("utf-8", "replace") or "{}")
        code = payload.get("error", {}).get("code")
        if code in SETUP:
            raise SetupError(code) from error
        if error.code == 503:
            return None
        raise


# --- not reported: the error itself is parsed
import json
import urllib.error
import urllib.request

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def get(path):
    try:
        return json.load(urllib.request.urlopen(f"https://api.kombo.dev/v1{path}"))
    except urllib.error.HTTPError as error:
        if json.load(error)["error"]["code"] in SETUP:
            raise RuntimeError from error
        if error.code == 503:
            return None
        raise


# --- decoded and parsed, but asked for another code
import json

import requests


def tags():
    resp = requests.get("https://api.kombo.dev/v1/ats/tags")
    code = json.loads(resp.content.decode("utf-8"))["error"]["code"]
    if code == "PLATFORM.RATE_LIMIT_EXCEEDED":
        raise LookupError(code)
    if resp.status_code == 503:  # KMB101
        return None
    resp.raise_for_status()


# --- not reported: an enumeration says which of its members are about the setup
# file: codes.py
from enum import Enum


class Code(str, Enum):
    SETUP_INCOMPLETE = "INTEGRATION.SETUP_INCOMPLETE"
    SYNC_PENDING = "INTEGRATION.SETUP_SYNC_PENDING"
    QA_FAILED = "INTEGRATION.QA_FAILED"
    RATE = "PLATFORM.RATE_LIMIT_EXCEEDED"

    @classmethod
    def parse(cls, value):
        try:
            return cls(value)
        except ValueError:
            return None

    @property
    def is_setup(self):
        return self in (Code.SETUP_INCOMPLETE, Code.SYNC_PENDING, Code.QA_FAILED)

    def may_retry(self, tries):
        return tries < 3 and self is Code.RATE


# file: api.py
import httpx

from codes import Code


class NotReady(Exception):
    pass


def get(path):
    resp = httpx.get("https://api.kombo.dev/v1" + path)
    if resp.is_error:
        code = Code.parse(resp.json()["error"]["code"])
        if code and code.is_setup:
            raise NotReady(code)
        if resp.status_code >= 500:
            return None
        resp.raise_for_status()
    return resp.json()


# --- an enumeration says which of its members may be tried again, and none is about the setup
from enum import Enum

import httpx


class Code(str, Enum):
    SETUP_INCOMPLETE = "INTEGRATION.SETUP_INCOMPLETE"
    SYNC_PENDING = "INTEGRATION.SETUP_SYNC_PENDING"
    QA_FAILED = "INTEGRATION.QA_FAILED"
    RATE = "PLATFORM.RATE_LIMIT_EXCEEDED"

    def may_retry(self):
        return self is Code.RATE


def get(path):
    resp = httpx.get("https://api.kombo.dev/v1" + path)
    if Code(resp.json()["error"]["code"]).may_retry():
        raise TimeoutError
    if resp.status_code >= 500:  # KMB101
        return None
    return resp.raise_for_status().json()


# --- not reported: any member of an enumeration, in a list or by itself, or of a Literal
from enum import Enum
from typing import Literal, get_args

import requests


class Code(str, Enum):
    A = "INTEGRATION.SETUP_INCOMPLETE"
    B = "INTEGRATION.SETUP_SYNC_PENDING"
    C = "INTEGRATION.QA_FAILED"


Setup = Literal["INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"]


def tags():
    resp = requests.get("https://api.kombo.dev/v1/ats/tags")
    if resp.json()["error"]["code"] in list(Code):
        raise LookupError
    if resp.status_code == 503:
        return None
    resp.raise_for_status()


def groups():
    resp = requests.get("https://api.kombo.dev/v1/hris/groups")
    if resp.json()["error"]["code"] in Code:
        raise LookupError
    if resp.status_code == 503:
        return None
    resp.raise_for_status()


def jobs():
    resp = requests.get("https://api.kombo.dev/v1/ats/jobs")
    if resp.json()["error"]["code"] in get_args(Setup):
        raise LookupError
    if resp.status_code == 503:
        return None
    resp.raise_for_status()


# --- an enumeration, and a Literal, that lack some of the codes
from enum import Enum
from typing import Literal, get_args

import requests


class Code(str, Enum):
    A = "INTEGRATION.SETUP_INCOMPLETE"
    B = "INTEGRATION.SETUP_SYNC_PENDING"


Setup = Literal["INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING"]


def tags():
    resp = requests.get("https://api.kombo.dev/v1/ats/tags")
    if resp.json()["error"]["code"] in list(Code):
        raise LookupError
    if resp.status_code == 503:  # KMB101
        return None
    resp.raise_for_status()


def jobs():
    resp = requests.get("https://api.kombo.dev/v1/ats/jobs")
    if resp.json()["error"]["code"] in get_args(Setup):
        raise LookupError
    if resp.status_code == 503:  # KMB101
        return None
    resp.raise_for_status()


# --- not reported: taken out of the body, and asked as a set
import requests

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def tags():
    resp = requests.get("https://api.kombo.dev/v1/ats/tags")
    code = resp.json().pop("error")["code"]
    if {code} & SETUP:
        raise LookupError(code)
    if resp.status_code == 503:
        return None
    resp.raise_for_status()


# --- the status as a set
import requests


def tags(codes):
    resp = requests.get("https://api.kombo.dev/v1/ats/tags")
    if {resp.status_code} & {502, 503}:  # KMB101
        return None
    resp.raise_for_status()

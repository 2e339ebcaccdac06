"""Programs that ask error.code before the status: silent, but for what they leave out."""

# --- silent: key by key, with a look at what the body is
import requests

SETUP = ("INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED")


class NotReady(Exception):
    """Set up the integration first."""


def code_of(resp):
    body = resp.json()
    if not isinstance(body, dict) or "error" not in body:
        return None
    error = body["error"]
    return error["code"] if "code" in error else None


def groups():
    resp = requests.get("https://api.kombo.dev/v1/hris/groups", timeout=10)
    if code_of(resp) in SETUP:
        raise NotReady(resp.text)
    if resp.status_code == 503:
        return None
    resp.raise_for_status()
    return resp.json()


# --- silent: get with defaults, under a walrus
import httpx

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def teams():
    resp = httpx.get("https://api.kombo.dev/v1/hris/teams")
    if resp.is_error and (code := resp.json().get("error", {}).get("code")) in SETUP:
        raise LookupError(code)
    if resp.status_code >= 500:
        return None
    return resp.raise_for_status().json()


# --- silent: the text of the body is parsed, in asynchronous code
import json

import aiohttp

SETUP = frozenset({"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"})


async def jobs(session: aiohttp.ClientSession):
    async with session.get("https://api.kombo.dev/v1/ats/jobs") as resp:
        body = json.loads(await resp.text())
        if "error" in body and body["error"]["code"] in SETUP:
            raise LookupError(body["error"]["message"])
        if resp.status == 503:
            return None
        return body["data"]


# --- silent: an exception carries both, and its handler asks the code first
import requests

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


class KomboError(Exception):
    def __init__(self, resp):
        super().__init__(resp.text)
        self.status = resp.status_code
        try:
            self.code = resp.json()["error"]["code"]
        except (ValueError, KeyError):
            self.code = None

    @property
    def is_setup(self):
        return self.code in SETUP


def call(path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
    if resp.status_code >= 400:
        raise KomboError(resp)
    return resp.json()


def locations(tell):
    try:
        return call("/hris/locations")
    except KomboError as error:
        if error.is_setup:
            tell(error.code)
            return None
        if error.status >= 500:
            return []
        raise


# --- silent: the status counts only for codes of other kinds
import requests

SETUP = ["INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"]


def shifts():
    resp = requests.get("https://api.kombo.dev/v1/hris/shifts", timeout=10)
    code = None if resp.ok else resp.json()["error"]["code"]
    if code not in SETUP and resp.status_code == 503:
        return None
    if resp.status_code == 409 and not (code and code in SETUP):
        return []
    resp.raise_for_status()
    return resp.json()


# --- silent: a flag for the setup codes
import requests


def tags():
    resp = requests.get("https://api.kombo.dev/v1/ats/tags", timeout=10)
    code = resp.json().get("error", {}).get("code", "")
    needs_setup = code.startswith("INTEGRATION.SETUP_") or code.endswith(".QA_FAILED")
    if needs_setup:
        raise LookupError(code)
    return None if resp.status_code == 503 else resp.json()


# --- silent: an error of the SDK, its code in lower case
from kombo import Kombo, errors

SETUP = {"integration.setup_incomplete", "integration.setup_sync_pending", "integration.qa_failed"}


def users(kombo: Kombo):
    try:
        return kombo.ats.get_users()
    except errors.SDKError as error:
        data = getattr(error, "data", None)
        if data is not None and data.error.code.lower() in SETUP:
            raise LookupError("set up the integration first") from error
        if error.status_code == 503:
            return None
        raise


# --- one of the codes is forgotten
import requests

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING"}


def offers():
    resp = requests.get("https://api.kombo.dev/v1/ats/offers", timeout=10)
    if not resp.ok:
        error = resp.json()["error"]
        if error["code"] in SETUP:
            raise LookupError(error["message"])
        if resp.status_code == 503:  # KMB101
            return None
    resp.raise_for_status()
    return resp.json()


# --- another part of the body says nothing about the code
import requests


def notes():
    resp = requests.get("https://api.kombo.dev/v1/ats/notes", timeout=10)
    body = resp.json()
    if body.get("status") == "success":
        return body["data"]
    if "title" in body.get("error", {}):
        print(body["error"]["title"])
    if resp.status_code == 503:  # KMB101
        return None
    raise RuntimeError(resp.text)


# --- silent: empty dictionaries stand in for what is missing
import requests


def code_of(resp):
    body = resp.json() or {}
    return (body.get("error") or {}).get("code")


def roles():
    resp = requests.get("https://api.kombo.dev/v1/ats/roles", timeout=10)
    code = code_of(resp)
    if code == "INTEGRATION.SETUP_INCOMPLETE" or code == "INTEGRATION.QA_FAILED":
        raise LookupError(code)
    if code == "INTEGRATION.SETUP_SYNC_PENDING":
        raise LookupError(code)
    if resp.status_code == 503:
        return None
    return resp.json()


# --- silent: a table of the codes, asked by get
import requests

RULES = {
    "INTEGRATION.SETUP_INCOMPLETE": LookupError,
    "INTEGRATION.SETUP_SYNC_PENDING": LookupError,
    "INTEGRATION.QA_FAILED": LookupError,
}


def roles():
    resp = requests.get("https://api.kombo.dev/v1/ats/roles", timeout=10)
    if not resp.ok:
        code = resp.json()["error"]["code"]
        error = RULES.get(code)
        if error:
            raise error(code)
        if resp.status_code == 503:
            return None
    return resp.json()


# --- silent: a table of the codes, asked by in
import requests

RULES = {
    "INTEGRATION.SETUP_INCOMPLETE": LookupError,
    "INTEGRATION.SETUP_SYNC_PENDING": LookupError,
    "INTEGRATION.QA_FAILED": LookupError,
}


def roles():
    resp = requests.get("https://api.kombo.dev/v1/ats/roles", timeout=10)
    if not resp.ok:
        code = resp.json()["error"]["code"]
        if code in RULES:
            raise RULES[code](code)
        if resp.status_code == 503:
            return None
    return resp.json()


# --- silent: the family of the code
import requests


def skills():
    resp = requests.get("https://api.kombo.dev/v1/hris/skills", timeout=10)
    if not resp.ok:
        code = resp.json()["error"]["code"]
        if code.split(".")[0] == "INTEGRATION":
            raise LookupError(code)
        if resp.status_code == 503:
            return []
    resp.raise_for_status()
    return resp.json()


# --- silent: any code that is one of them
import requests

SETUP = ["INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"]


def roles():
    resp = requests.get("https://api.kombo.dev/v1/ats/roles", timeout=10)
    if any(code in resp.text for code in SETUP):
        raise LookupError("set up the integration first")
    if resp.status_code == 503:
        return None
    resp.raise_for_status()
    return resp.json()


# --- silent: a code in the raw text
import requests


def roles():
    resp = requests.get("https://api.kombo.dev/v1/ats/roles", timeout=10)
    if "INTEGRATION.SETUP_INCOMPLETE" in resp.text or "INTEGRATION.SETUP_SYNC_PENDING" in resp.text or "QA_FAILED" in resp.text:
        raise LookupError("set up the integration first")
    if resp.status_code == 503:
        return None
    resp.raise_for_status()
    return resp.json()


# --- silent: an enum of codes
from enum import Enum

import requests


class Code(str, Enum):
    INCOMPLETE = "INTEGRATION.SETUP_INCOMPLETE"
    PENDING = "INTEGRATION.SETUP_SYNC_PENDING"
    QA = "INTEGRATION.QA_FAILED"


def roles():
    resp = requests.get("https://api.kombo.dev/v1/ats/roles", timeout=10)
    if not resp.ok:
        code = resp.json()["error"]["code"]
        if code in [each.value for each in Code]:
            raise LookupError(code)
        if resp.status_code == 503:
            return None
    return resp.json()


# --- silent: partition
import requests


def skills():
    resp = requests.get("https://api.kombo.dev/v1/hris/skills", timeout=10)
    if not resp.ok:
        family, _, name = resp.json()["error"]["code"].partition(".")
        if family == "INTEGRATION":
            raise LookupError(name)
        if resp.status_code == 503:
            return []
    resp.raise_for_status()
    return resp.json()


# --- silent: pydantic
import requests
from pydantic import BaseModel


class Error(BaseModel):
    code: str
    message: str


class ErrorBody(BaseModel):
    status: str
    error: Error


SETUP = ["INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"]


def roles():
    resp = requests.get("https://api.kombo.dev/v1/ats/roles", timeout=10)
    if not resp.ok:
        body = ErrorBody.model_validate(resp.json())
        if body.error.code in SETUP:
            raise LookupError(body.error.message)
        if resp.status_code == 503:
            return None
    return resp.json()


# --- silent: pydantic text
import requests
from pydantic import BaseModel


class Error(BaseModel):
    code: str
    message: str


class ErrorBody(BaseModel):
    status: str
    error: Error


SETUP = ["INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"]


def roles():
    resp = requests.get("https://api.kombo.dev/v1/ats/roles", timeout=10)
    if not resp.ok:
        body = ErrorBody.model_validate_json(resp.text)
        if body.error.code in SETUP:
            raise LookupError(body.error.message)
        if resp.status_code == 503:
            return None
    return resp.json()


# --- silent: the body says error
import requests

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def jobs():
    resp = requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10)
    body = resp.json()
    if body.get("status") == "error" and body["error"]["code"] in SETUP:
        raise LookupError(body["error"]["message"])
    if resp.status_code == 503:
        return None
    return body["data"]


# --- silent: a class of data made from the body's keys
import requests
from pydantic import BaseModel


class Error(BaseModel):
    code: str
    message: str


class ErrorBody(BaseModel):
    status: str
    error: Error


SETUP = ["INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"]


def roles():
    resp = requests.get("https://api.kombo.dev/v1/ats/roles", timeout=10)
    if not resp.ok:
        body = ErrorBody(**resp.json())
        if body.error.code in SETUP:
            raise LookupError(body.error.message)
        if resp.status_code == 503:
            return None
    return resp.json()


# --- silent: members of an enum itself
from enum import Enum

import requests


class Code(str, Enum):
    INCOMPLETE = "INTEGRATION.SETUP_INCOMPLETE"
    PENDING = "INTEGRATION.SETUP_SYNC_PENDING"
    QA = "INTEGRATION.QA_FAILED"


def roles():
    resp = requests.get("https://api.kombo.dev/v1/ats/roles", timeout=10)
    if not resp.ok:
        code = resp.json()["error"]["code"]
        if code in list(Code) or any(code == each for each in Code) or code in {each.value for each in Code}:
            raise LookupError(code)
        if resp.status_code == 503:
            return None
    return resp.json()


# --- silent: regular expression over the code
import re

import requests


def skills():
    resp = requests.get("https://api.kombo.dev/v1/hris/skills", timeout=10)
    if not resp.ok:
        code = resp.json()["error"]["code"]
        if re.match(r"INTEGRATION\.(SETUP_|QA_)", code):
            raise LookupError(code)
        if resp.status_code == 503:
            return []
    resp.raise_for_status()
    return resp.json()


# --- silent: match on the code's parts
import requests


def skills():
    resp = requests.get("https://api.kombo.dev/v1/hris/skills", timeout=10)
    if not resp.ok:
        match resp.json()["error"]["code"].split("."):
            case ["INTEGRATION", "SETUP_INCOMPLETE" | "SETUP_SYNC_PENDING" | "QA_FAILED"]:
                raise LookupError("later")
        if resp.status_code == 503:
            return []
    resp.raise_for_status()
    return resp.json()


# --- a body with another code in the text
import requests


def roles():
    resp = requests.get("https://api.kombo.dev/v1/ats/roles", timeout=10)
    if "REMOTE.SERVICE_UNAVAILABLE" in resp.text:
        return []
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


# --- any of them, but one is left out
import requests

SETUP = ["INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING"]


def roles():
    resp = requests.get("https://api.kombo.dev/v1/ats/roles", timeout=10)
    if any(code in resp.text for code in SETUP):
        raise LookupError("set up the integration first")
    if resp.status_code == 503:  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


# --- the answer is no record
import requests
from pydantic import BaseModel, ValidationError


class Page(BaseModel):
    data: list[dict]


def roles():
    resp = requests.get("https://api.kombo.dev/v1/ats/roles", timeout=10)
    try:
        return Page.model_validate(resp.json())
    except ValidationError:
        if resp.status_code == 503:  # KMB101
            return None
        raise


# --- an error body has no data
import requests


def push(record, log):
    resp = requests.post("https://api.kombo.dev/v1/hris/employees", json=record, timeout=30)
    try:
        return resp.json()["data"]["id"]
    except KeyError:
        if resp.status_code == 503:  # KMB101
            return None
        raise RuntimeError(resp.text)


# --- mapping without data
import requests


def teams():
    resp = requests.get("https://api.kombo.dev/v1/hris/teams", timeout=10)
    match resp.json():
        case {"data": data}:
            return data
    if resp.status_code == 503:  # KMB101
        return None
    raise RuntimeError(resp.text)

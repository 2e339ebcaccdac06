"""Silent: programs that ask error.code first and are right in both worlds."""

# --- setup errors are raised by a helper of another module
# file: app/setup_errors.py
SETUP_INCOMPLETE = "INTEGRATION.SETUP_INCOMPLETE"
SETUP_SYNC_PENDING = "INTEGRATION.SETUP_SYNC_PENDING"
QA_FAILED = "INTEGRATION.QA_FAILED"
SETUP_CODES = frozenset({SETUP_INCOMPLETE, SETUP_SYNC_PENDING, QA_FAILED})


class SetupError(Exception):
    """The integration is not ready."""


def error_code(resp):
    try:
        return resp.json()["error"]["code"]
    except (ValueError, KeyError, TypeError):
        return None


def raise_for_setup(resp):
    if error_code(resp) in SETUP_CODES:
        raise SetupError(resp.text)


# file: app/employees.py
import requests

from app.setup_errors import raise_for_setup


def employees():
    resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
    raise_for_setup(resp)
    if resp.status_code == 409:
        return []
    if resp.status_code >= 500:
        raise ConnectionError("Kombo is down")
    resp.raise_for_status()
    return resp.json()


# --- the status or the code
import httpx

SETUP = ["INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"]


def not_ready(resp):
    code = resp.json().get("error", {}).get("code")
    return resp.status_code == 503 or code in SETUP


async def absences(client: httpx.AsyncClient):
    resp = await client.get("https://api.kombo.dev/v1/hris/absences")
    if resp.is_error and not_ready(resp):
        raise TimeoutError
    return resp.raise_for_status().json()


# --- a conflict that is not about setup
import requests

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def tag(candidate_id, name):
    url = f"https://api.kombo.dev/v1/ats/candidates/{candidate_id}/tags"
    resp = requests.post(url, json={"tag": {"name": name}}, timeout=30)
    error = {} if resp.ok else resp.json()["error"]
    if resp.status_code == 409 and error.get("code") not in SETUP:
        return
    resp.raise_for_status()


# --- match on the code
import aiohttp


async def balances(session: aiohttp.ClientSession):
    async with session.get("https://api.kombo.dev/v1/hris/time-off-balances") as resp:
        body = await resp.json()
        if resp.ok:
            return body
        match body["error"]["code"]:
            case "INTEGRATION.SETUP_INCOMPLETE" | "INTEGRATION.QA_FAILED":
                raise PermissionError(body["error"]["message"])
            case "INTEGRATION.SETUP_SYNC_PENDING":
                return None
        if resp.status == 503:
            raise ConnectionError("Kombo is down")
        resp.raise_for_status()


# --- the codes are an enumeration, asked one by one
from enum import Enum

import requests


class Code(str, Enum):
    INCOMPLETE = "INTEGRATION.SETUP_INCOMPLETE"
    PENDING = "INTEGRATION.SETUP_SYNC_PENDING"
    QA_FAILED = "INTEGRATION.QA_FAILED"


def reviews():
    resp = requests.get("https://api.kombo.dev/v1/hris/performance-reviews", timeout=10)
    if resp.ok:
        return resp.json()
    code = resp.json()["error"]["code"]
    if code == Code.INCOMPLETE or code == Code.QA_FAILED:
        raise PermissionError("finish the setup")
    if code == Code.PENDING:
        return None
    if resp.status_code in (502, 503, 504):
        raise ConnectionError("Kombo is down")
    raise RuntimeError(resp.text)


# --- every code of the integration family
import requests


def jobs():
    resp = requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10)
    if resp.ok:
        return resp.json()
    code = resp.json()["error"]["code"] or ""
    if code.startswith("INTEGRATION."):
        raise PermissionError(code)
    elif resp.status_code == 503:
        raise ConnectionError("Kombo is down")
    raise RuntimeError(resp.text)


# --- any code at all goes before the status
import requests


class KomboError(Exception):
    """Kombo said no, and says why."""


def candidates():
    resp = requests.get("https://api.kombo.dev/v1/ats/candidates", timeout=10)
    if resp.ok:
        return resp.json()
    try:
        code = resp.json()["error"]["code"]
    except (ValueError, KeyError, TypeError):
        code = None
    if code is not None:
        raise KomboError(code)
    if resp.status_code >= 500:
        raise ConnectionError("Kombo is down")
    raise RuntimeError(resp.text)


# --- a table by code, and the status only for codes that are not in it
import requests


class SetupError(Exception):
    """The integration is not ready."""


BY_CODE = {
    "INTEGRATION.SETUP_INCOMPLETE": SetupError,
    "INTEGRATION.SETUP_SYNC_PENDING": SetupError,
    "INTEGRATION.QA_FAILED": SetupError,
    "PLATFORM.RATE_LIMIT_EXCEEDED": ConnectionError,
}


def error_for(resp):
    known = BY_CODE.get(resp.json()["error"]["code"])
    if known is not None:
        return known(resp.text)
    if resp.status_code == 503:
        return ConnectionError(resp.text)
    return RuntimeError(resp.text)


def users():
    resp = requests.get("https://api.kombo.dev/v1/ats/users", timeout=10)
    if not resp.ok:
        raise error_for(resp)
    return resp.json()


# --- an SDK error with a setup code is handled before the status
from kombo import Kombo, errors

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def groups(kombo: Kombo, notify):
    try:
        return kombo.hris.get_groups()
    except errors.KomboHrisError as error:
        if error.data.error.code in SETUP:
            notify(error.message)
            return None
        if error.status_code == 409 or error.status_code >= 500:
            raise ConnectionError(error.message) from error
        raise


# --- SDKDefaultError is a body that is not Kombo's, so never a setup error
from kombo import Kombo, errors


def legal_entities(kombo: Kombo):
    try:
        return kombo.hris.get_legal_entities()
    except errors.SDKDefaultError as error:
        if error.status_code == 503:
            return None
        raise


# --- the status counts only where the body did not parse
import json
import urllib.error
import urllib.request


def timesheets():
    try:
        with urllib.request.urlopen("https://api.kombo.dev/v1/hris/timesheets") as reply:
            return json.load(reply)
    except urllib.error.HTTPError as error:
        try:
            code = json.loads(error.read())["error"]["code"]
        except ValueError:
            if error.code == 503:
                return None
            raise error from None
        raise RuntimeError(code) from error


# --- a setup error of the SDK has data, and is no SDKDefaultError
from kombo import Kombo, errors

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def employees(kombo: Kombo):
    try:
        return kombo.hris.get_employees()
    except errors.SDKError as error:
        if isinstance(error, errors.SDKDefaultError) and error.status_code == 503:
            return []
        if hasattr(error, "data") and error.data.error.code in SETUP:
            raise RuntimeError("not set up") from error
        if error.status_code >= 500:
            return []
        raise


def groups(kombo: Kombo):
    try:
        return kombo.hris.get_groups()
    except errors.SDKError as error:
        code = error.data.error.code if hasattr(error, "data") else None
        if code in SETUP:
            raise RuntimeError("not set up") from error
        if error.status_code >= 500:
            return []
        raise


def teams(call):
    try:
        return call()
    except errors.SDKError as error:
        if not hasattr(error, "data"):
            if error.status_code == 503:
                return []
            raise
        raise RuntimeError(error.data.error.code) from error


# --- a setup error of the SDK is of the class of its namespace
from kombo import Kombo, errors

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def employees(kombo: Kombo):
    try:
        return kombo.hris.get_employees()
    except errors.SDKError as error:
        if isinstance(error, errors.KomboHrisError) and error.data.error.code in SETUP:
            raise RuntimeError("not set up") from error
        if error.status_code >= 500:
            return []
        raise


# --- a setup error is an HTTPError with a response
import requests

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def code_of(response):
    return response.json()["error"]["code"]


def employees():
    try:
        response = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
        response.raise_for_status()
        return response.json()
    except requests.RequestException as error:
        if isinstance(error, requests.HTTPError) and code_of(error.response) in SETUP:
            raise RuntimeError("not set up") from error
        if error.response is not None and error.response.status_code == 503:
            return []
        raise


def groups():
    try:
        response = requests.get("https://api.kombo.dev/v1/hris/groups", timeout=10)
        response.raise_for_status()
        return response.json()
    except requests.RequestException as error:
        if hasattr(error, "response") and error.response is not None and code_of(error.response) in SETUP:
            raise RuntimeError("not set up") from error
        if error.response is not None and error.response.status_code == 503:
            return []
        raise

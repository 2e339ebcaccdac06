"""The code is asked, and yet a setup error still takes another path."""

# --- two of the three codes
import requests


def employees():
    resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
    if resp.ok:
        return resp.json()
    if resp.json()["error"]["code"] in ("INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.QA_FAILED"):
        raise PermissionError("finish the setup")
    if resp.status_code == 503:  # KMB101
        return None
    raise RuntimeError(resp.text)


# --- the status is asked first
import requests

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def groups():
    resp = requests.get("https://api.kombo.dev/v1/hris/groups", timeout=10)
    if resp.status_code == 503 and resp.json()["error"]["code"] in SETUP:  # KMB101
        raise PermissionError("finish the setup")
    resp.raise_for_status()
    return resp.json()


# --- the code is read where Kombo does not put it
import requests

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def locations():
    resp = requests.get("https://api.kombo.dev/v1/hris/locations", timeout=10)
    if resp.ok:
        return resp.json()
    if resp.json().get("code") in SETUP:
        raise PermissionError("finish the setup")
    if resp.status_code >= 500:  # KMB101
        return None
    raise RuntimeError(resp.text)


# --- the class that is asked for is another namespace's
from kombo import Kombo, errors

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def candidates(kombo: Kombo):
    try:
        return kombo.ats.get_candidates()
    except errors.SDKError as error:
        if isinstance(error, errors.KomboHrisError) and error.data.error.code in SETUP:
            raise RuntimeError("not set up") from error
        if error.status_code >= 500:  # KMB101
            return []
        raise


# --- one of the two namespaces is handled where either may raise
from kombo import errors

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def patiently(call):
    try:
        return call()
    except errors.SDKError as error:
        if isinstance(error, errors.KomboHrisError) and error.data.error.code in SETUP:
            raise RuntimeError("not set up") from error
        if error.status_code >= 500:  # KMB101
            return []
        raise


# --- what has data goes on to the status
from kombo import Kombo, errors


def employees(kombo: Kombo):
    try:
        return kombo.hris.get_employees()
    except errors.SDKError as error:
        if not hasattr(error, "data"):
            raise
        if error.status_code == 503:  # KMB101
            return []
        raise


# --- an error without a response is no setup error, and the others are not asked for their code
import requests


def employees():
    try:
        response = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
        response.raise_for_status()
        return response.json()
    except requests.RequestException as error:
        if isinstance(error, (requests.ConnectionError, requests.Timeout)):
            return None
        if error.response is not None and error.response.status_code == 503:  # KMB101
            return []
        raise

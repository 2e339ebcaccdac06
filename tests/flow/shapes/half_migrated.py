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

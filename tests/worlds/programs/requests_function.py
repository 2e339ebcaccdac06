# run: employees("t")
# --- original
import requests

KOMBO = "https://api.kombo.dev/v1"


def employees(token):
    resp = requests.get(f"{KOMBO}/hris/employees", headers={"Authorization": token}, timeout=10)
    if resp.status_code == 503:
        return []
    resp.raise_for_status()
    return resp.json()["data"]["results"]
# --- fixed
import requests

KOMBO = "https://api.kombo.dev/v1"

SETUP_CODES = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def error_code(response: requests.Response) -> str | None:
    if response.ok:
        return None
    try:
        code = response.json()["error"]["code"]
    except (ValueError, LookupError, TypeError):
        return None
    return code if isinstance(code, str) else None


def employees(token):
    resp = requests.get(f"{KOMBO}/hris/employees", headers={"Authorization": token}, timeout=10)
    if resp.status_code == 503 or error_code(resp) in SETUP_CODES:
        return []
    resp.raise_for_status()
    return resp.json()["data"]["results"]

# run: push({"name": "A"})
# --- original
import urllib3

pool = urllib3.PoolManager(retries=False)


def push(tag):
    resp = pool.request("POST", "https://api.kombo.dev/v1/ats/tags", json=tag)
    if resp.status in (404, 409, 410):
        return "ignored"
    if resp.status >= 400:
        raise RuntimeError(resp.data)
    return resp.data
# --- fixed
import json

import urllib3

pool = urllib3.PoolManager(retries=False)

SETUP_CODES = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def error_code(response: urllib3.BaseHTTPResponse) -> str | None:
    try:
        code = json.loads(response.data)["error"]["code"]
    except (ValueError, LookupError, TypeError):
        return None
    return code if isinstance(code, str) else None


def push(tag):
    resp = pool.request("POST", "https://api.kombo.dev/v1/ats/tags", json=tag)
    if resp.status in (404, 409, 410) and error_code(resp) not in SETUP_CODES:
        return "ignored"
    if resp.status >= 400:
        raise RuntimeError(resp.data)
    return resp.data

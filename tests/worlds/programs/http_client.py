# run: teams()
# --- original
import http.client
import json


def teams():
    connection = http.client.HTTPSConnection("api.kombo.dev", timeout=10)
    connection.request("GET", "/v1/hris/teams", headers={"Authorization": "Bearer t"})
    resp = connection.getresponse()
    body = resp.read()
    if resp.status == 503:
        return None
    if resp.status != 200:
        raise LookupError(resp.status)
    return json.loads(body)
# --- fixed
import http.client
import json

SETUP_CODES = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def error_code(body: bytes) -> str | None:
    try:
        code = json.loads(body)["error"]["code"]
    except (ValueError, LookupError, TypeError):
        return None
    return code if isinstance(code, str) else None


def teams():
    connection = http.client.HTTPSConnection("api.kombo.dev", timeout=10)
    connection.request("GET", "/v1/hris/teams", headers={"Authorization": "Bearer t"})
    resp = connection.getresponse()
    body = resp.read()
    if resp.status == 503 or error_code(body) in SETUP_CODES:
        return None
    if resp.status != 200:
        raise LookupError(resp.status)
    return json.loads(body)

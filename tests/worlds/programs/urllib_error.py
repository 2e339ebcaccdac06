# run: check_key("t")
# --- original
import json
import urllib.error
import urllib.request


def check_key(token):
    request = urllib.request.Request("https://api.kombo.dev/v1/check-api-key", data=b"{}")
    request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return json.load(reply)
    except urllib.error.HTTPError as error:
        body = error.read()
        if error.code // 100 == 5:
            print("Kombo is down")
            return None
        return body
# --- fixed
import json
import urllib.error
import urllib.request

SETUP_CODES = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def error_code(body: bytes) -> str | None:
    try:
        code = json.loads(body)["error"]["code"]
    except (ValueError, LookupError, TypeError):
        return None
    return code if isinstance(code, str) else None


def check_key(token):
    request = urllib.request.Request("https://api.kombo.dev/v1/check-api-key", data=b"{}")
    request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return json.load(reply)
    except urllib.error.HTTPError as error:
        body = error.read()
        if error.code // 100 == 5 or error_code(body) in SETUP_CODES:
            print("Kombo is down")
            return None
        return body

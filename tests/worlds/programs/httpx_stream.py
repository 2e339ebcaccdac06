# run: export(spy("file"))
# --- original
import httpx


def export(file):
    with httpx.stream("GET", "https://api.kombo.dev/v1/hris/employees") as resp:
        if resp.status_code == 503:
            return "later"
        if resp.is_error:
            raise LookupError(resp.status_code)
        for chunk in resp.iter_raw():
            file.write(chunk)
    return "done"
# --- fixed
import httpx

SETUP_CODES = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def error_code(response: httpx.Response) -> str | None:
    if response.is_success:
        return None
    try:
        response.read()
        code = response.json()["error"]["code"]
    except (httpx.HTTPError, ValueError, LookupError, TypeError):
        return None
    return code if isinstance(code, str) else None


def export(file):
    with httpx.stream("GET", "https://api.kombo.dev/v1/hris/employees") as resp:
        if resp.status_code == 503 or error_code(resp) in SETUP_CODES:
            return "later"
        if resp.is_error:
            raise LookupError(resp.status_code)
        for chunk in resp.iter_raw():
            file.write(chunk)
    return "done"

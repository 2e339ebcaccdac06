# run: app.kombo:KomboClient("t").get("/hris/teams")
# --- original
# file: app/errors.py
class TryLater(Exception):
    """Kombo cannot answer now."""


class Refused(Exception):
    """Kombo did not take it."""


# file: app/kombo.py
import httpx

from app.errors import Refused, TryLater


class KomboClient:
    def __init__(self, token):
        headers = {"Authorization": f"Bearer {token}"}
        self.http = httpx.Client(base_url="https://api.kombo.dev/v1", headers=headers)

    def get(self, path):
        return self._checked(self.http.get(path))

    def _checked(self, resp):
        if resp.status_code == 404:
            return None
        elif 400 <= resp.status_code < 500:
            raise Refused(resp.text)
        elif resp.status_code >= 500:
            raise TryLater(resp.text)
        return resp.text
# --- fixed
# file: app/errors.py
class TryLater(Exception):
    """Kombo cannot answer now."""


class Refused(Exception):
    """Kombo did not take it."""


# file: app/kombo.py
import httpx

from app.errors import Refused, TryLater

SETUP_CODES = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def error_code(response: httpx.Response) -> str | None:
    if response.is_success:
        return None
    try:
        code = response.json()["error"]["code"]
    except (ValueError, LookupError, TypeError):
        return None
    return code if isinstance(code, str) else None


class KomboClient:
    def __init__(self, token):
        headers = {"Authorization": f"Bearer {token}"}
        self.http = httpx.Client(base_url="https://api.kombo.dev/v1", headers=headers)

    def get(self, path):
        return self._checked(self.http.get(path))

    def _checked(self, resp):
        if resp.status_code == 404:
            return None
        elif 400 <= resp.status_code < 500 and error_code(resp) not in SETUP_CODES:
            raise Refused(resp.text)
        elif resp.status_code >= 500 or error_code(resp) in SETUP_CODES:
            raise TryLater(resp.text)
        return resp.text

"""The employees of a customer, read page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from hr_sync.client import raise_for_setup

if TYPE_CHECKING:
    from collections.abc import Iterator

EMPLOYEES_URL = "https://api.kombo.dev/v1/hris/employees"


def make_session(api_key: str, integration_id: str) -> requests.Session:
    """Return a session that retries what is worth retrying."""
    retry = Retry(  # kombo-lint: ignore[KMB102] fetch_employees raises setup errors, by their code
        total=5, backoff_factor=1, status_forcelist=[429, 502, 503, 504], raise_on_status=False
    )
    session = requests.Session()
    session.mount("https://", HTTPAdapter(max_retries=retry))
    session.headers.update({"Authorization": f"Bearer {api_key}", "X-Integration-Id": integration_id})
    return session


def fetch_employees(session: requests.Session) -> Iterator[dict[str, Any]]:
    """Yield every employee; raise KomboSetupError, KomboSyncPending or requests.HTTPError."""
    cursor = None
    while True:
        response = session.get(EMPLOYEES_URL, params={"page_size": 200, "cursor": cursor}, timeout=30)
        if not response.ok:
            raise_for_setup(response.status_code, _error_code(response), response.text[:200])
        response.raise_for_status()
        page = response.json()["data"]
        yield from page["results"]
        cursor = page["next"]
        if cursor is None:
            return


def _error_code(response: requests.Response) -> str | None:
    try:
        code: str | None = response.json()["error"]["code"]
    except (ValueError, KeyError, TypeError):
        return None
    return code

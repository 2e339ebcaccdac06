"""Kombo's HTTP API."""

from __future__ import annotations

import time
from typing import Any

import httpx


class KomboError(Exception):
    """Kombo answered with an error; `code` is None where the body is not Kombo's."""

    def __init__(self, status: int, code: str | None, message: str) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code


class KomboClient:
    """One customer's integration."""

    def __init__(
        self, api_key: str, integration_id: str, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._http = httpx.Client(
            base_url="https://api.kombo.dev/v1",
            headers={"Authorization": f"Bearer {api_key}", "X-Integration-Id": integration_id},
            timeout=30,
            transport=transport,
        )

    def get(self, path: str, **params: Any) -> Any:
        """Return `data` of the answer; raise KomboError."""
        return self._send("GET", path, params=params)

    def post(self, path: str, payload: dict[str, Any]) -> Any:
        """Return `data` of the answer; raise KomboError."""
        return self._send("POST", path, json=payload)

    def _send(self, method: str, path: str, **options: Any) -> Any:
        response = self._http.request(method, path, **options)
        if response.status_code == 429:
            time.sleep(0.2)
            response = self._http.request(method, path, **options)
        if not response.is_success:
            raise _error(response)
        return response.json()["data"]


def _error(response: httpx.Response) -> KomboError:
    try:
        error = response.json()["error"]
    except (ValueError, KeyError, TypeError):
        return KomboError(response.status_code, None, response.text[:200])
    return KomboError(response.status_code, error["code"], error["message"])

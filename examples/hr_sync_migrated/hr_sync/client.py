"""Kombo's HTTP API, and what its errors mean to us."""

from __future__ import annotations

import random
import time
from typing import Any

import httpx
from kombo.utils import BackoffStrategy, RetryConfig

LATER = RetryConfig("backoff", BackoffStrategy(1000, 60_000, 2, 300_000), False, ["429"])
"""Actions by Kombo's SDK are tried again where Kombo is busy."""


class KomboError(Exception):
    """Kombo answered with an error; `code` is None where the body is not Kombo's."""

    def __init__(self, status: int, code: str | None, message: str) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code


class KomboSetupError(KomboError):
    """The customer has to look at the connection, so tell them; to try again cannot help."""


class KomboSyncPending(KomboError):
    """Kombo still reads the customer's HR system for the first time; a webhook tells when that is done."""


class KomboUnavailable(KomboError):
    """Kombo does not answer for the moment."""


def raise_for_setup(status: int, code: str | None, message: str) -> None:
    """Raise KomboSetupError or KomboSyncPending where an error is about the customer's setup."""
    if code in ("INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.QA_FAILED"):
        raise KomboSetupError(status, code, message)
    if code == "INTEGRATION.SETUP_SYNC_PENDING":
        raise KomboSyncPending(status, code, message)


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
        for wait in (1, 2, 4, 8):
            if response.status_code != 429:
                break
            time.sleep(wait + random.random())
            response = self._http.request(method, path, **options)
        if not response.is_success:
            raise _error(response)
        return response.json()["data"]


def _error(response: httpx.Response) -> KomboError:
    try:
        error = response.json()["error"]
    except (ValueError, KeyError, TypeError):
        error = {"code": None, "message": response.text[:200]}
    raise_for_setup(response.status_code, error["code"], error["message"])
    kind = KomboUnavailable if response.status_code >= 500 else KomboError
    return kind(response.status_code, error["code"], error["message"])

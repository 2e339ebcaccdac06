"""New hires, created in the customer's HR system with Kombo's SDK."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kombo import errors
from kombo.utils import BackoffStrategy, RetryConfig

if TYPE_CHECKING:
    from kombo import Kombo

LATER = RetryConfig("backoff", BackoffStrategy(1000, 60_000, 2, 300_000), False, ["429"])
"""Tried again where Kombo is busy."""


class NotConnected(Exception):
    """The customer has to finish connecting the HR system."""


def hire(kombo: Kombo, properties: dict[str, Any]) -> str | None:
    """Return the id of the new employee, or None where the person is known already."""
    try:
        created = kombo.hris.create_employee_with_form(properties=properties, retries=LATER)
    except errors.KomboHrisError as error:
        if error.data.error.code == "INTEGRATION.SETUP_INCOMPLETE":
            raise NotConnected from error
        if "already exists" in error.message:
            return None
        raise
    return created.data.id

"""Absences, written back to the customer's HR system with Kombo's SDK."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from kombo import errors

from hr_sync.client import LATER, raise_for_setup

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kombo import Kombo

log = logging.getLogger(__name__)

AT_ONCE = 10
"""Below the limit, since others may send actions for the same customer."""


def request_absence(kombo: Kombo, absence: dict[str, Any]) -> str | None:
    """Return the id of the new absence, or None where it exists already.

    Raise KomboSetupError, KomboSyncPending, or what the SDK raises.
    """
    try:
        created = kombo.hris.create_absence(**absence, retries=LATER)
    except errors.KomboHrisError as error:
        raise_for_setup(error.status_code, error.data.error.code, error.data.error.message)
        if error.status_code == 409:
            log.info("employee %s has this absence already", absence["employee_id"])
            return None
        raise
    return created.data.id


def request_all(kombo: Kombo, absences: Iterable[dict[str, Any]]) -> list[str | None]:
    """Request many absences at once."""
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        return list(pool.map(lambda absence: request_absence(kombo, absence), absences))

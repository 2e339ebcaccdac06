"""Absences, written back to the customer's HR system with Kombo's SDK."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from kombo import errors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kombo import Kombo

log = logging.getLogger(__name__)


def request_absence(kombo: Kombo, absence: dict[str, Any]) -> str | None:
    """Return the id of the new absence, or None where it exists already."""
    try:
        created = kombo.hris.create_absence(**absence)
    except errors.KomboHrisError as error:
        if error.status_code == 409:
            log.info("employee %s has this absence already", absence["employee_id"])
            return None
        raise
    return created.data.id


def request_all(kombo: Kombo, absences: Iterable[dict[str, Any]]) -> list[str | None]:
    """Request many absences at once."""
    with ThreadPoolExecutor(max_workers=64) as pool:
        return list(pool.map(lambda absence: request_absence(kombo, absence), absences))

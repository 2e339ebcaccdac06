"""The hourly job."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from hr_sync.client import KomboSyncPending, KomboUnavailable
from hr_sync.employees import fetch_employees

if TYPE_CHECKING:
    import requests

    from hr_sync.client import KomboClient

log = logging.getLogger(__name__)


def run(client: KomboClient, session: requests.Session, directory: dict[str, Any]) -> bool:
    """Bring the directory up to date; return False where a later run has to do it.

    Raise KomboSetupError where the customer has to be told.
    """
    try:
        groups = {group["id"]: group["name"] for group in client.get("/hris/groups")["results"]}
        for employee in fetch_employees(session):
            directory[employee["id"]] = {**employee, "groups": groups}
    except KomboSyncPending:
        log.info("the first sync still runs, and its webhook starts the next run")
        return False
    except KomboUnavailable as error:
        log.warning("Kombo is not ready, the next run will do it: %s", error)
        return False
    return True

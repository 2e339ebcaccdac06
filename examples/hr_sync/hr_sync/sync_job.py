"""The hourly job."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any

from hr_sync.client import KomboError
from hr_sync.employees import FirstSyncPending, fetch_employees

if TYPE_CHECKING:
    import requests

    from hr_sync.client import KomboClient

log = logging.getLogger(__name__)


def run(client: KomboClient, session: requests.Session, directory: dict[str, Any]) -> bool:
    """Bring the directory up to date; return False where the next run has to do it."""
    try:
        groups = {group["id"]: group["name"] for group in client.get("/hris/groups")["results"]}
    except KomboError as error:
        if error.status >= 500:
            log.warning("Kombo is not ready, the next run will do it: %s", error)
            return False
        raise
    try:
        for employee in fetch_employees(session):
            directory[employee["id"]] = {**employee, "groups": groups}
    except FirstSyncPending:
        wait_for_first_sync(client)
        return False
    return True


def wait_for_first_sync(client: KomboClient) -> None:
    """Return when Kombo has read the customer's HR system once."""
    while True:
        try:
            client.get("/hris/employees", page_size=1)
        except KomboError as error:
            if error.code != "INTEGRATION.SETUP_SYNC_PENDING":
                raise
            time.sleep(60)
        else:
            return

"""What Kombo tells us: a handler for its webhooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hr_sync.client import KomboError

if TYPE_CHECKING:
    from collections.abc import Callable

    from hr_sync.client import KomboClient


def handle(
    event: dict[str, Any],
    client: KomboClient,
    start_sync: Callable[[], bool],
    tell_customer: Callable[[str], None],
) -> tuple[int, str]:
    """Return our own answer to the webhook: a status and a text."""
    if event["type"] in ("sync-finished", "data-changed"):
        return (202, "started") if start_sync() else (503, "a sync is running")
    if event["type"] == "integration-state-changed":
        try:
            client.get("/hris/groups", page_size=1)
        except KomboError as error:
            if error.code != "INTEGRATION.SETUP_SYNC_PENDING":
                tell_customer(f"Please look at the connection to your HR system: {error}")
    return 200, "thanks"

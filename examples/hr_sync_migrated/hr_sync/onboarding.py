"""New hires, created in the customer's HR system with Kombo's SDK."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kombo import errors

from hr_sync.client import LATER, raise_for_setup

if TYPE_CHECKING:
    from kombo import Kombo


def hire(kombo: Kombo, properties: dict[str, Any]) -> str | None:
    """Return the id of the new employee, or None where the person is known already.

    Raise KomboSetupError, KomboSyncPending, or what the SDK raises.
    """
    try:
        created = kombo.hris.create_employee_with_form(properties=properties, retries=LATER)
    except errors.KomboHrisError as error:
        raise_for_setup(error.status_code, error.data.error.code, error.data.error.message)
        if error.data.error.code == "HRIS.EMPLOYEE_ALREADY_EXISTS":
            return None
        raise
    return created.data.id

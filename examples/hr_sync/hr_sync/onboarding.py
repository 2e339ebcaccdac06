"""New hires, created in the customer's HR system with Kombo's SDK."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kombo import errors

if TYPE_CHECKING:
    from kombo import Kombo


class NotConnected(Exception):
    """The customer has to finish connecting the HR system."""


def hire(kombo: Kombo, properties: dict[str, Any]) -> str | None:
    """Return the id of the new employee, or None where the person is known already."""
    try:
        created = kombo.hris.create_employee_with_form(properties=properties)
    except errors.KomboHrisError as error:
        if error.data.error.code == "INTEGRATION.SETUP_INCOMPLETE":
            raise NotConnected from error
        if "already exists" in error.message:
            return None
        raise
    return created.data.id

"""Absences, with a made-up server below Kombo's SDK."""

from datetime import datetime, timezone

import httpx
import pytest
from kombo import Kombo

from hr_sync.absences import request_absence
from hr_sync.client import KomboSetupError

ABSENCE = {
    "employee_id": "e1",
    "absence_type_id": "vacation",
    "start_date": datetime(2026, 7, 1, tzinfo=timezone.utc),
    "end_date": datetime(2026, 7, 14, tzinfo=timezone.utc),
    "employee_note": None,
}


def conflict(code: str | None) -> Kombo:
    """Return a client whose server answers 409 with a code."""
    error = {"code": code, "title": None, "message": "no", "log_url": None}
    answer = httpx.Response(409, json={"status": "error", "error": error})
    transport = httpx.MockTransport(lambda request: answer)
    return Kombo(api_key="key", integration_id="workday:1", client=httpx.Client(transport=transport))


def test_an_absence_that_exists_is_left_alone() -> None:
    assert request_absence(conflict(None), ABSENCE) is None


def test_an_absence_is_not_taken_for_one_that_exists() -> None:
    with pytest.raises(KomboSetupError):
        request_absence(conflict("INTEGRATION.SETUP_INCOMPLETE"), ABSENCE)

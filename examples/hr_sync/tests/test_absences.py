"""Absences, with a made-up server below Kombo's SDK."""

from datetime import datetime, timezone

import httpx
from kombo import Kombo

from hr_sync.absences import request_absence

ABSENCE = {
    "employee_id": "e1",
    "absence_type_id": "vacation",
    "start_date": datetime(2026, 7, 1, tzinfo=timezone.utc),
    "end_date": datetime(2026, 7, 14, tzinfo=timezone.utc),
    "employee_note": None,
}


def test_an_absence_that_exists_is_left_alone() -> None:
    error = {"code": None, "title": None, "message": "overlaps another absence", "log_url": None}
    conflict = httpx.Response(409, json={"status": "error", "error": error})
    transport = httpx.MockTransport(lambda request: conflict)
    kombo = Kombo(api_key="key", integration_id="workday:1", client=httpx.Client(transport=transport))
    assert request_absence(kombo, ABSENCE) is None

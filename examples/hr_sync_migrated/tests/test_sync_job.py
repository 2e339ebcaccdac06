"""The hourly job, with a client and a session that answer what the test says."""

from unittest.mock import Mock

import pytest

from hr_sync.client import KomboError, KomboSetupError, KomboSyncPending, KomboUnavailable
from hr_sync.sync_job import run


def page(*employees: dict[str, str]) -> Mock:
    """Return the answer of a session that has one page."""
    body = {"status": "success", "data": {"results": list(employees), "next": None}}
    return Mock(status_code=200, json=Mock(return_value=body))


def test_employees_get_into_the_directory() -> None:
    client, session = Mock(), Mock()
    client.get.return_value = {"results": [{"id": "g1", "name": "Sales"}]}
    session.get.return_value = page({"id": "e1"})
    directory: dict[str, object] = {}
    assert run(client, session, directory)
    assert directory == {"e1": {"id": "e1", "groups": {"g1": "Sales"}}}


def test_an_outage_is_left_to_the_next_run() -> None:
    client = Mock()
    client.get.side_effect = KomboUnavailable(503, None, "<html>busy</html>")
    assert not run(client, Mock(), {})


def test_the_first_sync_is_left_to_its_webhook() -> None:
    client = Mock()
    client.get.side_effect = KomboSyncPending(409, "INTEGRATION.SETUP_SYNC_PENDING", "wait")
    assert not run(client, Mock(), {})


def test_a_connection_that_is_not_set_up_is_raised() -> None:
    client = Mock()
    client.get.side_effect = KomboSetupError(409, "INTEGRATION.QA_FAILED", "no employees")
    with pytest.raises(KomboSetupError):
        run(client, Mock(), {})


def test_a_wrong_key_is_raised() -> None:
    client = Mock()
    client.get.side_effect = KomboError(401, "PLATFORM.AUTHENTICATION_INVALID", "wrong key")
    with pytest.raises(KomboError):
        run(client, Mock(), {})

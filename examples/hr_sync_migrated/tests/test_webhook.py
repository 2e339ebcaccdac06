"""The webhook handler."""

from unittest.mock import Mock

from hr_sync.client import KomboError
from hr_sync.webhook import handle


def test_changed_data_starts_a_sync() -> None:
    start_sync = Mock(return_value=True)
    assert handle({"type": "data-changed"}, Mock(), start_sync, Mock()) == (202, "started")
    start_sync.assert_called_once_with()


def test_a_running_sync_is_not_started_twice() -> None:
    status, _ = handle({"type": "data-changed"}, Mock(), Mock(return_value=False), Mock())
    assert status == 503


def test_a_broken_connection_is_told_to_the_customer() -> None:
    client, tell_customer = Mock(), Mock()
    client.get.side_effect = KomboError(403, "INTEGRATION.PERMISSION_MISSING", "no access to groups")
    assert handle({"type": "integration-state-changed"}, client, Mock(), tell_customer) == (200, "thanks")
    assert "no access to groups" in tell_customer.call_args.args[0]

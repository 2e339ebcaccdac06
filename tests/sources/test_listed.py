"""Where a name stands as an item of a table or a list, told from bytes."""

from __future__ import annotations

import pytest

from kombo_lint.sources.listed import lists

ITEMS = [
    "[Client, Other]",
    "[\n    Other,  # one of two\n    Client,\n]",
    "(Other, Client)",
    "{Client}",
    '{"new": Client, "old": Other}',
    "{Kind.NEW: Client}",
    "[[Other], [Client, Other]]",
    "kinds = Client, Other",
    "for kind in (Client, Other): pass",
]
NO_ITEMS = [
    "from clients import Client, Other",
    "from clients import (\n    Other,\n    Client,\n)",
    "Client(1)",
    "make(Client, 1)",
    "class Mine(Client): pass",
    "def made(client: Client, other=1): pass",
    "def made(each: Dict[str, Client]): pass",
    "def made(each: Callable[[Other, Client], None]): pass",
    "KINDS[Client]",
    "[Clients, MyClient, other.Client]",
]


@pytest.mark.parametrize("source", ITEMS)
def test_an_item_is_listed(source: str) -> None:
    assert lists(source.encode(), b"Client")


@pytest.mark.parametrize("source", NO_ITEMS)
def test_what_is_called_annotated_or_imported_is_not(source: str) -> None:
    assert not lists(source.encode(), b"Client")

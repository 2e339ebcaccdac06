"""KomboClient against a made-up server."""

import httpx
import pytest

from hr_sync.client import KomboClient, KomboSetupError


def answer(request: httpx.Request) -> httpx.Response:
    """Answer as Kombo does."""
    if request.url.path == "/v1/hris/groups":
        return httpx.Response(200, json={"status": "success", "data": {"results": [], "next": None}})
    error = {"code": "INTEGRATION.SETUP_INCOMPLETE", "title": None, "message": "not set up", "log_url": None}
    return httpx.Response(409, json={"status": "error", "error": error})


def test_data_of_a_success_is_returned() -> None:
    client = KomboClient("key", "workday:1", httpx.MockTransport(answer))
    assert client.get("/hris/groups") == {"results": [], "next": None}


def test_an_error_has_the_class_of_its_code() -> None:
    client = KomboClient("key", "workday:1", httpx.MockTransport(answer))
    with pytest.raises(KomboSetupError) as caught:
        client.get("/hris/employees")
    assert caught.value.code == "INTEGRATION.SETUP_INCOMPLETE"

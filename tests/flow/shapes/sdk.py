"""The Kombo SDK: its errors have a status, and their code in `data.error.code`."""

# --- the base class of the errors, a client kept on the object
from kombo import Kombo
from kombo.errors import SDKError


class Directory:
    def __init__(self, api_key: str, integration_id: str) -> None:
        self.client = Kombo(api_key=api_key, integration_id=integration_id, server="us")

    def employees(self):
        try:
            return self.client.hris.get_employees(page_size=250)
        except SDKError as error:
            if error.status_code in {502, 503, 504}:  # KMB101
                return None
            raise


# --- asynchronous, and the status of the raw response
import kombo
from kombo import errors


async def candidates(api_key):
    async with kombo.Kombo(api_key=api_key) as client:
        try:
            return await client.ats.get_candidates_async()
        except errors.KomboAtsError as exc:
            if exc.raw_response.status_code >= 500:  # KMB101
                raise ConnectionError(exc.message) from exc
            raise


# --- the client comes from a factory, the error goes to a helper
# file: app/client.py
import os
from functools import lru_cache

from kombo import Kombo


@lru_cache
def client_for(integration_id: str) -> Kombo:
    return Kombo(api_key=os.environ["API_KEY"], integration_id=integration_id)


# file: app/absences.py
from kombo import errors

from app.client import client_for


def is_conflict(error: errors.SDKError) -> bool:
    return error.status_code == 409  # KMB103


def request_absence(integration_id, absence):
    try:
        client_for(integration_id).hris.create_absence(**absence)
    except errors.KomboHrisError as error:
        if is_conflict(error):
            return "requested already"
        raise
    return "requested"


# --- an error class of one's own around the SDK's
from kombo import Kombo, errors


class AtsUnavailable(Exception):
    """Try later."""


class AtsRejected(Exception):
    """Never try again."""


def add_note(kombo: Kombo, application_id: str, content: str) -> None:
    try:
        kombo.ats.add_application_note(
            application_id=application_id, content=content, content_type="PLAIN_TEXT"
        )
    except errors.SDKError as error:
        if error.status_code < 500:  # KMB101
            raise AtsRejected(error.message) from error
        raise AtsUnavailable(error.message) from error


# --- silent: only rate limits are told apart
from kombo import Kombo, errors


def groups(kombo: Kombo):
    try:
        return kombo.hris.get_groups()
    except errors.SDKError as error:
        if error.status_code == 429:
            return None
        raise RuntimeError(f"Kombo answered {error.status_code}") from error
    except errors.NoResponseError:
        return None


# --- silent: httpx inside the SDK is not the test's httpx
import httpx
from kombo import Kombo


def seats(kombo: Kombo):
    employees = kombo.hris.get_employees()
    billing = httpx.get("https://api.stripe.com/v1/subscriptions")
    if billing.status_code == 503:
        return None
    return employees, billing.json()


# --- silent: the errors of the namespace are taken before
from kombo import Kombo, errors


def employees(kombo: Kombo):
    try:
        return kombo.hris.get_employees()
    except errors.KomboHrisError:
        return None
    except errors.SDKError as error:
        if error.status_code >= 500:
            return []
        raise


# --- the errors of another namespace are taken before
from kombo import Kombo, errors


def candidates(kombo: Kombo):
    try:
        return kombo.ats.get_candidates()
    except errors.KomboHrisError:
        return None
    except errors.SDKError as error:
        if error.status_code >= 500:  # KMB101
            return []
        raise


# --- silent: of one namespace or the other, all of them are taken before
from kombo import errors


def patiently(call):
    try:
        return call()
    except (errors.KomboHrisError, errors.KomboAtsError) as error:
        raise RuntimeError(error.data.error.code) from error
    except errors.SDKError as error:
        if error.status_code == 503:
            return None
        raise

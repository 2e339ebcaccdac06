"""An exception carries the response or its status from where it is raised to where it is caught."""

# --- requests.HTTPError, raised in a method that is called in the try
import requests


class Api:
    def jobs(self):
        resp = requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10)
        resp.raise_for_status()
        return resp.json()


def cached_jobs(cache):
    try:
        cache["jobs"] = Api().jobs()
    except requests.exceptions.HTTPError as error:
        if error.response.status_code != 503:  # KMB101
            raise
    return cache["jobs"]


# --- httpx.HTTPStatusError, its status in a variable
import httpx


def stages(client: httpx.Client):
    try:
        resp = client.get("https://api.kombo.dev/v1/ats/application-stages")
        resp.raise_for_status()
    except httpx.TransportError:
        return None
    except httpx.HTTPStatusError as exc:
        status = exc.response.status_code
        if status in (502, 503, 504):  # KMB101
            return None
        raise
    return resp.json()


# --- aiohttp.ClientResponseError of a session that raises by itself
import aiohttp


async def offers():
    async with aiohttp.ClientSession(raise_for_status=True) as session:
        try:
            async with session.get("https://api.kombo.dev/v1/ats/offers") as resp:
                return await resp.json()
        except aiohttp.ClientResponseError as error:
            if error.status >= 500:  # KMB101
                return None
            raise


# --- urllib's error, caught among others
from urllib import error, request


def tags():
    try:
        return request.urlopen("https://api.kombo.dev/v1/ats/tags").read()
    except (error.HTTPError, TimeoutError) as problem:
        if isinstance(problem, error.HTTPError) and problem.code == 409:  # KMB103
            return b""
        raise


# --- an exception of one's own holds the response, and a subclass is raised
# file: ats/errors.py
class ApiError(Exception):
    def __init__(self, response):
        self.response = response
        super().__init__(f"{response.status_code}: {response.text}")

    @property
    def status(self):
        return self.response.status_code


class KomboError(ApiError):
    """Kombo said no."""


# file: ats/api.py
import requests

from ats.errors import KomboError


def call(method, path, **kwargs):
    response = requests.request(method, f"https://api.kombo.dev/v1/{path}", timeout=10, **kwargs)
    if not response.ok:
        raise KomboError(response)
    return response.json()


# file: ats/sync.py
from ats import api
from ats.errors import ApiError


def sync_candidates(store):
    try:
        store(api.call("GET", "ats/candidates"))
    except ApiError as error:
        if error.status == 503:  # KMB101
            return False
        raise
    return True


# --- made by a method, raised from another error, caught two calls above
# file: hris/client.py
import httpx


class HrisError(Exception):
    status_code: int | None = None


class HrisClient:
    def __init__(self, http=None):
        self.http = http or httpx.Client(base_url="https://api.kombo.dev/v1")

    def _error(self, cause):
        error = HrisError(str(cause))
        error.status_code = cause.response.status_code
        return error

    def get(self, path):
        try:
            return self.http.get(path).raise_for_status().json()
        except httpx.HTTPStatusError as cause:
            raise self._error(cause) from cause


# file: hris/jobs.py
from hris.client import HrisClient, HrisError

client = HrisClient()


def load():
    return client.get("/hris/employees")


def run(log):
    try:
        return load()
    except HrisError as error:
        if error.status_code and error.status_code >= 500:  # KMB101
            log.warning("later")
            return None
        raise


# --- one try for two APIs: Kombo's error can get there
import requests


def mirror():
    try:
        employees = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
        employees.raise_for_status()
        requests.post("https://api.intercom.io/contacts", json=employees.json()).raise_for_status()
    except requests.HTTPError as error:
        if error.response.status_code >= 500:  # KMB101
            return False
        raise
    return True


# --- silent: the class of the exception is chosen without the status
import requests


class KomboError(Exception):
    def __init__(self, resp):
        super().__init__(resp.text)
        self.status = resp.status_code


def groups():
    resp = requests.get("https://api.kombo.dev/v1/hris/groups", timeout=10)
    if resp.status_code >= 400:
        raise KomboError(resp)
    return resp.json()


def groups_or_none(log):
    try:
        return groups()
    except KomboError as error:
        log.warning("Kombo answered %s", error.status)
        if error.status == 404:
            raise
        return None


# --- silent: the try holds another API only
import requests


def notify(text):
    try:
        requests.post("https://hooks.slack.com/services/T0/B0", json={"text": text}).raise_for_status()
    except requests.HTTPError as error:
        if error.response.status_code == 503:
            return
        raise


def employees():
    resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
    resp.raise_for_status()
    notify("synced")
    return resp.json()

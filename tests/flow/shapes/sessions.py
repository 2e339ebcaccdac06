"""Sessions, clients and pools: where the address of Kombo is kept, and how the URL is put together."""

# --- the test is in the overridden request
from urllib.parse import urljoin

import requests


class KomboSession(requests.Session):
    base = "https://api.kombo.dev/v1/"

    def __init__(self, api_key):
        super().__init__()
        self.headers["Authorization"] = f"Bearer {api_key}"

    def request(self, method, url, *args, **kwargs):
        resp = super().request(method, urljoin(self.base, url), *args, **kwargs)
        if resp.status_code == 503:  # KMB101
            resp = super().request(method, urljoin(self.base, url), *args, **kwargs)
        return resp


# --- a subclass of httpx.Client hands its base address up
import httpx


class KomboHttp(httpx.Client):
    def __init__(self, api_key, **kwargs):
        super().__init__(base_url="https://api.kombo.dev/v1", **kwargs)
        self.headers["Authorization"] = f"Bearer {api_key}"


def jobs(api_key):
    with KomboHttp(api_key, timeout=10) as http:
        resp = http.get("/ats/jobs")
        if resp.status_code >= 500:  # KMB101
            return None
        resp.raise_for_status()
        return resp.json()


# --- the subclass knows the address, the base class tests the status
# file: connectors/base.py


class Connector:
    url: str

    def fetch(self, path):
        resp = self.send("GET", path)
        if resp.status_code in (500, 502, 503, 504):  # KMB101
            raise ConnectionError(resp.text)
        resp.raise_for_status()
        return resp.json()

    def send(self, method, path):
        raise NotImplementedError


# file: connectors/kombo.py
import requests

from connectors.base import Connector


class Kombo(Connector):
    url = "https://api.kombo.dev/v1"

    def send(self, method, path):
        return requests.request(method, self.url + path, timeout=10)


# --- a class attribute of the subclass is read in the base class
import httpx


class Resource:
    root = ""

    def get(self, path):
        resp = httpx.get(f"{self.root}{path}")
        if resp.status_code == 409:  # KMB103
            return None
        resp.raise_for_status()
        return resp.json()


class KomboResource(Resource):
    root = "https://api.kombo.dev/v1"


# --- the address is a default argument, the session is made on first use
import requests


class Client:
    def __init__(self, api_key, base_url="https://api.kombo.dev/v1", session=None):
        self.api_key = api_key
        self.base_url = base_url.rstrip("/")
        self._session = session

    @property
    def session(self):
        if self._session is None:
            self._session = requests.Session()
        return self._session

    def groups(self):
        url = self.base_url
        url += "/hris/groups"
        resp = self.session.get(url, timeout=10)
        if resp.status_code == 503:  # KMB101
            return []
        resp.raise_for_status()
        return resp.json()["data"]["results"]


# --- a region picks the host, the settings are in another module
# file: app/settings.py
HOSTS = {
    "eu": "https://api.kombo.dev/v1",
    "us": "https://api.us.kombo.dev/v1",
    "ca": "https://api.ca.kombo.dev/v1",
}


# file: app/locations.py
import requests

from .settings import HOSTS


def locations(region="eu"):
    resp = requests.get(f"{HOSTS[region]}/hris/locations", timeout=10)
    if resp.status_code >= 500:  # KMB101
        raise ConnectionError(resp.text)
    resp.raise_for_status()
    return resp.json()


# --- a urllib3 pool
import urllib3

http = urllib3.PoolManager()


def users():
    resp = http.request("GET", "https://api.kombo.dev/v1/ats/users")
    if resp.status == 503:  # KMB101
        return None
    if resp.status >= 400:
        raise RuntimeError(resp.data)
    return resp.json()


# --- urllib3 without a pool
import urllib3


def check_key(token):
    reply = urllib3.request(
        "GET",
        "https://api.kombo.dev/v1/check-api-key",
        headers={"Authorization": f"Bearer {token}"},
    )
    if 400 <= reply.status <= 499:  # KMB103
        raise PermissionError(reply.data)
    return reply.json()


# --- drop-ins: niquests is used like requests, httpx2 like httpx
import httpx2
import niquests


def notes():
    resp = niquests.get("https://api.kombo.dev/v1/ats/notes", timeout=10)
    if resp.status_code == 503:  # KMB101
        return []
    resp.raise_for_status()
    return resp.json()


def roles():
    with httpx2.Client(base_url="https://api.kombo.dev/v1") as client:
        resp = client.get("/ats/roles")
        if resp.is_server_error:  # KMB101
            return []
        return resp.raise_for_status().json()


# --- a method of a session that the library calls for the others
import requests


class Resilient(requests.Session):
    def request(self, method, url, **kwargs):
        while True:
            resp = super().request(method, url, **kwargs)
            if resp.status_code == 503:  # KMB101
                continue
            return resp


class Client:
    def __init__(self):
        self.session = Resilient()

    def teams(self):
        return self.session.get("https://api.kombo.dev/v1/hris/teams", timeout=10)


# --- hooks that are put on a session
import requests

BASE = "https://api.kombo.dev/v1"


def check(response, *args, **kwargs):
    if response.status_code == 503:  # KMB101
        raise TimeoutError


def session(token):
    made = requests.Session()
    made.headers["Authorization"] = f"Bearer {token}"
    made.hooks["response"].append(check)
    return made


def interviews(token):
    return session(token).get(BASE + "/ats/interviews").json()


class Kombo(requests.Session):
    def __init__(self):
        super().__init__()
        self.hooks["response"] = [self.check]

    def check(self, response, *args, **kwargs):
        if response.status_code == 503:  # KMB101
            raise TimeoutError

    def tags(self):
        return self.get(BASE + "/ats/tags").json()


def other_check(response, *args, **kwargs):
    if response.status_code == 503:
        raise TimeoutError


def others():
    return requests.get("https://api.other.dev/x", hooks={"response": other_check}).json()


# --- hooks in a call, in a variable, of a method
import httpx
import requests


def check(response, *args, **kwargs):
    if response.status_code == 503:  # KMB101
        raise TimeoutError


def jobs():
    return requests.get("https://api.kombo.dev/v1/ats/jobs", hooks={"response": check}).json()


def told(response):
    if response.status_code == 503:  # KMB101
        raise TimeoutError


hooks = {"response": [told]}
client = httpx.Client(base_url="https://api.kombo.dev/v1", event_hooks=hooks)


class Api:
    def __init__(self):
        self.http = httpx.AsyncClient(base_url="https://api.kombo.dev/v1")
        self.http.event_hooks["response"].append(self.check)

    async def check(self, response):
        if response.status_code == 503:  # KMB101
            raise TimeoutError


# --- a function that an asynchronous client raises by
import aiohttp


async def check(response):
    if response.status >= 500:  # KMB101
        raise TimeoutError


async def users():
    async with aiohttp.ClientSession() as session:
        async with session.get("https://api.kombo.dev/v1/ats/users", raise_for_status=check) as response:
            return await response.json()


# --- a response of a class whose one client is for Kombo
import os

import httpx


class Api:
    def __init__(self):
        self.http = httpx.Client(base_url="https://api.kombo.dev/v1")

    def check(self, response: httpx.Response):
        if response.status_code == 503:  # KMB101
            raise TimeoutError


class Sync:
    def __init__(self):
        self.kombo = httpx.Client(base_url="https://api.kombo.dev/v1")
        self.backend = httpx.Client(base_url=os.environ["BACKEND_URL"])

    def check(self, response: httpx.Response):
        if response.status_code == 503:
            raise TimeoutError

# --- a hook in a name that is given what it stands in itself
import httpx


def checked(resp):
    if resp.status_code == 503:  # KMB101
        raise TimeoutError("not now")


def client():
    hooks = {"response": [checked]}
    hooks = dict(hooks)
    return httpx.Client(base_url="https://api.kombo.dev/v1", event_hooks=hooks)


def teams():
    return client().get("/hris/teams").json()

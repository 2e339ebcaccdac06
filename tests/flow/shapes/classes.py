"""Classes that stand between the request and the test."""

# --- a named tuple
from typing import NamedTuple

import requests


class Reply(NamedTuple):
    status: int
    text: str
    seconds: float = 0.0


def get(path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
    return Reply(resp.status_code, resp.text, resp.elapsed.total_seconds())


def groups():
    reply = get("/hris/groups")
    if reply.status == 503:  # KMB101
        return None
    return reply.text


# --- a wrapper that hands on what it does not know
import requests


class Reply:
    def __init__(self, inner):
        self._inner = inner

    def __getattr__(self, name):
        return getattr(self._inner, name)

    def items(self):
        return self._inner.json()["data"]["results"]


def teams():
    reply = Reply(requests.get("https://api.kombo.dev/v1/hris/teams", timeout=10))
    if reply.status_code >= 500:  # KMB101
        return []
    reply.raise_for_status()
    return reply.items()


# --- fields that are set from outside
import requests


class Attempt:
    status = None
    text = ""

    def note(self):
        return f"{self.status}: {self.text}"


def run(path):
    attempt = Attempt()
    resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
    attempt.status = resp.status_code
    attempt.text = resp.text
    return attempt


def locations(log):
    attempt = run("/hris/locations")
    if attempt.status == 503:  # KMB101
        log.warning(attempt.note())
    return attempt.text


# --- a constructor of another name
import requests


class Reply:
    def __init__(self, status, body):
        self.status = status
        self.body = body

    @classmethod
    def of(cls, resp):
        return cls(resp.status_code, resp.json())

    @property
    def family(self):
        return self.status // 100


def skills():
    reply = Reply.of(requests.get("https://api.kombo.dev/v1/hris/skills", timeout=10))
    if reply.family == 5:  # KMB101
        return []
    return reply.body


# --- an object that is called like a function
import requests


class Getter:
    def __init__(self, root):
        self.root = root

    def __call__(self, path, **params):
        return requests.get(self.root + path, params=params, timeout=10)


kombo = Getter("https://api.kombo.dev/v1")


def jobs():
    resp = kombo("/ats/jobs", page_size=200)
    if resp.status_code == 503:  # KMB101
        return []
    resp.raise_for_status()
    return resp.json()


# --- a context manager of one's own
import httpx


class Kombo:
    def __enter__(self):
        self.http = httpx.Client(base_url="https://api.kombo.dev/v1")
        return self

    def __exit__(self, *problem):
        self.http.close()

    def users(self):
        return self.http.get("/ats/users")


class Opened:
    def __enter__(self):
        return httpx.Client(base_url="https://api.us.kombo.dev/v1")

    def __exit__(self, *problem):
        return None


def users():
    with Kombo() as kombo, Opened() as client:
        resp = kombo.users()
        if resp.status_code == 503:  # KMB101
            resp = client.get("/ats/users")
            if resp.status_code == 409:  # KMB103
                return []
    return resp.raise_for_status().json()


# --- an abstract base, a mixin, a property of the base asked by super()
from abc import ABC, abstractmethod

import requests


class Retrying:
    def retryable(self, resp):
        return resp.status_code in self.retry_statuses

    @property
    def retry_statuses(self):
        return {429, 502}


class Api(ABC):
    @property
    @abstractmethod
    def root(self):
        """The address."""

    def fetch(self, path):
        return requests.get(self.root + path, timeout=10)


class Kombo(Retrying, Api):
    root = "https://api.kombo.dev/v1"

    @property
    def retry_statuses(self):
        return super().retry_statuses | {503}

    def tags(self):
        resp = self.fetch("/ats/tags")
        if self.retryable(resp):  # KMB101
            return None
        resp.raise_for_status()
        return resp.json()


# --- a cached property makes the client
from functools import cached_property

import httpx


class Kombo:
    REGIONS = {"eu": "https://api.kombo.dev/v1", "us": "https://api.us.kombo.dev/v1"}

    def __init__(self, region: str):
        self.region = region

    @cached_property
    def http(self):
        return httpx.Client(base_url=self.REGIONS[self.region], timeout=10)

    def stages(self):
        resp = self.http.get("/ats/application-stages")
        if resp.status_code == 503:  # KMB101
            return None
        return resp.raise_for_status().json()


# --- configured on the class
import requests


class Kombo:
    root = None

    @classmethod
    def configure(cls, root="https://api.kombo.dev/v1"):
        cls.root = root

    @classmethod
    def get(cls, path):
        return requests.get(cls.root + path, timeout=10)


Kombo.timeout = 10
Kombo.configure()


def notes():
    resp = Kombo.get("/ats/notes")
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


# --- statuses as members of an enumeration
from enum import IntEnum

import requests


class Status(IntEnum):
    OK = 200
    CONFLICT = 409
    DOWN = 503


def offers():
    resp = requests.get("https://api.kombo.dev/v1/ats/offers", timeout=10)
    if resp.status_code == Status.DOWN:  # KMB101
        return None
    if Status(resp.status_code) is Status.OK:
        return resp.json()
    raise RuntimeError(resp.text)


# --- the last answer stays on the object, and is asked through a property
import requests


class Kombo:
    def __init__(self):
        self.session = requests.Session()
        self.last: requests.Response | None = None

    @property
    def busy(self):
        return self.last is not None and self.last.status_code == 503  # KMB101

    def get(self, path):
        self.last = self.session.get("https://api.kombo.dev/v1" + path, timeout=10)
        return self.last.json()


def employees(kombo: "Kombo"):
    body = kombo.get("/hris/employees")
    while kombo.busy:
        body = kombo.get("/hris/employees")
    return body


# --- only an annotation says of which class a field is
from __future__ import annotations

from typing import Optional

import httpx


class Api:
    def __init__(self):
        self.http = httpx.Client(base_url="https://api.kombo.dev/v1")

    def send(self, path):
        return self.http.get(path)


class Job:
    api: Optional[Api]
    name: str

    def run(self):
        resp = self.api.send(f"/ats/jobs/{self.name}")
        if resp.status_code == 503:  # KMB101
            return None
        return resp.json()


# --- a function promises its class
import requests


class Kombo:
    def get(self, path):
        return requests.get("https://api.kombo.dev/v1" + path, timeout=10)


def client(registry) -> Kombo:
    return registry.lookup("kombo")


def reviews(registry):
    resp = client(registry).get("/hris/performance-reviews")
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


# --- a dictionary kept on the object, filled item by item
import requests


class Kombo:
    def __init__(self):
        self.errors = {401: PermissionError}
        self.errors[503] = TimeoutError

    def get(self, path):
        resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
        if resp.status_code in self.errors:  # KMB101
            raise self.errors[resp.status_code](resp.text)
        return resp.json()


# --- fields of attrs
import attrs
import requests


@attrs.define
class Reply:
    status: int = attrs.field()
    text: str = attrs.field(default="")


def groups():
    resp = requests.get("https://api.kombo.dev/v1/hris/groups", timeout=10)
    reply = Reply(resp.status_code)
    if reply.status == 503:  # KMB101
        return None
    return reply.text


# --- a named tuple made by a call
from collections import namedtuple

import requests

Reply = namedtuple("Reply", ["status", "text"])


def get(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    return Reply(resp.status_code, resp.text)


def groups():
    reply = get("/hris/groups")
    if reply.status == 503:  # KMB101
        return None
    return reply.text


# --- a property sends the request
import requests


class Kombo:
    @property
    def health(self):
        return requests.get("https://api.kombo.dev/v1/check-api-key", timeout=10)


def healthy():
    health = Kombo().health
    return health.status_code < 500  # KMB101


# --- a model of pydantic
from pydantic import BaseModel

import requests


class Reply(BaseModel):
    status: int
    text: str = ""


def get(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    return Reply(status=resp.status_code, text=resp.text)


def groups():
    reply = get("/hris/groups")
    if reply.status == 503:  # KMB101
        return None
    return reply.text


# --- static methods, class methods on objects, methods on the class
import requests


class Kombo:
    ROOT = "https://api.kombo.dev/v1"

    @staticmethod
    def busy(resp):
        return resp.status_code == 503  # KMB101

    @classmethod
    def url(cls, path):
        return cls.ROOT + path

    def get(self, path):
        return requests.get(self.url(path), timeout=10)


def tags():
    kombo = Kombo()
    resp = Kombo.get(kombo, "/ats/tags")
    if Kombo.busy(resp):
        return None
    return resp.json()


# --- a subclass asks what its base would do
import requests


class Base:
    retry_on = {429}

    @property
    def root(self):
        return "https://api.kombo.dev"

    def get(self, path):
        return requests.get(self.root + path, timeout=10)


class V1(Base):
    retry_on = {503}

    @property
    def root(self):
        return super().root + "/v1"

    def get(self, path):
        resp = super().get(path)
        if resp.status_code in super().retry_on | self.retry_on:  # KMB101
            return None
        return resp.json()


# --- named tuples made by a call, the fields in a text or a list
from collections import namedtuple

import requests

Reply = namedtuple("Reply", "status text")
Region = namedtuple("Region", ["name", "host"])
EU = Region("eu", host="https://api.kombo.dev/v1")


def get(path):
    resp = requests.get(EU.host + path, timeout=10)
    return Reply(text=resp.text, status=resp.status_code)


def groups():
    reply = get("/hris/groups")
    if reply.status == 503:  # KMB101
        return None
    return reply.text


# --- a typed named tuple made by a call
from typing import NamedTuple

import requests

Reply = NamedTuple("Reply", [("status", int), ("text", str)])


def get(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    return Reply(resp.status_code, resp.text)


def groups():
    reply = get("/hris/groups")
    if reply.status == 503:  # KMB101
        return None
    return reply.text


# --- silent: a wrapper for another API hands on alike
import requests


class Reply:
    def __init__(self, inner):
        self._inner = inner

    def __getattr__(self, name):
        return getattr(self._inner, name)


def kombo():
    reply = Reply(requests.get("https://api.kombo.dev/v1/hris/teams", timeout=10))
    reply.raise_for_status()
    return reply.json()


def plan():
    reply = Reply(requests.get("https://api.stripe.com/v1/plans", timeout=10))
    if reply.status_code == 503:
        return None
    return reply.json()


# --- two objects that hand on to each other
import requests


class Page:
    def __init__(self, session):
        self._session = session
        self._reply = requests.get("https://api.kombo.dev/v1/hris/teams", timeout=10)

    def __getattr__(self, name):
        return getattr(self._session, name)

    def rows(self):
        if self.retried or self._reply.status_code == 503:  # KMB101
            return []
        return self._reply.json()["data"]["results"]


class Session:
    def __init__(self):
        self._page = Page(self)

    def __getattr__(self, name):
        return getattr(self._page, name)


def teams():
    return Session().rows()


# --- a counter of the object's own
import requests


class Client:
    def __init__(self):
        self.failed = 0

    def teams(self):
        resp = requests.get("https://api.kombo.dev/v1/hris/teams", timeout=10)
        if not resp.ok:
            self.failed += 1
            if self.failed == 3 and resp.status_code == 503:  # KMB101
                return []
        resp.raise_for_status()
        return resp.json()


# --- an argument that only users of the library give is of a class that is called like it
import requests


class KeyCredentials:
    def __init__(self, key):
        self.key = key
        self.base_url = "https://api.kombo.dev/v1"


class Employees:
    def __init__(self, credentials):
        self.base_url = credentials.base_url
        self.key = credentials.key

    def list(self):
        resp = requests.get(self.base_url + "/hris/employees", auth=("", self.key), timeout=10)
        if resp.status_code == 503:  # KMB101
            return None
        return resp


# --- not of a class that is called otherwise, or that has not what is asked of it
import requests


class KeyCredentials:
    def __init__(self, key):
        self.key = key
        self.base_url = "https://api.kombo.dev/v1"


class Tickets:
    def __init__(self, settings):
        self.base_url = settings.base_url

    def list(self):
        resp = requests.get(self.base_url + "/tickets", timeout=10)
        return None if resp.status_code == 503 else resp


class Orders:
    def __init__(self, credentials):
        self.base_url = credentials.base_url
        self.shop = credentials.shop

    def list(self):
        resp = requests.get(self.base_url + "/orders", params={"shop": self.shop}, timeout=10)
        return None if resp.status_code == 503 else resp


# --- an attribute that depends on a method that tests it
import requests


class Pages:
    def __init__(self, path):
        self._total = None
        first = self._page(path)
        self._total = len(first)

    def _page(self, path):
        resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
        if self._total is None and resp.status_code == 503:  # KMB101
            return []
        return resp.json()


def teams():
    return Pages("/hris/teams")


# --- a base class with parameters
from typing import Generic, TypeVar

import httpx

T = TypeVar("T")


class Base(Generic[T]):
    def __init__(self, base_url):
        self._base_url = base_url

    def url(self, path):
        return f"{self._base_url}{path}"


class Client(Base[httpx.Client]):
    def __init__(self):
        super().__init__("https://api.kombo.dev/v1")
        self._client = httpx.Client()

    def teams(self):
        resp = self._client.get(self.url("/hris/teams"))
        if resp.status_code == 503:  # KMB101
            return None
        return resp


# --- parts of one class, all of one name
# file: app/sending.py
class Kombo:
    def teams(self):
        resp = self.session.get(self.base_url + "/hris/teams")
        if resp.status_code == 503:  # KMB101
            return None
        return resp


# file: app/settings.py
import requests


class Kombo:
    def __init__(self):
        self.session = requests.Session()
        self.base_url = "https://api.kombo.dev/v1"


# file: app/client.py
from app.sending import Kombo as Sending
from app.settings import Kombo as Settings


class Kombo(Settings, Sending):
    pass


# --- an attribute of an object that is of no class of the project
import threading

import requests


class Client:
    def __init__(self):
        self.local = threading.local()

    @property
    def session(self):
        if getattr(self.local, "session", None) is None:
            self.local.session = requests.Session()
        return self.local.session

    def teams(self):
        resp = self.session.get("https://api.kombo.dev/v1/hris/teams", timeout=10)
        if resp.status_code == 503:  # KMB101
            return None
        return resp


# --- the state of an application
# file: app/main.py
import httpx
from fastapi import FastAPI

app = FastAPI()
app.state.kombo = httpx.AsyncClient(base_url="https://api.kombo.dev/v1")
app.state.other = httpx.AsyncClient(base_url="https://example.com")


# file: app/routes.py
from fastapi import APIRouter, Request

router = APIRouter()


@router.get("/teams")
async def teams(request: Request):
    resp = await request.app.state.kombo.get("/hris/teams")
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


@router.get("/pets")
async def pets(request: Request):
    resp = await request.app.state.other.get("/pets")
    return None if resp.status_code == 503 else resp.json()


# --- a request object of the program's own class
import urllib.error
import urllib.request


class Call(urllib.request.Request):
    def __init__(self, method, path):
        urllib.request.Request.__init__(self, "https://api.kombo.dev/v1" + path)
        self.method = method


def teams():
    try:
        with urllib.request.urlopen(Call("GET", "/hris/teams")) as resp:
            return resp.read()
    except urllib.error.HTTPError as error:
        if error.code == 503:  # KMB101
            return None
        raise


# --- a method that a class of the same name in another module has
# file: app/base.py
import abc


class Client(abc.ABC):
    @abc.abstractmethod
    async def send(self, url):
        """Return status and body."""

    async def teams(self):
        status, body = await self.send("https://api.kombo.dev/v1/hris/teams")
        if status >= 500:  # KMB101
            raise LookupError
        return body


# file: app/by_httpx.py
import httpx

from app import base as abstract


class Client(abstract.Client):
    def __init__(self):
        self.http = httpx.AsyncClient()

    async def send(self, url):
        resp = await self.http.request("GET", url)
        return resp.status_code, resp.content


# --- classes in a table, made by what a loop takes out of it
import requests


class Endpoint:
    def __init__(self, base_url):
        self.base_url = base_url

    def get(self, path):
        resp = requests.get(f"{self.base_url}{path}", timeout=10)
        if resp.status_code == 503:  # KMB101
            return None
        return resp


class Teams(Endpoint):
    def list(self):
        return self.get("/hris/teams")


class Employees(Endpoint):
    def list(self):
        return self.get("/hris/employees")


KINDS = {"teams": Teams, "employees": Employees}


class Api:
    def __init__(self, url="https://api.kombo.dev/v1"):
        for name, kind in KINDS.items():
            setattr(self, name, kind(url))


# --- the address is a subclass's, which also looks at the answer before its base does
import requests

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


class BaseApi:
    base_url = ""

    def before_status(self, resp):
        """Subclasses look at the body here."""

    def get(self, path):
        resp = requests.get(self.base_url + path, timeout=10)
        if not resp.ok:
            self.before_status(resp)
            if resp.status_code >= 500:
                raise ConnectionError(resp.status_code)
            resp.raise_for_status()
        return resp.json()


class Kombo(BaseApi):
    base_url = "https://api.kombo.dev/v1"

    def before_status(self, resp):
        if resp.json().get("error", {}).get("code") in SETUP:
            raise LookupError(resp.text)


# --- another subclass for the API does not
import requests

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


class BaseApi:
    base_url = ""

    def before_status(self, resp):
        """Subclasses look at the body here."""

    def get(self, path):
        resp = requests.get(self.base_url + path, timeout=10)
        self.before_status(resp)
        if resp.status_code >= 500:  # KMB101
            raise ConnectionError(resp.status_code)
        return resp.json()


class Kombo(BaseApi):
    base_url = "https://api.kombo.dev/v1"

    def before_status(self, resp):
        if resp.json().get("error", {}).get("code") in SETUP:
            raise LookupError(resp.text)


class KomboUs(BaseApi):
    base_url = "https://api.us.kombo.dev/v1"


# --- a subclass for another API does
import requests


class BaseApi:
    base_url = "https://api.kombo.dev/v1"

    def before_status(self, resp):
        """Subclasses look at the answer here."""

    def get(self, path):
        resp = requests.get(self.base_url + path, timeout=10)
        self.before_status(resp)
        if resp.status_code >= 500:  # KMB101
            raise ConnectionError(resp.status_code)
        return resp.json()


class Slack(BaseApi):
    base_url = "https://slack.com/api"

    def before_status(self, resp):
        if not resp.ok:
            raise LookupError(resp.text)


# --- a subclass raises for setup errors, and else leaves it to its base
import requests

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


class ApiClient:
    base_url: str

    def request(self, method, path):
        return self.handle(requests.request(method, self.base_url + path, timeout=10))

    def handle(self, resp):
        if resp.status_code >= 500:
            raise ConnectionError(resp.status_code)
        resp.raise_for_status()
        return resp.json()


class KomboClient(ApiClient):
    base_url = "https://api.kombo.dev/v1"

    def handle(self, resp):
        if not resp.ok and resp.json()["error"]["code"] in SETUP:
            raise LookupError(resp.text)
        return super().handle(resp)["data"]


# --- it leaves some of them to its base
import requests


class ApiClient:
    base_url: str

    def request(self, method, path):
        return self.handle(requests.request(method, self.base_url + path, timeout=10))

    def handle(self, resp):
        if resp.status_code >= 500:  # KMB101
            raise ConnectionError(resp.status_code)
        resp.raise_for_status()
        return resp.json()


class KomboClient(ApiClient):
    base_url = "https://api.kombo.dev/v1"

    def handle(self, resp):
        if not resp.ok and resp.json()["error"]["code"] == "INTEGRATION.QA_FAILED":
            raise LookupError(resp.text)
        return super().handle(resp)["data"]

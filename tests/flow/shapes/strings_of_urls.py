"""How the address is put together."""

# --- urljoin, with a relative and an absolute path
from urllib.parse import urljoin

import requests

ROOT = "https://api.kombo.dev/v1/"


def groups():
    resp = requests.get(urljoin(ROOT, "hris/groups"), timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


def absolute():
    resp = requests.get(urljoin("https://example.com/", "https://api.kombo.dev/v1/hris/teams"), timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


# --- joined by slashes, of parts that are not all known
import requests


def record(kind, record_id):
    url = "/".join(["https://api.kombo.dev/v1", kind, str(record_id)])
    resp = requests.get(url, timeout=10)
    if resp.status_code >= 500:  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


def page(*parts):
    resp = requests.get("/".join(("https://api.kombo.dev", "v1", *parts)), timeout=10)
    if resp.status_code >= 500:  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


# --- cleaned of slashes before the path is added
import httpx


class Hris:
    def __init__(self, base="https://api.kombo.dev/v1/"):
        self.base = base.rstrip("/").replace("http://", "https://")

    def url(self, path):
        return f"{self.base}/{path.lstrip('/')}"

    def teams(self):
        resp = httpx.get(self.url("/hris/teams"))
        if resp.status_code == 503:  # KMB101
            return None
        return resp.raise_for_status().json()


# --- by percent
import requests

RECORD = "%s/v1/%s/%d"


def record(kind, number):
    resp = requests.get(RECORD % ("https://api.kombo.dev", kind, number), timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


def one(path):
    resp = requests.get("https://api.us.kombo.dev/v1/%s" % path, timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


# --- by format, numbered and named
import requests


def numbered(path):
    resp = requests.get("{0}://{1}/v1/{2}".format("https", "api.kombo.dev", path), timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


def by_region(path, region="us"):
    url = "https://api.{region}.kombo.dev/v1/{path}".format(region=region, path=path)
    resp = requests.get(url, timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


# --- written in two pieces, and grown by +=
import requests


def jobs(cursor=None):
    url = (
        "https://api.kombo.dev"
        "/v1/ats/jobs"
    )
    if cursor:
        url += "?cursor=" + cursor
    resp = requests.get(url, timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


def tags(job):
    url = "https://api.kombo.dev" f"/v1/ats/jobs/{job}/tags"
    resp = requests.get(url, timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


# --- scheme, host and version apart
import requests

SCHEME, HOST = "https", "api.kombo.dev"
VERSION = 1


def users():
    resp = requests.get(SCHEME + "://" + HOST + "/v" + str(VERSION) + "/ats/users", timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


# --- URL objects
import aiohttp
import httpx
from yarl import URL


async def stages(session: aiohttp.ClientSession):
    async with session.get(URL("https://api.kombo.dev/v1/ats/application-stages")) as resp:
        if resp.status == 503:  # KMB101
            return None
        return await resp.json()


def reasons():
    resp = httpx.get(httpx.URL("https://api.kombo.dev/v1/ats/rejection-reasons"))
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


# --- with a port, a user, and nothing behind it
import requests


def ping():
    resp = requests.get("https://api.kombo.dev:443", timeout=10)
    if resp.status_code == 503:  # KMB101
        return False
    return resp.ok


def ping_as(user, password):
    resp = requests.get(f"https://{user}:{password}@api.kombo.dev/v1", timeout=10)
    if resp.status_code == 503:  # KMB101
        return False
    return resp.ok


# --- a function that makes addresses, of one line and of two ways
import requests


def url_of(path, version=1):
    if not path.startswith("/"):
        path = "/" + path
    return f"https://api.kombo.dev/v{version}{path}"


def host_of(region):
    return "https://api.us.kombo.dev/v1" if region == "us" else "https://api.kombo.dev/v1"


def locations(region):
    first = requests.get(url_of("hris/locations"), timeout=10)
    if first.status_code == 503:  # KMB101
        return None
    second = requests.get(host_of(region) + "/hris/locations", timeout=10)
    if second.status_code == 503:  # KMB101
        return None
    return first.json(), second.json()


# --- a URL object and a slash
import aiohttp
from yarl import URL

ROOT = URL("https://api.kombo.dev/v1")


async def stages(session: aiohttp.ClientSession):
    async with session.get(ROOT / "ats" / "application-stages") as resp:
        if resp.status == 503:  # KMB101
            return None
        return await resp.json()


# --- silent: the host only looks like Kombo's
import requests

MARKETING = "https://www.kombo.dev/blog"


def posts():
    resp = requests.get(MARKETING, timeout=10)
    if resp.status_code == 503:
        return None
    return resp.text


def mirror(tenant):
    resp = requests.get(f"https://{tenant}.example.com/api.kombo.dev.json", timeout=10)
    if resp.status_code == 503:
        return None
    return resp.json()


def proxy():
    resp = requests.get("https://api.kombo.dev.example.com/v1", timeout=10)
    if resp.status_code == 503:
        return None
    return resp.json()


# --- a path is appended to the bare host
import requests

HOST = "https://api.kombo.dev"


def get(path):
    resp = requests.get(HOST + path, timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


def put(path, body):
    resp = requests.put(f"{HOST}{path}", json=body, timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


# --- named by percent
import requests

NAMED = "https://%(host)s/v1/%(path)s"


def named(path):
    resp = requests.get(NAMED % {"host": "api.us.kombo.dev", "path": path}, timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


# --- httpx.URL.join
import httpx

ROOT = httpx.URL("https://api.kombo.dev/v1/")


def stages():
    resp = httpx.get(ROOT.join("ats/application-stages"))
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


# --- the method of a library's class, called on the class
import requests


class Session(requests.Session):
    def ping(self):
        resp = requests.Session.get(self, "https://api.kombo.dev/v1/check-api-key", timeout=10)
        if resp.status_code == 503:  # KMB101
            return False
        return resp.ok


# --- a mapping filled into a text
import requests

OPTIONS = {"server": "https://api.kombo.dev", "version": "v1"}


def teams():
    options = OPTIONS.copy()
    options.update({"path": "hris/teams"})
    resp = requests.get("{server}/{version}/{path}".format(**options), timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    return resp


# --- templates, parts of paths, objects for URLs, and a host by its name
import posixpath
from enum import Enum
from string import Template

import requests
from yarl import URL

PAGE = Template("https://api.kombo.dev/v1/${model}")
OTHER_PAGE = Template("https://api.other.dev/v1/$model")


class Host(Enum):
    EU = "https://api.kombo.dev/v1"
    US = "https://api.us.kombo.dev/v1"
    OLD = "https://api.other.dev/v1"


def by_template(model):
    resp = requests.get(PAGE.substitute(model=model))
    return None if resp.status_code == 503 else resp.json()  # KMB101


def by_parts(model):
    resp = requests.get(posixpath.join("https://api.kombo.dev/v1", model))
    return None if resp.status_code == 503 else resp.json()  # KMB101


def by_object(path):
    resp = requests.get(str(URL("https://api.kombo.dev/v1").with_path(path)))
    return None if resp.status_code == 503 else resp.json()  # KMB101


def by_name(path):
    resp = requests.get(Host["EU"].value + path)
    return None if resp.status_code == 503 else resp.json()  # KMB101


def others(path):
    resp = requests.get(OTHER_PAGE.substitute(model="kombo"))
    if resp.status_code == 503:
        return None
    resp = requests.get(Host["OLD"].value + path)
    return None if resp.status_code == 503 else resp.json()

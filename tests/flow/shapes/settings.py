"""Where the address comes from: settings, tables of regions, defaults, modules that are imported late."""

# --- the environment may replace a default
import os

import requests

BASE = os.environ.get("HRIS_URL", "https://api.kombo.dev/v1")


def groups():
    resp = requests.get(f"{BASE}/hris/groups", timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


# --- nested tables, asked by key and by get
import requests

SETTINGS = {"apis": {"hris": {"url": "https://api.kombo.dev/v1", "timeout": 10}}}


def teams():
    api = SETTINGS["apis"].get("hris", {})
    resp = requests.get(api["url"] + "/hris/teams", timeout=api.get("timeout"))
    if resp.status_code >= 500:  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


# --- the first of several addresses
import requests

HOSTS = {"eu": "https://api.kombo.dev/v1", "us": "https://api.us.kombo.dev/v1"}


def alive():
    host = next(iter(HOSTS.values()))
    resp = requests.get(host + "/check-api-key", timeout=10)
    return not resp.status_code >= 500  # KMB101


def alive_everywhere():
    for region, host in HOSTS.items():
        resp = requests.get(f"{host}/check-api-key", timeout=10)
        if resp.status_code == 503:  # KMB101
            print(region, "is down")


# --- a settings class with defaults
# file: app/settings.py
import os
from dataclasses import dataclass, field


@dataclass
class Settings:
    timeout: int = 10
    kombo_url: str = "https://api.kombo.dev/v1"
    retry_on: tuple = (429, 503)


settings = Settings(timeout=int(os.environ.get("TIMEOUT", "10")))


# file: app/hris.py
import requests

from app.settings import settings


def locations():
    resp = requests.get(f"{settings.kombo_url}/hris/locations", timeout=settings.timeout)
    if resp.status_code in settings.retry_on:  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


# --- read by name, with a default
# file: app/conf.py
KOMBO_URL = "https://api.us.kombo.dev/v1"


# file: app/hris.py
import requests

from app import conf


def skills():
    url = getattr(conf, "KOMBO_URL", None)
    resp = requests.get(url + "/hris/skills", timeout=getattr(conf, "TIMEOUT", 10))
    if resp.status_code < 500:  # KMB101
        return resp.json()
    return None


# --- everything is imported from the settings
# file: app/base.py
HOST = "https://api.kombo.dev"
OUTAGES = (502, 503, 504)


# file: app/local.py
from app.base import *

ROOT = HOST + "/v1"


# file: app/jobs.py
import requests

from app.local import *


def jobs():
    resp = requests.get(ROOT + "/ats/jobs", timeout=10)
    if resp.status_code in OUTAGES:  # KMB101
        return []
    resp.raise_for_status()
    return resp.json()


# --- a module that is imported where it is needed
# file: app/statuses.py
def is_outage(status):
    return status >= 500  # KMB101


# file: app/tags.py
import importlib

import requests


def tags():
    resp = requests.get("https://api.kombo.dev/v1/ats/tags", timeout=10)
    statuses = importlib.import_module("app.statuses")
    if statuses.is_outage(resp.status_code):
        return []
    resp.raise_for_status()
    return resp.json()


# --- a package hands on what its modules define
# file: hr/__init__.py
from hr.client import get as fetch

__all__ = ["fetch"]


# file: hr/client.py
import requests


def get(path):
    return requests.get("https://api.kombo.dev/v1" + path, timeout=10)


# file: jobs.py
import hr


def departments():
    resp = hr.fetch("/hris/departments")
    if resp.status_code == 503:  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


# --- a dotted import, and one under another name
# file: hr/__init__.py
"""People."""


# file: hr/api/__init__.py
"""The APIs."""


# file: hr/api/v1.py
import requests

ROOT = "https://api.kombo.dev/v1"


def get(path):
    return requests.get(ROOT + path, timeout=10)


# file: nightly.py
import hr.api.v1
import hr.api.v1 as kombo


def shifts():
    resp = hr.api.v1.get("/hris/shifts")
    if resp.status_code == 503:  # KMB101
        resp = kombo.get("/hris/shifts")
    if resp.status_code // 100 == 5:  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


# --- relative imports
# file: hr/urls.py
KOMBO = "https://api.kombo.dev/v1"


# file: hr/sync/__init__.py
"""Synchronisation."""


# file: hr/sync/people.py
import requests

from .. import urls
from ..urls import KOMBO as BASE


def people():
    first = requests.get(BASE + "/hris/employees", timeout=10)
    if first.status_code == 503:  # KMB101
        return []
    second = requests.get(urls.KOMBO + "/hris/groups", timeout=10)
    if second.status_code == 503:  # KMB101
        return []
    return [first.json(), second.json()]


# --- a global that is set by a function
import requests

session = None


def connect(token):
    global session
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {token}"


def reviews():
    resp = session.get("https://api.kombo.dev/v1/hris/performance-reviews", timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


# --- a settings class of pydantic
from pydantic_settings import BaseSettings
import requests


class Settings(BaseSettings):
    kombo_url: str = "https://api.kombo.dev/v1"


settings = Settings()


def groups():
    resp = requests.get(settings.kombo_url + "/hris/groups", timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


# --- the address is put into a module that asks for it as an attribute
# file: app/settings.py
URL = None


# file: app/hris.py
import requests

from app import settings


def groups():
    resp = requests.get(settings.URL + "/hris/groups", timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


# file: app/main.py
from app import hris, settings

settings.URL = "https://api.kombo.dev/v1"


def main():
    print(hris.groups())


# --- silent: the setting names another API
import os

import requests

KOMBO = {"url": "https://api.kombo.dev/v1"}
INTERCOM = {"url": "https://api.intercom.io"}


def contacts():
    resp = requests.get(INTERCOM["url"] + "/contacts", timeout=10)
    if resp.status_code == 503:
        return None
    return resp.json()


def employees():
    resp = requests.get(KOMBO.pop("url") + "/hris/employees", timeout=10)
    resp.raise_for_status()
    return resp.json()


# --- chained settings
from collections import ChainMap

import requests

DEFAULTS = {"url": "https://api.kombo.dev/v1"}
SETTINGS = ChainMap({}, DEFAULTS)


def groups():
    resp = requests.get(SETTINGS["url"] + "/hris/groups", timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


# --- frozen namespace
from types import SimpleNamespace

import requests

KOMBO = SimpleNamespace(url="https://api.kombo.dev/v1", timeout=10)


def groups():
    resp = requests.get(KOMBO.url + "/hris/groups", timeout=KOMBO.timeout)
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


# --- an enum of hosts
from enum import Enum

import requests


class Region(str, Enum):
    EU = "https://api.kombo.dev"
    US = "https://api.us.kombo.dev"


def groups(region=Region.EU):
    resp = requests.get(f"{region.value}/v1/hris/groups", timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


# --- another module puts the address in
# file: app/hris.py
import requests

root = None


def employees():
    resp = requests.get(f"{root}/hris/employees", timeout=10)
    if resp.status_code == 409:  # KMB103
        return []
    resp.raise_for_status()
    return resp.json()


# file: app/main.py
from app import hris


def main():
    hris.root = "https://api.kombo.dev/v1"
    print(hris.employees())


# --- namespace packages
# file: hr/v1.py
import requests


def get(path):
    return requests.get("https://api.kombo.dev/v1" + path, timeout=10)


# file: nightly.py
import hr.v1


def shifts():
    resp = hr.v1.get("/hris/shifts")
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()

"""Only a name says that it is Kombo: reported as likely."""

# --- the name of the client
def employees(kombo_client):
    resp = kombo_client.get("/hris/employees")
    if resp.status_code == 503:  # KMB101
        return []
    resp.raise_for_status()
    return resp.json()["data"]["results"]


# --- the address comes from the environment
import os

import requests

BASE_URL = os.environ["KOMBO_API_URL"]


def groups():
    resp = requests.get(f"{BASE_URL}/hris/groups", timeout=10)
    if resp.status_code >= 500:  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


# --- the header that only Kombo wants
import httpx


class Hris:
    def __init__(self, url, integration_id):
        self.url = url
        self.client = httpx.Client(headers={"X-Integration-Id": integration_id})

    def locations(self):
        resp = self.client.get(f"{self.url}/hris/locations")
        if resp.status_code == 409:  # KMB103
            return []
        resp.raise_for_status()
        return resp.json()["data"]["results"]


# --- the header in the call
import requests


def stages(settings, integration_id):
    headers = {"X-Integration-Id": integration_id, "Authorization": settings.token}
    resp = requests.get(settings.ats_url + "/ats/application-stages", headers=headers, timeout=10)
    if resp.status_code in (500, 502, 503):  # KMB101
        return None
    return resp.json()


# --- settings that are not in this project
import aiohttp
from django.conf import settings


async def jobs():
    async with aiohttp.ClientSession() as session:
        async with session.get(settings.KOMBO_BASE_URL + "/ats/jobs") as resp:
            if resp.status // 100 == 5:  # KMB101
                return None
            return await resp.json()


# --- a retry list of a session for the address in a setting
import os

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry


def tags():
    session = requests.Session()
    session.mount("https://", HTTPAdapter(max_retries=Retry(3, status_forcelist=[502, 503, 504])))  # KMB102
    return session.get(os.getenv("KOMBO_URL", "") + "/ats/tags", timeout=10).json()


# --- the header, sent by a client that nothing is known of
def tags(session, url, integration_id):
    resp = session.get(url, headers={"X-Integration-Id": integration_id})
    if resp.status_code == 503:  # KMB101
        return []
    return resp.json()["data"]["results"]


# --- the name of a class whose address is its own
import os

import httpx
import requests


class KomboClient:
    def __init__(self, base_url, http: httpx.Client):
        self.base_url = base_url
        self.http = http

    def employees(self):
        resp = requests.get(self.base_url + "/hris/employees")
        if resp.status_code == 503:  # KMB101
            return []
        return resp.json()["data"]["results"]

    def groups(self):
        resp = self.http.get("/hris/groups")
        if resp.status_code == 503:  # KMB101
            return []
        return resp.json()["data"]["results"]

    def told(self, text):
        resp = requests.post(os.environ["SLACK_WEBHOOK"], json={"text": text})
        return resp.status_code == 503


# --- what a client is put into, and who makes it
import httpx
import requests

from conf import settings

kombo = requests.Session()
plain = requests.Session()


def get_kombo_client():
    return httpx.Client(base_url=settings.url)


def jobs():
    resp = kombo.get("/ats/jobs")
    if resp.status_code == 503:  # KMB101
        return []
    return resp.json()["data"]["results"]


def offers():
    resp = get_kombo_client().get("/ats/offers")
    if resp.status_code == 503:  # KMB101
        return []
    return resp.json()["data"]["results"]


def others():
    resp = plain.get("/people")
    if resp.status_code == 503:
        return []
    return resp.json()


# --- an object of a class that is not called so
import requests


class Client:
    def __init__(self, url):
        self.url = url

    def get(self, path):
        return requests.get(self.url + path)


def teams(url):
    kombo_client = Client(url)
    resp = kombo_client.get("/hris/teams")
    if resp.status_code == 503:  # KMB101
        return []
    return resp.json()["data"]["results"]


# --- a setting that something unknown reads
import requests
from conf import lookup

KOMBO_API_URL = lookup("hr")
OTHER_URL = lookup("other")


def locations():
    resp = requests.get(KOMBO_API_URL + "/hris/locations")
    if resp.status_code == 503:  # KMB101
        return []
    return resp.json()["data"]["results"]


def others():
    resp = requests.get(OTHER_URL + "/people")
    return resp.status_code == 503


# --- modules that are not in view
import kombo_client
from app.clients import kombo
from app.http import client


def stages():
    resp = kombo_client.get("/ats/application-stages")
    if resp.status_code == 503:  # KMB101
        return []
    return resp.json()


def candidates():
    resp = kombo.get("/ats/candidates")
    if resp.status_code == 503:  # KMB101
        return []
    return resp.json()


def people():
    resp = client.get("/people")
    return resp.status_code == 503


# --- a client that another module makes, with the address of a setting
# file: app/client.py
import requests
from django.conf import settings


class Client(requests.Session):
    def request(self, method, url, **options):
        return super().request(method, settings.KOMBO_URL + url, **options)


client = Client()


# file: app/views.py
from app.client import client


def push(row):
    resp = client.post("/ats/applications", json=row)
    if resp.status_code == 409:  # KMB103
        return None
    resp.raise_for_status()
    return resp.json()["data"]["id"]


# --- the header is put on a session
import os

import requests

updated = requests.Session()
updated.headers.update({"X-Integration-Id": os.environ["INTEGRATION"]})
plain = requests.Session()
plain.headers["Accept"] = "application/json"


class Hris:
    def __init__(self, url, integration_id):
        self.url = url
        self.session = requests.Session()
        self.session.headers["X-Integration-Id"] = integration_id

    def teams(self):
        resp = self.session.get(self.url + "/hris/teams")
        if resp.status_code == 503:  # KMB101
            return []
        return resp.json()["data"]["results"]


def groups(url):
    resp = updated.get(url)
    if resp.status_code == 503:  # KMB101
        return []
    return resp.json()["data"]["results"]


def others(url):
    resp = plain.get(url)
    return resp.status_code == 503

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

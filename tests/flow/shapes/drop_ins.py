"""Clients that are used like another library's, and those of libraries that answer in their own way."""

# --- sessions with an address of their own
from curl_cffi import requests
from requests_toolbelt.sessions import BaseUrlSession

api = BaseUrlSession(base_url="https://api.kombo.dev/v1/")
other = BaseUrlSession("https://api.other.dev/v1/")


def offers():
    resp = api.get("ats/offers")
    if resp.status_code == 503:  # KMB101
        return []
    return resp.json()["data"]["results"]


def others():
    resp = other.get("x")
    return resp.status_code == 503


async def jobs():
    async with requests.AsyncSession(base_url="https://api.kombo.dev/v1") as session:
        resp = await session.get("/ats/jobs")
        if resp.status_code == 503:  # KMB101
            return []
        return resp.json()["data"]["results"]


# --- sessions of another name
import requests
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.integrations.requests_client import OAuth2Session
from requests_cache import CachedSession

BASE = "https://api.kombo.dev/v1"
cached = CachedSession(expire_after=60)
signed = OAuth2Session("id", "secret")


def tags():
    try:
        resp = cached.get(BASE + "/ats/tags")
        resp.raise_for_status()
    except requests.HTTPError as error:
        if error.response.status_code == 503:  # KMB101
            return []
        raise
    return resp.json()["data"]["results"]


def users():
    resp = signed.get(BASE + "/ats/users")
    if resp.status_code == 503:  # KMB101
        return []
    return resp.json()["data"]["results"]


async def groups():
    async with AsyncOAuth2Client(base_url=BASE) as client:
        resp = await client.get("/hris/groups")
        if resp.status_code == 503:  # KMB101
            return []
        return resp.json()["data"]["results"]


# --- answers that are waited for later
import grequests
from requests_futures.sessions import FuturesSession

BASE = "https://api.kombo.dev/v1"


def employees():
    resp = FuturesSession().get(BASE + "/hris/employees").result()
    if resp.status_code == 503:  # KMB101
        return []
    return resp.json()["data"]["results"]


def many(ids):
    for resp in grequests.map([grequests.get(f"{BASE}/hris/employees?ids={each}") for each in ids]):
        if resp.status_code == 503:  # KMB101
            continue
        yield resp.json()["data"]["results"]


# --- a client that raises unless it is told not to
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest

BASE = "https://api.kombo.dev/v1"


async def stages():
    resp = await AsyncHTTPClient().fetch(BASE + "/ats/application-stages", raise_error=False)
    if resp.code == 503:  # KMB101
        return b""
    return resp.body


async def candidates():
    try:
        resp = await AsyncHTTPClient().fetch(HTTPRequest(BASE + "/ats/candidates"))
    except HTTPClientError as error:
        if error.code == 503:  # KMB101
            return b""
        raise
    if resp.code == 503:
        return None
    return resp.body

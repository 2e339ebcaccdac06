"""A library's own sending function is handed over, and somebody else calls it."""

# --- to threads and pools
import asyncio
from concurrent.futures import ThreadPoolExecutor

import requests

BASE = "https://api.kombo.dev/v1"
URLS = [BASE + "/hris/teams", BASE + "/hris/locations"]


async def employees():
    resp = await asyncio.to_thread(requests.get, BASE + "/hris/employees", timeout=5)
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


async def groups(session: requests.Session):
    loop = asyncio.get_running_loop()
    resp = await loop.run_in_executor(None, session.get, BASE + "/hris/groups")
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


def everything():
    with ThreadPoolExecutor() as pool:
        first = pool.submit(requests.get, BASE + "/hris/employees").result()
        if first.status_code == 503:  # KMB101
            return
        for resp in pool.map(requests.get, URLS):
            if resp.status_code == 503:  # KMB101
                continue
            yield resp.json()


# --- with its arguments
from functools import partial

import requests

fetch = partial(requests.get, "https://api.kombo.dev/v1/ats/jobs", timeout=5)
get = partial(requests.get, timeout=5)


def jobs():
    resp = fetch()
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


def offers():
    resp = get("https://api.kombo.dev/v1/ats/offers")
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


# --- to a retry policy
import httpx
from tenacity import Retrying, retry, retry_if_result, stop_after_attempt


def busy(resp):
    return resp.status_code in (429, 503)  # KMB102


def down(resp):
    return resp.status_code in (429, 503)  # KMB102


client = httpx.Client(base_url="https://api.kombo.dev/v1")
retrying = Retrying(retry=retry_if_result(busy), stop=stop_after_attempt(4))
get = retry(retry=retry_if_result(down), stop=stop_after_attempt(4))(client.get)


def tags():
    return retrying(client.get, "/ats/tags").json()


def users():
    return get("/ats/users").json()


# --- silent: for other addresses
import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import requests

KOMBO = "https://api.kombo.dev/v1"
OTHER = "https://api.other.dev/v1"
fetch = partial(requests.get, OTHER)


async def one():
    resp = await asyncio.to_thread(requests.get, OTHER, headers={"Origin": KOMBO})
    return None if resp.status_code == 503 else resp.json()


def two():
    resp = fetch()
    return None if resp.status_code == 503 else resp.json()


def three():
    with ThreadPoolExecutor() as pool:
        return [resp.json() for resp in pool.map(requests.get, [OTHER]) if resp.status_code != 503]

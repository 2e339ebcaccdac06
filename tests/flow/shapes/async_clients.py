"""Asynchronous clients: httpx, aiohttp, and the context managers around them."""

# --- httpx.AsyncClient kept on the object
import httpx


class Kombo:
    def __init__(self, token: str) -> None:
        self._client = httpx.AsyncClient(
            base_url="https://api.kombo.dev/v1", headers={"Authorization": f"Bearer {token}"}
        )

    async def _get(self, path: str) -> httpx.Response:
        return await self._client.get(path)

    async def groups(self):
        response = await self._get("/hris/groups")
        if response.status_code == httpx.codes.SERVICE_UNAVAILABLE:  # KMB101
            return None
        return response.raise_for_status().json()


# --- an aiohttp session that is opened in __aenter__
import aiohttp


class Kombo:
    async def __aenter__(self):
        self._session = aiohttp.ClientSession(base_url="https://api.kombo.dev")
        return self

    async def __aexit__(self, *exc_info):
        await self._session.close()

    async def employees(self):
        async with self._session.get("/v1/hris/employees") as resp:
            if resp.status in (502, 503, 504):  # KMB101
                return None
            resp.raise_for_status()
            return await resp.json()


# --- a method that yields the response
from contextlib import asynccontextmanager

import aiohttp


class Bridge:
    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.session = session

    @asynccontextmanager
    async def request(self, method, path, **kwargs):
        url = f"https://api.kombo.dev/v1/{path}"
        async with self.session.request(method, url, **kwargs) as resp:
            yield resp

    async def remove_tag(self, candidate_id, name):
        path = f"ats/candidates/{candidate_id}/tags"
        async with self.request("DELETE", path, json={"tag": {"name": name}}) as resp:
            if resp.status == 409:  # KMB103
                return False
            resp.raise_for_status()
            return True


# --- the client is closed before the test
import httpx


async def note(application_id, content):
    url = f"https://api.kombo.dev/v1/ats/applications/{application_id}/notes"
    async with httpx.AsyncClient(timeout=10) as client:
        response = await client.post(url, json={"content": content})
    match response.status_code:
        case 200 | 201:
            return True
        case 429 | 503:  # KMB101
            return False
    raise RuntimeError(response.text)


# --- silent: raise_for_status alone
import aiohttp
import httpx


async def offers(session: aiohttp.ClientSession):
    async with session.get("https://api.kombo.dev/v1/ats/offers", raise_for_status=True) as resp:
        return await resp.json()


async def jobs(client: httpx.AsyncClient):
    resp = await client.get("https://api.kombo.dev/v1/ats/jobs")
    try:
        resp.raise_for_status()
    except httpx.HTTPStatusError as error:
        if error.response.status_code in (401, 403):
            raise PermissionError("wrong API key") from error
        return []
    return resp.json()["data"]["results"]


# --- as completed
from concurrent.futures import ThreadPoolExecutor, as_completed

import requests


def get(path):
    return requests.get("https://api.kombo.dev/v1" + path, timeout=10)


def sync(paths):
    with ThreadPoolExecutor() as pool:
        futures = {pool.submit(get, path): path for path in paths}
        for future in as_completed(futures):
            resp = future.result()
            if resp.status_code == 503:  # KMB101
                print(futures[future])


# --- pool
from concurrent.futures import ThreadPoolExecutor

import requests


def get(path, timeout=10):
    return requests.get("https://api.kombo.dev/v1" + path, timeout=timeout)


def many(paths):
    with ThreadPoolExecutor(8) as pool:
        for resp in pool.map(get, paths):
            if resp.status_code == 503:  # KMB101
                print("down")


# --- executor
import asyncio

import requests


def get(path, timeout=10):
    return requests.get("https://api.kombo.dev/v1" + path, timeout=timeout)


async def roles():
    loop = asyncio.get_running_loop()
    resp = await loop.run_in_executor(None, get, "/ats/roles", 10)
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


# --- task group
import asyncio

import httpx


async def sync(client: httpx.AsyncClient):
    async with asyncio.TaskGroup() as group:
        task = group.create_task(client.get("https://api.kombo.dev/v1/hris/groups"))
    resp = task.result()
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


# --- a stack that an object is given
from contextlib import AsyncExitStack

import aiohttp


class Client:
    def __init__(self, session: aiohttp.ClientSession):
        self.session = session

    async def teams(self, stack: AsyncExitStack):
        resp = await stack.enter_async_context(self.session.get("https://api.kombo.dev/v1/hris/teams"))
        if resp.status in frozenset((502, 503)):  # KMB101
            return None
        return await resp.json()

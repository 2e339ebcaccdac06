"""What is raised elsewhere, and comes back as a value: from tasks, futures, and groups of them."""

# --- gathered with the exceptions, one by one
import asyncio
import httpx


async def one(client):
    r = await client.get("/x")
    r.raise_for_status()
    return r


async def f(ids):
    async with httpx.AsyncClient(base_url="https://api.kombo.dev/v1") as client:
        results = await asyncio.gather(*(one(client) for i in ids), return_exceptions=True)
    for res in results:
        if isinstance(res, httpx.HTTPStatusError):
            if res.response.status_code >= 500:  # KMB101
                print(1)


# --- gathered with the exception, the only one
import asyncio
import httpx


async def one(client):
    r = await client.get("/x")
    r.raise_for_status()
    return r


async def f():
    async with httpx.AsyncClient(base_url="https://api.kombo.dev/v1") as client:
        (res,) = await asyncio.gather(one(client), return_exceptions=True)
        if isinstance(res, httpx.HTTPStatusError) and res.response.status_code >= 500:  # KMB101
            print(1)


# --- the exception of a task
import asyncio
import httpx


async def one(client):
    r = await client.get("/x")
    r.raise_for_status()
    return r


async def f():
    async with httpx.AsyncClient(base_url="https://api.kombo.dev/v1") as client:
        t = asyncio.create_task(one(client))
        await asyncio.wait([t])
        e = t.exception()
        if isinstance(e, httpx.HTTPStatusError) and e.response.status_code >= 500:  # KMB101
            print(1)


# --- tasks that are waited for, and their exceptions asked
import asyncio
import httpx


async def one(client):
    r = await client.get("/x")
    r.raise_for_status()
    return r


async def f(ids):
    tasks = []
    async with httpx.AsyncClient(base_url="https://api.kombo.dev/v1") as client:
        for i in ids:
            tasks.append(asyncio.create_task(one(client)))
        done, _ = await asyncio.wait(tasks)
    for t in done:
        if (e := t.exception()) and e.response.status_code >= 500:  # KMB101
            print(1)


# --- tasks in a list, zipped with what they are for
import asyncio
import httpx


async def one(client):
    r = await client.get("/x")
    r.raise_for_status()
    return r.json()


async def f(ids):
    async with httpx.AsyncClient(base_url="https://api.kombo.dev/v1") as client:
        tasks = [asyncio.create_task(one(client)) for i in ids]
        results = await asyncio.gather(*tasks, return_exceptions=True)
    for i, res in zip(ids, results):
        if (
            isinstance(res, Exception)
            and getattr(res, "response", None) is not None
            and res.response.status_code == 503  # KMB101
        ):
            print(1)


# --- the exceptions of futures of a pool
from concurrent.futures import ThreadPoolExecutor
import requests


def one(i):
    r = requests.get("https://api.kombo.dev/v1/x")
    r.raise_for_status()
    return r.json()


def f(ids):
    with ThreadPoolExecutor() as pool:
        futures = [pool.submit(one, i) for i in ids]
    for fut in futures:
        error = fut.exception()
        if error is not None and error.response.status_code == 503:  # KMB101
            print(1)


# --- the program's own exception among the results
import asyncio


class KomboError(Exception):
    def __init__(self, status):
        self.status = status


import aiohttp


async def one(session, i):
    async with session.get("https://api.kombo.dev/v1/x") as r:
        if r.status != 200:
            raise KomboError(r.status)
        return await r.json()


async def f(ids):
    async with aiohttp.ClientSession() as session:
        out = await asyncio.gather(*[one(session, i) for i in ids], return_exceptions=True)
    for o in out:
        if isinstance(o, KomboError) and o.status == 503:  # KMB101
            print(1)


# --- the failed ones picked out
import asyncio
import httpx


async def one(client):
    r = await client.get("/x")
    if r.status_code >= 500:  # KMB101
        return None
    r.raise_for_status()
    return r


async def f(ids):
    async with httpx.AsyncClient(base_url="https://api.kombo.dev/v1") as client:
        results = await asyncio.gather(*(one(client) for i in ids), return_exceptions=True)
    good = [r for r in results if not isinstance(r, Exception)]
    failed = [r for r in results if isinstance(r, httpx.HTTPStatusError)]
    return good, [r for r in failed if r.response.status_code == 409]  # KMB103


# --- not reported: the exceptions of another API
import asyncio
import httpx


async def one(client):
    r = await client.get("/x")
    r.raise_for_status()
    return r


async def f(ids):
    async with httpx.AsyncClient(base_url="https://api.other.dev/v1") as client:
        results = await asyncio.gather(*(one(client) for i in ids), return_exceptions=True)
    for res in results:
        if isinstance(res, httpx.HTTPStatusError):
            if res.response.status_code >= 500:
                print(1)


# --- not reported: the code is asked first
import asyncio
import httpx


async def one(client):
    r = await client.get("/x")
    r.raise_for_status()
    return r


async def f(ids):
    async with httpx.AsyncClient(base_url="https://api.kombo.dev/v1") as client:
        results = await asyncio.gather(*(one(client) for i in ids), return_exceptions=True)
    for res in results:
        if isinstance(res, httpx.HTTPStatusError):
            if res.response.json()["error"]["code"] in (
                "INTEGRATION.SETUP_INCOMPLETE",
                "INTEGRATION.SETUP_SYNC_PENDING",
                "INTEGRATION.QA_FAILED",
            ):
                print(2)
            elif res.response.status_code >= 500:
                print(1)

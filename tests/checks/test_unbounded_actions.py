"""What runs at once, and what bounds it; the page of KMB203 has whole programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.checks.conftest import steps

if TYPE_CHECKING:
    from tests.checks.conftest import Findings

RULES = ("KMB203",)
CLIENT = """\
import asyncio, functools, os, threading
from concurrent.futures import ThreadPoolExecutor
import anyio, httpx, limits, requests
http = httpx.AsyncClient(base_url="https://api.kombo.dev/v1")
gate, wide = asyncio.Semaphore(5), asyncio.Semaphore(31)
session = requests.Session()

async def send(row):
    return await http.post("/ats/candidates", json=row)

def post(row):
    return session.post("https://api.kombo.dev/v1/ats/candidates", json=row)

"""


def lines(findings: list[object]) -> list[str]:
    return [getattr(each, "message", "").partition(" can be")[0] for each in findings]


@pytest.mark.parametrize(
    "body",
    [
        "await asyncio.gather(*[send(row) for row in rows])",
        "await asyncio.gather(*(send(row) for row in rows), return_exceptions=True)",
        "await asyncio.gather(*map(send, rows))",
        "await asyncio.gather(*list(map(send, rows)), send({}))",
        "await asyncio.gather(*[send(row) for row in rows] + [send({})])",
        "await asyncio.gather(*[asyncio.wait_for(send(row), 5) for row in rows])",
        "await asyncio.gather(*(asyncio.shield(http.post('/ats/candidates', json=r)) for r in rows))",
        "todo = [send(row) for row in rows]\n    await asyncio.gather(*todo)",
        "todo = []\n    todo.extend(send(row) for row in rows)\n    await asyncio.gather(*todo)",
        "todo = set()\n    for row in rows:\n        todo.add(send(row))\n    await asyncio.wait(todo)",
        "for done in asyncio.as_completed(map(send, rows)):\n        await done",
        "work = functools.partial(send)\n    await asyncio.gather(*[work(row) for row in rows])",
        "loop = asyncio.get_running_loop()\n    for row in rows:\n        loop.create_task(send(row))",
        "for row in rows:\n        if row:\n            asyncio.create_task(send(row))",
        "for row in rows:\n        for _ in range(2):\n            asyncio.ensure_future(send(row))",
        "async with asyncio.TaskGroup() as tg:\n        [tg.create_task(send(row)) for row in rows]",
        "async with anyio.create_task_group() as t:\n        for row in rows:\n"
        "            t.start_soon(send, row)",
        "async with gate:\n        await asyncio.gather(*[send(row) for row in rows])",
        "async def one(row):\n        with open(row) as f:\n            await send(f.read())\n"
        "    await asyncio.gather(*[one(row) for row in rows])",
        "def all_of():\n        return [send(row) for row in rows]\n    await asyncio.gather(*all_of())",
        "def each():\n        for row in rows:\n            yield send(row)\n"
        "    await asyncio.gather(*each())",
    ],
)
def test_any_number(findings: Findings, body: str) -> None:
    found = findings(example=f"{CLIENT}async def main(rows, tg):\n    {body}\n")
    assert lines([*found]) == ["any number of actions"]


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ("async def one(row):\n        async with wide:\n            await send(row)", "31"),
        ("async def one(row):\n        await wide.acquire()\n        await send(row)", "31"),
        ("wider = asyncio.Semaphore(value=10 * 4)\n    async def one(row):\n"
         "        async with wider:\n            await send(row)", "40"),
        ("async def one(row):\n        async with wide, open(row):\n            await send(row)", "31"),
    ],
)  # fmt: skip
def test_a_bound_above_the_limit(findings: Findings, body: str, number: str) -> None:
    run = "await asyncio.gather(*[one(row) for row in rows])"
    found = findings(example=f"{CLIENT}async def main(rows):\n    {body}\n    {run}\n")
    assert lines([*found]) == [f"{number} actions"]
    assert found[0].anchor.startswith("asyncio.Semaphore(")


@pytest.mark.parametrize(
    "body",
    [
        "await asyncio.gather(*[send(row) for row in rows[:20]])",
        "await asyncio.gather(send(1), send(2), return_exceptions=True)",
        "for row in rows:\n        await send(row)",
        "for row in rows:\n        task = asyncio.create_task(send(row))\n        await task",
        "for row in rows:\n        await gate.acquire()\n        asyncio.create_task(send(row))",
        "async def one(row):\n        async with gate, http.stream('POST', '/ats/candidates') as r:\n"
        "            await r.aread()\n    await asyncio.gather(*[one(row) for row in rows])",
        "async def one(row):\n        async with limits.Limiter(9):\n            await send(row)\n"
        "    await asyncio.gather(*[one(row) for row in rows])",
        "async def one(work):\n        async with gate:\n            return await work\n"
        "    await asyncio.gather(*[one(send(row)) for row in rows])",
        "async def one(row):\n        async with rows.semaphore:\n            await send(row)\n"
        "    await asyncio.gather(*[one(row) for row in rows])",
        "todo = []\n    for row in rows:\n        todo.append(send(row))\n        if len(todo) == 20:\n"
        "            await asyncio.gather(*todo)\n            todo = []",
        "async def worker():\n        while rows:\n            await send(rows.pop())\n"
        "    await asyncio.gather(*[worker() for _ in range(10)])",
        "with ThreadPoolExecutor() as pool:\n        pool.map(post, rows)",
        "with ThreadPoolExecutor(max_workers=30) as pool:\n        pool.map(post, rows)",
        "with ThreadPoolExecutor(max_workers=50) as pool:\n        pool.map(post, rows[:10])",
        "pool = ThreadPoolExecutor(50)\n    pool.submit(post, rows[0])",
        "with ThreadPoolExecutor(os.cpu_count()) as pool:\n        pool.map(post, rows)",
        "await asyncio.gather(*[asyncio.to_thread(post, row) for row in rows])",
        "print(*map(post, rows))",
        "await asyncio.gather(*[asyncio.sleep(row) for row in rows])",
    ],
)
def test_what_is_bounded(findings: Findings, body: str) -> None:
    assert findings(example=f"{CLIENT}async def main(rows):\n    {body}\n") == []


def test_threads_that_another_function_starts(findings: Findings) -> None:
    (found,) = findings(
        client=CLIENT,
        job="""\
from concurrent.futures import ThreadPoolExecutor
from client import post

POOL = ThreadPoolExecutor(max_workers=40)

def start(rows):
    for row in rows:
        POOL.submit(work, row)

def work(row):
    return post({"candidate": row})
""",
    )
    assert found.message == (
        "40 actions can be in flight at once: Kombo allows 30 an integration since 2026-03-20"
    )
    assert found.help.startswith(
        "let no more than 30 run at once, by a semaphore or fewer workers, and fewer"
    )
    assert steps(found) == [
        "job.py:8: many are started here",
        "job.py:4: lets 40 through at once",
        "job.py:11: calls post()",
        "client.py:12: sends a request to https://api.kombo.dev/v1/ats/candidates",
    ]


def test_a_client_that_only_its_name_speaks_for(findings: Findings) -> None:
    (found,) = findings(
        job="""\
import asyncio

async def main(kombo_client, rows):
    await asyncio.gather(*[kombo_client.post("/ats/candidates", row) for row in rows])
"""
    )
    assert found.confidence.value == "likely"


def test_what_shares_the_connections_of_a_session(findings: Findings) -> None:
    program = """\
import asyncio, aiohttp

async def send(session, row):
    async with session.post("https://api.kombo.dev/v1/hris/absences", json=row) as resp:
        resp.raise_for_status()

async def main(rows):
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=LIMIT)) as session:
        await asyncio.gather(*[send(session, row) for row in rows])
"""
    assert findings(job=program.replace("LIMIT", "10")) == []
    assert findings(job=program.replace("limit=LIMIT", "limit_per_host=3")) == []
    assert lines([*findings(job=program.replace("limit=LIMIT", "limit_per_host=0"))]) == ["100 actions"]
    assert lines([*findings(job=program.replace("LIMIT", "0"))]) == ["any number of actions"]
    assert lines([*findings(job=program.replace("LIMIT", "60"))]) == ["60 actions"]


def test_a_bound_that_acquires_itself_is_none(findings: Findings) -> None:
    gate = (
        "class Gate:\n"
        "    async def __aenter__(self):\n        await self.acquire()\n"
        "    async def __aexit__(self, *args):\n        pass\n"
        "    async def acquire(self):\n        await self.__aenter__()\n\n"
        "async def one(row):\n    async with Gate():\n        await send(row)\n\n"
        "async def all_of(rows):\n    await asyncio.gather(*[one(row) for row in rows])\n"
    )
    assert lines([*findings(example=CLIENT + gate)]) == ["any number of actions"]

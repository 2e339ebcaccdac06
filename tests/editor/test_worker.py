"""The process that analyses: what it answers, and what becomes of one that ends."""

from __future__ import annotations

import asyncio
import os
import sys
import time

import pytest

from kombo_lint.editor.worker import Refused, Worker

pytestmark = pytest.mark.asyncio

COMMAND = [
    sys.executable,
    "-c",
    "from kombo_lint.editor.worker import work; work(lambda error: f'no: {error}')",
]


async def test_it_answers() -> None:
    worker = Worker(COMMAND)
    first, second = await worker.ask(os.getpid), await worker.ask(os.getpid)
    assert len({first, second, os.getpid()}) == 3
    assert await worker.ask(os.path.join, "a", "b") == os.path.join("a", "b")
    with pytest.raises(Refused, match="no: invalid literal"):
        await worker.ask(int, "x")
    assert await worker.ask(print, "no answer") is None  # type: ignore[func-returns-value]
    await worker.stop()


async def test_what_is_cancelled_ends_and_another_begins() -> None:
    worker = Worker(COMMAND)
    assert await worker.ask(abs, -1) == 1
    sleeping = asyncio.create_task(worker.ask(time.sleep, 3600))
    await asyncio.sleep(0)
    sleeping.cancel()
    assert await worker.ask(abs, -2) == 2
    assert sleeping.cancelled()
    await worker.stop()


async def test_one_that_ends_by_itself_is_told() -> None:
    worker = Worker(COMMAND)
    with pytest.raises(Refused, match="the analysis ended before it was done"):
        await worker.ask(os._exit, 1)
    assert await worker.ask(abs, -1) == 1
    await worker.stop()

"""A process of its own for the analysis: the editor is answered all the while, and what is stale ends."""

from __future__ import annotations

import asyncio
import pickle
import sys
from typing import TYPE_CHECKING, BinaryIO, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    T = TypeVar("T")

_HEAD = 8
"""Bytes before each message: its length."""


class Refused(Exception):
    """The work could not be done; the message says why."""


class Worker:
    """A process that is started by `command` when there is something to do, and does one thing at a time."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._process: asyncio.subprocess.Process | None = None
        self._free = asyncio.Lock()

    async def ask(self, work: Callable[..., T], *given: object) -> T:
        """Return `work(*given)`, done in the process; raise `Refused`. To cancel this ends the process."""
        async with self._free:
            try:
                return await self._ask(work, given)
            except asyncio.CancelledError:
                await self.stop()
                raise
            except (OSError, asyncio.IncompleteReadError):
                await self.stop()
                raise Refused("the analysis ended before it was done; it starts again") from None

    async def stop(self) -> None:
        """End the process, whatever it does, and wait until it has."""
        process, self._process = self._process, None
        if process is not None:
            if process.returncode is None:
                process.kill()
            await process.wait()

    def abandon(self) -> None:
        """End the process where nothing can be waited for any more."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()

    async def _ask(self, work: Callable[..., T], given: tuple[object, ...]) -> T:
        if self._process is None or self._process.returncode is not None:
            pipe = asyncio.subprocess.PIPE
            self._process = await asyncio.create_subprocess_exec(*self._command, stdin=pipe, stdout=pipe)
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(_message((work, given)))
        await stdin.drain()
        size = int.from_bytes(await stdout.readexactly(_HEAD), "big")
        result, refusal = pickle.loads(await stdout.readexactly(size))
        if refusal is not None:
            raise Refused(refusal)
        found: T = result
        return found


def work(explained: Callable[[Exception], str]) -> None:
    """Be such a process, until nothing more is asked; `explained` puts an error into words."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    while head := asked.read(_HEAD):
        answers.write(_message(_done(asked, int.from_bytes(head, "big"), explained)))
        answers.flush()


def _done(asked: BinaryIO, size: int, explained: Callable[[Exception], str]) -> tuple[object, str | None]:
    do, given = pickle.loads(asked.read(size))
    try:
        return do(*given), None
    except Exception as error:
        return None, explained(error)


def _message(what: object) -> bytes:
    data = pickle.dumps(what)
    return len(data).to_bytes(_HEAD, "big") + data

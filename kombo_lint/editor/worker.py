"""A process of its own for each analysis: the editor is answered all the while, and what is stale ends.

With the process go its parsed files and all that it has kept in memory. The next one is started when there is
nothing to do, and has then imported what it needs.
"""

from __future__ import annotations

import asyncio
import pickle
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Callable, Sequence

    T = TypeVar("T")


class Refused(Exception):
    """The work could not be done; the message says why."""


class Worker:
    """Processes that are started by `command`: each does one thing, and one of them at a time."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._process: Process | None = None
        self._free = asyncio.Lock()

    async def ask(self, work: Callable[..., T], *given: object) -> T:
        """Return `work(*given)`, done in a process; raise `Refused`. To cancel this ends the process."""
        async with self._free:
            self._process = process = self._process or await self._start()
            try:
                answer, _ = await process.communicate(pickle.dumps((work, given)))
            finally:
                await self.stop()
            self._process = await self._start()
        if process.returncode:
            raise Refused("the analysis ended before it was done; change or save the file to try again")
        result, refusal = pickle.loads(answer)
        if refusal is not None:
            raise Refused(refusal)
        found: T = result
        return found

    async def stop(self) -> None:
        """End the process, whatever it does, and wait until it has."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    def abandon(self) -> None:
        """End the process where nothing can be waited for any more."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()

    async def _start(self) -> Process:
        pipe = asyncio.subprocess.PIPE
        return await asyncio.create_subprocess_exec(*self._command, stdin=pipe, stdout=pipe)


def work(explained: Callable[[Exception], str]) -> None:
    """Be such a process; `explained` puts an error into words."""
    from kombo_lint.checks import status_branch as status_branch
    from kombo_lint.editor import jobs as jobs  # what will be asked for, while nothing is

    answer, sys.stdout = sys.stdout.buffer, sys.stderr
    asked = sys.stdin.buffer.read()
    if asked:
        do, given = pickle.loads(asked)
        try:
            result, refusal = do(*given), None
        except Exception as error:
            result, refusal = None, explained(error)
        answer.write(pickle.dumps((result, refusal)))
        answer.flush()

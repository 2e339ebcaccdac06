"""When documents are looked at: a moment after the last change, and the newest text wins."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from kombo_lint.editor.documents import Project

PAUSE = 0.3
"""How many seconds after a change nothing more has to come; a project that takes longer waits as long."""


BATCH = 0.05
"""How many seconds one that opens a document may take to open the next: an editor that starts opens many."""


class Analyses:
    """Runs `analyse` for a project when it is asked for; what is asked for while it runs begins it anew."""

    def __init__(self, analyse: Callable[[Project], Awaitable[None]]) -> None:
        self._analyse = analyse
        self._tasks: dict[Project, asyncio.Task[None]] = {}
        self._took: dict[Project, float] = {}

    def now(self, project: Project) -> None:
        """Look as soon as no more comes along."""
        self._begin(project, BATCH)

    def soon(self, project: Project) -> None:
        """Look when nothing has changed for a moment."""
        self._begin(project, max(PAUSE, self._took.get(project, 0)))

    async def settled(self, project: Project) -> None:
        """Return when nothing more is to be done for a project."""
        while project in self._tasks:
            await asyncio.wait([self._tasks[project]])

    def _begin(self, project: Project, pause: float) -> None:
        if (running := self._tasks.get(project)) is not None:
            running.cancel()
        self._tasks[project] = asyncio.create_task(self._run(project, pause))

    async def _run(self, project: Project, pause: float) -> None:
        try:
            await asyncio.sleep(pause)
            start = time.monotonic()
            await self._analyse(project)
            self._took[project] = time.monotonic() - start
        finally:
            if self._tasks.get(project) is asyncio.current_task():
                del self._tasks[project]

"""When a project is looked at: what comes later takes the place of what has begun."""

from __future__ import annotations

import asyncio

import pytest

from kombo_lint.editor.analyses import Analyses
from kombo_lint.editor.documents import Project

pytestmark = pytest.mark.asyncio

ONE, OTHER = Project("/one"), Project("/other")


async def test_what_is_asked_for_anew_begins_anew() -> None:
    begun: list[Project] = []
    done: list[Project] = []
    go_on = asyncio.Event()

    async def analyse(project: Project) -> None:
        begun.append(project)
        await go_on.wait()
        done.append(project)

    analyses = Analyses(analyse)
    for project in (ONE, OTHER, ONE):
        analyses.now(project)
        while len(begun) < 1 or begun[-1] != project:
            await asyncio.sleep(0)
    go_on.set()
    await analyses.settled(ONE)
    await analyses.settled(OTHER)
    assert begun == [ONE, OTHER, ONE]
    assert sorted(done, key=str) == [ONE, OTHER]


async def test_many_changes_are_one_look() -> None:
    done: list[Project] = []

    async def analyse(project: Project) -> None:
        done.append(project)

    analyses = Analyses(analyse)
    for _ in range(10):
        analyses.soon(ONE)
        await asyncio.sleep(0)
    await analyses.settled(ONE)
    assert done == [ONE]

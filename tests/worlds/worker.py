"""The process in which programs run: jobs come in on stdin and observations go out on stdout, pickled.

It is a process of its own so that it may have another Kombo SDK, and so that what it patches stays in it.
"""

from __future__ import annotations

import ast
import asyncio
import gc
import importlib
import inspect
import logging
import os
import pickle
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.worlds.observe import OWN_MODULES, Recorder, Spy, observed, recording, shown
from tests.worlds.server import Answer, Server, every_host_is

if TYPE_CHECKING:
    from collections.abc import Awaitable


LOUD = ("asyncio", "httpcore", "httpx", "urllib3")
"""Libraries that log each step on the way of a request; only what programs log themselves is recorded."""


@dataclass(frozen=True)
class Program:
    """Files, as pairs of path and text, and the expression in `module` that runs them.

    The expression may be awaitable, have `await` in it, and say `spy("name")`.
    """

    files: tuple[tuple[str, str], ...]
    module: str
    expression: str


@dataclass(frozen=True)
class Job:
    """Run the program once for each row of answers."""

    program: Program
    plays: tuple[tuple[Answer, ...], ...]


def main() -> None:
    """Do jobs until stdin ends."""
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    gc.disable()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        os.environ.clear()  # no proxy of this machine's, and nothing to look through at each request
        for library in LOUD:
            logging.getLogger(library).setLevel(logging.WARNING)
        recorder = Recorder(lambda path: path.startswith(f"{folder}{os.sep}"))
        server = Server(recorder.request)
        authority = folder / "authority.pem"
        for variable in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"):
            os.environ[variable] = str(authority)
        with server.listening(authority) as port, every_host_is(port), recording(recorder):
            number = 0
            while (job := _next_job()) is not None:
                number += 1
                done = _do(job, folder / str(number), server, recorder)
                pickle.dump(done, results)
                results.flush()


def _next_job() -> Job | None:
    try:
        job = pickle.load(sys.stdin.buffer)
    except EOFError:
        return None
    assert isinstance(job, Job)
    return job


def _do(job: Job, folder: Path, server: Server, recorder: Recorder) -> list[object]:
    modules = set()
    for path, text in job.program.files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        parts = Path(path).with_suffix("").parts
        modules |= {".".join(parts[:length]) for length in range(1, len(parts) + 1)}
    OWN_MODULES.clear()
    OWN_MODULES.update(modules)
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    observations: list[object] = []
    for answers in job.plays:
        server.play(answers)
        observations.append(observed(lambda: _run(job.program, recorder), recorder))
        for name in modules:
            sys.modules.pop(name, None)
        # What a program leaves behind ends here, not at some moment of the next run: finalizers do things
        # (that of the Kombo SDK imports). What is still alive stays, and is not looked at again.
        gc.collect()
        gc.freeze()
    sys.path.remove(str(folder))
    return observations


def _run(program: Program, recorder: Recorder) -> str:
    module = importlib.import_module(program.module)
    names = {**vars(module), "spy": lambda name: Spy(name, recorder), "asyncio": asyncio}
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    result = eval(compile(program.expression, "<run>", "eval", flags=flags), names)
    if inspect.isawaitable(result):
        return asyncio.run(_awaited(result))
    if inspect.isasyncgen(result):
        return asyncio.run(_awaited(_drained(result)))
    return f"returned {shown(result)}"


async def _awaited(result: Awaitable[object]) -> str:
    value = await result
    return f"returned {shown(await _drained(value) if inspect.isasyncgen(value) else value)}"


async def _drained(generator: object) -> list[object]:
    assert inspect.isasyncgen(generator)
    return [each async for each in generator]


if __name__ == "__main__":
    logging.raiseExceptions = False
    # Pickle finds classes by the name of their module, which here is not `__main__`.
    importlib.import_module("tests.worlds.worker").main()

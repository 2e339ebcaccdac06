"""Compares two programs: does the second do, in both worlds, what the first did in the old one?"""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.worlds.observe import Observation
from tests.worlds.scenarios import AFTER, ANSWERS, BEFORE, STRANGE, SUCCESS, Scenario, World
from tests.worlds.worker import Job, Program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.worlds.server import Answer

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0

_ENTRY = re.compile(r"(?!lambda\b)(?P<module>[a-zA-Z_][\w.]*):(?P<expression>\S.*)", re.DOTALL)


def program(files: Sequence[tuple[str, str]], entry: str) -> Program:
    """Return the program that `entry` runs: an expression in the last file, or in `app.module:expression`."""
    if match := _ENTRY.fullmatch(entry):
        return Program(tuple(files), match["module"], match["expression"])
    return Program(tuple(files), ".".join(Path(files[-1][0]).with_suffix("").parts), entry)


class WorkerDied(Exception):
    """The worker process ended or did not answer; its stderr is in the test's output."""


class Worker:
    """A process that runs programs, each once at the same answers."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._done: dict[tuple[Program, tuple[Answer, ...]], Observation] = {}

    def run(self, program: Program, plays: Sequence[tuple[Answer, ...]]) -> list[Observation]:
        """Return what the program does at each row of answers; raise `WorkerDied`."""
        new = tuple(answers for answers in dict.fromkeys(plays) if (program, answers) not in self._done)
        if new:
            for answers, seen in zip(new, self._sent(Job(program, new)), strict=True):
                self._done[program, answers] = seen
        return [self._done[program, answers] for answers in plays]

    def _sent(self, job: Job) -> list[Observation]:
        assert self._process.stdin
        assert self._process.stdout
        watch = threading.Timer(PATIENCE, self._process.kill)
        watch.start()
        try:
            pickle.dump(job, self._process.stdin)
            self._process.stdin.flush()
            done: list[Observation] = pickle.load(self._process.stdout)
        except (EOFError, OSError) as error:
            raise WorkerDied(f"exit code {self._process.wait()}") from error
        finally:
            watch.cancel()
        return done


@contextmanager
def worker(libraries: Sequence[Path] = ()) -> Iterator[Worker]:
    """Start a worker in which the folders `libraries` go before what is installed."""
    path = os.pathsep.join(str(each) for each in (*libraries, ROOT))
    command = [sys.executable, "-m", "tests.worlds.worker"]
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=environment
    ) as process:
        yield Worker(process)
        assert process.stdin
        process.stdin.close()


@dataclass(frozen=True)
class Play:
    """The answers that a program gets, one after the other; the last is repeated."""

    words: str
    scenario: Scenario
    around: Callable[[Answer], tuple[Answer, ...]]

    @property
    def worlds(self) -> tuple[World, ...]:
        """The worlds that differ here."""
        return (World.OLD, World.NEW) if self.scenario.moved else (World.OLD,)

    def answers(self, world: World) -> tuple[Answer, ...]:
        """Return the answers in this world."""
        return self.around(self.scenario.answer_in(world))


ALWAYS = tuple(Play(each.words, each, lambda answer: (answer,)) for each in (*ANSWERS, *STRANGE))
IN_TURN = tuple(
    play
    for each in ANSWERS
    for play in (
        Play(f"{each.words}; then 200", each, lambda answer: (answer, SUCCESS)),
        Play(f"{each.words} twice; then 200", each, lambda answer: (answer, answer, SUCCESS)),
        Play(f"200; then {each.words}", each, lambda answer: (SUCCESS, answer)),
    )
)
"""What only a program that asks twice can tell from `ALWAYS`."""


@dataclass(frozen=True)
class Difference:
    """Where the fixed program does not do what the original did in the old world."""

    play: str
    world: World
    original: Observation
    fixed: Observation

    def __str__(self) -> str:
        return "\n".join(
            [
                f"at {self.play}, in the {self.world.value} world",
                *_told("the original, in the old world", self.original),
                *_told("the fixed program", self.fixed),
            ]
        )


def _told(who: str, seen: Observation) -> Iterator[str]:
    yield f"    {who}: {seen.outcome}{f' ({seen.detail})' if seen.detail else ''}"
    yield from (f"        {event}" for event in seen.events)


class SendsNothing(Exception):
    """The original sends no request, so that whatever was made of it would pass."""


def compare(original: Program, fixed: Program, worker: Worker) -> list[Difference]:
    """Return the differences; none means that the fix is safe, as far as the scenarios go.

    Raise `SendsNothing`.
    """
    differences, requests = _compared(original, fixed, worker, ALWAYS)
    if requests > 1:
        differences += _compared(original, fixed, worker, IN_TURN)[0]
    return differences


def broken(original: Program, worker: Worker) -> list[Difference]:
    """Return what the change breaks in a program that nobody fixes; raise `SendsNothing`."""
    moved = [play for play in ALWAYS if play.scenario.moved]
    return _compared(original, original, worker, moved)[0]


def _compared(
    original: Program, fixed: Program, worker: Worker, plays: Sequence[Play]
) -> tuple[list[Difference], int]:
    """Return the differences, and the most requests that the original sends."""
    before = worker.run(original, [play.answers(World.OLD) for play in plays])
    for seen in before:
        if not seen.requests:
            raise SendsNothing(f"{seen.outcome} {seen.detail}")
    runs = [
        (play, wanted, world) for play, wanted in zip(plays, before, strict=True) for world in play.worlds
    ]
    after = worker.run(fixed, [play.answers(world) for play, _, world in runs])
    differences = [
        Difference(play.words, world, wanted, got)
        for (play, wanted, world), got in zip(runs, after, strict=True)
        if got != wanted and not (world is World.NEW and as_before(got) == wanted)
    ]
    return differences, max(seen.requests for seen in before)


def as_before(seen: Observation) -> Observation:
    """Return what was seen with the new status of a setup error put back to the old one.

    A program that hands the status on hands on another one in the new world; nothing else may change.
    """

    def back(text: str) -> str:
        return re.sub(rf"\b{AFTER}\b", str(BEFORE), text)

    return replace(seen, outcome=back(seen.outcome), events=tuple(map(back, seen.events)))

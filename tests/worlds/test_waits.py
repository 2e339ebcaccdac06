"""What KMB202's page shows after the fix waits longer, and does nothing else than the original did."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.annotated import FIXED, Example
from tests.worlds.observe import MOST_EVENTS, Observation
from tests.worlds.runner import ALWAYS, IN_TURN, Worker, program

RUN = [example for example in FIXED if example.name.startswith("KMB202") and example.entry]
PLAYS = [(play, world) for play in (*ALWAYS, *IN_TURN) for world in play.worlds]
LIMIT = "429 PLATFORM.CONCURRENCY_LIMIT_EXCEEDED"


def observed(example: Example, worker: Worker) -> tuple[list[Observation], list[Observation]]:
    assert example.entry
    assert example.fixed
    answers = [play.answers(world) for play, world in PLAYS]
    original, fixed = (program(files, example.entry) for files in (example.unmarked, example.fixed))
    return worker.run(original, answers), worker.run(fixed, answers)


def without_waits(seen: Observation) -> Observation:
    return replace(seen, events=tuple(event for event in seen.events if not event.startswith("sleep ")))


def waits(seen: Observation) -> list[float]:
    return [float(event.split()[1]) for event in seen.events if event.startswith("sleep ")]


@pytest.mark.parametrize("example", RUN, ids=lambda example: example.name)
def test_the_same_is_sent_and_comes_of_it(example: Example, newest: Worker) -> None:
    for (play, world), before, after in zip(PLAYS, *observed(example, newest), strict=True):
        assert before.requests
        if before.outcome == "does not end":  # within the requests that are counted
            assert after.requests > 4
            continue
        assert without_waits(after) == without_waits(before), f"{play.words}, in the {world.value} world"


@pytest.mark.parametrize("example", RUN, ids=lambda example: example.name)
def test_no_wait_is_shorter_and_they_grow(example: Example, newest: Worker) -> None:
    number = next(n for n, (play, _) in enumerate(PLAYS) if play.words == LIMIT)
    before, after = (waits(runs[number]) for runs in observed(example, newest))
    assert len(before) < MOST_EVENTS
    assert all(now >= then for then, now in zip(before, after, strict=False))
    assert after[0] >= 0.75
    assert after[-1] > after[0]

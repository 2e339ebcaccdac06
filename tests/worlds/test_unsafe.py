"""Unsafe fixes that the pages show do what they say, in both worlds, and nothing else.

One lets no setup error be tried again, one lets only errors without a code come to an arm that is for setup
errors alone, and one that hands the code on keeps all as it was: it is unsafe as it changes signatures.
One that begins a handling raises the exceptions that it has for setup errors, and keeps all else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.annotated import FIXED, Example
from tests.worlds.runner import ALWAYS, IN_TURN, Worker, as_before, broken, compare, program
from tests.worlds.scenarios import CHANGE, World

if TYPE_CHECKING:
    from tests.worlds.observe import Observation
    from tests.worlds.worker import Program

UNSAFE = [example for example in FIXED if example.unsafe]
STRICTER = [example for example in UNSAFE if ") is None" in str(example.fixed)]
HANDED_ON = [example for example in UNSAFE if "code=error_code(" in str(example.fixed)]
BEGUN = [example for example in UNSAFE if f"{CHANGE.raiser}(" in str(example.fixed)]
NOT_RETRIED = [example for example in UNSAFE if example not in (*STRICTER, *HANDED_ON, *BEGUN)]


@pytest.mark.parametrize("example", NOT_RETRIED, ids=lambda example: example.name)
def test_setup_errors_are_not_tried_again_and_nothing_else_changes(example: Example, newest: Worker) -> None:
    assert example.entry
    assert example.fixed
    original, fixed = (program(files, example.entry) for files in (example.unmarked, example.fixed))
    plays = [*ALWAYS, *IN_TURN]

    def seen(which: Program, world: World) -> list[Observation]:
        return newest.run(which, [each.answers(world) for each in plays])

    before, old, new = seen(original, World.OLD), seen(fixed, World.OLD), seen(fixed, World.NEW)
    for play, was, then, now in zip(plays, before, old, new, strict=True):
        if play.scenario.moved is None:
            assert (play.words, then) == (play.words, was)
            continue
        assert (play.words, as_before(now)) == (play.words, as_before(then))
        assert now.requests <= 1 + play.words.startswith("200; then")
        assert then != was or play in IN_TURN


@pytest.mark.parametrize("example", STRICTER, ids=lambda example: example.name)
def test_errors_with_another_code_no_longer_come_there(example: Example, newest: Worker) -> None:
    assert example.entry
    assert example.fixed
    original, fixed = (program(files, example.entry) for files in (example.unmarked, example.fixed))
    different = {each.play for each in compare(original, fixed, newest)}
    assert different == {"503 REMOTE.SERVICE_UNAVAILABLE"}


@pytest.mark.parametrize("example", HANDED_ON, ids=lambda example: example.name)
def test_where_the_code_is_handed_on_nothing_changes(example: Example, newest: Worker) -> None:
    assert example.entry
    assert example.fixed
    original, fixed = (program(files, example.entry) for files in (example.unmarked, example.fixed))
    assert broken(original, newest) != []
    assert [str(each) for each in compare(original, fixed, newest)] == []


@pytest.mark.parametrize("world", World)
@pytest.mark.parametrize("example", BEGUN, ids=lambda example: example.name)
def test_setup_errors_are_raised_and_nothing_else_changes(
    example: Example, world: World, newest: Worker
) -> None:
    assert example.entry
    assert example.fixed
    original, fixed = (program(files, example.entry) for files in (example.unmarked, example.fixed))
    before, after = (newest.run(each, [play.answers(world) for play in ALWAYS]) for each in (original, fixed))
    raised = set()
    for play, was, now in zip(ALWAYS, before, after, strict=True):
        kind = CHANGE.raises.get(play.words, "nothing")
        if f"class {kind}(" in str(example.fixed):
            assert re.fullmatch(rf"raised [\w.]+\.{kind}\(.*\)", now.outcome), (play.words, now.outcome)
            raised.add(kind)
        else:
            assert (play.words, now) == (play.words, was)
    assert raised

"""What the rule pages show after the fix is safe."""

from __future__ import annotations

import ast

import pytest

from tests.annotated import FIXED, Example
from tests.worlds.runner import Worker, broken, compare, program
from tests.worlds.scenarios import World

AS_BEFORE = ("KMB101", "KMB103")
"""The rules whose fix keeps what a program does: test_doubles.py and test_codes.py have those of others."""
RUN = [each for each in FIXED if each.name.startswith(AS_BEFORE) and not each.unsafe]
WITH_SDK = [example for example in RUN if any("kombo import" in text for _, text in example.files)]


@pytest.mark.parametrize("example", RUN, ids=lambda example: example.name)
def test_a_fixed_example_does_what_the_original_did(example: Example, newest: Worker) -> None:
    assert_safe(example, newest)


@pytest.mark.parametrize("example", WITH_SDK, ids=lambda example: example.name)
def test_so_it_is_with_the_old_sdk(example: Example, with_old_sdk: Worker) -> None:
    assert_safe(example, with_old_sdk)


def assert_safe(example: Example, worker: Worker) -> None:
    assert example.entry
    assert example.fixed
    original, fixed = (program(files, example.entry) for files in (example.unmarked, example.fixed))
    assert {each.world for each in broken(original, worker)} == {World.NEW}
    assert [str(each) for each in compare(original, fixed, worker)] == []


COMMENTS = [example for example in FIXED if example.name.startswith("KMB901")]


@pytest.mark.parametrize("example", COMMENTS, ids=lambda example: example.name)
def test_without_a_comment_it_is_the_same_program(example: Example) -> None:
    trees = [
        [ast.dump(ast.parse(text)) for _, text in files] for files in (example.unmarked, example.fixed or ())
    ]
    assert trees[0] == trees[1]

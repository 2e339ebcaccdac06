from __future__ import annotations

import sys
import threading
from typing import NoReturn

import pytest

from kombo_lint.deep import with_room


def depth_of(nested: list[object]) -> int:
    deepest = 0
    for each in nested:
        if isinstance(each, list):  # no `max(... for ...)`: recursion through C has a limit of its own
            deepest = max(deepest, depth_of(each))
    return deepest + 1


def nested(depth: int) -> list[object]:
    result: list[object] = []
    for _ in range(depth - 1):
        result = [result]
    return result


def settings() -> tuple[int, int]:
    return sys.getrecursionlimit(), threading.stack_size()


def test_there_is_room_for_what_is_deeper_than_python_allows() -> None:
    deep = nested(5_000)
    with pytest.raises(RecursionError):
        depth_of(deep)
    assert with_room(lambda: depth_of(deep)) == 5_000


@pytest.mark.parametrize("error", [ValueError("no"), KeyboardInterrupt(), SystemExit(3)])
def test_what_is_raised_inside_is_raised_outside(error: BaseException) -> None:
    def fail() -> NoReturn:
        raise error

    before = settings()
    with pytest.raises(type(error)) as caught:
        with_room(fail)
    assert caught.value is error
    assert settings() == before


def test_nothing_changes_for_others() -> None:
    before = settings()
    assert with_room(lambda: sys.getrecursionlimit() > before[0])
    assert settings() == before


def test_a_limit_that_is_higher_already_stays() -> None:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(100_000)
    try:
        assert with_room(sys.getrecursionlimit) == 100_000
    finally:
        sys.setrecursionlimit(before)


def test_room_within_room() -> None:
    assert with_room(lambda: with_room(lambda: depth_of(nested(5_000)))) == 5_000

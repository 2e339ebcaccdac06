"""Answers that are kept, to questions that may lead back to themselves.

A question that comes back to itself is cut, and what was found with a cut is
kept only until the question that it waits for is answered. So an answer does
not depend on what was asked before it.
"""

from __future__ import annotations

import bisect
import math
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

T = TypeVar("T")
U = TypeVar("U")
_DEEPEST = 160
_MOST_STEPS = 60_000
_LIMIT = -1  # the level of what was cut by one of these
_ROOM = 40
"""From so much less deep what was cut is asked again."""


class Questions:
    """The questions that are answered or open; `kept` has the final answers."""

    def __init__(self) -> None:
        self.kept: dict[Hashable, object] = {}
        self._asked: dict[Hashable, int] = {}
        self._tentative: dict[Hashable, tuple[object, float, int]] = {}
        self._open: list[tuple[float, list[Hashable]]] = []
        self._cut = math.inf
        self._steps = 0

    def ask(self, key: Hashable, find: Callable[[], T], meanwhile: U, unknown: U) -> T | U:
        """Return what `find` returns, found once for a key.

        A question that depends on itself gets `meanwhile`; where that is all there is in the
        end, or the way to an answer is too long, the answer is `unknown`.
        """
        if key in self.kept:
            return self.kept[key]  # type: ignore[return-value]
        if key in self._asked:
            self.wait_for(key)
            return meanwhile
        if key in self._tentative:
            known, level, place = self._tentative[key]
            if level != _LIMIT or len(self._asked) + _ROOM > place:
                self._cut = min(self._cut, level)
                return known  # type: ignore[return-value]
        return self._find(key, find, meanwhile, unknown)

    def knows(self, key: Hashable) -> bool:
        """Say whether there is an answer for a key, be it one for now."""
        return key in self.kept or key in self._tentative

    def wait_for(self, key: Hashable) -> None:
        """Let what is being found out be good only until the question `key`, which is open, is answered."""
        self._cut = min(self._cut, self._asked[key])

    def _find(self, key: Hashable, find: Callable[[], T], meanwhile: U, unknown: U) -> T | U:
        if not self._asked:
            self._steps = 0
        place = len(self._asked)
        self._steps += 1
        if place > _DEEPEST or self._steps > _MOST_STEPS:
            self._cut = _LIMIT
            return unknown
        before, self._cut = self._cut, math.inf
        self._asked[key] = place
        try:
            result = find()
        finally:
            del self._asked[key]
        if self._cut >= place or place == 0:
            answer = unknown if result == meanwhile else result
            self.kept[key] = answer
            self._settle(place, None)
            self._cut = before
            return answer
        # It depends on a question that is still open: good until that one is answered.
        self._settle(place, self._cut)
        self._tentative[key] = (result, self._cut, place)
        self._wait([key], self._cut)
        self._cut = min(self._cut, before)
        return result

    def _settle(self, place: int, level: float | None) -> None:
        """Forget what depended on the question at `place`, or let it depend on the one at `level`."""
        while self._open and self._open[-1][0] >= place:
            _, keys = self._open.pop()
            if level is None:
                for key in keys:
                    del self._tentative[key]
            else:
                self._wait(keys, level)

    def _wait(self, keys: list[Hashable], level: float) -> None:
        for key in keys:
            result, _, place = self._tentative[key]
            self._tentative[key] = (result, level, place)
        if self._open and self._open[-1][0] == level:
            self._open[-1][1].extend(keys)
        else:
            bisect.insort(self._open, (level, keys), key=lambda each: each[0])

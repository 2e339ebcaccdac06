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
FINAL = math.inf
_DEEPEST = 160
_MOST_STEPS = 20_000
_TIRED = 1_000_000
"""After so many steps in all, which few projects need, a question gets a quarter of that."""
_LIMIT = -1  # the level of what was cut by one of these
_ROOM = 40
"""From so much less deep what was cut is asked again."""


class Answer:
    """What is known of a question: `value` until the open question at `level` is answered.

    That is itself while it is open at `place`; with the level `FINAL` it waits for none.
    """

    __slots__ = ("key", "level", "place", "value")

    def __init__(self, key: Hashable, value: object, place: int) -> None:
        self.key = key
        self.value = value
        self.level: float = place
        self.place = place


class Questions:
    """The questions that are answered or open, by their keys."""

    def __init__(self) -> None:
        self.answers: dict[Hashable, Answer] = {}
        self._depth = 0
        self._waiting: list[tuple[float, list[Answer]]] = []
        self._cut = FINAL
        self._steps = 0
        self._in_all = 0

    def ask(self, key: Hashable, find: Callable[[], T], meanwhile: U, unknown: U) -> T | U:
        """Return what `find` returns, found once for a key.

        A question that depends on itself gets `meanwhile`; where that is all there is in the
        end, or the way to an answer is too long, the answer is `unknown`.
        """
        answer = self.answers.get(key)
        if answer is not None and (answer.level != _LIMIT or self._depth + _ROOM > answer.place):
            self._cut = min(self._cut, answer.level)
            return answer.value  # type: ignore[return-value]
        if not self._depth:
            self._steps = 0
        self._steps += 1
        self._in_all += 1
        most = _MOST_STEPS if self._in_all < _TIRED else _MOST_STEPS // 4
        if self._depth > _DEEPEST or self._steps > most:
            self._cut = _LIMIT
            return unknown
        return self._find(Answer(key, meanwhile, self._depth), find, meanwhile, unknown)

    def knows(self, key: Hashable) -> bool:
        """Say whether there is an answer for a key, be it one for now."""
        return key in self.answers

    def wait_for(self, key: Hashable) -> None:
        """Let what is being found out be good only until the question `key` is answered."""
        self._cut = min(self._cut, self.answers[key].level)

    def _find(self, answer: Answer, find: Callable[[], T], meanwhile: U, unknown: U) -> T | U:
        place = answer.place
        before, self._cut = self._cut, FINAL
        self.answers[answer.key] = answer
        self._depth += 1
        try:
            result = find()
        except BaseException:
            del self.answers[answer.key]
            raise
        finally:
            self._depth -= 1
        if self._cut >= place or place == 0:
            final = unknown if result == meanwhile else result
            answer.value, answer.level = final, FINAL
            self._settle(place, None)
            self._cut = before
            return final
        # It depends on a question that is still open: good until that one is answered.
        self._settle(place, self._cut)
        answer.value = result
        self._wait([answer], self._cut)
        self._cut = min(self._cut, before)
        return result

    def _settle(self, place: int, level: float | None) -> None:
        """Forget what depended on the question at `place`, or let it depend on the one at `level`."""
        while self._waiting and self._waiting[-1][0] >= place:
            _, answers = self._waiting.pop()
            if level is not None:
                self._wait(answers, level)
                continue
            for answer in answers:
                if self.answers.get(answer.key) is answer:  # it may have been asked again since
                    del self.answers[answer.key]

    def _wait(self, answers: list[Answer], level: float) -> None:
        for answer in answers:
            answer.level = level
        if self._waiting and self._waiting[-1][0] == level:
            self._waiting[-1][1].extend(answers)
        else:
            bisect.insort(self._waiting, (level, answers), key=lambda each: each[0])

"""The API's answers that tests are about: which belong together, and which are one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kombo_lint.flow.activations import same_run
from kombo_lint.flow.decisions import ask

if TYPE_CHECKING:
    from collections.abc import Iterable

    import libcst as cst

    from kombo_lint.flow.decisions import Test
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Frame, Request
    from kombo_lint.flow.worlds import Interpreter

Places: TypeAlias = "frozenset[tuple[Scopes, cst.CSTNode]]"


@dataclass(frozen=True, eq=False)
class Answers:
    """The answers to the requests that are sent at `places`; of several to one place those to `requests`."""

    places: Places
    requests: frozenset[Request]
    apart: bool

    def hold(self, request: Request) -> bool:
        """Say whether the answer to a request is one of these."""
        if (request.scopes, request.node) not in self.places:
            return False
        return not self.apart or any(_is_same(request, each) for each in self.requests)


def asked(probe: Interpreter, test: Test, frame: Frame) -> frozenset[Request]:
    """Return the API's requests whose status a test depends on."""
    result = ask(probe, test, frame)
    return result.asked if result.atoms or result.raw else frozenset()


def groups(asked_by_tests: Iterable[frozenset[Request]]) -> list[Answers]:
    """Return the answers that a function's tests are about, each once.

    `a = get(x)` and `b = get(y)` are two answers though one place sends for both.
    """
    by_place: dict[Places, list[frozenset[Request]]] = {}
    for requests in asked_by_tests:
        if requests:
            places = frozenset((request.scopes, request.node) for request in requests)
            _join(by_place.setdefault(places, []), requests)
    return [
        Answers(places, requests, apart=len(found) > 1)
        for places, found in by_place.items()
        for requests in found
    ]


def _join(found: list[frozenset[Request]], requests: frozenset[Request]) -> None:
    same = [each for each in found if any(_is_same(a, b) for a in each for b in requests)]
    found[:] = [each for each in found if each not in same] + [requests.union(*same)]


def _is_same(one: Request, other: Request) -> bool:
    return one.node is other.node and (one is other or same_run(one.frame, other.frame))

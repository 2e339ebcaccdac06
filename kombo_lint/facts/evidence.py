"""The way from a request to a test, as the steps that a user sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.findings import Confidence, Step
from kombo_lint.flow.origins import origin

if TYPE_CHECKING:
    from collections.abc import Iterable

    import libcst as cst

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.origins import Origin
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import FromRequest, Request, Via


def evidence(ev: Evaluator, source: FromRequest) -> tuple[Step, ...]:
    """Return where the request was sent, whose it is, and how its answer came to the test."""
    request = source.request
    steps = [sending(ev, request), *steps_of(via for via in source.trail if via.node is not request.node)]
    return tuple(dict.fromkeys(steps))


def sending(ev: Evaluator, request: Request) -> Step:
    """Return where a request is sent, and whose it is."""
    return step(request.scopes, request.node, _whose(ev, origin(ev, request)))


def _whose(ev: Evaluator, found: Origin) -> str:
    """Return a step's words for whose a request is."""
    if found.whose == "likely":
        return f"this is likely a request to {ev.api.title}: {found.words}"
    return f"sends a request {found.words}" if found.words.startswith("to ") else found.words


def steps_of(trail: Iterable[Via]) -> list[Step]:
    """Return a trail as steps."""
    return [step(via.scopes, via.node, via.words) for via in trail]


def step(scopes: Scopes, node: cst.CSTNode, words: str) -> Step:
    """Return a step at a node of the program."""
    return Step(scopes.module.path, scopes.module.line(node), words)


def confidence(ev: Evaluator, sources: Iterable[FromRequest]) -> Confidence:
    """Return how sure it is that one of the values comes from the API."""
    return max((surely(ev, source.request) for source in sources), default=Confidence.LIKELY)


def surely(ev: Evaluator, request: Request) -> Confidence:
    """Return how sure it is that a request goes to the API."""
    return Confidence.CERTAIN if origin(ev, request).whose == "api" else Confidence.LIKELY


def strongest(ev: Evaluator, sources: Iterable[FromRequest]) -> FromRequest:
    """Return the value whose trace is the surest and, of those, the shortest."""
    return min(sources, key=lambda source: (origin(ev, source.request).whose != "api", len(source.trail)))

"""Policies that are handed to a client with a list of statuses, and how long they wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.facts.backoffs.backoff import Backoff, Policy
from kombo_lint.facts.evidence import step, steps_of
from kombo_lint.facts.policies import policies_that_retry, use
from kombo_lint.flow.values import Obj
from kombo_lint.flow.waits import Pause, made, of_arguments

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kombo_lint.facts.policies import Retried
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.registry import Change


def of_lists(ev: Evaluator, change: Change, paths: Sequence[str]) -> Iterator[Backoff]:
    """Yield how long the policies wait that have the change's status in their list."""
    assert change.to_status is not None
    for retried in policies_that_retry(ev, change.to_status, paths):
        found = _pause(ev, retried)
        carried = use(ev, retried) if found is not None else None
        if found is not None and carried is not None:
            words = f"retries {change.to_status}, and is used {carried.origin.words}"
            first = step(retried.scopes, retried.node, words)
            steps = (first, *steps_of(carried.trail))
            scopes = retried.making[-1][1].scopes
            policy = Policy(scopes, retried.node, retried.kind)
            yield Backoff(found, steps, carried.origin.whose == "api", policy)


def _pause(ev: Evaluator, retried: Retried) -> Pause | None:
    model = retried.model
    if model.wait is None:
        if retried.kind not in ev.models.waits:
            return None
        scopes = retried.making[-1][1].scopes
        return of_arguments(
            ev, retried.kind, lambda place, name: retried.given(ev, place, name), scopes, retried.node
        )
    for value in retried.given(ev, model.wait_position, model.wait) or ():
        if isinstance(value, Obj) and (found := made(ev, value)) is not None:
            return found
    return None

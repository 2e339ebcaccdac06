"""Whether a request's client sends it again by itself when a status comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.facts.policies import made
from kombo_lint.facts.verbs import http_methods
from kombo_lint.flow.cargo import cargo, kinds, same
from kombo_lint.flow.loads import loads
from kombo_lint.flow.values import Const, Inst, Many, Obj, Seq

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.facts.policies import Retried
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Request, Value


def is_retried(ev: Evaluator, status: int, request: Request) -> bool:
    """Say whether a policy that the client (or the request itself) is given retries a status."""
    return any(_retries(ev, status, request, policy) for policy in _policies(ev, request))


def _policies(ev: Evaluator, request: Request) -> Iterator[Obj | Inst]:
    client = request.receiver
    found: list[Value] = list(cargo(ev, (client,))) if client is not None else []
    for load in loads(ev, request.scopes):
        if load.call is request.node or (load.client is not None and _is_same(ev, load.client, client)):
            found.extend(load.cargo)
    for value in found:
        if isinstance(value, Obj | Inst) and kinds(ev, value, ev.models.policies):
            yield value


def _is_same(ev: Evaluator, one: Value, client: Value | None) -> bool:
    """A client of which only the class is known may be any that is made of it."""
    if isinstance(one, Obj) and isinstance(client, Obj) and client.call is None:
        return one.kind == client.kind
    return same(one, client)


def _retries(ev: Evaluator, status: int, request: Request, policy: Obj | Inst) -> bool:
    retried = made(ev, request.scopes, policy)
    if not retried.has(ev, status):
        return False
    allowed = _methods(ev, retried)
    if allowed is None:
        return True
    sent = list(http_methods(ev, request))
    return not sent or not allowed.isdisjoint(sent)


def _methods(ev: Evaluator, retried: Retried) -> frozenset[str] | None:
    """Return the HTTP methods that a policy retries; None for all, and where nobody knows."""
    model = retried.model
    given = retried.given(ev, None, model.methods) if model.methods is not None else None
    if given is None:
        return frozenset(model.default_methods) or None
    items = [v for value in given for v in _items(value)]
    names = {v.value.upper() for v in items if isinstance(v, Const) and isinstance(v.value, str)}
    return frozenset(names) if names and len(names) == len(items) else None


def _items(value: Value) -> list[Value]:
    if isinstance(value, Seq):
        return [each for values in value.items for each in values]
    return list(value.items) if isinstance(value, Many) else [value]

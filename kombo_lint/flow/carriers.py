"""Which clients carry a policy or transport, and whose requests those clients send."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import texts
from kombo_lint.flow.cargo import kinds, of_class, same, works_for_clients
from kombo_lint.flow.classes import self_of
from kombo_lint.flow.destinations import Carried, destinations
from kombo_lint.flow.loads import loads
from kombo_lint.flow.origins import Origin, origin
from kombo_lint.flow.runners import send_of
from kombo_lint.flow.values import Ext, Inst, Method, Obj, Request, Via

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.loads import Load
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Frame, Value, Values

_ORDER = ("api", "likely", "other", "unknown")


def carried(ev: Evaluator, policy: Obj | Inst, near: Scopes) -> Carried | None:
    """Return for whose requests a policy is used; None when for nobody's known.

    Of several uses the surest for the API counts.
    """
    if kinds(ev, policy, ev.models.clients) and not works_for_clients(ev, policy):
        # A client that has a policy of its own.
        frame = policy.frame if policy.frame is not None else ev.frame(near)
        return _surest(destinations(ev, policy, frame, near, ()))
    return _surest(_uses(ev, lambda value: same(value, policy), near))


def worked_for(ev: Evaluator, worker: Value | None, frame: Frame) -> Origin | None:
    """Return whose the requests are that go through a transport or ask a policy; None for anything else.

    That is the `worker`, or the object whose method the frame is in: its requests are those
    of the clients that carry it.
    """
    workers = [each for each in (worker, self_of(ev, frame)) if each is not None and _is_worker(ev, each)]
    found = [_of_worker(ev, each, frame.scopes) for each in workers]
    return next((each for each in found if each.whose != "unknown"), found[0] if found else None)


def _of_worker(ev: Evaluator, worker: Value, near: Scopes) -> Origin:
    return ev.once(
        ("worked for", worker), lambda: _worked_for(ev, worker, near), meanwhile=Origin("unknown", "")
    )


def _is_worker(ev: Evaluator, value: Value) -> bool:
    """Any instance of the program's own class will do; of a library's class only one that is made here."""
    made_here = isinstance(value, Inst) or (isinstance(value, Obj) and value.call is not None)
    return made_here and works_for_clients(ev, value)


def _worked_for(ev: Evaluator, worker: Value, near: Scopes) -> Origin:
    def wanted(value: Value) -> bool:
        if isinstance(worker, Inst) and worker.call is None:
            return of_class(ev, value, worker.cls)
        return same(value, worker)

    found = _surest(_uses(ev, wanted, near))
    if found is None:
        return Origin("unknown", "")
    words = found.origin.words
    if found.trail:
        module, node = found.trail[0].scopes.module, found.trail[0].node
        words = f"{words}, by the client that has this since {module.path}:{module.line(node)}"
    return replace(found.origin, words=words)


def _surest(uses: Iterable[Carried]) -> Carried | None:
    """Return the surest use for the API, which is shared when there is one for others too."""
    found = list(uses)
    best = min(found, key=lambda each: _ORDER.index(each.origin.whose), default=None)
    if best is None or not any(each.origin.whose == "other" for each in found):
        return best
    return replace(best, origin=replace(best.origin, shared=True))


def _uses(ev: Evaluator, wanted: Callable[[Value], bool], near: Scopes) -> Iterator[Carried]:
    every = list(loads(ev, near))
    for load in every:
        if not any(map(wanted, load.cargo)) or _is_shadowed(ev, load, every):
            continue
        step = Via(load.scopes, load.call, load.words)
        hosts = _for_hosts(ev, load.prefixes)
        if hosts:
            yield from (Carried(each, (step,)) for each in hosts)
        elif _fit(ev, load.prefixes) < 0:
            continue  # the client's own adapter stays for the API
        elif load.client is not None:
            yield from destinations(ev, load.client, load.frame, load.scopes, (step,))
        elif isinstance(load.call, cst.Call):
            for request in _requests(ev, load.scopes, load.call, load.frame):
                yield Carried(origin(ev, request), (step,))


def adapters(ev: Evaluator, client: Value, near: Scopes) -> Iterator[Value]:
    """Yield what is mounted on a client and surely gets its requests to the API."""
    every = list(loads(ev, near))
    for load in every:
        if load.client is not None and same(load.client, client) and _fit(ev, load.prefixes) > 0:
            yield from () if _is_shadowed(ev, load, every) else load.cargo


def _is_shadowed(ev: Evaluator, load: Load, every: Iterable[Load]) -> bool:
    """Say whether the client has another adapter whose prefix fits the API's addresses better."""
    if load.client is None:
        return False
    own = _fit(ev, load.prefixes)
    return any(other.client == load.client and _fit(ev, other.prefixes) > own for other in every)


def _fit(ev: Evaluator, prefixes: Values) -> int:
    """Return how much of an address of the API one of the prefixes is; -1 where none fits."""
    return max((_fits(ev, texts.plain(prefix) or "") for prefix in prefixes), default=0)


def _fits(ev: Evaluator, prefix: str) -> int:
    if not prefix.startswith("http") or "\0" in prefix or "*" in prefix:
        return 0  # a pattern, or not known
    fits = any(f"https://{host}/".startswith(prefix) for host in ev.api.hosts)
    return len(prefix) if fits or texts.names_host(prefix, ev.api.hosts) else -1


def _for_hosts(ev: Evaluator, prefixes: Values) -> list[Origin]:
    """An adapter that is mounted for one host is used for requests to that host only."""
    found: list[Origin] = []
    for prefix in prefixes:
        text = texts.plain(prefix) or ""
        shown = text.replace("\0", "…")
        if texts.names_host(text, ev.api.hosts):
            found.append(Origin("api", f"for {shown}"))
        elif texts.names_other_host(text):
            found.append(Origin("other", f"for {shown}"))
        else:
            return []
    return found


def _requests(ev: Evaluator, scopes: Scopes, call: cst.Call, frame: Frame) -> Iterator[Request]:
    """A policy may be handed to a single request: `pool.request("GET", url, retries=policy)`."""
    for value in ev.values(call.func, frame):
        send = send_of(ev, value) if isinstance(value, Method | Ext) else None
        if send is not None:
            receiver = value.receiver if isinstance(value, Method) else None
            yield Request(scopes, call, frame, *send, receiver)

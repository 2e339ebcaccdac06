"""Whose requests a client sends, asked of the client."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import texts
from kombo_lint.flow.callers import call_sites, constructions
from kombo_lint.flow.cargo import kinds, same
from kombo_lint.flow.classes import derives
from kombo_lint.flow.loads import nearest
from kombo_lint.flow.origins import Origin, client_origin, origin
from kombo_lint.flow.values import Inst, Method, Obj, Request, Via

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Frame, Trail, Value

_MOST_FILES = 40


@dataclass(frozen=True)
class Carried:
    """A policy on its way to requests: whose these are, and the steps from the policy to them."""

    origin: Origin
    trail: Trail


def destinations(
    ev: Evaluator, client: Value, frame: Frame, scopes: Scopes, trail: Trail
) -> Iterator[Carried]:
    """Yield whose the requests of a client are: by its own address, or else request by request."""
    if any(ev.models.clients[kind].api for kind in kinds(ev, client, ev.models.clients)):
        yield Carried(Origin("api", f"for the {ev.api.title} SDK"), trail)
        return
    whole = client_origin(ev, client, frame)
    if whole.whose != "unknown":
        yield Carried(whole, trail)
        return
    sent = False
    for request in requests_of(ev, client, scopes):
        sent = True
        step = Via(request.scopes, request.node, "the client sends a request here")
        yield Carried(origin(ev, request), (*trail, step))
    if not sent:
        yield from _by_company(ev, client, trail)


def requests_of(ev: Evaluator, client: Value, near: Scopes) -> Iterator[Request]:
    """Yield the requests that are sent by a client, in the files around it."""
    own = kinds(ev, client, ev.models.clients)
    names = frozenset(name for owner, name in ev.models.sends if owner in own)
    pattern = re.compile(rb"\.(?:" + "|".join(sorted(map(re.escape, names))).encode() + rb")\(")
    paths = [path for path, data in ev.project.files.items() if names and pattern.search(data)]
    for path in nearest(paths, near.module.path)[:_MOST_FILES]:
        for request in _sent_in(ev, path, names):
            if _sends(ev, client, request.receiver):
                yield request


def _sent_in(ev: Evaluator, path: str, names: frozenset[str]) -> tuple[Request, ...]:
    """Return the requests that a module sends by methods of these names."""
    return ev.once(("sent in", path, names), lambda: tuple(_sent(ev, path, names)), meanwhile=())


def _sent(ev: Evaluator, path: str, names: frozenset[str]) -> Iterator[Request]:
    scopes = ev.project.module(path, "may send a request")
    for name in sorted(names) if scopes is not None else ():
        assert scopes is not None
        for call in scopes.calls.get(name, ()):
            frame = ev.frame_of(scopes, call)
            for value in ev.values(call.func, frame):
                send = ev.models.send(value.kind, value.name) if isinstance(value, Method) else None
                if send is not None and isinstance(value, Method):
                    yield Request(scopes, call, frame, *send, value.receiver)


def _sends(ev: Evaluator, client: Value, sender: Value | None) -> bool:
    """Say whether `sender` can be the client; a subclass has what its base class's constructor does."""
    if isinstance(client, Inst) and isinstance(sender, Inst):
        if client.call is not None and sender.call is not None:
            return same(client, sender)
        return derives(ev, sender.cls, client.cls)
    return same(client, sender)


def _by_company(ev: Evaluator, client: Value, trail: Trail) -> Iterator[Carried]:
    """A client that nobody here is seen to send with is for what is spoken to where it is made and fetched.

    That is a guess, so those modules must name the API's address and no other.
    """
    made = _made_in(ev, client)
    if made is None:
        return
    scopes, function = made
    sites = call_sites(ev, scopes, function) if function is not None else ()
    found = [_addresses(ev, each) for each in dict.fromkeys((scopes, *(s.frame.scopes for s in sites)))]
    api = [text for each in found for text in each.api]
    if api and not any(each.other for each in found):
        who = f"by the callers of {function.name.value}(), " if function is not None else ""
        yield Carried(Origin("likely", f"{who}beside requests to {api[0]}"), trail)


def _made_in(ev: Evaluator, client: Value) -> tuple[Scopes, cst.FunctionDef | None] | None:
    """Return the module and function that make a client; of a class that nobody makes one of, its module."""
    if isinstance(client, Inst) and client.call is None:
        return None if constructions(ev, client.cls) else (client.cls.scopes, None)
    if not isinstance(client, Obj | Inst) or client.call is None or client.frame is None:
        return None
    scopes = client.frame.scopes
    function = scopes.function_of(client.call)
    return scopes, function if isinstance(function, cst.FunctionDef) else None


@dataclass(frozen=True)
class _Company:
    api: list[str]
    other: list[str]


def _addresses(ev: Evaluator, scopes: Scopes) -> _Company:
    """Return the addresses that are written in a module."""
    found = _Company([], [])
    written = [*scopes.by_type.get(cst.SimpleString, ()), *scopes.by_type.get(cst.FormattedString, ())]
    # What is put together is seen where it is sent to.
    sent_to = [call.args[:2] for name in ev.models.send_names for call in scopes.calls.get(name, ())]
    nodes = [*written, *(arg.value for args in sent_to for arg in args)]
    for node in dict.fromkeys(nodes):
        if isinstance(scopes.parents.get(node), cst.Expr) or not isinstance(node, cst.BaseExpression):
            continue  # a docstring
        for value in ev.values(node, ev.frame_of(scopes, node)):
            text = texts.plain(value) or ""
            if texts.names_host(text, ev.api.hosts):
                found.api.append(text.replace("\0", "…"))
            elif texts.names_other_host(text):
                found.other.append(text)
    return found

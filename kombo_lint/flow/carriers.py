"""Which clients carry a retry policy, and whose requests those clients send."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import texts
from kombo_lint.flow.arguments import argument
from kombo_lint.flow.classes import lineage
from kombo_lint.flow.instances import init_frames
from kombo_lint.flow.origins import Origin, client_origin, origin
from kombo_lint.flow.reaching import own_nodes
from kombo_lint.flow.values import Ext, Inst, Method, Obj, Request, Via
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Frame, Trail, Value, Values
    from kombo_lint.models import Client

_MOST_FILES = 40


@dataclass(frozen=True)
class Carried:
    """A policy on its way to requests: whose these are, and the steps from the policy to them."""

    origin: Origin
    trail: Trail


def carried(ev: Evaluator, policy: cst.Call, near: Scopes) -> Carried | None:
    """Return for whose requests the policy made by the call `policy` is used; None when for nobody's known.

    Of several uses the surest for the API counts.
    """
    found = list(_uses(ev, policy, near))
    order = ("api", "likely", "other", "unknown")
    return min(found, key=lambda each: order.index(each.origin.whose), default=None)


def _uses(ev: Evaluator, policy: cst.Call, near: Scopes) -> Iterator[Carried]:
    for scopes, call, frame in _calls(ev, _carrier_names(ev), near):
        for value in ev.values(call.func, frame):
            if isinstance(value, Method) and value.name in _mounts(ev, value.receiver):
                given = argument(ev, call, frame, 1, "adapter") or ()
                if policy in _policies(ev, given):
                    step = Via(scopes, call, "the policy is mounted here")
                    yield from _mounted(ev, call, frame, value.receiver, scopes, step)
        for made in ev.values(call, frame):
            if _holds(ev, made, call) and policy in _policies(ev, (made,)):
                step = Via(scopes, call, "the policy is given to a client here")
                yield from _of_client(ev, made, frame, scopes, (step,))
        yield from _of_one_request(ev, policy, call, frame, scopes)


def _holds(ev: Evaluator, made: Value, call: cst.Call) -> bool:
    return (
        isinstance(made, Obj | Inst)
        and made.call is call
        and not (isinstance(made, Obj) and made.kind in ev.models.policies)
    )


def _carrier_names(ev: Evaluator) -> frozenset[str]:
    """Return what calls are named by which a policy gets to requests."""
    names = {kind.rpartition(".")[2] for kind, client in ev.models.clients.items() if client.policies}
    names.update(name for client in ev.models.clients.values() for name in client.mounts)
    return frozenset(names)


def _keywords(ev: Evaluator) -> frozenset[str]:
    return frozenset(name for client in ev.models.clients.values() for name in client.policies)


def _calls(ev: Evaluator, names: Iterable[str], near: Scopes) -> Iterator[tuple[Scopes, cst.Call, Frame]]:
    """Yield the calls of these names, of subclasses and those with a policy's keyword, nearest files first."""
    words = sorted({*names, *_keywords(ev)})
    pattern = re.compile(rb"\b(?:" + "|".join(map(re.escape, words)).encode() + rb")\b")
    paths = [path for path, data in ev.project.files.items() if pattern.search(data)]
    for path in _nearest(paths, near.module.path)[:_MOST_FILES]:
        scopes = ev.project.module(path, "may use a retry policy")
        for node in scopes.by_type.get(cst.Call, ()) if scopes is not None else ():
            assert scopes is not None
            assert isinstance(node, cst.Call)
            if _may_carry(node, words):
                yield scopes, node, ev.frame_of(scopes, node)


def _may_carry(call: cst.Call, words: Sequence[str]) -> bool:
    func = call.func
    name = (
        func.attr.value
        if isinstance(func, cst.Attribute)
        else func.value
        if isinstance(func, cst.Name)
        else ""
    )
    keywords = [arg.keyword.value for arg in call.args if arg.keyword is not None]
    return (
        name in words
        or any(keyword in words for keyword in keywords)
        or any(arg.star == "**" for arg in call.args)
    )


def _nearest(paths: Iterable[str], near: str) -> list[str]:
    def distance(path: str) -> tuple[bool, int, str]:
        shared = 0
        for a, b in zip(path.split("/"), near.split("/"), strict=False):
            if a != b:
                break
            shared += 1
        return (path != near, -shared, path)

    return sorted(paths, key=distance)


def _mounts(ev: Evaluator, receiver: Value) -> Sequence[str]:
    return [name for kind in _kinds(ev, receiver) for name in ev.models.clients[kind].mounts]


def _kinds(ev: Evaluator, value: Value) -> list[str]:
    """Return the client classes of a library that a value is an instance of."""
    if isinstance(value, Obj):
        return [value.kind] if value.kind in ev.models.clients else []
    if isinstance(value, Inst):
        return [short(base) for base in lineage(ev, value.cls)[1] if short(base) in ev.models.clients]
    return []


def _policies(ev: Evaluator, values: Values, depth: int = 0) -> set[cst.Call]:
    """Return the calls that made the policies which these values are, or carry inside."""
    found: set[cst.Call] = set()
    for value in values:
        if (isinstance(value, Obj) and value.kind in ev.models.policies and value.call is not None) or (
            isinstance(value, Inst) and value.call is not None and _is_policy(ev, value)
        ):
            found.add(value.call)
        for kind in _kinds(ev, value) if depth < 4 else ():
            model = ev.models.clients[kind]
            for call, frame in _constructor_calls(ev, value):
                for inner in _policy_arguments(ev, model, call, frame):
                    found |= _policies(ev, inner, depth + 1)
    return found


def _is_policy(ev: Evaluator, value: Inst) -> bool:
    return any(short(base) in ev.models.policies for base in lineage(ev, value.cls)[1])


def _constructor_calls(ev: Evaluator, value: Value) -> Iterator[tuple[cst.Call, Frame]]:
    """Yield the calls by whose arguments a client was made, up to the library's own constructor."""
    if isinstance(value, Obj | Inst) and value.call is not None and value.frame is not None:
        yield value.call, value.frame
    for init, frame in init_frames(ev, value).items() if isinstance(value, Inst) else ():
        for node in own_nodes(init):
            if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute):
                if node.func.attr.value == "__init__":
                    yield node, frame


def _policy_arguments(ev: Evaluator, model: Client, call: cst.Call, frame: Frame) -> Iterator[Values]:
    for name in model.policies:
        given = argument(ev, call, frame, model.positions.get(name), name)
        if given is not None:
            yield given


def _mounted(
    ev: Evaluator, call: cst.Call, frame: Frame, receiver: Value, scopes: Scopes, step: Via
) -> Iterator[Carried]:
    """An adapter that is mounted for one host is used for requests to that host only."""
    for prefix in argument(ev, call, frame, 0, "prefix") or ():
        text = texts.plain(prefix) or ""
        if texts.names_host(text, ev.api.hosts):
            yield Carried(Origin("api", f"for {text.replace(chr(0), '…')}"), (step,))
            return
        if texts.names_other_host(text):
            yield Carried(Origin("other", f"for {text}"), (step,))
            return
    yield from _of_client(ev, receiver, frame, scopes, (step,))


def _of_client(ev: Evaluator, client: Value, frame: Frame, scopes: Scopes, trail: Trail) -> Iterator[Carried]:
    whole = client_origin(ev, client, frame)
    if whole.whose != "unknown":
        yield Carried(whole, trail)
        return
    for request in _requests(ev, client, scopes):
        step = Via(request.scopes, request.node, "the client sends a request here")
        yield Carried(origin(ev, request), (*trail, step))


def _requests(ev: Evaluator, client: Value, near: Scopes) -> Iterator[Request]:
    """Yield the requests that are sent by a client, in the files around it."""
    kinds = _kinds(ev, client)
    names = {name for owner, name in ev.models.sends if owner in kinds}
    if not names:
        return
    pattern = re.compile(rb"\.(?:" + "|".join(sorted(map(re.escape, names))).encode() + rb")\(")
    paths = [path for path, data in ev.project.files.items() if pattern.search(data)]
    for path in _nearest(paths, near.module.path)[:_MOST_FILES]:
        scopes = ev.project.module(path, "may send a request")
        for name in sorted(names) if scopes is not None else ():
            assert scopes is not None
            for call in scopes.calls.get(name, ()):
                frame = ev.frame_of(scopes, call)
                for value in ev.values(call.func, frame):
                    if isinstance(value, Method) and _same_client(value.receiver, client):
                        send = ev.models.send(value.kind, value.name)
                        if send is not None:
                            yield Request(scopes, call, frame, *send, value.receiver)


def _same_client(one: Value, other: Value) -> bool:
    if isinstance(one, Inst) and isinstance(other, Inst):
        return one.cls == other.cls
    return isinstance(one, Obj) and isinstance(other, Obj) and one.call is other.call


def _of_one_request(
    ev: Evaluator, policy: cst.Call, call: cst.Call, frame: Frame, scopes: Scopes
) -> Iterator[Carried]:
    """A policy may be handed to a single request: `pool.request("GET", url, retries=policy)`."""
    given = [argument(ev, call, frame, None, name) for name in sorted(_keywords(ev))]
    if not any(policy in _policies(ev, values) for values in given if values):
        return
    for value in ev.values(call.func, frame):
        if isinstance(value, Method | Ext):
            kind = value.kind if isinstance(value, Method) else short(value.name).rpartition(".")[0]
            name = value.name if isinstance(value, Method) else short(value.name).rpartition(".")[2]
            send = ev.models.send(kind, name)
            if send is not None:
                receiver = value.receiver if isinstance(value, Method) else None
                request = Request(scopes, call, frame, *send, receiver)
                step = Via(scopes, call, "the policy is given to a request here")
                yield Carried(origin(ev, request), (step,))

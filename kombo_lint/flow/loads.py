"""The calls by which policies and transports get to clients."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.activations import activations
from kombo_lint.flow.arguments import argument
from kombo_lint.flow.cargo import cargo, kinds, works_for_clients
from kombo_lint.flow.containers import elements
from kombo_lint.flow.runners import send_of
from kombo_lint.flow.values import Cls, Ext, Inst, Map, Method, Obj, Seq, union
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Frame, Value, Values

_MOST_FILES = 40


@dataclass(frozen=True)
class Load:
    """Cargo that a call puts on a client (or on one request, then without a client).

    With `prefixes` it is for addresses that begin so only.
    """

    scopes: Scopes
    call: cst.CSTNode
    frame: Frame
    client: Value | None
    prefixes: Values
    cargo: Values
    words: str


def loads(ev: Evaluator, near: Scopes) -> Iterator[Load]:
    """Yield what puts cargo on clients, in the nearest files first."""
    for path in nearest(_files(ev), near.module.path)[:_MOST_FILES]:
        yield from _in_file(ev, path)


def _in_file(ev: Evaluator, path: str) -> tuple[Load, ...]:
    def found() -> tuple[Load, ...]:
        scopes = ev.project.module(path, "may use a retry policy")
        return tuple(_of_module(ev, scopes)) if scopes is not None else ()

    return ev.once(("loads", path), found, meanwhile=())


def _files(ev: Evaluator) -> list[str]:
    """Return the files that can hold a call by which a policy gets to requests."""

    def found() -> list[str]:
        names = "|".join(sorted(map(re.escape, _names(ev))))
        keywords = "|".join(sorted(map(re.escape, ev.models.carrying)))
        given = rf"[(,.]\s*(?:{keywords})\s*=(?!=)|['\"](?:{keywords})['\"]"
        pattern = re.compile(rf"\b(?:{names})\s*\(|{given}".encode())
        return [path for path, data in ev.project.files.items() if pattern.search(data)]

    return ev.once("files that carry", found, meanwhile=[])


def _names(ev: Evaluator) -> frozenset[str]:
    """Return what calls are named by which a policy gets to requests."""
    names = {kind.rpartition(".")[2] for kind, client in ev.models.clients.items() if client.policies}
    names.update(name for client in ev.models.clients.values() for name in client.mounts)
    return frozenset(names)


def _of_module(ev: Evaluator, scopes: Scopes) -> Iterator[Load]:
    names = _names(ev)
    for call in scopes.by_type.get(cst.Call, ()):
        assert isinstance(call, cst.Call)
        if _may_carry(ev, call, names) and _calls_a_carrier(ev, call, ev.frame_of(scopes, call)):
            for frame in activations(ev, scopes, call):
                yield from _of_call(ev, scopes, call, frame)
    for name in sorted(ev.models.carrying):
        for store in scopes.stores.get(name, ()):
            if store.value is not None and isinstance(store.target.value, cst.Call | cst.Subscript):
                for frame in activations(ev, scopes, store.target):
                    yield from _of_store(ev, scopes, store.target.value, store.value, frame)


def _may_carry(ev: Evaluator, call: cst.Call, names: frozenset[str]) -> bool:
    func = call.func
    name = func.attr.value if isinstance(func, cst.Attribute) else getattr(func, "value", "")
    return name in names or any(
        arg.star == "**" or (arg.keyword is not None and arg.keyword.value in ev.models.carrying)
        for arg in call.args
    )


def _calls_a_carrier(ev: Evaluator, call: cst.Call, frame: Frame) -> bool:
    """Say whether a call makes a client, or is made on one."""
    for value in ev.values(call.func, frame):
        if isinstance(value, Method) and kinds(ev, value.receiver, ev.models.clients):
            return True
        if isinstance(value, Cls) and kinds(ev, Inst(value), ev.models.clients):
            return True
        if isinstance(value, Ext) and (short(value.name) in ev.models.clients or send_of(ev, value)):
            return True
    return False


def _of_call(ev: Evaluator, scopes: Scopes, call: cst.Call, frame: Frame) -> Iterator[Load]:
    for value in ev.values(call.func, frame):
        if not isinstance(value, Method):
            continue
        if value.name == "__init__" and _sends(ev, value.receiver):
            # A client's own constructor hands it up to the library's.
            yield from _given(ev, scopes, call, frame, value.receiver)
        elif value.name in _mounts(ev, value.receiver):
            for prefixes, adapters in _mounted(ev, call, frame):
                found, words = cargo(ev, adapters), "the policy is mounted here"
                yield Load(scopes, call, frame, value.receiver, prefixes, found, words)
    for made in ev.values(call, frame):
        if isinstance(made, Obj | Inst) and made.call is call and _sends(ev, made):
            yield from _given(ev, scopes, call, frame, made)
    keywords = [argument(ev, call, frame, None, name) for name in sorted(ev.models.carrying)]
    loaded = cargo(ev, union(*(values for values in keywords if values)))
    if loaded:
        yield Load(scopes, call, frame, None, (), loaded, "the policy is given to a request here")


def _sends(ev: Evaluator, value: Value) -> bool:
    """Say whether a value is a client in its own right, not one that works for others."""
    return bool(kinds(ev, value, ev.models.clients)) and not works_for_clients(ev, value)


def _given(ev: Evaluator, scopes: Scopes, call: cst.Call, frame: Frame, client: Value) -> Iterator[Load]:
    """A client has what it is made with: for some addresses only, where that is a mapping by address."""
    words = "the policy is given to a client here"
    by_address: list[Value] = []
    for name in sorted(ev.models.carrying):
        for value in argument(ev, call, frame, None, name) or ():
            for keys, values in value.entries if isinstance(value, Map) else ():
                by_address.extend(cargo(ev, values))
                yield Load(scopes, call, frame, client, keys, cargo(ev, values), words)
    everywhere = tuple(value for value in cargo(ev, (client,)) if value not in by_address and value != client)
    if everywhere:
        yield Load(scopes, call, frame, client, (), everywhere, words)


def _of_store(
    ev: Evaluator, scopes: Scopes, owner: cst.Call | cst.Subscript, value: cst.BaseExpression, frame: Frame
) -> Iterator[Load]:
    """`session.get_adapter(prefix).max_retries = policy`: what a client hands out is its own."""
    prefixes: Values = ()
    if isinstance(owner, cst.Call):
        prefixes = argument(ev, owner, frame, 0, None) or ()
    elif isinstance(owner.slice[0].slice, cst.Index):
        prefixes = ev.values(owner.slice[0].slice.value, frame)
    for member in ev.values(owner.func if isinstance(owner, cst.Call) else owner.value, frame):
        if isinstance(member, Method) and kinds(ev, member.receiver, ev.models.clients):
            found = cargo(ev, ev.values(value, frame))
            words = "the policy is put on the client here"
            yield Load(scopes, owner, frame, member.receiver, prefixes, found, words)


def _mounts(ev: Evaluator, receiver: Value) -> list[str]:
    own = kinds(ev, receiver, ev.models.clients)
    return [name for kind in own for name in ev.models.clients[kind].mounts]


def _mounted(ev: Evaluator, call: cst.Call, frame: Frame) -> Iterator[tuple[Values, Values]]:
    """Yield the prefix and the adapter that a call mounts, pair by pair in a loop over pairs."""
    names = [arg.value for arg in call.args if arg.keyword is None and isinstance(arg.value, cst.Name)]
    found = [frame.scopes.visible(name) for name in names]
    bound = [each[1][0] for each in found if each is not None and len(each[1]) == 1]
    if len(bound) == 2 and bound[0].kind == "for" and bound[0].node is bound[1].node and bound[0].value:
        first, second = (each.unpack for each in bound)
        if len(first) == len(second) == 1:
            for pair in elements(ev.values(bound[0].value, frame)):
                if isinstance(pair, Seq) and len(pair.items) == 2:
                    yield pair.items[first[0]], pair.items[second[0]]
            return
    prefixes = argument(ev, call, frame, 0, "prefix") or ()
    yield prefixes, argument(ev, call, frame, 1, "adapter") or ()


def nearest(paths: Iterable[str], near: str) -> list[str]:
    """Return the paths in the order of their distance from `near` in the tree of folders."""

    def distance(path: str) -> tuple[bool, int, str]:
        shared = 0
        for a, b in zip(path.split("/"), near.split("/"), strict=False):
            if a != b:
                break
            shared += 1
        return (path != near, -shared, path)

    return sorted(paths, key=distance)

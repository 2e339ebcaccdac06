"""Whose request is it? The verdict on a request, from its address or, failing that, its names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

import libcst as cst

from kombo_lint.flow import by_name, texts
from kombo_lint.flow.arguments import argument
from kombo_lint.flow.classes import hands_itself, lineage, self_of, upward_calls
from kombo_lint.flow.containers import elements
from kombo_lint.flow.declared import declared
from kombo_lint.flow.instances import init_frames, instance_member, kinds_of, self_stores
from kombo_lint.flow.names import binding_values
from kombo_lint.flow.values import UNKNOWN, Cls, Const, Inst, Many, Obj, Seq, Text, Unknown, union
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Request, Value, Values

Whose: TypeAlias = Literal["api", "likely", "other", "unknown"]


@dataclass(frozen=True)
class Origin:
    """Whose a request is, in the words of the evidence; `shared` when other hosts are reached too."""

    whose: Whose
    words: str
    shared: bool = False


def origin(ev: Evaluator, request: Request) -> Origin:
    """Return whose the request is. "api" is certain, "likely" goes by names, the others are not reported."""
    return ev.once(("origin", request), lambda: _origin(ev, request), meanwhile=Origin("unknown", ""))


def _origin(ev: Evaluator, request: Request) -> Origin:
    if request.library.name == ev.api.sdk:
        return Origin("api", f"the {ev.api.title} SDK answers")
    by_word = _by_declaration(ev, request)
    if by_word is not None:
        return by_word
    if request.send is None:
        return _of_answer(ev, request)
    seen = _sort(ev, urls(ev, request))
    if not seen.api and not (seen.other and not seen.unknown):
        base = _sort(ev, _bases(ev, request.receiver))
        seen = _Addresses(
            base.api,
            [*seen.other, *base.other],
            base.unknown if base.api or base.other else seen.unknown + base.unknown,
        )
    if seen.api:
        return Origin("api", f"to {seen.api[0]}", shared=bool(seen.other))
    if seen.other and not seen.unknown:
        return Origin("other", f"to {seen.other[0]}")
    if not seen.other:
        worked_for = _worked_for(ev, request)
        if worked_for is not None:
            return worked_for
    by_class = _by_class(ev, request)
    if by_class.whose == "api":  # of what is handed in, some may go to others
        return replace(by_class, shared=by_class.shared or bool(seen.other))
    if by_class.whose != "unknown" or seen.other:
        return by_class if not seen.other else Origin("other", f"to {seen.other[0]}")
    said = by_name.says_api(ev, request, seen.unknown)
    return Origin("likely", said) if said is not None else Origin("unknown", "")


def _by_declaration(ev: Evaluator, request: Request) -> Origin | None:
    """Judge by what the user says: a model with calls that speak to the API, or a declared client."""
    if request.send is not None and request.send.api:
        name = request.send.on[0]
        return Origin("api", f"{name} speaks to {ev.api.title}, as is declared")
    return _declared(ev, request.receiver, request.frame)


def _declared(ev: Evaluator, client: Value | None, frame: Frame) -> Origin | None:
    name = declared(ev, client, frame)
    return Origin("api", f"{name} speaks to {ev.api.title}, as is declared") if name is not None else None


def _of_answer(ev: Evaluator, request: Request) -> Origin:
    """Judge an answer whose request is not seen by what it is for: a transport, a client, a class."""
    worked_for = _worked_for(ev, request)
    if worked_for is not None:
        return worked_for
    if isinstance(request.receiver, Obj):
        return client_origin(ev, request.receiver, request.frame)
    by_class = _by_class(ev, request)
    return by_class if by_class.whose != "unknown" else _by_clients(ev, request)


def _by_clients(ev: Evaluator, request: Request) -> Origin:
    """Judge by the clients of the class around, where all of them are for the API."""
    instance = _instance_of(ev, request.receiver, request.frame)
    stored = self_stores(ev, instance, None) if instance is not None else ()
    values = union(
        *(
            ev.values(store.value, ev.frame(scopes, method, receiver=instance))
            for scopes, method, store in stored
            if store.value is not None
        )
    )
    clients = [value for value in values if isinstance(value, Obj) and value.kind in ev.models.clients]
    found = _sort(ev, union(*(_bases(ev, client) or UNKNOWN for client in clients)))
    if instance is None or not found.api or found.other or found.unknown:
        return Origin("unknown", "")
    return Origin("api", f"{instance.cls.node.name.value} has a client for {found.api[0]}")


def _worked_for(ev: Evaluator, request: Request) -> Origin | None:
    """Requests that go through a transport are those of the clients that have it."""
    from kombo_lint.flow.carriers import worked_for

    return worked_for(ev, request.receiver, request.frame)


def client_origin(ev: Evaluator, client: Value, frame: Frame) -> Origin:
    """Return whose the requests of a client are, by its own address or that of the class around `frame`."""
    by_word = _declared(ev, client, frame)
    if by_word is not None:
        return by_word
    seen = _sort(ev, _bases(ev, client))
    if seen.api:
        return Origin("api", f"to {seen.api[0]}", shared=bool(seen.other))
    if seen.other and not seen.unknown:
        return Origin("other", f"to {seen.other[0]}")
    around = _instance_of(ev, client, frame)
    return _speaks_to(ev, around) if around is not None else Origin("unknown", "")


@dataclass(frozen=True)
class _Addresses:
    api: list[str]
    other: list[str]
    unknown: list[str]


def _sort(ev: Evaluator, values: Values) -> _Addresses:
    api: list[str] = []
    other: list[str] = []
    unknown: list[str] = []
    for value in values:
        text = texts.plain(value)
        if text is not None and texts.is_two(text):
            continue
        if text is not None and texts.names_host(text, ev.api.hosts):
            api.append(text.replace("\0", "…"))
        elif text is not None and texts.names_other_host(text):
            other.append(text.replace("\0", "…"))
        else:
            unknown.extend(by_name.hints(ev, value) or ([""] if text is None else []))
    return _Addresses(api, other, unknown)


def urls(ev: Evaluator, request: Request) -> Values:
    """Return the addresses that a request is sent to, as far as its call says."""
    call, send = request.node, request.send
    if send is None or not isinstance(call, cst.Call):
        return ()
    if send.request is not None:
        given = argument(ev, call, request.frame, send.request, send.keyword) or ()
        return union(*(_of_request_object(ev, value) for value in given))
    if send.url is None and send.keyword == "url":
        return ()
    given = argument(ev, call, request.frame, send.url, send.keyword) or ()
    if any(isinstance(value, Seq | Many) for value in given):  # one request for each of them
        given = elements(given)
    return union(
        *(_of_request_object(ev, value) if isinstance(value, Obj | Inst) else (value,) for value in given)
    )


def _of_request_object(ev: Evaluator, value: Value) -> Values:
    """Return the URL that a request object was made with."""
    if isinstance(value, Inst):
        outside = map(short, lineage(ev, value.cls)[1])
        kinds = [kind for kind in outside if (kind, "") in ev.models.requests]
        upward = list(_upward(init_frames(ev, value)))
        made = [Obj(kind, None, call, frame) for kind in kinds for call, frame in upward]
        made = made or [Obj(kind, None, value.call, value.frame) for kind in kinds]
        return union(*(_of_request_object(ev, each) for each in made))
    if not isinstance(value, Obj) or value.call is None or value.frame is None:
        return (value,) if isinstance(value, Unknown) else (Unknown(),)
    name = value.call.func.attr.value if isinstance(value.call.func, cst.Attribute) else ""
    spec = ev.models.requests.get((value.kind, name)) or ev.models.requests.get((value.kind, ""))
    if spec is None:
        return (Unknown(),)
    ahead = name == "__init__" and hands_itself(value.call)
    url = None if spec.url is None else spec.url + ahead
    return argument(ev, value.call, value.frame, url, spec.keyword) or (Unknown(),)


def _bases(ev: Evaluator, receiver: Value | None) -> Values:
    """Return the address that a client was made with; one may be made around another, or around itself."""
    return ev.once(("bases", receiver), lambda: _made_with(ev, receiver), meanwhile=())


def _made_with(ev: Evaluator, receiver: Value | None) -> Values:
    if isinstance(receiver, Obj):
        model = ev.models.clients.get(receiver.kind)
        if model is None or receiver.call is None or receiver.frame is None:
            return ()
        given = [
            argument(ev, receiver.call, receiver.frame, model.positions.get(name), name)
            for name in model.address
        ]
        return union(*(_of_inner(ev, value) for values in given for value in values or ()))
    if isinstance(receiver, Inst):
        return union(_upward_arguments(ev, receiver), _address_attributes(ev, receiver))
    return ()


def _of_inner(ev: Evaluator, value: Value) -> Values:
    """Return an address; of a client that another one is made around, that client's."""
    return _bases(ev, value) if isinstance(value, Obj | Inst) else (value,)


def _upward_arguments(ev: Evaluator, instance: Inst) -> Values:
    """Return the addresses in `super().__init__(base_url=...)` of a class that derives from a client."""
    result: list[Values] = []
    for node, frame in _upward(init_frames(ev, instance)):
        result.extend(v for v in (argument(ev, node, frame, None, k) for k in _ADDRESS) if v is not None)
    if instance.call is not None and instance.frame is not None:
        given = [argument(ev, instance.call, instance.frame, None, k) for k in _ADDRESS]
        result.extend(v for v in given if v is not None)
    return union(*result)


def _upward(frames: Mapping[cst.FunctionDef, Frame]) -> Iterator[tuple[cst.Call, Frame]]:
    """Yield the calls of a base class's constructor in constructors, each with its frame."""
    yield from ((call, frame) for init, frame in frames.items() for call in upward_calls(init))


# What clients call the address that every request of theirs starts with.
_ADDRESS = ("base_url", "host", "prefix_url", "url_base")


def _address_attributes(ev: Evaluator, instance: Inst) -> Values:
    result = [instance_member(ev, instance, name) for name in _ADDRESS[:1]]
    return tuple(v for values in result for v in values if isinstance(v, Const | Text))


def _by_class(ev: Evaluator, request: Request) -> Origin:
    """Judge by the class around: one whose own address is the API's speaks to the API."""
    instance = _instance_of(ev, request.receiver, request.frame)
    return _speaks_to(ev, instance) if instance is not None else Origin("unknown", "")


def _speaks_to(ev: Evaluator, instance: Inst) -> Origin:
    found = _sort(ev, _class_addresses(ev, instance))
    if found.api and not found.other:
        return Origin("api", f"{instance.cls.node.name.value} speaks to {found.api[0]}")
    if instance.call is not None and found.other and not found.api:
        return Origin("other", f"this {instance.cls.node.name.value} speaks to {found.other[0]}")
    return Origin("unknown", "")


def _instance_of(ev: Evaluator, receiver: Value | None, frame: Frame) -> Inst | None:
    """Return the instance that a request is sent by, or else the one whose method the frame is in."""
    return receiver if isinstance(receiver, Inst) else self_of(ev, frame)


def _class_addresses(ev: Evaluator, instance: Inst) -> Values:
    """Return every URL that the class, its bases and its constructors keep, or else hand upward."""
    return ev.once(("addresses", instance), lambda: _addresses(ev, instance), meanwhile=())


def _addresses(ev: Evaluator, instance: Inst) -> Values:
    result: list[Values] = []
    frames = init_frames(ev, instance)
    classes: dict[Cls, None] = {}
    for kind in kinds_of(ev, instance):
        classes.update(dict.fromkeys(lineage(ev, kind)[0]))
    for cls in classes:
        for bindings in cls.scopes.bindings.get(cls.node, {}).values():
            for binding in bindings:
                if binding.kind == "assign":
                    result.append(binding_values(ev, binding, ev.frame(cls.scopes)))
    for scopes, method, store in self_stores(ev, instance, None):
        if store.value is not None and method.name.value == "__init__":
            frame = frames.get(method) or ev.frame(scopes, method, receiver=instance)
            result.append(ev.values(store.value, frame))
    kept = union(*(_strings(values) for values in result))
    if kept:
        return kept
    given = (
        ev.values(arg.value, frame) for node, frame in _upward(frames) for arg in node.args if not arg.star
    )
    return union(*(_strings(values) for values in given))


def _strings(values: Values) -> Values:
    """Return the strings among the values that name a host."""
    return tuple(
        v for v in values if isinstance(v, Const | Text) and texts.host(texts.plain(v) or "") is not None
    )

"""What a client carries: the retry policies, transports and adapters inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.activations import same_run
from kombo_lint.flow.arguments import argument
from kombo_lint.flow.classes import derives, lineage, upward_calls
from kombo_lint.flow.instances import init_frames
from kombo_lint.flow.values import Ext, Inst, Many, Map, Obj, Seq, union
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Cls, Frame, Value, Values

_DEEPEST = 6


def kinds(ev: Evaluator, value: Value, known: Collection[str]) -> list[str]:
    """Return the classes of a library, among the `known`, that a value is an instance of."""
    if isinstance(value, Obj):
        return [value.kind] if value.kind in known else []
    if isinstance(value, Inst):
        return [short(base) for base in lineage(ev, value.cls)[1] if short(base) in known]
    return []


def works_for_clients(ev: Evaluator, value: Value | None) -> bool:
    """Say whether a value is a policy or transport, whose requests are those of the clients that have it."""
    if value is None:
        return False
    if kinds(ev, value, ev.models.carried):
        return True
    return bool(kinds(ev, value, ev.models.policies)) and not kinds(ev, value, ev.models.clients)


def cargo(ev: Evaluator, values: Values, depth: int = 0) -> Values:
    """Return the policies and transports among the values and inside them."""
    found: list[Values] = []
    for value in values if depth < _DEEPEST else ():
        if isinstance(value, Seq):
            found.append(cargo(ev, union(*value.items), depth + 1))
        elif isinstance(value, Many):
            found.append(cargo(ev, value.items, depth + 1))
        elif isinstance(value, Map):
            found.append(cargo(ev, union(*(given for _, given in value.entries)), depth + 1))
        elif isinstance(value, Obj | Inst):
            found.append(_of_object(ev, value, depth))
    return union(*found)


def _of_object(ev: Evaluator, value: Obj | Inst, depth: int) -> Values:
    def found() -> Values:
        itself: Values = (value,) if works_for_clients(ev, value) else ()
        return union(itself, *(cargo(ev, given, depth + 1) for given in _inside(ev, value)))

    return ev.once(("cargo", value), found, meanwhile=())


def _inside(ev: Evaluator, value: Obj | Inst) -> Iterator[Values]:
    """Yield what a client is given that may be, or have, a policy."""
    own = kinds(ev, value, ev.models.clients)
    names = {name for kind in own for name in ev.models.clients[kind].policies}
    for call, frame in constructor_calls(ev, value):
        for kind in own:
            model = ev.models.clients[kind]
            for name in model.policies:
                given = argument(ev, call, frame, model.positions.get(name), name)
                if given is not None:
                    yield given
        if isinstance(value, Inst) and kinds(ev, value, ev.models.carried):
            # A transport of the program's own may call what it wraps by any name.
            yield from (ev.values(arg.value, frame) for arg in call.args if not arg.star)
    if isinstance(value, Obj) and value.call is not None:
        yield from _put_on(ev, value, names)


def _put_on(ev: Evaluator, value: Obj, names: set[str]) -> Iterator[Values]:
    """Yield what `adapter.max_retries = ...` beside the making of an adapter puts on it."""
    scopes = value.scopes
    for name in sorted(names) if scopes is not None else ():
        assert scopes is not None
        for store in scopes.stores.get(name, ()):
            frame = ev.frame_of(scopes, store.target)
            if store.value is not None and any(same(value, v) for v in ev.values(store.target.value, frame)):
                yield ev.values(store.value, frame)


def constructor_calls(ev: Evaluator, value: Obj | Inst) -> Iterator[tuple[cst.Call, Frame]]:
    """Yield the calls by whose arguments an object was made, up to the library's own constructor."""
    if value.call is not None and value.frame is not None:
        yield value.call, value.frame
    for init, frame in init_frames(ev, value).items() if isinstance(value, Inst) else ():
        yield from ((call, frame) for call in upward_calls(init))


def partly_made(ev: Evaluator, call: cst.Call, frame: Frame) -> cst.Call | None:
    """Return the `partial(...)` that made the function which a call calls by name, or None."""
    if isinstance(call.func, cst.Call):
        return call.func if _is_partial(ev, call.func, frame) else None
    if not isinstance(call.func, cst.Name):
        return None
    found = frame.scopes.visible(call.func)
    for binding in found[1] if found is not None else ():
        made = binding.value if not binding.unpack else None
        if isinstance(made, cst.Call) and _is_partial(ev, made, ev.frame_of(frame.scopes, made)):
            return made
    return None


def _is_partial(ev: Evaluator, call: cst.Call, frame: Frame) -> bool:
    found = ev.values(call.func, frame)
    return any(isinstance(value, Ext) and short(value.name) == "functools.partial" for value in found)


def same(one: Value | None, other: Value | None) -> bool:
    """Say whether two values can be one object; an instance of unknown making can be any of its class."""
    if isinstance(one, Inst) and isinstance(other, Inst):
        if one.call is not None and other.call is not None:
            return one.call is other.call and same_run(one.frame, other.frame)
        return one.cls == other.cls
    if isinstance(one, Obj) and isinstance(other, Obj):
        return one.call is not None and one.call is other.call and same_run(one.frame, other.frame)
    return False


def of_class(ev: Evaluator, value: Value, cls: Cls) -> bool:
    """Say whether a value is an instance of the class or of one that derives from it."""
    return isinstance(value, Inst) and derives(ev, value.cls, cls)

"""Operations of one kind that are sent at once, with no bound or one above the limit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.facts.actions import of_kind
from kombo_lint.facts.units import units
from kombo_lint.flow.arguments import argument
from kombo_lint.flow.bounds import gate
from kombo_lint.flow.sending import sent_by, sent_when_called
from kombo_lint.flow.tree import last_name, walk
from kombo_lint.flow.values import Cls, Ext, Method, Obj, Unknown
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kombo_lint.facts.units import Unit
    from kombo_lint.flow.bounds import Gate
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.sending import Sent
    from kombo_lint.flow.values import Frame
    from kombo_lint.models.tables import FanOut
    from kombo_lint.registry import Limit

_POOL = re.compile(rb"pool|executor", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Burst:
    """Requests that are sent at once: by the call `call` in `caller`, `width` of them (None for any number).

    `node` is the source to point at: the bound that is too wide, or else the call. `sent` is one of them.
    """

    scopes: Scopes
    node: cst.CSTNode
    call: cst.Call
    caller: Scopes
    width: int | None
    sent: Sent


def bursts(ev: Evaluator, limit: Limit, paths: Sequence[str]) -> list[Burst]:
    """Return where more requests for what the limit applies to may be in flight than it allows."""
    found: dict[cst.CSTNode, Burst] = {}
    done: set[cst.CSTNode] = set()
    for path in _files(ev, paths):
        scopes = ev.project.module(path, "may send many requests at once")
        for call, model, pool in _fan_outs(ev, scopes) if scopes is not None else ():
            assert scopes is not None
            for unit in units(ev, call, model, ev.frame_of(scopes, call)):
                if (
                    unit.node not in done
                    and (burst := _burst(ev, limit, scopes, call, pool, unit)) is not None
                ):
                    done.update(walk(unit.node))  # a task that is started, and then waited for
                    found.setdefault(burst.node, burst)
    return list(found.values())


def _files(ev: Evaluator, paths: Sequence[str]) -> list[str]:
    """Return the files that may call what runs many things at once."""
    mapped = {name for (_, name), model in ev.models.fan_outs.items() if model.takes == "map"}
    others = {name for _, name in ev.models.fan_outs} - mapped
    calling = {path for name in others for path in ev.project.files_that_call(name)}
    # Much is called `map`: only beside the word for what would do so at once does that matter.
    maybe = {path for name in mapped for path in ev.project.files_that_call(name)}
    calling |= {path for path in maybe if _POOL.search(ev.project.files[path])}
    return [path for path in paths if path in calling]


def _fan_outs(ev: Evaluator, scopes: Scopes) -> Iterator[tuple[cst.Call, FanOut, Gate | None]]:
    """Yield the calls that run things at once, those that take many first, with the pool that they run in."""
    found: list[tuple[cst.Call, FanOut, Gate | None]] = []
    names = {name for _, name in ev.models.fan_outs}
    imported = {
        alias.evaluated_alias
        for alias in scopes.by_type.get(cst.ImportAlias, ())
        if isinstance(alias, cst.ImportAlias) and alias.evaluated_name.rpartition(".")[2] in names
    }
    for name in sorted(names | {each for each in imported if each}):
        for call in scopes.calls.get(name, ()):
            frame = ev.frame_of(scopes, call)
            model = _model(ev, call, frame)
            if model is not None:
                found.append((call, model, _pool(ev, call, model, frame)))
    yield from sorted(found, key=lambda each: each[1].takes == "one")


def _model(ev: Evaluator, call: cst.Call, frame: Frame) -> FanOut | None:
    for value in ev.values(call.func, frame):
        key = ("", "")
        if isinstance(value, Method):
            key = (value.kind, value.name)
        elif isinstance(value, Ext):
            root, _, last = short(value.name).rpartition(".")
            key = (root, last)
        if key in ev.models.fan_outs:
            return ev.models.fan_outs[key]
        if isinstance(value, Method | Unknown | Obj):
            name = last_name(call.func)
            named = (
                model for (_, each), model in ev.models.fan_outs.items() if each == name and model.untyped
            )
            return next(named, None) if isinstance(call.func, cst.Attribute) else None
        if isinstance(value, Cls):
            return None
    return None


def _pool(ev: Evaluator, call: cst.Call, model: FanOut, frame: Frame) -> Gate | None:
    """Return the pool in which a call runs things."""
    given = argument(ev, call, frame, model.pool, None) if model.pool is not None else None
    if given is None and isinstance(call.func, cst.Attribute):
        given = ev.values(call.func.value, frame)
    gates = (gate(ev, value, frame.scopes, call) for value in given or ())
    return next((each for each in gates if each is not None), None)


def _burst(
    ev: Evaluator, limit: Limit, scopes: Scopes, call: cst.Call, pool: Gate | None, unit: Unit
) -> Burst | None:
    most = limit.in_flight
    if unit.width is None or unit.width <= most:
        return None
    for sent in _sent(ev, unit):
        gates = (*((pool,) if pool is not None else ()), *sent.gates)
        widths = [each.width for each in gates]
        if any(width is None or width <= most for width in widths):
            continue
        if of_kind(ev, sent.request, limit.applies_to):
            narrow = min(gates, key=lambda each: each.width or 0, default=None)
            width = min([unit.width, *(width for width in widths if width is not None)])
            if narrow is None or narrow.width == inf:
                return Burst(scopes, call, call, scopes, None if width == inf else int(width), sent)
            where, node = (narrow.scopes, narrow.node) if narrow.width == width else (scopes, call)
            return Burst(where, node, call, scopes, int(width), sent)
    return None


def _sent(ev: Evaluator, unit: Unit) -> Iterator[Sent]:
    if not unit.called:
        yield from sent_by(ev, unit.node, unit.frame)
        return
    assert isinstance(unit.node, cst.BaseExpression)
    for value in ev.values(unit.node, unit.frame):
        yield from sent_when_called(ev, value, unit.node, unit.frame)

"""Objects that are given a status and a body bit by bit: `m.status_code = ...; m.json.return_value = ...`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

import libcst as cst

from kombo_lint.flow.reaching import own_nodes
from kombo_lint.flow.tree import dotted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function, Scopes

    Arguments: TypeAlias = "Callable[[cst.Call], tuple[list[cst.BaseExpression], list[cst.BaseExpression]]]"
    Part: TypeAlias = Literal["status", "body"]


@dataclass(eq=False)
class _Object:
    """What one name stands for in one function, and what it is given: the part, and the expression."""

    given: list[tuple[Part, cst.BaseExpression]] = field(default_factory=list)


def objects(
    ev: Evaluator, scopes: Scopes, arguments: Arguments
) -> Iterator[tuple[cst.BaseExpression, list[cst.BaseExpression]]]:
    """Yield each status that an object is given, with the bodies that it has then.

    `arguments` says which arguments of a call are a status and which a body.
    """
    found: dict[tuple[Function | None, str], _Object] = {}

    def give(target: cst.CSTNode, name: str, part: Part, value: cst.BaseExpression) -> None:
        key = (scopes.function_of(target), name)
        found.setdefault(key, _Object()).given.append((part, value))

    parts: tuple[Part, Part] = ("status", "body")
    for part, names in zip(parts, answer_names(ev), strict=True):
        for stores in scopes.stores.values():
            for store in stores:
                for owner in _owners(dotted(store.target), names):
                    if store.value is not None and not store.unpack:
                        give(store.target, owner, part, store.value)
    for call, owner in _calls_of(scopes, found):
        statuses, bodies = arguments(call)
        for value in statuses:
            give(call, owner, "status", value)
        for value in bodies:
            give(call, owner, "body", value)
    _written(ev, scopes, give, arguments)
    for (function, _), each in found.items():
        if {part for part, _ in each.given} == {"status", "body"}:
            yield from _pairs(scopes, function, each)


def answer_names(ev: Evaluator) -> tuple[frozenset[str], frozenset[str]]:
    """Return what the models call the status of an answer, and what its body."""
    models = [model for models in ev.models.answers.values() for model in models]
    return (
        frozenset(name for model in models for name in model.status),
        frozenset(name for model in models for name in model.body),
    )


def _owners(target: str, names: frozenset[str]) -> Iterator[str]:
    """Yield `a.b` for a target `a.b.name`; a name may be dotted itself."""
    steps = target.split(".")
    for length in (1, 2):
        if len(steps) > length and ".".join(steps[-length:]) in names:
            yield ".".join(steps[:-length])


def _calls_of(
    scopes: Scopes, known: dict[tuple[Function | None, str], _Object]
) -> list[tuple[cst.Call, str]]:
    """Return the calls that make, or configure, one of the objects."""
    calls: list[tuple[cst.Call, str]] = []
    owners = {name for _, name in known}
    for node in scopes.by_type.get(cst.Assign, ()):
        assert isinstance(node, cst.Assign)
        target = dotted(node.targets[0].target)
        if isinstance(node.value, cst.Call) and target in owners:
            calls.append((node.value, target))
    for call in scopes.calls.get("configure_mock", ()):
        if isinstance(call.func, cst.Attribute) and (target := dotted(call.func.value)) in owners:
            calls.append((call, target))
    return calls


def _written(
    ev: Evaluator,
    scopes: Scopes,
    give: Callable[[cst.CSTNode, str, Part, cst.BaseExpression], None],
    arguments: Arguments,
) -> None:
    """Give an object the status of a call, and the body that other methods of the same object write."""
    for name, models in ev.models.answers.items():
        writes = {method for model in models for method in model.writes}
        for call in scopes.calls.get(name, ()) if writes else ():
            owner = dotted(call.func.value) if isinstance(call.func, cst.Attribute) else ""
            for status in arguments(call)[0] if owner else ():
                give(call, owner, "status", status)
        for method in writes:
            for call in scopes.calls.get(method.rpartition(".")[2], ()):
                owner, _, found = dotted(call.func).partition("." + method)
                if call.args and owner and not found and dotted(call.func).endswith(method):
                    give(call, owner, "body", call.args[0].value)


def _pairs(
    scopes: Scopes, function: Function | None, given: _Object
) -> Iterator[tuple[cst.BaseExpression, list[cst.BaseExpression]]]:
    """Pair what is given first (status or body) with what is given after it, up to its next value."""
    nodes = own_nodes(function if function is not None else scopes.module.tree)
    order = {node: place for place, node in enumerate(nodes)}
    events = sorted(dict.fromkeys(given.given), key=lambda event: order.get(event[1], -1))
    first = events[0][0]
    runs: list[tuple[cst.BaseExpression, list[cst.BaseExpression]]] = []
    for part, value in events:
        if part == first:
            runs.append((value, []))
        else:
            runs[-1][1].append(value)
    for place, (value, others) in enumerate(runs):
        # Without a value of its own, the one before still holds.
        held = others or next((past for _, past in reversed(runs[:place]) if past), [])[-1:]
        if first == "status":
            yield value, held
        else:
            yield from ((status, [value]) for status in held)

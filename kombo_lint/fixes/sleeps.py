"""How a loop that sleeps before it tries again sleeps longer each time: by the number that it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.facts.backoffs import ends_when_well
from kombo_lint.findings import Edit
from kombo_lint.fixes.counters import counted
from kombo_lint.fixes.literals import NotPlain, literal
from kombo_lint.fixes.wanted import number
from kombo_lint.flow.growing import Growth, growth
from kombo_lint.flow.reaching import own_nodes
from kombo_lint.flow.tree import last_name, walk

if TYPE_CHECKING:
    from kombo_lint.facts.backoffs import Backoff
    from kombo_lint.fixes.counters import Counter
    from kombo_lint.fixes.wanted import Wanted
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes

_CLOCKS = frozenset(
    {
        "time",
        "monotonic",
        "perf_counter",
        "time_ns",
        "monotonic_ns",
        "perf_counter_ns",
        "now",
        "utcnow",
        "today",
    }
)
_TIMEOUTS = frozenset({"timeout", "timeout_at", "fail_after", "fail_at", "move_on_after", "move_on_at"})
_MANY = 64
"""Turns after which nothing is looked at any more."""


def slept(ev: Evaluator, backoff: Backoff, wanted: Wanted) -> list[Edit]:
    """Return the edits by which a sleep in a loop waits as `wanted`; raise `NotPlain`."""
    pause, loop = backoff.pause, backoff.loop
    scopes, call = pause.scopes, pause.node
    assert isinstance(call, cst.Call)
    if loop is None:
        raise NotPlain("it is sent again once, not in a loop that counts")
    if not ends_when_well(ev, loop, ev.frame_of(scopes, call)):
        raise NotPlain("the loop may go on after a good answer, so its turns do not count retries")
    if _asks_the_clock(scopes, call):
        raise NotPlain("it ends after a time, so that it would try less often")
    given = call.args[0].value
    if pause.grows and isinstance(given, cst.Name):
        return _from_the_start(scopes, loop, given, wanted)
    counter = counted(scopes, loop, call)
    factor, edits = number(wanted.first), list(counter.edits)
    capped = counter.last is None or wanted.first * 2.0 ** (counter.last - counter.first) > wanted.most
    if pause.grows:
        capped = _stays_below(ev, backoff, counter, wanted) and capped
    elif wanted.first == pause.first and isinstance(given, cst.Name | cst.Attribute):
        factor = scopes.module.code(given)  # the author's name for it
    elif (written := literal(ev, scopes, given)) is not given:
        edits.append(Edit(scopes.module.location(written), factor))
        factor = scopes.module.code(given)
    power = f"2 ** ({counter.name} - {counter.first})" if counter.first else f"2**{counter.name}"
    text = power if factor == "1" else f"{factor} * {power}"
    if capped:
        text = f"min({text}, {number(wanted.most)})"
    return [*edits, Edit(scopes.module.location(given), text)]


def _stays_below(ev: Evaluator, backoff: Backoff, counter: Counter, wanted: Wanted) -> bool:
    """Say whether a wait that grows with the counter never exceeds the longest that is wanted.

    Raise `NotPlain` where it may be longer than one that doubles.
    """
    scopes, call = backoff.pause.scopes, backoff.pause.node
    assert isinstance(call, cst.Call)
    given, frame = call.args[0].value, ev.frame_of(scopes, call)
    plain = (cst.BinaryOperation, cst.BaseNumber, cst.Name, cst.BaseBinaryOp)
    if not all(
        isinstance(node, plain) and not (isinstance(node, cst.Name) and node.value != counter.name)
        for node in walk(given)
    ):
        raise NotPlain("the number that it begins with is not written there as such")
    turns = range(_MANY if counter.last is None else min(counter.last - counter.first + 1, _MANY))
    now = [
        growth(ev, given, frame, None, {counter.name: Growth(float(counter.first + turn))}).first
        for turn in turns
    ]
    if any(at is None or at > wanted.first * 2.0**turn for at, turn in zip(now, turns, strict=True)):
        raise NotPlain("it waits longer than that at times")
    return all(at is not None and at <= wanted.most for at in now)


def _from_the_start(scopes: Scopes, loop: cst.For | cst.While, given: cst.Name, wanted: Wanted) -> list[Edit]:
    """Let a wait that each turn multiplies begin with another number."""
    found = scopes.visible(given)
    bindings = found[1] if found is not None else []
    inside = set(walk(loop.body))
    before = [each for each in bindings if each.node not in inside]
    within = [each for each in bindings if each.node in inside]
    if (
        len(before) != 1
        or before[0].kind != "assign"
        or before[0].unpack
        or not isinstance(before[0].value, cst.Integer | cst.Float)
        or not all(
            isinstance(each.node, cst.AugAssign) and isinstance(each.node.operator, cst.MultiplyAssign)
            for each in within
        )
    ):
        raise NotPlain("the number that it begins with is not written there as such")
    function = scopes.function_of(given)
    mentions = [
        node
        for node in (own_nodes(function) if function is not None else ())
        if isinstance(node, cst.Name) and node.value == given.value
    ]
    if len(mentions) != 2 + len(within):
        raise NotPlain("what it waits is used for something else too")
    return [Edit(scopes.module.location(before[0].value), number(wanted.first))]


def _asks_the_clock(scopes: Scopes, call: cst.Call) -> bool:
    """Say whether the function around a sleep may end by the time that it has taken."""
    function = scopes.function_of(call)
    return any(
        isinstance(node, cst.Call)
        and (
            last_name(node.func) in _CLOCKS
            or (last_name(node.func) in _TIMEOUTS and isinstance(scopes.parents.get(node), cst.WithItem))
        )
        for node in (own_nodes(function) if function is not None else ())
    )

"""How a library is told to wait longer: the edits of the call that says how long, or says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.fixes.arguments import Passed, passing, put
from kombo_lint.fixes.literals import NotPlain, is_only_used_in, literal
from kombo_lint.fixes.naming import Naming
from kombo_lint.fixes.wanted import number
from kombo_lint.flow.arguments import argument_node
from kombo_lint.flow.tree import walk
from kombo_lint.flow.values import Ext

if TYPE_CHECKING:
    from kombo_lint.facts.backoffs import Backoff, Policy
    from kombo_lint.findings import Edit
    from kombo_lint.fixes.wanted import Wanted
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.waits import Pause
    from kombo_lint.models.tables import Wait


def waited(ev: Evaluator, backoff: Backoff, wanted: Wanted) -> list[Edit]:
    """Return the edits by which a library's policy waits as `wanted`; raise `NotPlain`."""
    pause, policy = backoff.pause, backoff.policy
    assert policy is not None
    if pause.scopes is not policy.scopes or not is_only_used_in(ev, pause.scopes, pause.node, policy.call):
        raise NotPlain("others may wait by this too")
    if pause.model is None:
        return _added(ev, policy, wanted)
    if pause.grows:
        return _raised(ev, pause, pause.model, wanted)
    if pause.model.instead is None:
        raise NotPlain("it has no argument by which it would grow")
    if pause.node is not policy.call:
        return _replaced(ev, pause, pause.model.instead, wanted)
    return _renamed(ev, policy, pause, pause.model, wanted)


def _added(ev: Evaluator, policy: Policy, wanted: Wanted) -> list[Edit]:
    """Give a wait to a policy that has none."""
    model = ev.models.tries.get(policy.name)
    if model is None or model.wait is None or model.instead is None:
        raise NotPlain("nothing there says how long to wait")
    if any(arg.star for arg in policy.call.args):
        raise NotPlain("its arguments come from elsewhere")
    names = Naming(ev, policy.scopes, policy.call.func)
    text = _growing(ev, names, model.instead, wanted)
    return [*names.edits(), *passing(policy.scopes, policy.call, [Passed(model.wait, text)])]


def _raised(ev: Evaluator, pause: Pause, model: Wait, wanted: Wanted) -> list[Edit]:
    """Let a wait that grows begin later."""
    call = _own_call(ev, pause)
    if model.first is None:
        raise NotPlain("it has no argument for the first wait")
    passed = [_passed(ev, pause, call, model, model.first, model.position, wanted.first)]
    longest = argument_node(call, model.most_position, model.most) if model.most is not None else None
    if model.most is not None and longest is not None:
        most = literal(ev, pause.scopes, longest).evaluated_value * model.unit
        if most < 2 * wanted.first:
            passed.append(
                Passed(
                    model.most,
                    number(wanted.most / model.unit),
                    literal(ev, pause.scopes, longest),
                )
            )
    return passing(pause.scopes, call, passed)


def _passed(
    ev: Evaluator,
    pause: Pause,
    call: cst.Call,
    model: Wait,
    keyword: str,
    position: int | None,
    seconds: float,
) -> Passed:
    given = argument_node(call, position, keyword)
    old = literal(ev, pause.scopes, given) if given is not None else None
    return Passed(keyword, number(seconds / model.unit / model.times), old)


def _own_call(ev: Evaluator, pause: Pause) -> cst.Call:
    """Return the call whose arguments say how long to wait; it calls the library itself."""
    call = pause.node
    if not isinstance(call, cst.Call) or any(arg.star for arg in call.args):
        raise NotPlain("its arguments come from elsewhere")
    values = ev.values(call.func, ev.frame_of(pause.scopes, call))
    if not all(isinstance(value, Ext) for value in values):
        raise NotPlain("its arguments go through code of the project's own")
    return call


def _replaced(ev: Evaluator, pause: Pause, instead: str, wanted: Wanted) -> list[Edit]:
    """Put another wait where one stands that stays the same."""
    calls = [node for node in walk(pause.node) if isinstance(node, cst.Call)]
    if not all(isinstance(arg.value, cst.BaseNumber) for call in calls for arg in call.args):
        raise NotPlain("a number that it waits for is not written there as such")
    names = Naming(ev, pause.scopes, calls[0].func)
    text = _growing(ev, names, instead, wanted)
    return [*names.edits(pause.node), *put(pause.scopes, {pause.node: text})]


def _renamed(ev: Evaluator, policy: Policy, pause: Pause, model: Wait, wanted: Wanted) -> list[Edit]:
    """Name another wait in the arguments of a policy, which has the numbers for it too."""
    call = policy.call
    if any(arg.star for arg in call.args) or model.instead is None:
        raise NotPlain("its arguments come from elsewhere")
    other = ev.models.waits[model.instead][0]
    assert other.first is not None
    assert other.most is not None
    given = argument_node(call, None, model.first)
    old = literal(ev, pause.scopes, given) if given is not None else None
    if old is not given:
        raise NotPlain("a number that it waits for is not written there as such")
    passed = [
        Passed(other.first, number(wanted.first / other.unit / other.times), old),
        Passed(other.most, number(wanted.most / other.unit)),
    ]
    tries = ev.models.tries[policy.name]
    named = argument_node(call, tries.wait_position, tries.wait) if tries.wait is not None else None
    if named is None:
        return passing(policy.scopes, call, passed)
    if given is None and wanted.first == (other.default or 0) * other.unit * other.times:
        passed = passed[1:]
    names = Naming(ev, policy.scopes, named)
    name = names.text(model.instead)
    return [
        *names.edits(named),
        *passing(policy.scopes, call, [Passed(tries.wait or "", name, named), *passed]),
    ]


def _growing(ev: Evaluator, names: Naming, name: str, wanted: Wanted) -> str:
    model = ev.models.waits[name][0]
    first, most = number(wanted.first / model.unit / model.times), number(wanted.most / model.unit)
    text = f"{names.text(name)}({model.first}={first}, {model.most}={most})"
    if model.jitter is None:
        return text
    function, _, arguments = model.jitter.partition("(")
    return f"{text} + {names.text(function)}({arguments}"

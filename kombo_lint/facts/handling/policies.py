"""Retry policies that try again for a code: by a predicate, or by an exception raised for it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.facts.handling.caught import is_among, naming
from kombo_lint.facts.handling.decided import raised
from kombo_lint.facts.handling.reruns import called
from kombo_lint.flow import running
from kombo_lint.flow.governed import asked_by
from kombo_lint.flow.outcomes import truth
from kombo_lint.flow.reaching import own_nodes
from kombo_lint.flow.values import Func

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.facts.handling.decided import Asking
    from kombo_lint.flow.scopes import Function, Scopes
    from kombo_lint.flow.worlds import Interpreter
    from kombo_lint.models.tables import Retried


def predicates(asking: Asking) -> Iterator[cst.CSTNode]:
    """Yield what makes a function tell the policy that asks it to try again for the code."""
    function, scopes = asking.frame.function, asking.scopes
    if function is None:
        return
    one, other = asking.worlds.before, asking.worlds.after
    if tries_again(one, other, scopes, function) is one:
        yield _told(asking, function)


def tries_again(
    one: Interpreter, other: Interpreter, scopes: Scopes, function: Function
) -> Interpreter | None:
    """Return the one of two worlds in which the policies that ask a function may be told to try again.

    None where they are told so in both, or in neither.
    """
    for _, _, callback in asked_by(one.ev, scopes, function):
        again = not callback.stops
        told = [it for it in (one, other) if again in _truths(it, scopes, function)]
        if len(told) == 1:
            return told[0]
    return None


def _truths(it: Interpreter, scopes: Scopes, function: Function) -> set[bool | None]:
    frame = it.ev.frame(scopes, function)
    return {truth(outcome) for outcome in running.run(it, Func(scopes, function), frame).outcomes}


def _told(asking: Asking, function: Function) -> cst.CSTNode:
    """Return the condition in a predicate that makes the difference, or else what it is called."""
    if isinstance(function, cst.Lambda):
        return asking.decisive(function.body)
    nodes = [node for node in own_nodes(function) if isinstance(node, cst.If | cst.Return)]
    tests = [node.test if isinstance(node, cst.If) else node.value for node in nodes]
    for test in tests:
        if test is not None and asking.differs(test):
            return asking.decisive(test)
    return function.name


def types(asking: Asking) -> Iterator[tuple[Scopes, cst.CSTNode]]:
    """Yield where a policy is given the exceptions that are raised for the code alone."""
    ev = asking.worlds.before.ev
    for cls in raised(asking):
        for scopes in naming(ev, cls):
            for name, models in ev.models.retried.items():
                for call in scopes.calls.get(name.rpartition(".")[2], ()):
                    for arg in _given(call, models):
                        is_it = is_among(ev, scopes, arg.value, cls)
                        if is_it and name in called(ev, call.func, ev.frame_of(scopes, call)):
                            yield scopes, arg.value


def _given(call: cst.Call, models: list[Retried]) -> Iterator[cst.Arg]:
    for place, arg in enumerate(call.args):
        keyword = arg.keyword.value if arg.keyword is not None else None
        if any(keyword == each.keyword if keyword else place == each.position for each in models):
            yield arg

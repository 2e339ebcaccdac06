"""Runs of a function, told apart by the call that starts them.

Where a function is handed both a client's address and its policy, one run of it says
which belong together; all runs at once say only that they may.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import decorated
from kombo_lint.flow.callers import MOST_SITES, call_sites, constructions
from kombo_lint.flow.parametrised import factory_calls, rows
from kombo_lint.flow.values import Cls, Inst

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kombo_lint.flow.callers import CallSite
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Frame, Value

_MOST = 12
_MOST_RUNS = 120
_DEEPEST = 3


def activations(ev: Evaluator, scopes: Scopes, node: cst.CSTNode) -> Sequence[Frame]:
    """Return a frame for each call of the function around `node`, or the one that stands for any."""
    anyone = ev.frame_of(scopes, node)
    function = anyone.function
    if not isinstance(function, cst.FunctionDef):
        return (anyone,)
    return tuple(dict.fromkeys(run for run, _ in _by_calls(ev, scopes, function, _MOST))) or (anyone,)


def runs(ev: Evaluator, scopes: Scopes, node: cst.CSTNode, depth: int = _DEEPEST) -> Sequence[Frame]:
    """Return a frame for each way to the function around `node`, through its callers and theirs.

    A test runs once for each row of its parameters; a function within another runs in each run of that.
    """
    function = scopes.function_of(node)
    if function is None:
        return (ev.frame(scopes),)
    around = scopes.function_of(function)
    sites = (*factory_calls(ev, scopes, function), *call_sites(ev, scopes, function)) if depth else ()
    if around is not None and not sites:
        within = runs(ev, scopes, function, depth - 1) if depth else (ev.frame(scopes, around),)
        return tuple(ev.frame(scopes, function, outer=frame) for frame in within)
    found = [ev.frame(scopes, function, row, ev.frame(scopes)) for row in rows(ev, scopes, function)]
    for site in sites:
        if len(found) >= _MOST_RUNS:
            break
        receiver = _receiver(ev, function, site) if isinstance(function, cst.FunctionDef) else None
        for caller in runs(ev, site.frame.scopes, site.call, depth - 1):
            outer = caller if caller.function is around and around is not None else None
            found.append(ev.frame(scopes, function, site.call, caller, receiver, outer))
    return tuple(dict.fromkeys(found)) or (ev.frame(scopes, function),)


def single_runs(ev: Evaluator, scopes: Scopes, function: cst.FunctionDef) -> Sequence[Frame]:
    """Return frames that tell the calls of a function apart, or the objects that have it as a method.

    Of what a decorator makes they tell apart the functions under it. None where there is but one, or so
    many that to go through them takes too long.
    """
    under = decorated.runs(ev, scopes, function)
    if 1 < len(under) <= _MOST:
        return under
    found = starts(ev, scopes, function, _MOST)
    return [run for run, _ in found] if len(found) > 1 else ()


def starts(
    ev: Evaluator, scopes: Scopes, function: cst.FunctionDef, most: int = MOST_SITES
) -> Sequence[tuple[Frame, CallSite]]:
    """Return the calls of a function, or those that make the objects which have it, each with its frame.

    None where there are more than `most`.
    """
    owner = scopes.class_of(function)
    made = constructions(ev, Cls(scopes, owner)) if owner is not None else []
    if 1 < len(made) <= most and function.name.value != "__init__":
        return [
            (ev.frame(scopes, function, receiver=Inst(site.receiver.cls, site.call, site.frame)), site)
            for site in made
            if isinstance(site.receiver, Inst)
        ]
    return _by_calls(ev, scopes, function, most)


def _by_calls(
    ev: Evaluator, scopes: Scopes, function: cst.FunctionDef, most: int
) -> list[tuple[Frame, CallSite]]:
    sites = list(islice(call_sites(ev, scopes, function), most + 1))
    return [
        (ev.frame(scopes, function, site.call, site.frame, _receiver(ev, function, site)), site)
        for site in (sites if len(sites) <= most else ())
    ]


def _receiver(ev: Evaluator, function: cst.FunctionDef, site: CallSite) -> Value | None:
    """Return what a call runs the function on: for a constructor, the one instance that the call makes."""
    found = site.receiver
    makes = function.name.value == "__init__" and isinstance(found, Inst) and found.call is None
    if makes and isinstance(found, Inst) and found.cls in ev.values(site.call.func, site.frame):
        return Inst(found.cls, site.call, site.frame)
    return found


def same_run(one: Frame | None, other: Frame | None) -> bool:
    """Say whether two frames can be of one run: nothing that both know differs."""
    while one is not None and other is not None and one is not other:
        if one.function is not other.function:
            return False
        if one.call is None or other.call is None:
            return True
        if one.call is not other.call:
            return False
        one, other = one.caller, other.caller
    return True

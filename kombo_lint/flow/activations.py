"""Runs of a function, told apart by the call that starts them.

Where a function is handed both a client's address and its policy, one run of it says
which belong together; all runs at once say only that they may.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.callers import call_sites, constructions
from kombo_lint.flow.values import Cls, Inst

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kombo_lint.flow.callers import CallSite
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Frame, Value

_MOST = 12


def activations(ev: Evaluator, scopes: Scopes, node: cst.CSTNode) -> Sequence[Frame]:
    """Return a frame for each call of the function around `node`, or the one that stands for any."""
    anyone = ev.frame_of(scopes, node)
    function = anyone.function
    if not isinstance(function, cst.FunctionDef):
        return (anyone,)
    sites = call_sites(ev, scopes, function)
    if not 0 < len(sites) <= _MOST:
        return (anyone,)
    return tuple(
        dict.fromkeys(
            ev.frame(scopes, function, site.call, site.frame, _receiver(ev, function, site)) for site in sites
        )
    )


def single_runs(ev: Evaluator, scopes: Scopes, function: cst.FunctionDef) -> Sequence[Frame]:
    """Return frames that tell the calls of a function apart, or the objects that have it as a method.

    None where there is but one, or so many that to go through them takes too long.
    """
    sites = call_sites(ev, scopes, function)
    owner = scopes.class_of(function)
    made = constructions(ev, Cls(scopes, owner)) if owner is not None else []
    if 1 < len(made) <= _MOST and function.name.value != "__init__":
        owners = [
            Inst(site.receiver.cls, site.call, site.frame) for site in made if isinstance(site.receiver, Inst)
        ]
        return [ev.frame(scopes, function, receiver=each) for each in owners]
    return activations(ev, scopes, function.body) if 1 < len(sites) <= _MOST else ()


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

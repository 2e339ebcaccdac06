"""Whether paths part for a class whose requests are the API's, where a test is in a method of a base.

What a base leaves open a subclass fills in: the address, and what is done with an answer before the test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.facts.asked import asked
from kombo_lint.flow.callers import call_sites
from kombo_lint.flow.classes import derives, lineage, may_run, subclasses
from kombo_lint.flow.decisions import Worlds, ask
from kombo_lint.flow.paths import partings
from kombo_lint.flow.reached import may_reach
from kombo_lint.flow.values import Cls, Func, Inst
from kombo_lint.flow.worlds import Interpreter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.callers import CallSite
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.paths import Parting
    from kombo_lint.flow.scopes import Function
    from kombo_lint.flow.values import Frame

_MOST = 12


def parts_for_a_class(
    probe: Interpreter, function: Function | None, parting: Parting, worlds: Worlds, frame: Frame
) -> bool:
    """Say whether paths part on an object of one class that sends requests to the API.

    True as well for what is in no method, or where no class says whose the requests are.
    """
    owner = frame.scopes.class_of(function) if isinstance(function, cst.FunctionDef) else None
    if owner is None or not isinstance(function, cst.FunctionDef):
        return True
    cls = Cls(frame.scopes, owner)
    kinds = (cls, *subclasses(probe.ev, cls))
    if not 1 < len(kinds) <= _MOST:
        return True
    handing = _handing(probe.ev, function, parting, worlds, frame)
    concerned = False
    for kind in (each for each in kinds if may_run(probe.ev, each, function)):
        for run in _runs(probe.ev, frame, function, kind, handing):
            if asked(probe, parting.test, run):
                concerned = True
                if _parts(function, parting, worlds, run):
                    return True
    return not concerned


def _handing(
    ev: Evaluator, function: cst.FunctionDef, parting: Parting, worlds: Worlds, frame: Frame
) -> list[CallSite]:
    """Return the calls of a function that is handed the answers which a test in it is about."""
    it = Interpreter(ev, worlds.before.world)
    ask(it, parting.test, frame)
    steps = {step.node for value in it.seen.values() for step in value.trail}
    sites = call_sites(ev, frame.scopes, function)
    return list(sites) if any(site.call in steps for site in sites) else []


def _runs(
    ev: Evaluator, frame: Frame, function: cst.FunctionDef, kind: Cls, handing: list[CallSite]
) -> Iterator[Frame]:
    """Yield the runs of a method on an object of exactly one class."""
    itself = Inst(kind, exact=True)
    if not handing:
        yield ev.frame(frame.scopes, function, receiver=itself)
    for site in handing:
        around = site.frame
        owner = around.scopes.class_of(around.function) if around.function is not None else None
        if owner is not None and Cls(around.scopes, owner) in lineage(ev, kind)[0]:
            around = ev.frame(around.scopes, around.function, receiver=itself)
        if any(_is_on(ev, value, function, kind) for value in ev.values(site.call.func, around)):
            yield ev.frame(frame.scopes, function, site.call, around, itself)


def _is_on(ev: Evaluator, called: object, function: cst.FunctionDef, kind: Cls) -> bool:
    """Say whether what is called is the method, on what may be an object of the class."""
    if not isinstance(called, Func) or called.node is not function:
        return False
    on = called.receiver
    return not isinstance(on, Inst) or on.cls == kind or (not on.exact and derives(ev, kind, on.cls))


def _parts(function: cst.FunctionDef, parting: Parting, worlds: Worlds, run: Frame) -> bool:
    again = worlds.anew()
    if run.call is not None and run.caller is not None:
        caller = run.caller
        if not all(may_reach(it, run.call, caller) for it in (again.before, again.after)):
            return False
    return any(each.node is parting.node for each in partings(again, function.body.body, run))

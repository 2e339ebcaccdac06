"""Functions that a library runs again when they raise, and how long it waits before that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.facts.backoffs.backoff import Backoff, Policy
from kombo_lint.facts.backoffs.calls import calls_of
from kombo_lint.facts.evidence import evidence, strongest
from kombo_lint.facts.taking import takes
from kombo_lint.flow.arguments import argument, argument_node
from kombo_lint.flow.errors import raised
from kombo_lint.flow.governing import governed_by
from kombo_lint.flow.origins import origin
from kombo_lint.flow.values import FROM_REQUEST, Err, Ext, Func, Inst
from kombo_lint.flow.waits import Pause, of_arguments, pause
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Frame, FromRequest, Value
    from kombo_lint.models.tables import Tries
    from kombo_lint.registry import Change


def of_tries(ev: Evaluator, change: Change, paths: Sequence[str]) -> Iterator[Backoff]:
    """Yield how long is waited before what raises for the change's status is run again."""
    for scopes, call, name, model in tries(ev, paths):
        frame = ev.frame_of(scopes, call)
        found = _pause(ev, call, name, model, frame)
        sources = retried_errors(ev, change, scopes, call, model) if found is not None else []
        if found is not None and sources:
            source = strongest(ev, sources)
            certain = origin(ev, source.request).whose == "api"
            yield Backoff(found, evidence(ev, source), certain, Policy(scopes, call, name))


def tries(ev: Evaluator, paths: Sequence[str]) -> Iterator[tuple[Scopes, cst.Call, str, Tries]]:
    """Yield the calls in the files by which a library is told to run something again."""
    for scopes, call in calls_of(ev, ev.models.tries, paths, "may try again"):
        for value in ev.values(call.func, ev.frame_of(scopes, call)):
            key = short(value.name) if isinstance(value, Ext) else ""
            if key in ev.models.tries:
                yield scopes, call, key, ev.models.tries[key]


def _pause(ev: Evaluator, call: cst.Call, name: str, model: Tries, frame: Frame) -> Pause | None:
    scopes = frame.scopes
    if model.wait is None:
        return of_arguments(
            ev, name, lambda place, keyword: argument(ev, call, frame, place, keyword), scopes, call
        )
    given = argument_node(call, model.wait_position, model.wait)
    if given is None:
        spread = any(arg.star for arg in call.args)
        return None if spread else Pause(0.0, False, scopes, call)
    return pause(ev, given, frame, call)


def retried_errors(
    ev: Evaluator, change: Change, scopes: Scopes, call: cst.Call, model: Tries
) -> list[FromRequest]:
    """Return the answers of the API with the change's status for which what a call governs is run again."""
    found: list[FromRequest] = []
    for governed in governed_by(ev, scopes, call):
        if isinstance(governed, Func):
            frame = ev.frame(governed.scopes, governed.node)
            errors = raised(ev, governed.node.body, frame)
        else:
            where, block = governed
            errors = raised(ev, block, ev.frame_of(where, block))
        for error in errors:
            source = answer_of(ev, error)
            if source is not None and takes(ev, change, call, model, error, ev.frame_of(scopes, call)):
                found.append(source)
    return found


def answer_of(ev: Evaluator, error: Value) -> FromRequest | None:
    """Return the API's answer for which an error is raised; None where there is none."""
    if isinstance(error, Err):
        return error if origin(ev, error.request).whose in ("api", "likely") else None
    if isinstance(error, Inst) and error.call is not None and error.frame is not None:
        for arg in error.call.args:
            for value in ev.values(arg.value, error.frame):
                if isinstance(value, FROM_REQUEST) and origin(ev, value.request).whose in ("api", "likely"):
                    return value
    return None

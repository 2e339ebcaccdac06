"""Functions of the program that a library's policy asks, and what it asks them about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import calls, errors
from kombo_lint.flow.classes import lineage
from kombo_lint.flow.governing import governed_by
from kombo_lint.flow.values import Cls, Ext, Func, Inst, Obj, Request, Resp, Status, union, via
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function, Scopes
    from kombo_lint.flow.values import Value, Values
    from kombo_lint.models.tables import Callback, Gives, Library, Override

_WORDS = "asked by the retry policy"


def callback(ev: Evaluator, scopes: Scopes, call: cst.Call, arg: cst.Arg) -> tuple[str, Callback] | None:
    """Return the library's policy that a call hands an argument to as a predicate, by name; or None."""
    keyword = arg.keyword.value if arg.keyword is not None else None
    position = list(call.args).index(arg) if keyword is None else None
    for name in _called(ev, scopes, call):
        for each in ev.models.callbacks.get(name, ()):
            by_name = keyword is not None and keyword == each.keyword
            if by_name or (position is not None and position == each.position):
                return name, each
    return None


def _called(ev: Evaluator, scopes: Scopes, call: cst.Call) -> Iterator[str]:
    """Yield what a call calls, as models name it; `super().__init__` is the constructor of the base."""
    owner = _constructed(scopes, call)
    if owner is not None:
        yield from map(short, lineage(ev, owner)[1])
        return
    for value in ev.values(call.func, ev.frame_of(scopes, call)):
        if isinstance(value, Ext):
            yield short(value.name)
        elif isinstance(value, Obj):
            yield value.kind


def _constructed(scopes: Scopes, call: cst.Call) -> Cls | None:
    """Return the class whose constructor hands on its arguments by this call."""
    if not isinstance(call.func, cst.Attribute) or call.func.attr.value != "__init__":
        return None
    function = scopes.function_of(call)
    owner = scopes.class_of(function) if function is not None else None
    return Cls(scopes, owner) if owner is not None else None


def asked_about(ev: Evaluator, name: str, what: Callback, scopes: Scopes, call: cst.Call) -> Values:
    """Return what a predicate gets that `call` hands to the policy `name`."""
    owner = _constructed(scopes, call)
    uses = _constructions(ev, owner) if owner is not None else [(scopes, call)]
    frame = ev.frame_of(scopes, call)
    library = ev.models.by_name[name.partition(".")[0]]
    made: Value = Inst(owner) if owner is not None else Obj(name, scopes, call, frame)
    return via(
        _given(ev, what.gives, library, Request(scopes, call, frame, library, None, made), uses),
        scopes,
        call,
        _WORDS,
    )


def overridden(ev: Evaluator, scopes: Scopes, function: Function) -> tuple[Library, Override, Cls] | None:
    """Return what a method replaces of a library's policy that its class derives from; or None."""
    owner = scopes.class_of(function) if isinstance(function, cst.FunctionDef) else None
    if owner is None or not isinstance(function, cst.FunctionDef):
        return None
    if function.name.value not in ev.models.overridden:
        return None
    cls = Cls(scopes, owner)
    for base in lineage(ev, cls)[1]:
        found = ev.models.overrides.get((short(base), function.name.value))
        if found is not None:
            return (*found, cls)
    return None


def of_override(ev: Evaluator, scopes: Scopes, function: Function, param: cst.Param) -> Values:
    """Return what a method gets as `param` from the policy that it is part of."""
    found = overridden(ev, scopes, function)
    if found is None:
        return ()
    library, override, cls = found
    positional = [*function.params.posonly_params, *function.params.params]
    if param not in positional or positional.index(param) != override.position + 1:
        return ()
    request = Request(scopes, param, ev.frame(scopes, function), library, None, Inst(cls))
    return via(
        _given(ev, override.gives, library, request, _constructions(ev, cls)), scopes, function, _WORDS
    )


def _constructions(ev: Evaluator, cls: Cls) -> list[tuple[Scopes, cst.Call]]:
    from kombo_lint.flow.callers import constructions

    return [(site.frame.scopes, site.call) for site in constructions(ev, cls)]


def _given(
    ev: Evaluator, gives: Gives, library: Library, request: Request, uses: Iterable[tuple[Scopes, cst.Call]]
) -> Values:
    if gives == "response":
        return (Resp(request),)
    if gives == "status":
        return (Status(request),)
    if gives == "attempt":
        return tuple(Obj(library.attempt_kind, *use, ev.frame_of(*use)) for use in uses)
    return union(*(ended(ev, gives, *use) for use in uses))


def ended(
    ev: Evaluator, gives: Gives, scopes: Scopes, call: cst.Call, ways: errors.Ways | None = None
) -> Values:
    """Return what the functions that run under a policy raise (on some `ways`, or any), or return."""
    result: list[Values] = []
    for function in governed_by(ev, scopes, call):
        if isinstance(function, Func):
            frame = ev.frame(function.scopes, function.node)
            if gives == "error":
                result.append(errors.raised(ev, function.node.body, frame, ways))
            else:
                result.append(calls.returned(ev, function, frame))
        else:
            where, block = function
            if gives != "error" and isinstance(block, cst.Call):
                result.append(ev.values(block, ev.frame_of(where, block)))
            result.append(errors.raised(ev, block, ev.frame_of(where, block), ways))
    return union(*result)


def of_attempt(ev: Evaluator, attempt: Value, name: str) -> Values:
    """Return what reading `name` of a library's record of an attempt gives: how the attempt ended."""
    if not isinstance(attempt, Obj) or attempt.scopes is None or attempt.call is None:
        return ()
    gives = ev.models.attempts[attempt.kind].get(name)
    return ended(ev, gives, attempt.scopes, attempt.call) if gives is not None else ()

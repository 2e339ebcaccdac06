"""What a parameter may stand for: what the call of its frame passes, or any call of the function."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import (
    arguments,
    calls,
    defaults,
    fixtures,
    governed,
    guarding,
    hooks,
    instances,
    registered,
    routed,
)
from kombo_lint.flow.callers import call_sites
from kombo_lint.flow.classes import decorator_names, derives, is_setter, self_of
from kombo_lint.flow.containers import unpack
from kombo_lint.flow.namesakes import namesakes
from kombo_lint.flow.values import (
    FROM_REQUEST,
    UNKNOWN,
    Body,
    Cls,
    Const,
    Err,
    Inst,
    Map,
    Request,
    Seq,
    Unknown,
    gather,
    union,
    via,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function, Scopes
    from kombo_lint.flow.values import Frame, Value, Values

_ENOUGH_ALIKE = 10


def parameter(ev: Evaluator, param: cst.Param, frame: Frame, path: tuple[int, ...] = ()) -> Values:
    """Return what a parameter may stand for: the argument of the frame's call, or of any call.

    With a `path` return what stands there in it.
    """
    function = frame.function
    if function is None:
        return UNKNOWN
    name = param.name.value
    if _takes_receiver(frame.scopes, function, param):
        return unpack((_receiver(ev, frame, function),), path)
    if frame.call is not None and frame.caller is not None:
        given = arguments.passed(
            ev,
            function,
            param,
            frame.call,
            frame.caller,
            path,
            bound=is_bound(frame.scopes, function, frame.receiver),
        )
        if given is None:
            return unpack(_default(ev, param, frame, function), path)
        if all(isinstance(value, Unknown) for value in given):
            given = union(unpack(_annotated(ev, param, frame), path), given)
        return via(given, frame.caller.scopes, frame.call, f"passed as {name!r} to {_name(function)}()")
    return _from_anywhere(ev, param, frame, function, path)


def _from_anywhere(
    ev: Evaluator, param: cst.Param, frame: Frame, function: Function, path: tuple[int, ...]
) -> Values:
    if ev.asks == "none":
        known = union(_default(ev, param, frame, function), _annotated(ev, param, frame))
        return unpack(known, path) or UNKNOWN
    result = gather(_given(ev, param, frame, function, path))
    if all(isinstance(value, Unknown) for value in result):  # others may leave it as it is by default
        result = union(unpack(_default(ev, param, frame, function), path), result)
    if any(isinstance(value, FROM_REQUEST) for value in result):
        return result
    annotated = unpack(_annotated(ev, param, frame), path)
    if annotated:
        result = tuple(value for value in result if not isinstance(value, Unknown))
    narrowed = unpack(_narrowed(ev, param, frame, function), path)
    known = union(result, annotated, narrowed) or (Unknown(param.name.value),)
    if all(isinstance(value, Unknown) for value in known):
        known = union(known, unpack(namesakes(ev, param, frame, function), path))
    return known


def _given(
    ev: Evaluator, param: cst.Param, frame: Frame, function: Function, path: tuple[int, ...]
) -> Iterator[Values]:
    """Yield what each call passes for a parameter, and what else gives it a value.

    Where many calls in a row pass what others passed before, the rest are taken to do so too.
    """
    defaulted = False
    seen: set[Value] = set()
    idle = 0
    name = param.name.value
    for site in call_sites(ev, frame.scopes, function, name):
        if idle >= _ENOUGH_ALIKE:
            break
        if not _compatible(ev, site.receiver, frame.receiver):
            continue
        bound = is_bound(frame.scopes, function, site.receiver)
        given = arguments.passed(ev, function, param, site.call, site.frame, path, bound=bound)
        idle = (
            idle + 1 if (defaulted and given is None) or (given is not None and seen.issuperset(given)) else 0
        )
        if given is None:
            defaulted = True
        else:
            seen.update(given)
            words = f"passed as {name!r} to {_name(function)}()"
            yield via(given, site.frame.scopes, site.call, words)
    for values in routed.parameter(ev, frame.scopes, function, param):
        yield unpack(values, path)
    yield unpack(governed.parameter(ev, function, param, frame), path)
    for where, fixture in fixtures.passed(ev, frame.scopes, function, name):
        yield unpack(fixtures.given(ev, where, fixture), path)
    yield unpack(guarding.handed_to_exit(ev, frame.scopes, function, param), path)
    if is_setter(function) and isinstance(function, cst.FunctionDef):
        around = self_of(ev, frame)
        yield unpack(instances.stored(ev, around, function.name.value), path) if around is not None else ()
    if governed.is_first(frame.scopes, function, param):
        yield unpack(hooks.answers(ev, function), path)
    if defaulted:
        yield unpack(_default(ev, param, frame, function), path)


def _default(ev: Evaluator, param: cst.Param, frame: Frame, function: Function) -> Values:
    if param.default is None:
        if declared := defaults.of_parameter(ev, frame.scopes, function, param):
            return (*declared, Unknown(param.name.value))
        return (Seq(()),) if param.star == "*" else (Map(()),) if param.star == "**" else ()
    values = ev.values(param.default, ev.frame(frame.scopes))
    # A default of None says that the value comes from elsewhere, so its name still counts.
    # So does an option of a public function, and one that nobody here calls: somebody elsewhere may.
    option = all(isinstance(v, Const) and isinstance(v.value, bool | None) for v in values)
    open_to_others = option and not _public_name(frame.scopes, function).startswith("_")
    known = ev.asks != "none" and not open_to_others and values != (Const(None),)
    elsewhere = not known or not call_sites(ev, frame.scopes, function)
    return (*values, Unknown(param.name.value)) if elsewhere else values


def _annotated(ev: Evaluator, param: cst.Param, frame: Frame) -> Values:
    if param.annotation is None:
        return ()
    annotation = param.annotation.annotation
    return union(
        calls.annotated_responses(ev, annotation, frame), instances.instance_of(ev, annotation, frame)
    )


def _narrowed(ev: Evaluator, param: cst.Param, frame: Frame, function: Function) -> Values:
    """`isinstance(error, KomboError)` says what a parameter also may be, where no caller says it.

    So does what registers the function for exceptions of a class.
    """
    result: list[Value] = []
    for kind, call, where in registered.kinds(ev, frame.scopes, function, param):
        result.extend(_of_kind(ev, kind, call, where))
    for call in frame.scopes.calls.get("isinstance", ()):
        if frame.scopes.function_of(call) is not function or len(call.args) != 2:
            continue
        subject, kinds = call.args[0].value, call.args[1].value
        if isinstance(subject, cst.Name) and subject.value == param.name.value:
            result.extend(_of_kind(ev, kinds, call, ev.frame(frame.scopes, function)))
    return tuple(result)


def _of_kind(ev: Evaluator, kinds: cst.BaseExpression, call: cst.Call, frame: Frame) -> Iterator[Value]:
    """Yield what is of the classes that a call names."""
    for kind in instances.annotation_names(ev, kinds, frame):
        library, model = ev.models.errors.get(kind, (None, None))
        if library is not None and model is not None and model.api:
            yield Err(kind, Request(frame.scopes, call, frame, library, None, None))
    yield from (v for v in instances.instance_of(ev, kinds, frame) if isinstance(v, Inst))


def _takes_receiver(scopes: Scopes, function: Function, param: cst.Param) -> bool:
    if not isinstance(function, cst.FunctionDef) or scopes.class_of(function) is None:
        return False
    if "staticmethod" in decorator_names(function):
        return False
    return param.name.value == instances.first_parameter(function)


def _receiver(ev: Evaluator, frame: Frame, function: Function) -> Value:
    if isinstance(frame.receiver, Inst | Cls | Body):
        return frame.receiver
    assert isinstance(function, cst.FunctionDef)
    found = self_of(ev, frame)
    assert found is not None
    return found.cls if "classmethod" in decorator_names(function) else found


def is_bound(scopes: Scopes, function: Function, receiver: Value | None) -> bool:
    """Say whether the first parameter is taken by what the function is called on."""
    if not isinstance(function, cst.FunctionDef) or scopes.class_of(function) is None:
        return False
    return receiver is not None and "staticmethod" not in decorator_names(function)


def _public_name(scopes: Scopes, function: Function) -> str:
    """Return the name by which others call a function: a constructor goes by its class's."""
    owner = scopes.class_of(function) if _name(function) == "__init__" else None
    return owner.name.value if owner is not None else _name(function)


def _name(function: Function) -> str:
    return function.name.value if isinstance(function, cst.FunctionDef) else "lambda"


def _compatible(ev: Evaluator, site: Value | None, wanted: Value | None) -> bool:
    """Say whether a call on `site` can be one on `wanted`: neither a sibling class of the other."""
    a = site.cls if isinstance(site, Inst) else site
    b = wanted.cls if isinstance(wanted, Inst) else wanted
    if not isinstance(a, Cls) or not isinstance(b, Cls):
        return True
    return derives(ev, a, b) or derives(ev, b, a)

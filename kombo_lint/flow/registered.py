"""Functions that a framework calls with exceptions of a class: `@app.errorhandler(KomboError)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import governed, instances
from kombo_lint.flow.classes import lineage
from kombo_lint.flow.values import Cls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function, Scopes
    from kombo_lint.flow.values import Frame

_EXCEPTIONS = ("Exception", "Error")


def kinds(
    ev: Evaluator, scopes: Scopes, function: Function, param: cst.Param
) -> Iterator[tuple[cst.BaseExpression, cst.Call, Frame]]:
    """Yield the exceptions that a function is registered for, if the parameter is the one for them, its last.

    They stand beside it: in the call that is its decorator, or that it is handed to.
    """
    if not isinstance(function, cst.FunctionDef) or param is not next(
        iter(function.params.params[::-1]), None
    ):
        return
    for decorator in function.decorators:
        if isinstance(decorator.decorator, cst.Call):
            yield from _in_call(ev, decorator.decorator, ev.frame(scopes))
    for where, reference in governed.references(ev, scopes, function):
        call = where.parents.get(where.parents[reference])
        if isinstance(call, cst.Call):
            yield from _in_call(ev, call, ev.frame_of(where, call))


def _in_call(
    ev: Evaluator, call: cst.Call, frame: Frame
) -> Iterator[tuple[cst.BaseExpression, cst.Call, Frame]]:
    for arg in call.args:
        if arg.keyword is None and not arg.star and isinstance(arg.value, cst.Name | cst.Attribute):
            classes = [value for value in ev.values(arg.value, frame) if isinstance(value, Cls)]
            of_library = any(
                name in ev.models.errors for name in instances.annotation_names(ev, arg.value, frame)
            )
            if of_library or any(_is_exception(ev, each) for each in classes):
                yield arg.value, call, frame


def _is_exception(ev: Evaluator, cls: Cls) -> bool:
    return any(name.endswith(_EXCEPTIONS) for name in lineage(ev, cls)[1])

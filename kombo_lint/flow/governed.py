"""Functions that are handed on instead of called: to decorators, to those that run them, to policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import decorated, predicates, runners
from kombo_lint.flow.classes import decorator_names, iterated
from kombo_lint.flow.containers import elements
from kombo_lint.flow.tree import targets
from kombo_lint.flow.values import Func, union, via

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function, Scopes
    from kombo_lint.flow.values import Frame, Values
    from kombo_lint.models.tables import Callback

_HANDED_ON = rb"%b(?:(?<=[(,=|&.]%b)|(?<=[(,=|&\s]\s%b))\s*[,)|&#]"
"""What is no call, and stands behind an operator or on a line of its own. The name first: that is quick."""
_MOST_FILES = 30
_FILTERS = frozenset({"filter", "filterfalse", "takewhile", "dropwhile"})
_MAPS = frozenset({"map", "imap", "imap_unordered", *_FILTERS})
"""What calls a function with each item of what stands behind it."""


def parameter(ev: Evaluator, function: Function, param: cst.Param, frame: Frame) -> Values:
    """Return what a parameter gets from those that the function is handed to."""
    scopes = frame.scopes
    result: list[Values] = []
    if is_first(scopes, function, param):
        made_by = frame.outer.call if frame.outer is not None else None
        result.append(decorated.functions(ev, scopes, function, made_by))
    result.append(predicates.of_override(ev, scopes, function, param))
    for where, arg, call in _handed_over(ev, scopes, function):
        found = predicates.callback(ev, where, call, arg)
        if found is not None:
            if is_first(scopes, function, param):
                result.append(predicates.asked_about(ev, *found, where, call))
            continue
        caller = ev.frame_of(where, call)
        for value in ev.values(call.func, caller):
            if isinstance(value, Func):
                result.append(_through(ev, value, call, arg, function, param))
                continue
            if runners.named(value) in _MAPS:
                result.append(_mapped(ev, call, caller, function, param))
            elif (place := runners.place(ev, value, call)) is not None:
                result.append(_run(ev, place, call, caller, function, param))
    return union(*result)


def callback_at(ev: Evaluator, scopes: Scopes, function: Function) -> cst.CSTNode | None:
    """Return the library's policy that asks the function: a call that it is handed to, or its class."""
    found = predicates.overridden(ev, scopes, function)
    if found is not None:
        return found[2].node
    return next((call for _, call, _ in asked_by(ev, scopes, function)), None)


def asked_by(
    ev: Evaluator, scopes: Scopes, function: Function
) -> Iterator[tuple[Scopes, cst.Call, Callback]]:
    """Yield the calls that hand a function to a library's policy as its predicate, and what that is then."""
    for where, arg, call in _handed_over(ev, scopes, function):
        found = predicates.callback(ev, where, call, arg)
        if found is not None:
            yield where, call, found[1]


def decides_outside(ev: Evaluator, scopes: Scopes, function: Function) -> bool:
    """Say whether Python itself takes or leaves items by what the function returns."""
    for where, _, call in _handed_over(ev, scopes, function):
        named = (getattr(value, "name", "") for value in ev.values(call.func, ev.frame_of(where, call)))
        if any(name.rpartition(".")[2] in _FILTERS for name in named):
            return True
    return False


def _handed_over(
    ev: Evaluator, scopes: Scopes, function: Function
) -> Iterator[tuple[Scopes, cst.Arg, cst.Call]]:
    """Yield the calls that the function is handed to, with the argument that it is (or is part of)."""
    for where, reference in references(ev, scopes, function):
        arg = _argument(where, reference)
        call = where.parents.get(arg) if arg is not None else None
        if arg is not None and isinstance(call, cst.Call) and _means(ev, where, reference, function):
            yield where, arg, call


def _argument(where: Scopes, reference: cst.CSTNode) -> cst.Arg | None:
    """Return the argument that a reference is; policies are joined by `|` and `&`."""
    parent = where.parents.get(reference)
    while isinstance(parent, cst.BinaryOperation):
        parent = where.parents.get(parent)
    return parent if isinstance(parent, cst.Arg) else None


def references(
    ev: Evaluator, scopes: Scopes, function: Function
) -> tuple[tuple[Scopes, cst.BaseExpression], ...]:
    """Return where a function is named without being called; a lambda stands where it is written too."""
    key = ("references", function)
    return ev.once(key, lambda: tuple(_references(ev, scopes, function)), meanwhile=())


def _references(
    ev: Evaluator, scopes: Scopes, function: Function
) -> Iterator[tuple[Scopes, cst.BaseExpression]]:
    if isinstance(function, cst.Lambda):
        yield scopes, function
    for name in _names(scopes, function):
        # As an argument, alone or joined to others; most files that have the word only call it.
        paths = ev.project.files_like(_HANDED_ON, name)
        for path in paths if len(paths) <= _MOST_FILES else [scopes.module.path]:
            where = ev.project.module(path, f"may hand on {name}")
            if where is None:
                continue
            inner = (cst.Attribute,)
            named = [n for n in where.names.get(name, ()) if not isinstance(where.parents.get(n), inner)]
            for node in (*named, *where.attributes.get(name, ())):
                if _argument(where, node) is not None:
                    yield where, node


def _names(scopes: Scopes, function: Function) -> list[str]:
    """Return the names of a function: of a lambda those that it is assigned to."""
    if isinstance(function, cst.FunctionDef):
        return [function.name.value]
    assign = scopes.parents.get(function)
    if not isinstance(assign, cst.Assign | cst.AnnAssign):
        return []
    parts = [each.attr if isinstance(each, cst.Attribute) else each for each in targets(assign)]
    return [part.value for part in parts if isinstance(part, cst.Name)]


def _means(ev: Evaluator, where: Scopes, reference: cst.BaseExpression, function: Function) -> bool:
    if reference is function:
        return True
    values = ev.values(reference, ev.frame_of(where, reference))
    return any(isinstance(value, Func) and value.node is function for value in values)


def is_first(scopes: Scopes, function: Function, param: cst.Param) -> bool:
    """Say whether a parameter takes the first argument, after the receiver of a method."""
    positional = [*function.params.posonly_params, *function.params.params]
    if isinstance(function, cst.FunctionDef) and scopes.class_of(function) is not None:
        positional = positional[0 if "staticmethod" in decorator_names(function) else 1 :]
    return bool(positional) and positional[0] is param


def _through(
    ev: Evaluator, taker: Func, call: cst.Call, arg: cst.Arg, function: Function, param: cst.Param
) -> Values:
    """A project function that is handed the function calls it by the name of its own parameter."""
    from kombo_lint.flow.arguments import passed

    params = [*taker.node.params.posonly_params, *taker.node.params.params]
    keyword = arg.keyword.value if arg.keyword is not None else None
    position = list(call.args).index(arg) + (taker.receiver is not None)
    named = [p for p in (*params, *taker.node.params.kwonly_params) if p.name.value == keyword]
    own = named[0] if named else params[position] if keyword is None and position < len(params) else None
    if own is None:
        return ()
    result: list[Values] = []
    for inner in taker.scopes.calls.get(own.name.value, ()):
        inside = [taker.scopes.function_of(inner)]
        while isinstance(inside[-1], cst.FunctionDef | cst.Lambda):
            inside.append(taker.scopes.function_of(inside[-1]))
        if isinstance(inner.func, cst.Name) and taker.node in inside:
            frame = ev.frame_of(taker.scopes, inner)
            given = passed(ev, function, param, inner, frame, bound=False)
            words = f"passed as {param.name.value!r}"
            result.append(via(given or (), taker.scopes, inner, words))
    return union(*result)


def _run(
    ev: Evaluator, place: int, call: cst.Call, frame: Frame, function: Function, param: cst.Param
) -> Values:
    """`to_thread(function, a, b)` passes on what stands behind the function."""
    for arg in call.args:
        if arg.keyword is not None and arg.keyword.value == param.name.value:
            return ev.values(arg.value, frame)
    return _behind(ev, call, frame, function, param, place)


def _mapped(ev: Evaluator, call: cst.Call, frame: Frame, function: Function, param: cst.Param) -> Values:
    """`map(function, rows)` calls it with each of the rows."""
    return elements(iterated(ev, _behind(ev, call, frame, function, param, 0)))


def _behind(
    ev: Evaluator, call: cst.Call, frame: Frame, function: Function, param: cst.Param, place: int
) -> Values:
    """Return what stands for a parameter behind the function, which is the argument at `place`."""
    positional = [*function.params.posonly_params, *function.params.params]
    if param not in positional:
        return ()
    offset = 1 if positional and positional[0].name.value in ("self", "cls") else 0
    at = positional.index(param) - offset + place + 1
    plain = [arg for arg in call.args if arg.keyword is None and not arg.star]
    return ev.values(plain[at].value, frame) if 0 <= at < len(plain) else ()

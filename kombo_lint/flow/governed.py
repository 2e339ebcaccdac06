"""Functions that are handed on instead of called: decorators, callbacks, retry predicates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import calls, errors
from kombo_lint.flow.classes import decorator_names
from kombo_lint.flow.values import Ext, Func, Obj, union, via
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function, Scopes
    from kombo_lint.flow.values import Frame, Values
    from kombo_lint.models import Callback

_MOST_FILES = 30
_RUNNERS = {
    "to_thread": 0,
    "submit": 0,
    "run_sync": 0,
    "run_in_executor": 1,
    "run_in_threadpool": 0,
    "partial": 0,
}


def parameter(ev: Evaluator, scopes: Scopes, function: Function, param: cst.Param) -> Values:
    """Return what a parameter gets from those that the function is handed to."""
    result: list[Values] = []
    if _is_first(function, param):
        result.append(_decorated(ev, scopes, function))
    for where, reference in references(ev, scopes, function):
        arg = where.parents.get(reference)
        call = where.parents.get(arg) if isinstance(arg, cst.Arg) else None
        if (
            not isinstance(arg, cst.Arg)
            or not isinstance(call, cst.Call)
            or not _means(ev, where, reference, function)
        ):
            continue
        frame = ev.frame_of(where, call)
        for value in ev.values(call.func, frame):
            if isinstance(value, Func):
                result.append(_through(ev, value, call, arg, function, param))
            elif isinstance(value, Ext):
                result.append(_outside(ev, value, where, call, arg, frame, function, param))
            elif getattr(value, "name", None) in _RUNNERS:
                result.append(_run(ev, str(getattr(value, "name", "")), call, frame, function, param))
    return union(*result)


def callback_at(ev: Evaluator, scopes: Scopes, function: Function) -> cst.Call | None:
    """Return the library's policy call that the function is handed to as a predicate, or None."""
    for where, reference in references(ev, scopes, function):
        arg = where.parents.get(reference)
        call = where.parents.get(arg) if isinstance(arg, cst.Arg) else None
        if isinstance(arg, cst.Arg) and isinstance(call, cst.Call):
            for value in ev.values(call.func, ev.frame_of(where, call)):
                if isinstance(value, Ext | Obj) and _callback(ev, value, call, arg) is not None:
                    return call
    return None


def references(
    ev: Evaluator, scopes: Scopes, function: Function
) -> Iterator[tuple[Scopes, cst.BaseExpression]]:
    """Yield where a function is named without being called; a lambda stands where it is written."""
    if isinstance(function, cst.Lambda):
        yield scopes, function
        return
    name = function.name.value
    paths = ev.project.files_with(name)
    for path in paths if len(paths) <= _MOST_FILES else [scopes.module.path]:
        where = ev.project.module(path, f"may hand on {name}")
        if where is None:
            continue
        named = [n for n in where.names.get(name, ()) if not isinstance(where.parents.get(n), cst.Attribute)]
        for node in (*named, *where.attributes.get(name, ())):
            if isinstance(where.parents.get(node), cst.Arg):
                yield where, node


def _means(ev: Evaluator, where: Scopes, reference: cst.BaseExpression, function: Function) -> bool:
    if reference is function:
        return True
    values = ev.values(reference, ev.frame_of(where, reference))
    return any(isinstance(value, Func) and value.node is function for value in values)


def _is_first(function: Function, param: cst.Param) -> bool:
    positional = [*function.params.posonly_params, *function.params.params]
    return bool(positional) and positional[0] is param


def _decorated(ev: Evaluator, scopes: Scopes, function: Function) -> Values:
    """The first parameter of a decorator is the function under it; of what a factory returns, likewise."""
    if not isinstance(function, cst.FunctionDef):
        return ()
    outer = scopes.function_of(function)
    factory = outer if isinstance(outer, cst.FunctionDef) else None
    name = (factory or function).name.value
    result: list[Values] = []
    paths = ev.project.files_with(name)
    for path in paths if len(paths) <= _MOST_FILES else [scopes.module.path]:
        where = ev.project.module(path, f"may be decorated with {name}")
        for node in where.functions if where is not None and b"@" in ev.project.files[path] else ():
            if where is None or name not in decorator_names(node):
                continue
            for decorator in node.decorators:
                if isinstance(decorator.decorator, cst.Call) == (factory is not None):
                    frame = ev.frame_of(where, node)
                    wanted = ev.values(decorator.decorator, frame)
                    same = factory is None or any(isinstance(v, Func) and v.node is function for v in wanted)
                    if same:
                        result.append((Func(where, node),))
    return union(*result)


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


def _outside(
    ev: Evaluator,
    value: Ext,
    where: Scopes,
    call: cst.Call,
    arg: cst.Arg,
    frame: Frame,
    function: Function,
    param: cst.Param,
) -> Values:
    callback = _callback(ev, value, call, arg)
    if callback is not None:
        if not _is_first(function, param):
            return ()
        return via(_given(ev, callback, where, call), where, call, "asked by the retry policy")
    last = value.name.rpartition(".")[2]
    return _run(ev, last, call, frame, function, param) if last in _RUNNERS else ()


def _callback(ev: Evaluator, value: Ext | Obj, call: cst.Call, arg: cst.Arg) -> Callback | None:
    key = short(value.name) if isinstance(value, Ext) else value.kind
    keyword = arg.keyword.value if arg.keyword is not None else None
    position = list(call.args).index(arg) if keyword is None else None
    for callback in ev.models.callbacks.get(key, ()):
        if (keyword is not None and keyword == callback.keyword) or (
            position is not None and position == callback.position
        ):
            return callback
    return None


def _run(
    ev: Evaluator, runner: str, call: cst.Call, frame: Frame, function: Function, param: cst.Param
) -> Values:
    """`to_thread(function, a, b)` passes on what stands behind the function."""
    positional = [*function.params.posonly_params, *function.params.params]
    for arg in call.args:
        if arg.keyword is not None and arg.keyword.value == param.name.value:
            return ev.values(arg.value, frame)
    if param not in positional:
        return ()
    offset = 1 if positional and positional[0].name.value in ("self", "cls") else 0
    place = positional.index(param) - offset + _RUNNERS[runner] + 1
    plain = [arg for arg in call.args if arg.keyword is None and not arg.star]
    return ev.values(plain[place].value, frame) if 0 <= place < len(plain) else ()


def _given(ev: Evaluator, callback: Callback, scopes: Scopes, call: cst.Call) -> Values:
    result: list[Values] = []
    for function in governed_by(ev, scopes, call):
        if isinstance(function, Func):
            frame = ev.frame(function.scopes, function.node)
            if callback.gives == "error":
                result.append(errors.raised(ev, function.node.body, frame))
            else:
                result.append(calls.returned(ev, function, frame))
        else:
            where, block = function
            result.append(errors.raised(ev, block, ev.frame_of(where, block)))
    return union(*result)


def governed_by(
    ev: Evaluator, scopes: Scopes, node: cst.CSTNode, seen: frozenset[cst.CSTNode] = frozenset()
) -> Iterator[Func | tuple[Scopes, cst.CSTNode]]:
    """Yield the functions (or blocks) that the policy built around `node` runs."""
    child, parent = node, scopes.parents.get(node)
    while parent is not None and child not in seen:
        if isinstance(parent, cst.Decorator):
            decorated = scopes.parents.get(parent)
            if isinstance(decorated, cst.FunctionDef):
                yield Func(scopes, decorated)
            return
        if isinstance(parent, cst.For):
            if child is parent.iter:
                yield scopes, parent.body
            return
        if isinstance(parent, cst.Call) and child is parent.func:
            for value in ev.values(parent.args[0].value, ev.frame_of(scopes, parent)) if parent.args else ():
                if isinstance(value, Func):
                    yield value
            if parent.args:
                return
        elif isinstance(parent, cst.Assign):
            yield from _under_name(ev, scopes, parent, seen | {child})
            return
        elif isinstance(parent, cst.BaseStatement | cst.BaseSmallStatement):
            return
        child, parent = parent, scopes.parents.get(parent)


def _under_name(
    ev: Evaluator, scopes: Scopes, assign: cst.Assign, seen: frozenset[cst.CSTNode]
) -> Iterator[Func | tuple[Scopes, cst.CSTNode]]:
    for target in assign.targets:
        if not isinstance(target.target, cst.Name):
            continue
        name = target.target.value
        for path in ev.project.files_with(name)[:_MOST_FILES]:
            where = ev.project.module(path, f"may use {name}")
            for reference in where.names.get(name, ()) if where is not None else ():
                if where is not None and reference is not target.target:
                    yield from governed_by(ev, where, reference, seen)

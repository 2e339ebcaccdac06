"""The functions under a decorator of the project: what its first parameter stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.classes import decorator_names
from kombo_lint.flow.values import Cls, Func, Inst, union

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function, Scopes
    from kombo_lint.flow.values import Frame, Value, Values

_DECORATES = rb"@[\w.]*\b%b\b"
_MOST_FILES = 30
_BY_CLASS = frozenset({"__call__", "__init__"})
"""The methods that take the function which an object, or a class, decorates."""


def functions(ev: Evaluator, scopes: Scopes, function: Function, made_by: cst.Call | None) -> Values:
    """Return the functions under a decorator: a function, a class or its objects, what a factory returns.

    Where the call of the factory is known (`made_by`), only what stands under that.
    """
    if not isinstance(function, cst.FunctionDef):
        return ()
    outer = scopes.function_of(function)
    factory = outer if isinstance(outer, cst.FunctionDef) else None
    owner = scopes.class_of(function) if function.name.value in _BY_CLASS else None
    called = factory is not None or function.name.value == "__call__"

    def is_it(value: Value) -> bool:
        made = value.cls if isinstance(value, Inst) else value
        return isinstance(made, Func | Cls) and made.node is (owner or function)

    result: list[Values] = []
    for where, node, decorator in _under(ev, scopes, owner or factory or function, called=called):
        if factory is not None and made_by is not None and decorator is not made_by:
            continue
        known = owner is not None or factory is not None
        if not known or any(map(is_it, ev.values(decorator, ev.frame_of(where, node)))):
            result.append((Func(where, node),))
    return union(*result)


def _under(
    ev: Evaluator, scopes: Scopes, decorator: cst.FunctionDef | cst.ClassDef, *, called: bool
) -> Iterator[tuple[Scopes, cst.FunctionDef, cst.BaseExpression]]:
    """Yield the functions under decorators of a name, each with its decorator, `called` or as it is."""
    name = decorator.name.value
    paths = ev.project.files_like(_DECORATES, name)
    for path in paths if len(paths) <= _MOST_FILES else [scopes.module.path]:
        where = ev.project.module(path, f"may be decorated with {name}")
        for node in where.functions if where is not None else ():
            if where is not None and name in decorator_names(node):
                written = (each.decorator for each in node.decorators)
                yield from ((where, node, each) for each in written if isinstance(each, cst.Call) == called)


def runs(ev: Evaluator, scopes: Scopes, wrapper: cst.FunctionDef) -> list[Frame]:
    """Return a frame of a wrapper for each call of the factory of decorators around it."""
    decorator = scopes.function_of(wrapper)
    factory = scopes.function_of(decorator) if decorator is not None else None
    if not isinstance(factory, cst.FunctionDef):
        return []
    found: list[Frame] = []
    for where, node, call in _under(ev, scopes, factory, called=True):
        values = ev.values(call.func, ev.frame_of(where, node)) if isinstance(call, cst.Call) else ()
        if isinstance(call, cst.Call) and any(isinstance(v, Func) and v.node is factory for v in values):
            made = ev.frame(scopes, factory, call, ev.frame_of(where, node))
            found.append(ev.frame(scopes, wrapper, outer=ev.frame(scopes, decorator, outer=made)))
    return found

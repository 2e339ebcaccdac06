"""Context managers that see what is raised in the body of their `with`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import callers, errors
from kombo_lint.flow.classes import decorator_names
from kombo_lint.flow.values import Cls, Func, union

if TYPE_CHECKING:
    from kombo_lint.flow.callers import CallSite
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function, Scopes
    from kombo_lint.flow.values import Frame, Values

_EXITS = frozenset({"__exit__", "__aexit__"})
_GENERATORS = frozenset({"contextmanager", "asynccontextmanager"})


def in_body(ev: Evaluator, node: cst.Yield, frame: Frame, ways: errors.Ways | None) -> Values:
    """Return what is raised where a generator waits for the end of a `with` that it manages."""
    function = frame.function
    if not isinstance(function, cst.FunctionDef) or not decorator_names(function) & _GENERATORS:
        return ()
    if ways is not None and frame.call is not None and frame.caller is not None:
        return _raised(ev, callers.CallSite(frame.call, frame.caller, None), ways)
    return union(*(_raised(ev, site, ways) for site in callers.call_sites(ev, frame.scopes, function)))


def manages(ev: Evaluator, item: cst.WithItem, frame: Frame) -> bool:
    """Say whether a generator of the project is what manages the body of a `with`."""
    called = ev.values(item.item.func, frame) if isinstance(item.item, cst.Call) else ()
    nodes = [value.node for value in called if isinstance(value, Func)]
    return any(isinstance(each, cst.FunctionDef) and decorator_names(each) & _GENERATORS for each in nodes)


def handed_to_exit(ev: Evaluator, scopes: Scopes, function: Function, param: cst.Param) -> Values:
    """Return what `__exit__(self, kind, error, trace)` gets as the error; nothing for any other parameter."""
    if not isinstance(function, cst.FunctionDef) or function.name.value not in _EXITS:
        return ()
    owner = scopes.class_of(function)
    params = function.params.params
    if owner is None or len(params) < _ERROR + 1 or params[_ERROR] is not param:
        return ()
    return union(*(_raised(ev, site) for site in callers.constructions(ev, Cls(scopes, owner))))


_ERROR = 2


def _raised(ev: Evaluator, site: CallSite, ways: errors.Ways | None = None) -> Values:
    """Return what the body of a `with` raises whose item is the call."""
    scopes = site.frame.scopes
    item = scopes.parents.get(site.call)
    block = scopes.parents.get(item) if isinstance(item, cst.WithItem) else None
    return errors.raised(ev, block.body, site.frame, ways) if isinstance(block, cst.With) else ()

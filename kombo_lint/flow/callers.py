"""Who calls a function: the calls in the project that can reach it, found one by one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.arguments import argument_node
from kombo_lint.flow.classes import method, subclasses
from kombo_lint.flow.named_calls import FEW_FILES, named_calls
from kombo_lint.flow.tree import last_name, targets
from kombo_lint.flow.values import (
    Cls,
    Func,
    Inst,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function, Scopes
    from kombo_lint.flow.values import Frame, Value, Values

MOST_SITES = 60
_COMMON = frozenset(name for kind in (dict, list, str, set, bytes) for name in dir(kind))
_ITEMS = (cst.DictElement, cst.Element, cst.Assign)


@dataclass(frozen=True)
class CallSite:
    """A call in the project: its node, the frame around it, and what it is called on."""

    call: cst.Call
    frame: Frame
    receiver: Value | None


def call_sites(ev: Evaluator, scopes: Scopes, function: Function, param: str | None = None) -> CallSites:
    """Return the calls in the project that can reach the function.

    Where only what they pass for one `param` matters, of files that write the same constants
    for it, however many, one is enough.
    """
    key = (function, param)
    if key not in ev.callers:
        ev.callers[key] = CallSites(ev, scopes, function, param)
    return ev.callers[key]


class CallSites:
    """The calls that reach a function, found one by one: often the first of them say enough."""

    def __init__(self, ev: Evaluator, scopes: Scopes, function: Function, param: str | None) -> None:
        self._ev = ev
        self._scopes = scopes
        self._function = function
        self._named: list[tuple[cst.Call, Frame]] = []
        self._more: Iterator[tuple[cst.Call, Frame]] = iter(())
        if isinstance(function, cst.FunctionDef):
            self._more = named_calls(ev, function.name.value, scopes, param)
        self._judged: tuple[object, ...] | None = None

    def __iter__(self) -> Iterator[CallSite]:
        return islice(self._sites(), MOST_SITES)

    def __bool__(self) -> bool:
        return any(True for _ in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _sites(self) -> Iterator[CallSite]:
        ev, scopes, function = self._ev, self._scopes, self._function
        if not isinstance(function, cst.FunctionDef):
            return
        owner = scopes.class_of(function)
        if owner is not None and function.name.value == "__init__":
            cls = Cls(scopes, owner)
            yield from ev.once(("super calls", function), lambda: tuple(_super_calls(ev, cls, function)), ())
            yield from constructions(ev, cls)
            return
        place = 0
        while place < len(self._named) or self._find():
            call, frame = self._named[place]
            key = ("reaches", function, call)
            if self._judged is not None and not ev.knows(key):
                ev.wait_for(self._judged)  # who asks while one is judged gets those before it, for now
                return
            yield from self._judge(key, function, call, frame)
            place += 1
        for call, frame in ev.once(
            ("other calls", function), lambda: tuple(_calls_by_another(ev, scopes, function)), ()
        ):
            yield from _reached(ev, scopes, function, call, frame)

    def _find(self) -> bool:
        """Find one more call that may be one."""
        found = next(self._more, None)
        if found is not None:
            self._named.append(found)
        return found is not None

    def _judge(
        self, key: tuple[object, ...], function: cst.FunctionDef, call: cst.Call, frame: Frame
    ) -> tuple[CallSite, ...]:
        outer, self._judged = self._judged, key
        try:
            return self._ev.once(
                key, lambda: tuple(_reached(self._ev, self._scopes, function, call, frame)), ()
            )
        finally:
            self._judged = outer


def _reached(
    ev: Evaluator, scopes: Scopes, function: cst.FunctionDef, call: cst.Call, frame: Frame
) -> Iterator[CallSite]:
    """Yield a call as one of the function, once for each thing that it can be called on."""
    owner, name = scopes.class_of(function), function.name.value
    for value in _called(ev, call, frame):
        if isinstance(value, Func) and value.node is function:
            yield CallSite(call, frame, value.receiver)
        elif (
            isinstance(value, Unknown)
            and owner is not None
            and name not in _COMMON
            and isinstance(call.func, cst.Attribute)
            and _only_definition(ev, name)
        ):
            yield CallSite(call, frame, Inst(Cls(scopes, owner)))


def passed_by_callers(
    ev: Evaluator, name: str, function: Function, frame: Frame
) -> Iterator[tuple[cst.BaseExpression | None, Frame]]:
    """Yield what callers write for a parameter, None where they do not, with the frame of each."""
    if not isinstance(function, cst.FunctionDef):
        return
    names = [each.name.value for each in (*function.params.posonly_params, *function.params.params)]
    place = names.index(name) - (names[0] in ("self", "cls")) if name in names else None
    if frame.function is function and frame.call is not None and frame.caller is not None:
        yield argument_node(frame.call, place, name), frame.caller
        return
    for site in call_sites(ev, frame.scopes, function):
        yield argument_node(site.call, place, name), site.frame


def constructions(ev: Evaluator, cls: Cls) -> list[CallSite]:
    """Return the calls that make an instance of `cls`, or of a subclass that has its constructor."""
    return ev.once(("constructions", cls), lambda: _constructions(ev, cls), meanwhile=[])


def _constructions(ev: Evaluator, cls: Cls) -> list[CallSite]:
    result: list[CallSite] = []
    init = method(ev, cls, "__init__")
    for kind in (cls, *subclasses(ev, cls, made=True)):
        if method(ev, kind, "__init__") != init:
            continue
        named = named_calls(ev, kind.node.name.value, kind.scopes)
        for call, frame in (*named, *_calls_of_cls(ev, kind), *_calls_of_variables(ev, kind)):
            if kind in ev.values(call.func, frame):
                result.append(CallSite(call, frame, Inst(kind)))
    return result


def _calls_of_cls(ev: Evaluator, kind: Cls) -> Iterator[tuple[cst.Call, Frame]]:
    """Yield the calls `cls(...)` in the class's own methods."""

    def found() -> dict[cst.CSTNode | None, list[cst.Call]]:
        by_class: dict[cst.CSTNode | None, list[cst.Call]] = {}
        for call in kind.scopes.calls.get("cls", ()):
            function = kind.scopes.function_of(call)
            owner = kind.scopes.class_of(function) if function is not None else None
            by_class.setdefault(owner, []).append(call)
        return by_class

    for call in ev.once(("calls of cls", kind.scopes), found, meanwhile={}).get(kind.node, ()):
        yield call, ev.frame_of(kind.scopes, call)


def _calls_of_variables(ev: Evaluator, kind: Cls) -> Iterator[tuple[cst.Call, Frame]]:
    """Yield the calls of variables in the modules that put the class into a table or a list."""
    name = kind.node.name.value
    for path in ev.project.files_that_list(name)[:FEW_FILES] if ev.asks == "project" else ():
        scopes = ev.project.module(path, f"has {name} in a table")
        listed = scopes.names.get(name, ()) if scopes is not None else ()
        if scopes is not None and any(isinstance(scopes.parents.get(node), _ITEMS) for node in listed):
            for call in ev.once(("calls of variables", scopes), partial(_of_variables, scopes), meanwhile=()):
                yield call, ev.frame_of(scopes, call)


def _of_variables(scopes: Scopes) -> tuple[cst.Call, ...]:
    """Return the calls in a module of what a loop or an item of something gives."""
    found = []
    for call in scopes.by_type.get(cst.Call, ()):
        func = call.func if isinstance(call, cst.Call) else None
        visible = scopes.visible(func) if isinstance(func, cst.Name) else None
        varies = visible is not None and all(each.kind in ("assign", "for") for each in visible[1])
        if isinstance(call, cst.Call) and (varies or isinstance(func, cst.Subscript)):
            found.append(call)
    return tuple(found)


def _super_calls(ev: Evaluator, cls: Cls, function: cst.FunctionDef) -> Iterator[CallSite]:
    """Yield the calls of a constructor by those of classes that derive from its own."""
    modules = dict.fromkeys(each.scopes for each in subclasses(ev, cls, "__init__"))
    for where, call in ((each, call) for each in modules for call in each.calls.get("__init__", ())):
        frame = ev.frame_of(where, call)
        caller = where.function_of(call)
        owner = where.class_of(caller) if caller is not None else None
        if owner is None:
            continue
        for value in ev.values(call.func, frame):
            if isinstance(value, Func) and value.node is function:
                yield CallSite(call, frame, value.receiver or Inst(Cls(where, owner)))


def _calls_by_another(
    ev: Evaluator, scopes: Scopes, function: cst.FunctionDef
) -> Iterator[tuple[cst.Call, Frame]]:
    """Yield the calls by a name that the function is given, or that the result of its maker is given."""
    name = function.name.value
    named = [(scopes, node) for node in (*scopes.names.get(name, ()), *scopes.attributes.get(name, ()))]
    maker = scopes.function_of(function)
    if isinstance(maker, cst.FunctionDef) and any(
        isinstance(scopes.parents.get(node), cst.Return) for _, node in named
    ):
        named += [(site.frame.scopes, site.call) for site in call_sites(ev, scopes, maker)]
    for where, node in named:
        parent = where.parents.get(node)
        if isinstance(parent, cst.Call) and isinstance(node, cst.Call) and parent.func is node:
            yield parent, ev.frame_of(where, parent)
        if isinstance(parent, cst.Assign | cst.AnnAssign) and parent.value is node:
            for target in targets(parent):
                for call in where.calls.get(last_name(target), ()):
                    yield call, ev.frame_of(where, call)


def _called(ev: Evaluator, call: cst.Call, frame: Frame) -> Values:
    """Return what is called: where one function is found from near, what else it may be is of that kind."""
    values = ev.near.values(call.func, frame)
    if any(isinstance(value, Func) for value in values):
        return values
    return ev.values(call.func, frame) if any(isinstance(value, Unknown) for value in values) else values


def _only_definition(ev: Evaluator, name: str) -> bool:
    return len(ev.project.definitions.get(name.encode(), ())) == 1

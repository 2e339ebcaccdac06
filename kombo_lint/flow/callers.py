"""Who calls a function: the calls in the project that can reach it, found one by one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.arguments import argument_node
from kombo_lint.flow.classes import method, subclasses
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

# A name that is called in more files than this is too common for its callers to say much.
_MOST_FILES = 20
_MOST_SITES = 60
_FEW_FILES = 8
_CONSTANT = re.compile(rb"[\"'][^\"'\\]*[\"']|[\d.]+|None|True|False")
_COMMON = frozenset(name for kind in (dict, list, str, set, bytes) for name in dir(kind))


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
    key = ("callers", function, param)
    if key not in ev.cache:
        ev.cache[key] = CallSites(islice(_sites(ev, scopes, function, param), _MOST_SITES))
    return ev.cache[key]  # type: ignore[return-value]


class CallSites:
    """The calls that reach a function, found one by one: often the first of them say enough."""

    def __init__(self, more: Iterator[CallSite]) -> None:
        self._found: list[CallSite] = []
        self._more = more
        self._at_work = False

    def __iter__(self) -> Iterator[CallSite]:
        place = 0
        while place < len(self._found) or self._find():
            yield self._found[place]
            place += 1

    def __bool__(self) -> bool:
        return bool(self._found) or self._find()

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _find(self) -> bool:
        """Find one more; none while that is under way already, for then one leads back to itself."""
        if self._at_work:
            return False
        self._at_work = True
        try:
            site = next(self._more, None)
        finally:
            self._at_work = False
        if site is not None:
            self._found.append(site)
        return site is not None


def _sites(ev: Evaluator, scopes: Scopes, function: Function, param: str | None) -> Iterator[CallSite]:
    if not isinstance(function, cst.FunctionDef):
        return
    owner = scopes.class_of(function)
    if owner is not None and function.name.value == "__init__":
        yield from _super_calls(ev, scopes, function)
        yield from constructions(ev, Cls(scopes, owner))
    else:
        yield from _calls_by_name(ev, scopes, function, owner, param)


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
    key = ("constructions", cls)
    known = ev.cache.get(key)
    if known is not None:
        return known  # type: ignore[return-value]
    result: list[CallSite] = []
    ev.cache[key] = result
    init = method(ev, cls, "__init__")
    for kind in (cls, *subclasses(ev, cls, made=True)):
        if method(ev, kind, "__init__") != init:
            continue
        named = ((call, frame) for _, call, frame in _named_calls(ev, kind.node.name.value, kind.scopes))
        for call, frame in (*named, *_calls_of_cls(ev, kind), *_calls_of_variables(ev, kind)):
            if kind in ev.values(call.func, frame):
                result.append(CallSite(call, frame, Inst(kind)))
    return result


def _calls_of_cls(ev: Evaluator, kind: Cls) -> Iterator[tuple[cst.Call, Frame]]:
    """Yield the calls `cls(...)` in the class's own methods."""
    key = ("calls of cls", kind.scopes)
    if key not in ev.cache:
        by_class: dict[cst.CSTNode | None, list[cst.Call]] = {}
        for call in kind.scopes.calls.get("cls", ()):
            function = kind.scopes.function_of(call)
            owner = kind.scopes.class_of(function) if function is not None else None
            by_class.setdefault(owner, []).append(call)
        ev.cache[key] = by_class
    for call in ev.cache[key].get(kind.node, ()):  # type: ignore[attr-defined]
        yield call, ev.frame_of(kind.scopes, call)


def _calls_of_variables(ev: Evaluator, kind: Cls) -> Iterator[tuple[cst.Call, Frame]]:
    """Yield the calls of variables in the modules that put the class into a table or a list."""
    name = kind.node.name.value
    for path in ev.project.files_that_list(name)[:_FEW_FILES] if ev.asks == "project" else ():
        scopes = ev.project.module(path, f"has {name} in a table")
        listed = scopes.names.get(name, ()) if scopes is not None else ()
        if scopes is not None and any(isinstance(scopes.parents.get(node), _ITEMS) for node in listed):
            for call in _of_variables(ev, scopes):
                yield call, ev.frame_of(scopes, call)


def _of_variables(ev: Evaluator, scopes: Scopes) -> list[cst.Call]:
    """Return the calls in a module of what a loop or an item of something gives."""
    key = ("calls of variables", scopes)
    if key not in ev.cache:
        found = []
        for call in scopes.by_type.get(cst.Call, ()):
            func = call.func if isinstance(call, cst.Call) else None
            visible = scopes.visible(func) if isinstance(func, cst.Name) else None
            varies = visible is not None and all(each.kind in ("assign", "for") for each in visible[1])
            if isinstance(call, cst.Call) and (varies or isinstance(func, cst.Subscript)):
                found.append(call)
        ev.cache[key] = found
    return ev.cache[key]  # type: ignore[return-value]


_ITEMS = (cst.DictElement, cst.Element, cst.Assign)


def _super_calls(ev: Evaluator, scopes: Scopes, function: cst.FunctionDef) -> Iterator[CallSite]:
    """Yield the calls of a constructor by those of classes that derive from its own."""
    owner = scopes.class_of(function)
    below = subclasses(ev, Cls(scopes, owner), "__init__") if owner is not None else ()
    modules = dict.fromkeys(cls.scopes for cls in below)
    for where, call in ((each, call) for each in modules for call in each.calls.get("__init__", ())):
        frame = ev.frame_of(where, call)
        caller = where.function_of(call)
        owner = where.class_of(caller) if caller is not None else None
        if owner is None:
            continue
        for value in ev.values(call.func, frame):
            if isinstance(value, Func) and value.node is function:
                yield CallSite(call, frame, value.receiver or Inst(Cls(where, owner)))


def _calls_by_name(
    ev: Evaluator,
    scopes: Scopes,
    function: cst.FunctionDef,
    owner: cst.ClassDef | None,
    param: str | None,
) -> Iterator[CallSite]:
    name = function.name.value
    others = ((call, ev.frame_of(where, call)) for where, call in _calls_by_another(ev, scopes, function))
    for call, frame in chain(((c, f) for _, c, f in _named_calls(ev, name, scopes, param)), others):
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


def _calls_by_another(
    ev: Evaluator, scopes: Scopes, function: cst.FunctionDef
) -> Iterator[tuple[Scopes, cst.Call]]:
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
            yield where, parent
        if isinstance(parent, cst.Assign | cst.AnnAssign) and parent.value is node:
            for target in targets(parent):
                yield from ((where, call) for call in where.calls.get(last_name(target), ()))


def _called(ev: Evaluator, call: cst.Call, frame: Frame) -> Values:
    """Return what is called: where one function is found from near, what else it may be is of that kind."""
    values = ev.near.values(call.func, frame)
    if any(isinstance(value, Func) for value in values):
        return values
    return ev.values(call.func, frame) if any(isinstance(value, Unknown) for value in values) else values


def _only_definition(ev: Evaluator, name: str) -> bool:
    return len(ev.project.definitions.get(name.encode(), ())) == 1


def _named_calls(
    ev: Evaluator, name: str, near: Scopes, param: str | None = None
) -> Iterator[tuple[Scopes, cst.Call, Frame]]:
    """Yield the calls of something called `name`, in `near` first, each with the frame around it."""
    for path in _may_call(ev, name, near, param):
        scopes = ev.project.module(path, f"may call {name}()")
        if scopes is None:
            continue
        for alias in sorted(_aliases(scopes, name) | {name}):
            for call in scopes.calls.get(alias, ()):
                yield scopes, call, ev.frame_of(scopes, call)


def _may_call(ev: Evaluator, name: str, near: Scopes, param: str | None) -> list[str]:
    """Return the files with a call of `name` that can mean the one defined in `near`.

    Where many files have the word, only those count that also name the module or one of
    its classes: objects whose class is named nowhere are followed by rare names only.
    """
    own = near.module.path
    if ev.asks == "module":
        return [own]
    others = [path for path in ev.project.files_that_call(name) if path != own]
    if len(others) > _FEW_FILES:
        stem = PurePosixPath(own).parent.name if own.endswith("__init__.py") else PurePosixPath(own).stem
        words = [stem, *(node.name.value for node in near.classes)]
        related = {path for word in words for path in ev.project.files_with(word)}
        others = [path for path in others if path in related]
    if param is not None and len(others) > _FEW_FILES:
        others = _spelled_differently(ev, others, param)
    return [own, *others[:_MOST_FILES]]


def _spelled_differently(ev: Evaluator, paths: list[str], param: str) -> list[str]:
    """Leave out the files that write only constants for a keyword which files before them wrote too."""
    written = re.compile(rb"\b%s[ \t]*=(?!=)[ \t]*([^,)\n]*)" % re.escape(param.encode()))
    known: set[bytes] = set()
    result = []
    for path in paths:
        found = set(written.findall(ev.project.files[path]))
        if found and all(map(_CONSTANT.fullmatch, found)):
            if found <= known:
                continue
            known |= found
        result.append(path)
    return result


def _aliases(scopes: Scopes, name: str) -> set[str]:
    """Return the names under which a module imports or rebinds `name`."""
    found = set()
    for node in scopes.by_type.get(cst.ImportAlias, ()):
        if isinstance(node, cst.ImportAlias) and node.asname is not None and node.evaluated_name == name:
            found.add(node.evaluated_alias or name)
    return found

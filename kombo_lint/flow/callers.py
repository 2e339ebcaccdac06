"""Who calls a function, and so what its parameters may stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import arguments, calls, governed, guarding, hooks, instances
from kombo_lint.flow.classes import decorator_names, derives, is_setter, method, self_of, subclasses
from kombo_lint.flow.containers import unpack
from kombo_lint.flow.values import (
    FROM_REQUEST,
    UNKNOWN,
    Cls,
    Const,
    Err,
    Func,
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

# A name that is called in more files than this is too common for its callers to say much.
_MOST_FILES = 20
_MOST_SITES = 60
_ENOUGH_ALIKE = 10
_FEW_FILES = 8
_CONSTANT = re.compile(rb"[\"'][^\"'\\]*[\"']|[\d.]+|None|True|False")
_COMMON = frozenset(name for kind in (dict, list, str, set, bytes) for name in dir(kind))


@dataclass(frozen=True)
class CallSite:
    """A call in the project: its node, the frame around it, and what it is called on."""

    call: cst.Call
    frame: Frame
    receiver: Value | None


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
    result = result or unpack(_default(ev, param, frame, function), path)
    if any(isinstance(value, FROM_REQUEST) for value in result):
        return result
    annotated = unpack(_annotated(ev, param, frame), path)
    if annotated:
        result = tuple(value for value in result if not isinstance(value, Unknown))
    narrowed = unpack(_narrowed(ev, param, frame, function), path)
    return union(result, annotated, narrowed) or (Unknown(param.name.value),)


def _given(
    ev: Evaluator, param: cst.Param, frame: Frame, function: Function, path: tuple[int, ...]
) -> Iterator[Values]:
    """Yield what each call passes for a parameter, and what else gives it a value.

    Where many calls in a row pass what others passed before, the rest are taken to do so too.
    """
    defaulted = False
    seen: set[Value] = set()
    idle = 0
    for site in call_sites(ev, frame.scopes, function, param.name.value):
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
            words = f"passed as {param.name.value!r} to {_name(function)}()"
            yield via(given, site.frame.scopes, site.call, words)
    yield unpack(governed.parameter(ev, frame.scopes, function, param), path)
    yield unpack(guarding.handed_to_exit(ev, frame.scopes, function, param), path)
    if is_setter(function) and isinstance(function, cst.FunctionDef):
        around = self_of(ev, frame)
        yield unpack(instances.stored(ev, around, function.name.value), path) if around is not None else ()
    if param is next(iter([*function.params.posonly_params, *function.params.params]), None):
        yield unpack(hooks.answers(ev, frame.scopes, function), path)
    if defaulted:
        yield unpack(_default(ev, param, frame, function), path)


def _default(ev: Evaluator, param: cst.Param, frame: Frame, function: Function) -> Values:
    if param.default is None:
        return (Seq(()),) if param.star == "*" else (Map(()),) if param.star == "**" else ()
    values = ev.values(param.default, ev.frame(frame.scopes))
    # A default of None says that the value comes from elsewhere, so its name still counts.
    # So does an option of a public function, and one that nobody here calls: somebody elsewhere may.
    option = all(isinstance(v, Const) and isinstance(v.value, bool | None) for v in values)
    open_to_others = option and not _name(function).startswith("_")
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
    """`isinstance(error, KomboError)` says what a parameter also may be, where no caller says it."""
    result: list[Value] = []
    for call in frame.scopes.calls.get("isinstance", ()):
        if frame.scopes.function_of(call) is not function or len(call.args) != 2:
            continue
        subject, kinds = call.args[0].value, call.args[1].value
        if isinstance(subject, cst.Name) and subject.value == param.name.value:
            for kind in instances.annotation_names(ev, kinds, frame):
                library, model = ev.models.errors.get(kind, (None, None))
                if library is not None and model is not None and model.api:
                    where = ev.frame(frame.scopes, function)
                    result.append(Err(kind, Request(frame.scopes, call, where, library, None, None)))
            result.extend(v for v in instances.instance_of(ev, kinds, frame) if isinstance(v, Inst))
    return tuple(result)


def _takes_receiver(scopes: Scopes, function: Function, param: cst.Param) -> bool:
    if not isinstance(function, cst.FunctionDef) or scopes.class_of(function) is None:
        return False
    if "staticmethod" in decorator_names(function):
        return False
    return param.name.value == instances.first_parameter(function)


def _receiver(ev: Evaluator, frame: Frame, function: Function) -> Value:
    if isinstance(frame.receiver, Inst | Cls):
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


def _name(function: Function) -> str:
    return function.name.value if isinstance(function, cst.FunctionDef) else "lambda"


def _compatible(ev: Evaluator, site: Value | None, wanted: Value | None) -> bool:
    """Say whether a call on `site` can be one on `wanted`: neither a sibling class of the other."""
    a = site.cls if isinstance(site, Inst) else site
    b = wanted.cls if isinstance(wanted, Inst) else wanted
    if not isinstance(a, Cls) or not isinstance(b, Cls):
        return True
    return derives(ev, a, b) or derives(ev, b, a)


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
        for call, frame in (*named, *_calls_of_cls(ev, kind)):
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
    for _, call, frame in _named_calls(ev, name, scopes, param):
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

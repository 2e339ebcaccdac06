"""What `value.name` may stand for, by what kind of value it is."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import classes, defaults, headers, instances, names, namespaces, texts
from kombo_lint.flow.classes import derives, is_property, lineage, members
from kombo_lint.flow.containers import lookup
from kombo_lint.flow.values import (
    UNKNOWN,
    Body,
    Cls,
    Const,
    Err,
    Expr,
    Ext,
    Func,
    InRange,
    Inst,
    Many,
    Map,
    Method,
    Mod,
    Obj,
    Resp,
    Seq,
    Status,
    Super,
    Text,
    Told,
    Unknown,
    gather,
    union,
)
from kombo_lint.models import short

if TYPE_CHECKING:
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Value, Values

RAW = "\0raw"
REASON = "{reason}"
FUTURE = "result"  # of what runs elsewhere: a task stands for what it comes to


def attribute_values(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> Values:
    """Return what the attribute may stand for."""
    assert isinstance(node, cst.Attribute)
    found = gather(_attribute(ev, value, node, frame) for value in ev.values(node.value, frame))
    if all(isinstance(value, Unknown) for value in found):
        set_here = defaults.of_option(ev, ev.values(node.value, frame), node.attr.value)
        return union(set_here, namespaces.put_on(ev, node, frame), found)
    return found


def _attribute(ev: Evaluator, value: Value, node: cst.Attribute, frame: Frame) -> Values:
    if isinstance(value, Status | Expr):
        return (value,) if node.attr.value == "value" else (Expr(frame.scopes, node, frame),)
    if isinstance(value, Ext):  # a folder without __init__.py is no module, but what is in it is one
        inside = ev.project.imported(frame.scopes.module.path, f"{value.name}.{node.attr.value}", 0)
        if inside is not None:
            found = ev.project.module(inside, f"used by {frame.scopes.module.path}")
            return (Mod(found),) if found is not None else UNKNOWN
    return member(ev, value, node.attr.value)


def member(ev: Evaluator, value: Value, name: str) -> Values:
    """Return what the attribute `name` of `value` may stand for."""
    if name == "__class__" and isinstance(value, Inst):
        return (value.cls,)
    if isinstance(value, Inst):
        return instances.instance_member(ev, value, name)
    if isinstance(value, Cls):
        return _class_member(ev, value, name)
    if isinstance(value, Super):
        return _inherited(ev, value, name)
    if isinstance(value, Resp):
        return _of_response(ev, value, name)
    if isinstance(value, Err):
        return _of_error(ev, value, name)
    if isinstance(value, Mod):
        return _of_module(ev, value, name)
    if isinstance(value, Body):
        path = (*value.path, name)
        return (
            (Method(value, "builtin", name),) if name in _DICT else (Body(value.request, path, value.trail),)
        )
    if isinstance(value, Ext):
        return _constant_named(f"{value.name}.{name}", ev) or (Ext(f"{value.name}.{name}"),)
    if isinstance(value, Obj):
        return (Method(value, value.kind, name),)
    if isinstance(value, Method) and (value.kind in ev.models.attempts or ev.models.send(value.kind, "*")):
        return (Method(value.receiver, value.kind, f"{value.name}.{name}"),)
    if isinstance(value, Const | Text) and name == "value":
        return (value,)  # of a member of an enumeration
    if isinstance(value, Const | Text) and (taken := texts.part(value, name)) is not None:
        return (taken,)
    if isinstance(value, Unknown):
        return (Unknown(f"{value.hint}.{name}" if value.hint else name),)
    if isinstance(value, Func | Method | Status | InRange | Expr):
        return UNKNOWN
    if isinstance(value, Map) and name not in _DICT and (field := lookup(value, name)):
        return field  # a named tuple, or a mapping that can be read by attributes
    if name == FUTURE and isinstance(value, Seq | Const):
        return (Method(value, "response", name),)
    return (Method(value, "builtin", name),)


_DICT = frozenset({"get", "items", "keys", "values", "pop", "setdefault", "copy"})


def _of_response(ev: Evaluator, value: Resp, name: str) -> Values:
    model = ev.models.response(value.request.library)
    if name in model.status:
        return (Status(value.request, value.trail),)
    if name in model.json:
        return (Body(value.request, (), value.trail),)
    if name in model.raw:
        return (Body(value.request, (RAW,), value.trail),)
    if name in model.reason:
        return (Told(value.request, REASON, value.trail),)
    if name in model.raises or name == FUTURE:
        return (Method(value, "response", name),)
    if found := headers.of(value.request, model, name):
        return found
    if name in model.ranges:
        return (InRange(value.request, tuple(map(tuple, model.ranges[name])), value.trail),)  # type: ignore[arg-type]
    return UNKNOWN


def _of_error(ev: Evaluator, value: Err, name: str) -> Values:
    model = ev.models.errors[value.kind][1]
    if name in model.response:
        return (Resp(value.request, value.trail),)
    if name in model.status:
        return (Status(value.request, value.trail),)
    if name in model.json:
        return (Body(value.request, (), value.trail),)
    if name in model.raw:
        return (Body(value.request, (RAW,), value.trail),)
    if found := headers.of(value.request, model, name):
        return found
    if name in model.prose:
        return prose(ev, value)
    if name in model.reason:
        return (Told(value.request, REASON, value.trail),)
    if name == "args" and model.text:
        return (Seq((told(ev, value),)),)
    return (Many((value,)),) if name == "exceptions" else UNKNOWN


def told(ev: Evaluator, error: Err) -> Values:
    """Return the text of an error that tells the status; nothing where it has no such text."""
    text = ev.models.errors[error.kind][1].text
    return (Told(error.request, text, error.trail),) if text else ()


def prose(ev: Evaluator, error: Err) -> Values:
    """Return the API's words for people that an error has for its own; nothing for most errors."""
    has = ev.models.errors[error.kind][1].prose
    return (Body(error.request, ev.api.prose[0], error.trail),) if has and ev.api.prose else ()


def _of_module(ev: Evaluator, value: Mod, name: str) -> Values:
    found = names.global_values(ev, value.scopes, name)
    if found == (Const(None),):
        found = union(found, set_from_outside(ev, value, name))
    if found:
        return found
    path = ev.project.imported(value.scopes.module.path, name, 1)
    if path is not None:
        inner = ev.project.module(path, f"imported by {value.scopes.module.path}")
        return (Mod(inner),) if inner is not None else UNKNOWN
    return (Unknown(name),)


def set_from_outside(ev: Evaluator, module: Mod, name: str) -> Values:
    """Return what `settings.name = value` in other modules gives a module's name."""
    result: list[Values] = []
    for path in ev.project.files_like(instances.STORED, name):
        scopes = ev.project.module(path, f"may set {name}")
        for store in scopes.stores.get(name, ()) if scopes is not None else ():
            assert scopes is not None
            if store.value is not None and isinstance(store.target.value, cst.Name):
                frame = ev.frame_of(scopes, store.target)
                if module in ev.values(store.target.value, frame):
                    result.append(ev.values(store.value, frame))
    return union(*result)


def _class_member(ev: Evaluator, cls: Cls, name: str) -> Values:
    for owner in lineage(ev, cls)[0]:
        for binding in reversed(members(owner, name)):
            if isinstance(binding.node, cst.FunctionDef):
                return (bound(Func(owner.scopes, binding.node), cls, unbound=True),)
            stored = instances.class_stores(ev, cls, name)
            return union(names.binding_values(ev, binding, ev.frame(owner.scopes)), stored)
    stored = instances.class_stores(ev, cls, name)
    if stored:
        return stored
    for base in lineage(ev, cls)[1]:
        if short(base) in ev.models.kinds:
            return (Method(Unknown(), short(base), name),)
    made_from = f"{cls.node.name.value}.{name}"
    return (Ext(made_from) if name in classes.MAKES_DATA else Unknown(made_from),)


def _inherited(ev: Evaluator, value: Super, name: str) -> Values:
    """`super().name`: looked up after the class that the code stands in."""
    here, receiver = value.cls, value.receiver
    exact = receiver.cls if isinstance(receiver, Inst) else receiver
    kinds, outside = lineage(ev, exact if isinstance(exact, Cls) and derives(ev, exact, here) else here)
    for cls in kinds[kinds.index(here) + 1 :]:
        for binding in reversed(members(cls, name)):
            if isinstance(binding.node, cst.FunctionDef):
                found = Func(cls.scopes, binding.node)
                if is_property(binding.node):
                    return instances.read_property(ev, found, receiver)
                return (bound(found, receiver),)
            return names.binding_values(ev, binding, ev.frame(cls.scopes))
    for base in outside:
        if short(base) in ev.models.kinds:
            return (Method(receiver, short(base), name),)
    return UNKNOWN


def bound(function: Func, receiver: Value, *, unbound: bool = False) -> Func:
    """Return a method as it is found on `receiver`; `unbound` when that is the class itself."""
    from kombo_lint.flow.classes import decorator_names

    assert isinstance(function.node, cst.FunctionDef)
    kinds = decorator_names(function.node)
    if "staticmethod" in kinds:
        return function
    if "classmethod" in kinds and isinstance(receiver, Inst):
        receiver = receiver.cls
    if unbound and "classmethod" not in kinds:
        return function
    return Func(function.scopes, function.node, receiver, function.outer)


def status_constant(ev: Evaluator, value: Value, key: Value) -> Values:
    """Return the number for an item such as `requests.codes["conflict"]`, or nothing."""
    if isinstance(value, Ext) and isinstance(key, Const) and isinstance(key.value, str):
        return _constant_named(f"{value.name}.{key.value}", ev)
    return ()


_STATUS_NAMES = frozenset({"HTTPStatus", "codes", "status", "client"})


def _constant_named(name: str, ev: Evaluator) -> Values:
    """Return the number for a dotted name such as `http.HTTPStatus.CONFLICT`, or nothing."""
    root, _, rest = name.partition(".")
    owner, _, last = rest.rpartition(".")
    known = ev.models.constants.get(f"{root}.{owner.rpartition('.')[2]}.{last.lower()}")
    if isinstance(known, list):
        return (Seq(tuple((Const(each),) for each in known)),)
    if known is not None:
        return (Const(known),)
    if owner.rpartition(".")[2] in _STATUS_NAMES and last.isupper():
        # httpx.codes has the names of http.HTTPStatus; web frameworks put the number into the name.
        digits = last.removeprefix("HTTP_")[:3]
        if last in HTTPStatus.__members__:
            return (Const(int(HTTPStatus[last])),)
        if digits.isdigit():
            return (Const(int(digits)),)
    return ()

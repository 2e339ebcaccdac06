"""What an attribute of an instance of a project class may stand for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import arguments, callers, calls, names, raising
from kombo_lint.flow.classes import is_property, lineage, may_run, members, subclasses, upward_calls
from kombo_lint.flow.containers import unpack, with_items
from kombo_lint.flow.reaching import own
from kombo_lint.flow.values import (
    UNKNOWN,
    Body,
    Cls,
    Const,
    Ext,
    Func,
    Inst,
    Map,
    Method,
    Obj,
    Unknown,
    gather,
    union,
)
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.binder import Store
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Frame, Value, Values


_FEW_FILES = 8
"""Where more files set an attribute of that name, only those count that make instances of the class."""

STORED = rb"\.%b\s*(?::[^=\n]*)?=(?!=)"
"""The form of an assignment to an attribute."""

_AMENDED = rb"\.%b\s*=[^=\n][^\n]*\.%b\b"
"""The form of one that keeps what was there."""


def instance_member(ev: Evaluator, instance: Inst, name: str) -> Values:
    """Return what `instance.name` may stand for.

    Methods and class attributes come from the nearest class that has them,
    and from subclasses where the exact class is not known; to these come what
    the methods store, constructor keywords that become fields, and in the end
    what an outside base class has.
    """
    defined, is_method = _defined(ev, instance, name)
    if is_method:
        return defined
    found = union(defined, stored(ev, instance, name))
    if any(isinstance(value, Map) for value in found):
        found = with_items(found, _items(ev, instance, name))
    if _says_nothing(found):
        found = union(_field(ev, instance, name), found)
    if _says_nothing(found):
        found = union(_stored_from_outside(ev, instance, name, STORED), found)
    if not _says_nothing(found):
        return union(found, _stored_from_outside(ev, instance, name, _AMENDED))
    annotated = _annotated(ev, instance, name) or raising.member(ev, instance, name)
    if annotated:
        return annotated
    for base in lineage(ev, instance.cls)[1]:
        if short(base) in ev.models.kinds:
            return (Method(instance, short(base), name),)
    return union(_delegated(ev, instance, name), found) or (
        Unknown(f"{instance.cls.node.name.value}.{name}"),
    )


def _says_nothing(values: Values) -> bool:
    return all(isinstance(v, Unknown) or (isinstance(v, Const) and v.value is None) for v in values)


def kinds_of(
    ev: Evaluator, instance: Inst, member: str | None = None, *, made: bool = False
) -> tuple[Cls, ...]:
    """Return the classes that the instance may be of, without their bases.

    Where only a `member` matters, or the calls by which instances are `made`, subclasses
    that have none of their own are left out.
    """
    if instance.call is not None or instance.exact:
        return (instance.cls,)
    below = subclasses(ev, instance.cls, member, made=made)
    if instance.runs is not None:
        below = tuple(kind for kind in below if may_run(ev, kind, instance.runs))
    return (instance.cls, *below)


def _defined(ev: Evaluator, instance: Inst, name: str) -> tuple[Values, bool]:
    from kombo_lint.flow.attributes import bound

    result: list[Values] = []
    seen: set[cst.CSTNode] = set()
    is_method = False
    for kind in kinds_of(ev, instance, name):
        owner = next((c for c in lineage(ev, kind)[0] if members(c, name)), None)
        if owner is None:
            continue
        binding = members(owner, name)[-1]
        if binding.node in seen:
            continue
        seen.add(binding.node)
        if isinstance(binding.node, cst.FunctionDef):
            is_method = True
            receiver = instance if kind == instance.cls else Inst(kind)
            function = Func(owner.scopes, binding.node)
            if is_property(binding.node):
                result.append(read_property(ev, function, receiver))
            else:
                result.append((bound(function, receiver),))
        else:
            result.append(names.binding_values(ev, binding, ev.frame(owner.scopes)))
    return union(*result), is_method


def read_property(ev: Evaluator, function: Func, receiver: Value) -> Values:
    """Return what reading the property may give."""
    return calls.returned(ev, function, ev.frame(function.scopes, function.node, receiver=receiver))


def stored(ev: Evaluator, instance: Inst, name: str) -> Values:
    """Return what the methods of an instance put into `self.name`; what is counted there is unknown."""
    frames = init_frames(ev, instance, name)
    return gather(
        (UNKNOWN if store.adds else ())
        + unpack(
            ev.values(store.value, frames.get(method) or ev.frame(scopes, method, receiver=instance)),
            store.unpack,
        )
        for scopes, method, store in self_stores(ev, instance, name)
        if store.value is not None
    )


def _items(ev: Evaluator, instance: Inst, name: str) -> Iterator[tuple[Values, Values]]:
    """Yield what `self.name[key] = value` in the methods puts into a mapping."""
    frames = init_frames(ev, instance, name)
    for cls in dict.fromkeys(cls for kind in kinds_of(ev, instance, name) for cls in lineage(ev, kind)[0]):
        for item in cls.scopes.items.get(name, ()):
            method = cls.scopes.function_of(item.target)
            if (
                isinstance(method, cst.FunctionDef)
                and cls.scopes.class_of(method) is cls.node
                and isinstance(item.target, cst.Attribute)
                and isinstance(item.target.value, cst.Name)
                and item.target.value.value == first_parameter(method)
            ):
                frame = frames.get(method) or ev.frame(cls.scopes, method, receiver=instance)
                yield ev.values(item.key, frame), ev.values(item.value, frame)


def class_stores(ev: Evaluator, cls: Cls, name: str) -> Values:
    """Return what `cls.name = value` in class methods, or `Class.name = value` beside it, gives the class."""
    result: list[Values] = []
    for owner in lineage(ev, cls)[0]:
        scopes = owner.scopes
        for store in scopes.stores.get(name, ()):
            target = store.target.value
            if store.value is None or not isinstance(target, cst.Name):
                continue
            method = scopes.function_of(store.target)
            own = isinstance(method, cst.FunctionDef) and scopes.class_of(method) is owner.node
            by_cls = own and isinstance(method, cst.FunctionDef) and target.value == first_parameter(method)
            if (by_cls and target.value != "self") or target.value == owner.node.name.value:
                result.append(unpack(ev.values(store.value, ev.frame_of(scopes, store.target)), store.unpack))
    return union(*result)


def self_stores(
    ev: Evaluator, instance: Inst, name: str | None
) -> Iterator[tuple[Scopes, cst.FunctionDef, Store]]:
    """Yield each `self.name = ...` (any name for None) in the methods that the instance may have."""
    classes: dict[Cls, None] = {}
    for kind in kinds_of(ev, instance, name):
        classes.update(dict.fromkeys(lineage(ev, kind)[0]))
    for cls in classes:
        scopes = cls.scopes
        wanted = scopes.stores if name is None else {name: scopes.stores.get(name, [])}
        for stores in wanted.values():
            for store in stores:
                method = scopes.function_of(store.target)
                if (
                    isinstance(method, cst.FunctionDef)
                    and scopes.class_of(method) is cls.node
                    and isinstance(store.target.value, cst.Name)
                    and store.target.value.value == first_parameter(method)
                ):
                    yield scopes, method, store


def first_parameter(function: cst.FunctionDef) -> str:
    """Return the name of the first positional parameter, or the empty string."""
    params = [*function.params.posonly_params, *function.params.params]
    return params[0].name.value if params else ""


def init_frames(ev: Evaluator, instance: Inst, member: str = "__init__") -> dict[cst.FunctionDef, Frame]:
    """Return a frame for each `__init__` that runs when the instance is made, by its node.

    Follows `super().__init__(...)` and `Base.__init__(self, ...)` from the class upwards.
    Of subclasses only those count that have a `member` of their own.
    """
    return ev.once(("init", instance, member), lambda: _init_frames(ev, instance, member), meanwhile={})


def _init_frames(ev: Evaluator, instance: Inst, member: str) -> dict[cst.FunctionDef, Frame]:
    result: dict[cst.FunctionDef, Frame] = {}
    for kind in kinds_of(ev, instance, member):
        owned = instance if kind == instance.cls else Inst(kind)
        call, caller = owned.call, owned.frame
        for owner in lineage(ev, kind)[0]:
            init = next((b.node for b in members(owner, "__init__")), None)
            if not isinstance(init, cst.FunctionDef):
                continue
            frame = ev.frame(owner.scopes, init, call, caller, owned)
            result.setdefault(init, frame)
            upward = next(upward_calls(init), None)
            if upward is None:
                break
            call, caller = upward, frame
    return result


def _field(ev: Evaluator, instance: Inst, name: str) -> Values:
    """A constructor argument of the same name: dataclasses, named tuples, dicts with attribute access."""
    classes, outside = lineage(ev, instance.cls)
    if any(members(cls, "__init__") for cls in classes) and not outside:
        return ()
    in_order = fields(ev, instance.cls)
    is_record = not any(base.endswith(("Exception", "Error", "Warning")) for base in outside)
    position = in_order.index(name) if name in in_order and is_record else None
    if instance.call is not None and instance.frame is not None:
        sites = iter([(instance.call, instance.frame)])
    else:
        sites = (
            (site.call, site.frame)
            for kind in kinds_of(ev, instance, made=True)
            for site in callers.constructions(ev, kind)
        )
    return gather(
        arguments.argument(ev, call, frame, position, name) or _of_body(ev, call, frame, name)
        for call, frame in sites
    )


def _of_body(ev: Evaluator, call: cst.Call, frame: Frame, name: str) -> Values:
    """`ErrorBody(**response.json())` has a field for each key of the body."""
    spread = (ev.values(arg.value, frame) for arg in call.args if arg.star == "**")
    return tuple(
        Body(value.request, (*value.path, name), value.trail)
        for values in spread
        for value in values
        if isinstance(value, Body)
    )


def fields(ev: Evaluator, cls: Cls) -> list[str]:
    """Return the names of the annotated fields of a class, in order: the bases' come first."""
    return [name for each in reversed(lineage(ev, cls)[0]) for name in annotated_fields(each)]


def annotated_fields(cls: Cls) -> list[str]:
    """Return the names that the body of a class annotates: the fields of a dataclass, in order."""
    result = []
    for line in cls.node.body.body:
        for statement in line.body if isinstance(line, cst.SimpleStatementLine) else ():
            if isinstance(statement, cst.AnnAssign) and isinstance(statement.target, cst.Name):
                result.append(statement.target.value)
    return result


def _stored_from_outside(ev: Evaluator, instance: Inst, name: str, form: bytes) -> Values:
    """`thing.name = value` of that form anywhere, where `thing` is such an instance."""
    result: list[Values] = []
    own = set(lineage(ev, instance.cls)[0])
    cls = instance.cls.node.name.value
    paths = ev.project.files_like(form, name)
    if len(paths) > _FEW_FILES or name.startswith("_"):
        paths = [path for path in paths if cls.encode() in ev.project.files[path]]
    if len(paths) > _FEW_FILES:
        paths = [path for path in paths if path in ev.project.files_that_call(cls)]
    for path in paths:
        scopes = ev.project.module(path, f"may set {cls}.{name}")
        for store in scopes.stores.get(name, ()) if scopes is not None else ():
            assert scopes is not None
            if store.value is None or (
                isinstance(store.target.value, cst.Name) and store.target.value.value == "self"
            ):
                continue
            frame = ev.frame_of(scopes, store.target)
            targets = ev.values(store.target.value, frame)
            if any(
                isinstance(t, Inst) and (t.cls in own or instance.cls in lineage(ev, t.cls)[0])
                for t in targets
            ):
                result.append(unpack(ev.values(store.value, frame), store.unpack))
    return union(*result)


def _annotated(ev: Evaluator, instance: Inst, name: str) -> Values:
    for cls in lineage(ev, instance.cls)[0]:
        for line in cls.node.body.body:
            for statement in line.body if isinstance(line, cst.SimpleStatementLine) else ():
                if (
                    isinstance(statement, cst.AnnAssign)
                    and isinstance(statement.target, cst.Name)
                    and statement.target.value == name
                ):
                    return instance_of(ev, statement.annotation.annotation, ev.frame(cls.scopes))
    return ()


def annotation_names(ev: Evaluator, annotation: cst.BaseExpression, frame: Frame) -> list[str]:
    """Return the outside classes that an annotation names, as models name them."""
    where = ev.frame(frame.scopes)
    found = [ev.values(part, where) for part in _annotation_parts(annotation)]
    return [short(value.name) for values in found for value in values if isinstance(value, Ext)]


def instance_of(ev: Evaluator, annotation: cst.BaseExpression, frame: Frame) -> Values:
    """Return an instance of what an annotation names, where that is a class that a trace can use."""
    result: list[Value] = []
    for part in _annotation_parts(annotation):
        for value in ev.values(part, frame):
            if isinstance(value, Cls):
                result.append(Inst(value))
            elif isinstance(value, Ext) and short(value.name) in ev.models.kinds:
                result.append(Obj(short(value.name)))
    return tuple(result)


@lru_cache(maxsize=20_000)
def _annotation_parts(annotation: cst.BaseExpression) -> list[cst.BaseExpression]:
    """`X | None`, `Optional[X]`, `"X"` all name X."""
    if isinstance(annotation, cst.BinaryOperation):
        return [*_annotation_parts(annotation.left), *_annotation_parts(annotation.right)]
    if isinstance(annotation, cst.SimpleString):
        try:
            return _annotation_parts(cst.parse_expression(str(annotation.evaluated_value)))
        except cst.ParserSyntaxError:
            return []
    if isinstance(annotation, cst.Subscript):
        inner = [s.slice.value for s in annotation.slice if isinstance(s.slice, cst.Index)]
        return [annotation.value, *(part for value in inner for part in _annotation_parts(value))]
    return [annotation] if isinstance(annotation, cst.Name | cst.Attribute) else []


def _delegated(ev: Evaluator, instance: Inst, name: str) -> Values:
    """`def __getattr__(self, name): return getattr(self.inner, name)` stands for the inner object's."""
    from kombo_lint.flow.attributes import member
    from kombo_lint.flow.classes import method

    found = method(ev, instance.cls, "__getattr__")
    if found is None:
        return ()
    frame = ev.frame(found.scopes, found.node, receiver=instance)
    calls = [
        node
        for node in own(found.node, cst.Call)
        if isinstance(node.func, cst.Name) and node.func.value == "getattr" and len(node.args) >= 2
    ]

    def given() -> Values:
        owners = union(*(ev.values(node.args[0].value, frame) for node in calls))
        return union(*(member(ev, value, name) for value in owners))

    # Two objects may pass the question to each other.
    return ev.once(("delegated", instance, name), given, meanwhile=())

"""Classes of the project: what they derive from, what derives from them, what they define."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.reaching import own
from kombo_lint.flow.values import Cls, Const, Ext, Func, Inst, Seq, union

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.binder import Binding
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.project import Project
    from kombo_lint.flow.values import Frame, Value, Values


_MOST_SUBCLASSES = 40
_A_FEW = 2
MAKES_DATA = frozenset(
    {"model_validate", "model_validate_json", "parse_obj", "parse_raw", "validate_python", "validate_json",
     "from_dict", "from_json", "structure", "convert"}
)  # fmt: skip
"""What classes of data, and the libraries for them, call that which makes an object of a body."""
_ENUMS = frozenset({"Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"})


def lineage(ev: Evaluator, cls: Cls) -> tuple[tuple[Cls, ...], tuple[str, ...]]:
    """Return the project classes that `cls` is made of, itself first, and its outside bases by name."""
    return ev.once(("lineage", cls), lambda: _lineage(ev, cls), meanwhile=((cls,), ()))


def _lineage(ev: Evaluator, cls: Cls) -> tuple[tuple[Cls, ...], tuple[str, ...]]:
    project = [cls]
    outside: list[str] = []
    for base in cls.node.bases:
        named = base.value.value if isinstance(base.value, cst.Subscript) else base.value  # `Base[T]`
        for value in ev.values(named, ev.frame(cls.scopes)):
            if isinstance(value, Cls):
                classes, names = lineage(ev, value)
                project.extend(c for c in classes if c not in project)
                outside.extend(n for n in names if n not in outside)
            elif isinstance(value, Ext):
                outside.append(value.name)
    return tuple(project), tuple(outside)


def derives(ev: Evaluator, cls: Cls, base: Cls) -> bool:
    """Say whether `cls` is `base` or a subclass of it."""
    return base in lineage(ev, cls)[0]


def subclasses(ev: Evaluator, cls: Cls, member: str | None = None, *, made: bool = False) -> tuple[Cls, ...]:
    """Return the classes of the project that derive from `cls`, without itself.

    With a `member` only those that may have one of that name which `cls` does not give them,
    and with `made` only those that a call may make an instance of. A class of which there are
    very many counts as one without: they are kinds of data, of which no few say what an
    instance is.
    """
    key = ("subclasses", cls, member, made)
    return ev.once(key, lambda: _subclasses(ev, cls, member, made), meanwhile=())


def _subclasses(ev: Evaluator, cls: Cls, member: str | None, made: bool) -> tuple[Cls, ...]:
    result: dict[Cls, None] = {}
    for path, name in _below(ev, cls, member, made):
        scopes = ev.project.module(path, f"{name} may derive from {cls.node.name.value}")
        for node in scopes.classes if scopes is not None else ():
            found = Cls(scopes, node) if scopes is not None else cls
            if node.name.value == name and found != cls and derives(ev, found, cls):
                result[found] = None
    return tuple(result)


def _below(ev: Evaluator, cls: Cls, member: str | None, made: bool) -> list[tuple[str, str]]:
    """Return path and name of what may derive from a class, as `subclasses` has it; nothing for very many."""
    project, own = ev.project, cls.node.name.value
    found = [
        (path, name)
        for path, name in project.hierarchy.below(cls.scopes.module.path, own)
        if (member is None or project.hierarchy.may_define(name, member, own))
        and (not made or _may_be_made(project, path, name))
    ]
    if len(found) <= _MOST_SUBCLASSES:
        return found
    return found[:_A_FEW] if made or member == "__init__" else []


def _may_be_made(project: Project, path: str, name: str) -> bool:
    called = project.files_that_call(name) or project.files_that_list(name)
    return bool(called) or b"cls(" in project.files[path]


def is_enum(ev: Evaluator, cls: Cls) -> bool:
    """Say whether the members of the class are its values, as an enumeration's are."""
    return any(base.rpartition(".")[2] in _ENUMS for base in lineage(ev, cls)[1])


def iterated(ev: Evaluator, values: Values) -> Values:
    """Return the values as what a loop goes through: an enumeration gives its members."""
    if not any(isinstance(value, Cls) for value in values):
        return values
    return tuple(
        _enumerated(ev, value) if isinstance(value, Cls) and is_enum(ev, value) else value for value in values
    )


def member_of_enum(ev: Evaluator, cls: Value, key: Value) -> Values:
    """Return what `cls[key]` is of an enumeration: any of its members where the key is not known."""
    if not isinstance(cls, Cls) or not is_enum(ev, cls):
        return ()
    if isinstance(key, Const) and isinstance(key.value, str):
        given = [each.value for each in members(cls, key.value) if each.value is not None]
        return union(*(ev.values(value, ev.frame(cls.scopes)) for value in given))
    return union(*_enumerated(ev, cls).items)


def _enumerated(ev: Evaluator, cls: Cls) -> Seq:
    bindings = (each for found in cls.scopes.bindings.get(cls.node, {}).values() for each in found)
    given = [each.value for each in bindings if each.kind == "assign" and each.value is not None]
    return Seq(tuple(ev.values(value, ev.frame(cls.scopes)) for value in given))


def upward_calls(init: cst.FunctionDef) -> Iterator[cst.Call]:
    """Yield the calls of a base class's constructor in a constructor, by `super()` or by the base's name."""
    for node in own(init, cst.Call):
        if isinstance(node.func, cst.Attribute) and node.func.attr.value == "__init__":
            yield node


def hands_itself(call: cst.Call) -> bool:
    """Say whether a call of a base's constructor gives the object too: `Base.__init__(self, ...)`."""
    return isinstance(call.func, cst.Attribute) and not isinstance(call.func.value, cst.Call)


def members(cls: Cls, name: str) -> list[Binding]:
    """Return the bindings of `name` in the body of the class; a property's setter gives it no value."""
    found = cls.scopes.bindings.get(cls.node, {}).get(name, [])
    return [each for each in found if not is_setter(each.node)] if len(found) > 1 else found


def is_setter(node: cst.CSTNode) -> bool:
    """Say whether a method runs when a property is assigned to or deleted."""
    return isinstance(node, cst.FunctionDef) and bool(decorator_names(node) & {"setter", "deleter"})


def method(ev: Evaluator, cls: Cls, name: str) -> Func | None:
    """Return the method that an instance of exactly `cls` has under `name`, unbound."""
    for owner in lineage(ev, cls)[0]:
        for binding in reversed(members(owner, name)):
            if isinstance(binding.node, cst.FunctionDef):
                return Func(owner.scopes, binding.node)
    return None


def self_of(ev: Evaluator, frame: Frame) -> Inst | None:
    """Return the instance whose method the frame is in; None outside methods."""
    if isinstance(frame.receiver, Inst):
        return frame.receiver
    if not isinstance(frame.function, cst.FunctionDef):
        return None
    owner = frame.scopes.class_of(frame.function)
    if owner is None:
        return None
    cls = Cls(frame.scopes, owner)
    below = subclasses(ev, cls, frame.function.name.value)
    replaced = any(not may_run(ev, kind, frame.function) for kind in below)
    return Inst(cls, runs=frame.function if replaced else None)


def may_run(ev: Evaluator, kind: Cls, function: cst.FunctionDef) -> bool:
    """Say whether `function`, a method of a base class, can run on an instance of exactly `kind`."""
    found = method(ev, kind, function.name.value)
    if found is None or found.node is function:
        return True
    return any(
        node.attr.value == function.name.value
        and isinstance(node.value, cst.Call)
        and isinstance(node.value.func, cst.Name)
        and node.value.func.value == "super"
        for node in own(found.node, cst.Attribute)
    )


def decorator_names(node: cst.FunctionDef) -> set[str]:
    """Return the last part of the name of each decorator on a function."""
    result = set()
    for decorator in node.decorators:
        inner = decorator.decorator
        if isinstance(inner, cst.Call):
            inner = inner.func
        if isinstance(inner, cst.Attribute):
            result.add(inner.attr.value)
        elif isinstance(inner, cst.Name):
            result.add(inner.value)
    return result


def is_property(node: cst.FunctionDef) -> bool:
    """Say whether a method is read as an attribute."""
    return bool(decorator_names(node) & {"property", "cached_property"})

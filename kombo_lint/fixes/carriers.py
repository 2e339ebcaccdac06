"""What hands a bare status on: a function that takes it, or an exception made with it; and who calls that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.fixes.subjects import NoSubject
from kombo_lint.flow.callers import call_sites, constructions
from kombo_lint.flow.classes import lineage, members, method, subclasses
from kombo_lint.flow.values import Cls, Func, Inst

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kombo_lint.flow.callers import CallSite
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Frame

_HIDDEN = "not all that calls it is in view"


@dataclass(frozen=True)
class Carrier:
    """A function that takes the status as `param`, and the calls of it: all that there are.

    Of an exception it is the constructor, `kept` the statement by which the exception gets the status.
    """

    scopes: Scopes
    function: cst.FunctionDef
    param: cst.Param
    sites: tuple[CallSite, ...]
    kept: cst.SimpleStatementLine | None = None

    @property
    def position(self) -> int:
        """The place of the status among the arguments of a call."""
        positional = [*self.function.params.posonly_params, *self.function.params.params]
        bound = self.scopes.class_of(self.function) is not None
        return positional.index(self.param) - bound


def carrier_of(ev: Evaluator, read: cst.BaseExpression, frame: Frame) -> Carrier:
    """Return what carries a status to where it is read; raise `NoSubject` where that is not simple."""
    if isinstance(read, cst.Name):
        function = frame.function
        found = frame.scopes.visible(read)
        if not isinstance(function, cst.FunctionDef) or found is None:
            raise NoSubject("the status is read somewhere else")
        param = _param(function, read.value)
        if [binding.node for binding in found[1]] != [param]:
            raise NoSubject("the status may be another one by then")
        return _of_function(ev, frame.scopes, function, param)
    if isinstance(read, cst.Attribute):
        owners = ev.values(read.value, frame)
        classes = {value.cls for value in owners if isinstance(value, Inst)}
        if len(classes) == 1 and all(isinstance(value, Inst) for value in owners):
            return _of_exception(ev, classes.pop(), read.attr.value)
    raise NoSubject("the status is read somewhere else")


def _param(function: cst.FunctionDef, name: str) -> cst.Param:
    params = [*function.params.posonly_params, *function.params.params]
    found = next((param for param in params if param.name.value == name), None)
    if found is None or isinstance(function.params.star_arg, cst.Param) or function.params.star_kwarg:
        raise NoSubject("the status is one of many arguments")
    return found


def _of_function(ev: Evaluator, scopes: Scopes, function: cst.FunctionDef, param: cst.Param) -> Carrier:
    if function.decorators:
        raise NoSubject("the function that gets the status is decorated")
    owner = scopes.class_of(function)
    if owner is not None and _is_replaced(ev, Cls(scopes, owner), function):
        raise NoSubject("another class has a method of that name")
    sites = tuple(call_sites(ev, scopes, function))
    calls = {site.call for site in sites}
    for where, node in _named(ev, function.name.value):
        call = where.parents.get(node)
        known = isinstance(call, cst.Call) and call.func is node and call in calls
        if not known and _may_mean(ev, where, node, function):
            raise NoSubject(_HIDDEN)
    return Carrier(scopes, function, param, sites)


def _is_replaced(ev: Evaluator, cls: Cls, function: cst.FunctionDef) -> bool:
    """Say whether a class above or below has a method of the same name."""
    name = function.name.value
    above = [owner for owner in lineage(ev, cls)[0] if owner != cls]
    return bool(subclasses(ev, cls, name)) or any(members(owner, name) for owner in above)


def _may_mean(ev: Evaluator, where: Scopes, node: cst.CSTNode, wanted: cst.CSTNode) -> bool:
    """Say whether a name may stand for a function or class, and is not where that is defined or imported."""
    parent = where.parents.get(node)
    if isinstance(parent, cst.ImportAlias):
        return False
    if isinstance(parent, cst.FunctionDef | cst.ClassDef) and parent.name is node:
        return False
    assert isinstance(node, cst.BaseExpression)
    values = ev.values(node, ev.frame_of(where, node))
    others = [value for value in values if isinstance(value, Func | Cls) and value.node is not wanted]
    return not values or len(others) < len(values)


def _of_exception(ev: Evaluator, cls: Cls, attribute: str) -> Carrier:
    init = method(ev, cls, "__init__")
    if init is None or not isinstance(init.node, cst.FunctionDef) or init.scopes.class_of(init.node) is None:
        raise NoSubject("the exception has no constructor of its own")
    stored = init.scopes.stores.get(attribute, ())
    stores = [each for each in stored if init.scopes.function_of(each.target) is init.node]
    if len(stores) != 1 or not isinstance(stores[0].value, cst.Name) or stores[0].unpack or stores[0].adds:
        raise NoSubject("the exception does not keep the status as it gets it")
    param = _param(init.node, stores[0].value.value)
    kept = init.scopes.parents.get(init.scopes.parents[init.scopes.parents[stores[0].target]])
    if not isinstance(kept, cst.SimpleStatementLine) or len(kept.body) != 1:
        raise NoSubject("the exception does not keep the status as it gets it")
    sites = tuple(constructions(ev, cls))
    _check_exceptions(ev, cls, {site.call for site in sites})
    return Carrier(init.scopes, init.node, param, sites, kept)


def _check_exceptions(ev: Evaluator, cls: Cls, calls: set[cst.Call]) -> None:
    """Raise `NoSubject` where the class is used for more than to be made, caught, imported and asked for."""
    for where, node in _named(ev, cls.node.name.value):
        parent = where.parents.get(node)
        if not _may_mean(ev, where, node, cls.node):
            continue
        if isinstance(parent, cst.Call) and parent.func is node and parent in calls:
            continue
        around = next(_meant(where, node), None)
        if not isinstance(around, cst.ExceptHandler | cst.Annotation):
            raise NoSubject(_HIDDEN)


def _meant(where: Scopes, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """Yield what a class is named for: the handler, the annotation or the statement around it."""
    child = node
    for parent in where.ancestors(node):
        if isinstance(parent, cst.ExceptHandler) and parent.type is child:
            yield parent
        if isinstance(parent, cst.Annotation | cst.BaseSmallStatement | cst.BaseCompoundStatement):
            yield parent
        child = parent


def _named(ev: Evaluator, name: str) -> Iterator[tuple[Scopes, cst.CSTNode]]:
    """Yield all that has a name in the project."""
    for path in ev.project.files_with(name):
        where = ev.project.module(path, f"may name {name}")
        if where is not None:
            found: Iterable[cst.CSTNode] = (*where.names.get(name, ()), *where.attributes.get(name, ()))
            for node in found:
                parent = where.parents.get(node)
                if not (isinstance(parent, cst.Attribute) and parent.attr is node):
                    yield where, node

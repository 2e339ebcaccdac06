"""Where a value is written: the expressions that stand behind names, parameters, calls and items.

`Evaluator.values` says what an expression may stand for; this says where that can be read,
and changed, in the source.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import libcst as cst

from kombo_lint.flow import calls, fixtures, names, parametrised
from kombo_lint.flow.callers import call_sites
from kombo_lint.flow.classes import lineage, members
from kombo_lint.flow.instances import annotated_fields, init_frames, self_stores
from kombo_lint.flow.parameters import is_bound
from kombo_lint.flow.tree import dotted
from kombo_lint.flow.values import Cls, Const, Func, Inst, Mod

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kombo_lint.flow.binder import Binding
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function, Scopes
    from kombo_lint.flow.values import Frame, Value

    Stays: TypeAlias = "Callable[[Evaluator, cst.BaseExpression, Frame], bool]"
_MOST = 60
_MOST_SITES = 30
_STARS = ("*", "**")


@dataclass(frozen=True)
class Place:
    """An expression, and the frame that it is seen in.

    `rows` are the items that loops are at: the loop, and the item. What is written at two
    places belongs together only where they agree on these.
    """

    node: cst.BaseExpression
    frame: Frame
    rows: tuple[tuple[cst.CSTNode, cst.CSTNode], ...] = ()

    def agrees(self, other: Place) -> bool:
        """Say whether both places can be of one turn of the loops around."""
        own = dict(self.rows)
        return all(own.get(loop, item) is item for loop, item in other.rows)


def written(ev: Evaluator, place: Place, stays: Stays | None = None) -> Sequence[Place]:
    """Return the places that an expression stands for: itself where nothing stands behind it.

    What `stays` holds for is not followed. Nothing is returned for what only leads back to itself.
    """
    found = _followed(ev, place.node, place.frame, stays)
    if not place.rows:
        return found
    return [
        replace(each, rows=tuple(dict.fromkeys((*place.rows, *each.rows))))
        for each in found
        if each.agrees(place)
    ]


def _followed(ev: Evaluator, node: cst.BaseExpression, frame: Frame, stays: Stays | None) -> Sequence[Place]:
    here = Place(node, frame)

    def found() -> tuple[Place, ...]:
        if stays is not None and stays(ev, node, frame):
            return (here,)
        behind = list(_behind(ev, here))
        last = dict.fromkeys(last for each in behind for last in written(ev, each, stays))
        return tuple(last)[:_MOST] if behind else (here,)

    return ev.once(("written", node, frame, stays), found, meanwhile=())


def _behind(ev: Evaluator, place: Place) -> Iterator[Place]:
    node, frame = place.node, place.frame
    if isinstance(node, cst.Name):
        found = names.visible(ev, node, frame)
        for binding in found[1] if found is not None else ():
            yield from _of_binding(ev, binding, found[0] if found is not None else frame)
    elif isinstance(node, cst.Attribute):
        for owner in written(ev, replace(place, node=node.value)):
            for value in ev.values(owner.node, owner.frame):
                for each in _of_attribute(ev, value, node.attr.value):
                    yield replace(each, rows=(*owner.rows, *each.rows))
    elif isinstance(node, cst.Call):
        yield from _returned(ev, node, frame)
    elif isinstance(node, cst.IfExp):
        yield Place(node.body, frame)
        yield Place(node.orelse, frame)
    elif isinstance(node, cst.BooleanOperation):
        yield Place(node.left, frame)
        yield Place(node.right, frame)
    elif isinstance(node, cst.Await):
        yield Place(node.expression, frame)
    elif isinstance(node, cst.NamedExpr):
        yield Place(node.value, frame)
    elif isinstance(node, cst.Subscript):
        yield from _item(ev, node, place)


def _of_binding(ev: Evaluator, binding: Binding, frame: Frame) -> Iterator[Place]:
    value = binding.value
    if binding.kind == "assign" and value is not None:
        yield from _unpacked(ev, Place(value, frame), binding.unpack)
    elif binding.kind == "for" and value is not None:
        for item in items(ev, Place(value, frame)):
            row = (*item.rows, (binding.node, item.node))
            yield from _unpacked(ev, replace(item, rows=row), binding.unpack)
    elif binding.kind == "param" and isinstance(binding.node, cst.Param):
        yield from _passed(ev, binding.node, frame)
    elif binding.kind == "import" and isinstance(binding.node, cst.ImportFrom):
        module = dotted(binding.node.module) if binding.node.module is not None else ""
        level = len(binding.node.relative)
        path = ev.project.imported(frame.scopes.module.path, module, level)
        scopes = ev.project.module(path, f"imported by {frame.scopes.module.path}") if path else None
        if scopes is not None and scopes is not frame.scopes:
            yield from _of_module(ev, scopes, dotted(value))


def items(ev: Evaluator, place: Place, seen: frozenset[cst.CSTNode] = frozenset()) -> Iterator[Place]:
    """Yield the items of what is written as a list, a tuple, a set or a comprehension.

    What stands in itself, as in `rows = [*rows, row]`, is not `seen` again.
    """
    for each in written(ev, place):
        if isinstance(each.node, cst.List | cst.Tuple | cst.Set):
            for element in each.node.elements:
                inner = replace(each, node=element.value)
                if isinstance(element, cst.StarredElement):
                    if element not in seen:
                        yield from items(ev, inner, seen | {element})
                else:
                    yield inner
        elif isinstance(each.node, cst.ListComp | cst.SetComp | cst.GeneratorExp):
            yield replace(each, node=each.node.elt)


def _unpacked(ev: Evaluator, place: Place, path: tuple[int, ...]) -> Iterator[Place]:
    if not path:
        yield place
        return
    for each in written(ev, place):
        node = each.node
        if isinstance(node, cst.Tuple | cst.List) and -1 <= path[0] < len(node.elements):
            yield from _unpacked(ev, replace(each, node=node.elements[path[0]].value), path[1:])


def _of_module(ev: Evaluator, scopes: Scopes, name: str) -> Iterator[Place]:
    for binding in scopes.bindings.get(scopes.module.tree, {}).get(name, ()):
        yield from _of_binding(ev, binding, ev.frame(scopes))


def _of_attribute(ev: Evaluator, value: Value, name: str) -> Iterator[Place]:
    if isinstance(value, Mod):
        yield from _of_module(ev, value.scopes, name)
    elif isinstance(value, Inst):
        yield from member(ev, value, name)
    elif isinstance(value, Cls):
        for owner in lineage(ev, value)[0]:
            for binding in members(owner, name)[-1:]:
                yield from _of_binding(ev, binding, ev.frame(owner.scopes))
                return


def member(ev: Evaluator, instance: Inst, name: str) -> Iterator[Place]:
    """Yield what gives an instance its attribute, or is returned by its method or property, `name`."""
    frames = init_frames(ev, instance, name)
    stored = [
        Place(store.value, frames.get(method) or ev.frame(scopes, method, receiver=instance))
        for scopes, method, store in self_stores(ev, instance, name)
        if store.value is not None and not store.unpack
    ]
    yield from stored
    for owner in lineage(ev, instance.cls)[0] if not stored else ():
        fields = annotated_fields(owner)
        if name in fields and instance.call is not None and instance.frame is not None:
            given = argument_at(instance.call, fields.index(name), name)
            if given is not None:
                yield Place(given, instance.frame)
                return
        for binding in members(owner, name)[-1:]:
            if isinstance(binding.node, cst.FunctionDef):
                yield from results(ev, binding.node, ev.frame(owner.scopes, binding.node, receiver=instance))
            else:
                yield from _of_binding(ev, binding, ev.frame(owner.scopes))
            return


def _returned(ev: Evaluator, node: cst.Call, frame: Frame) -> Iterator[Place]:
    callees = ev.values(node.func, frame)
    if all(isinstance(value, Func) for value in callees):
        for value in callees:
            if isinstance(value, Func):
                yield from results(ev, value.node, calls.entered(ev, value, node, frame))


def results(ev: Evaluator, function: Function, frame: Frame) -> Iterator[Place]:
    """Yield what a function returns, or yields, in one activation."""
    if isinstance(function, cst.Lambda):
        yield Place(function.body, frame)
        return
    returns, yields = calls.exits(function)
    for value in (*returns, *yields):
        if isinstance(value, cst.BaseExpression):
            yield Place(value, frame)


def _passed(ev: Evaluator, param: cst.Param, frame: Frame) -> Iterator[Place]:
    """Yield what the frame's call passes for a parameter; without one, what any call does."""
    function, scopes, name = frame.function, frame.scopes, param.name.value
    if function is None or param.star in _STARS:
        return
    if frame.call is not None and frame.caller is not None:
        sites = [(frame.call, frame.caller, frame.receiver)]
    else:
        sites = [(s.call, s.frame, s.receiver) for s in list(call_sites(ev, scopes, function))[:_MOST_SITES]]
        sites += [(row, ev.frame(scopes), None) for row in parametrised.rows(ev, scopes, function)]
        sites += [(s.call, s.frame, None) for s in parametrised.factory_calls(ev, scopes, function)]
    left_out = not sites
    for call, caller, receiver in sites:
        given = _given(scopes, function, param, call, receiver)
        if given is not None:
            yield Place(given, caller)
        left_out = left_out or given is None
    if left_out and param.default is not None:
        yield Place(param.default, ev.frame(scopes))
    elif left_out:
        for where, fixture in fixtures.passed(ev, scopes, function, name):
            yield from results(ev, fixture, ev.frame(where, fixture))


def _given(
    scopes: Scopes, function: Function, param: cst.Param, call: cst.Call, receiver: Value | None
) -> cst.BaseExpression | None:
    positional = [*function.params.posonly_params, *function.params.params]
    taken = is_bound(scopes, function, receiver)
    position = positional.index(param) - taken if param in positional else None
    return argument_at(call, position, param.name.value)


def argument_at(call: cst.Call, position: int | None, keyword: str) -> cst.BaseExpression | None:
    """Return what a call passes at `position` or as `keyword`, where that is written out."""
    named = next((a.value for a in call.args if a.keyword is not None and a.keyword.value == keyword), None)
    if named is not None or position is None or not 0 <= position < len(call.args):
        return named
    ahead = call.args[: position + 1]
    return None if any(arg.star or arg.keyword is not None for arg in ahead) else call.args[position].value


def _item(ev: Evaluator, node: cst.Subscript, place: Place) -> Iterator[Place]:
    index = node.slice[0].slice if len(node.slice) == 1 else None
    key = ev.values(index.value, place.frame) if isinstance(index, cst.Index) else ()
    if len(key) != 1 or not isinstance(key[0], Const):
        return
    for each in written(ev, replace(place, node=node.value)):
        if isinstance(each.node, cst.Dict):
            for element in each.node.elements:
                if isinstance(element, cst.DictElement) and ev.values(element.key, each.frame) == key:
                    yield replace(each, node=element.value)
        elif isinstance(each.node, cst.List | cst.Tuple) and isinstance(key[0].value, int):
            yield from _unpacked(ev, each, (key[0].value,))

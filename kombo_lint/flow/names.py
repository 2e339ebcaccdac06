"""What a name may stand for: its assignments, imports, parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import attributes, captures, classes, errors, parameters
from kombo_lint.flow.binder import COMPREHENSIONS, GROWS
from kombo_lint.flow.containers import elements, unpack, with_items
from kombo_lint.flow.texts import add, any_text, as_text
from kombo_lint.flow.tree import dotted
from kombo_lint.flow.values import (
    UNKNOWN,
    Cls,
    Const,
    Ext,
    Func,
    Inst,
    Many,
    Map,
    Mod,
    Seq,
    Unknown,
    gather,
    union,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.binder import Binding, ItemStore
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Frame, Value, Values

_OUTERMOST = (cst.Module, cst.FunctionDef)
_KEYWORDS = {"True": True, "False": False, "None": None}


def name_values(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> Values:
    """Return what the name may stand for where it is used."""
    assert isinstance(node, cst.Name)
    if node.value in _KEYWORDS:
        return (Const(_KEYWORDS[node.value]),)
    found = visible(ev, node, frame)
    if found is None:
        return _builtin_or_star(ev, node, frame)
    where, bindings = found
    result = gather(binding_values(ev, binding, where) for binding in bindings)
    if where.function is None and result == (Const(None),):
        result = union(result, attributes.set_from_outside(ev, Mod(where.scopes), node.value))
    if node.value in frame.scopes.items and any(isinstance(value, Map) for value in result):
        stores = item_stores(node, where)
        result = with_items(result, ((ev.values(s.key, where), ev.values(s.value, where)) for s in stores))
    if node.value in frame.scopes.grown and any(isinstance(value, Seq | Many) for value in result):
        result = _grown(ev, node, where, result)
    if result and all(isinstance(value, Unknown) and not value.hint for value in result):
        return (Unknown(node.value),)
    return result


def _grown(ev: Evaluator, node: cst.Name, where: Frame, values: Values) -> Values:
    """Return lists with what is put into them; how often is not known but for one after the other."""
    scopes, calls = where.scopes, growing(node, where)
    more: list[Values] = []
    for call in calls:
        assert isinstance(call.func, cst.Attribute)
        place = GROWS[call.func.attr.value]
        given = ev.values(call.args[place].value, where) if place < len(call.args) else ()
        each = [given]
        if call.func.attr.value in ("extend", "update"):
            one = given[0] if len(given) == 1 else None
            each = list(one.items) if isinstance(one, Seq) else [elements(given)]
        more.extend(each)
    if not more:
        return values
    once = all(isinstance(scopes.parents.get(scopes.parents[scopes.parents[c]]), _OUTERMOST) for c in calls)
    return tuple(_with(value, more, once) if isinstance(value, Seq | Many) else value for value in values)


def growing(node: cst.Name, where: Frame) -> list[cst.Call]:
    """Return the calls that put something into what the name at `node` stands for."""
    scopes = where.scopes
    return [each for each in scopes.grown.get(node.value, ()) if _is_same(scopes, node, each.func)]


def _with(value: Seq | Many, more: list[Values], once: bool) -> Value:
    if once and isinstance(value, Seq):
        return Seq((*value.items, *more))
    return Many(union(*(value.items if isinstance(value, Seq) else (value.items,)), *more))


def _is_same(scopes: Scopes, node: cst.Name, method: cst.BaseExpression) -> bool:
    """Say whether a method is called on what the name at `node` stands for."""
    owner = method.value if isinstance(method, cst.Attribute) else None
    if not isinstance(owner, cst.Name):
        return False
    found, same = scopes.visible(node), scopes.visible(owner)
    return found is not None and same is not None and same[0] is found[0]


def item_stores(node: cst.Name, where: Frame) -> Iterator[ItemStore]:
    """Yield each `name[key] = value` for the mapping that the name at `node` stands for.

    What reads the mapping to make such a value does so before that is put in.
    """
    found = where.scopes.visible(node)
    around = set(where.scopes.ancestors(node))
    for item in where.scopes.items.get(node.value, ()):
        if isinstance(item.target, cst.Name) and item.value not in around:
            same = where.scopes.visible(item.target)
            if found is not None and same is not None and same[0] is found[0]:
                yield item


def visible(ev: Evaluator, node: cst.Name, frame: Frame) -> tuple[Frame, list[Binding]] | None:
    """Return the bindings that can reach the use of a name, and the frame they are seen in."""
    found = frame.scopes.visible(node)
    if found is None:
        return None
    owner, bindings = found
    if frame.turn is not None and isinstance(owner, COMPREHENSIONS):
        return frame, bindings
    while frame.around is not None:
        frame = frame.around
    return _frame_for(ev, frame, frame.scopes.function_of_scope(owner)), bindings


def _frame_for(ev: Evaluator, frame: Frame, function: cst.CSTNode | None) -> Frame:
    if function is None:
        return ev.frame(frame.scopes)
    current: Frame | None = frame
    while current is not None:
        if current.function is function:
            return current
        current = current.outer
    assert isinstance(function, cst.FunctionDef | cst.Lambda)
    return ev.frame(frame.scopes, function)


def global_values(ev: Evaluator, scopes: Scopes, name: str) -> Values:
    """Return what `name` may stand for in a module, seen from outside; nothing when it has no such name."""
    # Modules may import all of each other.
    return ev.once(
        ("asked of a module", scopes, name), lambda: _global_values(ev, scopes, name), meanwhile=()
    )


def _global_values(ev: Evaluator, scopes: Scopes, name: str) -> Values:
    bindings = scopes.bindings.get(scopes.module.tree, {}).get(name)
    if bindings:
        return gather(binding_values(ev, binding, ev.frame(scopes)) for binding in bindings)
    return _from_stars(ev, scopes, name)


def binding_values(ev: Evaluator, binding: Binding, frame: Frame, path: tuple[int, ...] = ()) -> Values:
    """Return what a binding gives its name in `frame`, or what stands at `path` in that."""
    value = binding.value
    if binding.kind == "assign" and value is not None:
        return ev.values(value, frame, (*binding.unpack, *path))
    if binding.kind == "param" and isinstance(binding.node, cst.Param):
        return parameters.parameter(ev, binding.node, frame, path)
    if path:
        return unpack(binding_values(ev, binding, frame), path)
    if binding.kind == "import":
        return _imported(ev, binding, frame.scopes)
    if binding.kind == "def" and isinstance(binding.node, cst.FunctionDef):
        return (Func(frame.scopes, binding.node, None, frame if frame.function is not None else None),)
    if binding.kind == "class" and isinstance(binding.node, cst.ClassDef):
        return (Cls(frame.scopes, binding.node),)
    if binding.kind == "for" and value is not None:
        return unpack(_in_turn(ev, binding, frame, value), binding.unpack)
    if binding.kind == "with" and value is not None:
        entered = gather(_entered(ev, item, frame) for item in ev.values(value, frame))
        return unpack(entered, binding.unpack)
    if binding.kind == "except" and isinstance(binding.node, cst.ExceptHandler | cst.ExceptStarHandler):
        return errors.caught(ev, binding.node, frame)
    if binding.kind == "augment" and isinstance(binding.node, cst.AugAssign) and value is not None:
        return _augmented(ev, binding.node, value, frame)
    if binding.kind == "capture":
        return captures.captured(ev, binding.node, frame)
    return UNKNOWN


def _in_turn(ev: Evaluator, binding: Binding, frame: Frame, iterated: cst.BaseExpression) -> Values:
    """Return what a loop gives its target: in one turn of a comprehension, what that turn takes."""
    inner: Frame | None = frame
    while inner is not None and inner.turn is not None:
        if inner.turn[0] is binding.node:
            return inner.turn[1]
        inner = inner.around
    return elements(classes.iterated(ev, ev.values(iterated, frame)))


def _augmented(ev: Evaluator, node: cst.AugAssign, value: cst.BaseExpression, frame: Frame) -> Values:
    before, added = ev.values(node.target, frame), ev.values(value, frame)
    if isinstance(node.operator, cst.AddAssign) and any_text(before):
        return add(as_text(before), as_text(added))
    if any(isinstance(v, Seq) for v in before):
        more = added[0].items if added and isinstance(added[0], Seq) else ()
        return tuple(Seq((*v.items, *more)) for v in before if isinstance(v, Seq))
    return UNKNOWN


def _entered(ev: Evaluator, value: Value, frame: Frame) -> Values:
    """Return what `with value as name` binds."""
    if isinstance(value, Many):
        return value.items
    if isinstance(value, Inst):
        from kombo_lint.flow import calls

        for name in ("__enter__", "__aenter__"):
            found = classes.method(ev, value.cls, name)
            if found is not None:
                return calls.returned(ev, found, ev.frame(found.scopes, found.node, receiver=value))
    return (value,)


def _imported(ev: Evaluator, binding: Binding, scopes: Scopes) -> Values:
    node = binding.node
    original = dotted(binding.value)
    if isinstance(node, cst.Import):
        # `import a.b` binds `a`; `import a.b as c` binds the inner module.
        plain = binding.name == original.split(".")[0]
        return module_or_outside(ev, scopes, binding.name if plain else original, 0)
    assert isinstance(node, cst.ImportFrom)
    source = dotted(node.module) if node.module is not None else ""
    return member_of_module(ev, scopes, source, len(node.relative), original)


def module_or_outside(ev: Evaluator, scopes: Scopes, name: str, level: int) -> Values:
    """Return the project module imported as `name`, or the outside module of that name."""
    path = ev.project.imported(scopes.module.path, name, level)
    if path is not None:
        found = ev.project.module(path, f"imported by {scopes.module.path}")
        return (Mod(found),) if found is not None else UNKNOWN
    return (Ext(name),) if not level else UNKNOWN


def member_of_module(ev: Evaluator, scopes: Scopes, source: str, level: int, name: str) -> Values:
    """Return what `from source import name` gives."""
    path = ev.project.imported(scopes.module.path, source, level)
    if path is not None:
        found = ev.project.module(path, f"imported by {scopes.module.path}")
        if found is not None and found is not scopes:
            values = global_values(ev, found, name)
            if values == (Const(None),):  # a module may have its settings put into it
                values = attributes.member(ev, Mod(found), name)
            if values:
                return values
    inner = f"{source}.{name}" if source else name
    inside = ev.project.imported(scopes.module.path, inner, level)
    if inside is not None:
        return module_or_outside(ev, scopes, inner, level)
    if path is not None or level:
        return (Unknown(name),)
    return (Ext(inner),)


def _builtin_or_star(ev: Evaluator, node: cst.Name, frame: Frame) -> Values:
    return _from_stars(ev, frame.scopes, node.value) or (Ext(node.value),)


def _from_stars(ev: Evaluator, scopes: Scopes, name: str) -> Values:
    """Return what the star imports of a module give for a name; two modules may import each other's."""
    return ev.once(
        ("stars", scopes, name), lambda: next(filter(None, _by_star(ev, scopes, name)), ()), meanwhile=()
    )


def _by_star(ev: Evaluator, scopes: Scopes, name: str) -> Iterator[Values]:
    for star in scopes.bindings.get(scopes.module.tree, {}).get("*", ()):
        if not isinstance(star.node, cst.ImportFrom):
            continue
        source = dotted(star.node.module) if star.node.module is not None else ""
        path = ev.project.imported(scopes.module.path, source, len(star.node.relative))
        found = ev.project.module(path, f"imported by {scopes.module.path}") if path is not None else None
        if found is not None and found is not scopes:
            yield global_values(ev, found, name)

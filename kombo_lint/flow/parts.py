"""What one part of an unpacked value may stand for, without asking what the other parts are.

`content, status = self.send(request)` asks for the second item of what `send` returns. What the
first is may take long to find out, and nobody wants to know.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import calls, names
from kombo_lint.flow.containers import lookup, unpack
from kombo_lint.flow.values import Const, Func, Map, Text, Unknown, gather

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Value, Values

_DEEPEST = 4


def part_values(ev: Evaluator, node: cst.BaseExpression, frame: Frame, path: tuple[int, ...]) -> Values:
    """Return `unpack(ev.values(node, frame), path)`."""
    if isinstance(node, cst.Tuple | cst.List):
        inner = item_at(node, path[0])
        if inner is not None:
            return ev.values(inner, frame, path[1:])
    elif isinstance(node, cst.Await):
        return ev.values(node.expression, frame, path)
    elif isinstance(node, cst.Call):
        return calls.call_values(ev, node, frame, path)
    elif isinstance(node, cst.Name):
        found = names.visible(ev, node, frame)
        if found is not None and all(b.kind in ("assign", "param") for b in found[1]):
            where, bindings = found
            return gather(names.binding_values(ev, binding, where, path) for binding in bindings)
    return unpack(ev.values(node, frame), path)


def under_key(
    ev: Evaluator, node: cst.BaseExpression, frame: Frame, key: str, depth: int = _DEEPEST
) -> Values:
    """Return what surely stands under a text in a mapping, the first of several; nothing where none does."""
    if isinstance(node, cst.Dict):
        for element in node.elements:
            if isinstance(element, cst.DictElement):
                found = _if_under(ev, element.key, element.value, frame, key)
            else:
                found = under_key(ev, element.value, frame, key, depth)
            if found:
                return found
        return ()
    if depth and isinstance(node, cst.Name):
        visible = names.visible(ev, node, frame)
        if visible is not None and all(each.kind == "assign" and not each.unpack for each in visible[1]):
            where, bindings = visible
            made = (under_key(ev, b.value, where, key, depth - 1) for b in bindings if b.value is not None)
            stores = names.item_stores(node, where)
            put = (_if_under(ev, store.key, store.value, where, key) for store in stores)
            return next((found for found in chain(made, put) if found), ())
    if depth and isinstance(node, cst.Call):
        callees = [value for value in ev.values(node.func, frame) if isinstance(value, Func)]
        if callees and len(callees) == len(ev.values(node.func, frame)):
            returned = (found for value in callees for found in _returned(ev, value, node, frame, key, depth))
            return next((found for found in returned if found), ())
    mappings = (value for value in ev.values(node, frame) if isinstance(value, Map))
    return next((found for value in mappings if (found := lookup(value, key))), ())


def key_evaluator(ev: Evaluator, mappings: Values) -> Evaluator:
    """Return who is to say which key is taken: where all are texts or nothing is known, any may do."""
    found = [v for value in mappings if isinstance(value, Map) for _, values in value.entries for v in values]
    return ev.near if all(isinstance(value, Text | Unknown) or _is_text(value) for value in found) else ev


def _is_text(value: Value) -> bool:
    return isinstance(value, Const) and isinstance(value.value, str)


def _if_under(
    ev: Evaluator, key: cst.BaseExpression, value: cst.BaseExpression, frame: Frame, wanted: str
) -> Values:
    return ev.values(value, frame) if ev.values(key, frame) == (Const(wanted),) else ()


def _returned(
    ev: Evaluator, function: Func, call: cst.Call, frame: Frame, key: str, depth: int
) -> Iterator[Values]:
    node = function.node
    returns = [node.body] if isinstance(node, cst.Lambda) else calls.exits(node)[0]
    inner = calls.entered(ev, function, call, frame)
    for value in returns:
        if value is not None:
            yield under_key(ev, value, inner, key, depth - 1)


def item_at(node: cst.Tuple | cst.List, place: int) -> cst.BaseExpression | None:
    """Return the item at a place of a display; None where something before it is unpacked in turn."""
    if not 0 <= place < len(node.elements):
        return None
    if any(isinstance(element, cst.StarredElement) for element in node.elements[: place + 1]):
        return None
    return node.elements[place].value

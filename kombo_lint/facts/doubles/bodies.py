"""Which error codes stand where in a body that the program writes itself, as a mapping or as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import texts
from kombo_lint.flow.containers import lookup
from kombo_lint.flow.values import Const, Func, Map
from kombo_lint.flow.written import Place, results, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Value

_DEEPEST = 10
_HOLE = "0"
"""Stands in JSON text for what is not known: it may be within quotes and without."""


@dataclass(frozen=True)
class CodeInBody:
    """A code in a body, and where it can be read.

    It is `exact` where it stands there itself, and is not put together with what loops go through.
    """

    code: str
    place: Place
    exact: bool


def codes_in(
    ev: Evaluator, place: Place, path: tuple[str, ...] | None = None, depth: int = _DEEPEST
) -> Iterator[CodeInBody]:
    """Yield the codes that stand at `path` (or else where the API has its codes) in a body."""
    path = ev.api.code_path if path is None else path
    if not depth:
        return
    put = list(_put_in(ev, place, path)) if isinstance(place.node, cst.Name) and path else []
    for value, rest in put:
        yield from codes_in(ev, value, rest, depth - 1)
    for each in written(ev, place) if not put else ():
        yield from _at(ev, each, path, depth - 1)


def _put_in(ev: Evaluator, place: Place, path: tuple[str, ...]) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """Yield what `name[...][...] = value` puts on the way to the code, and what is left of the path there."""
    name, scopes = place.node, place.frame.scopes
    assert isinstance(name, cst.Name)
    own = scopes.visible(name)
    for node in scopes.by_type.get(cst.Assign, ()):
        assert isinstance(node, cst.Assign)
        keys, target = _keys(node.targets[0].target)
        if not 0 < len(keys) <= len(path) or not isinstance(target, cst.Name) or target.value != name.value:
            continue
        same = scopes.visible(target)
        if own is None or same is None or same[0] is not own[0]:
            continue
        if all(ev.values(key, place.frame) == (Const(part),) for key, part in zip(keys, path, strict=False)):
            yield replace(place, node=node.value), path[len(keys) :]


def _keys(node: cst.BaseExpression) -> tuple[list[cst.BaseExpression], cst.BaseExpression]:
    """Return `a`, `b` and the mapping for `mapping[a][b]`."""
    keys: list[cst.BaseExpression] = []
    while isinstance(node, cst.Subscript) and len(node.slice) == 1:
        index = node.slice[0].slice
        if not isinstance(index, cst.Index):
            break
        keys.insert(0, index.value)
        node = node.value
    return keys, node


def _at(ev: Evaluator, place: Place, path: tuple[str, ...], depth: int) -> Iterator[CodeInBody]:
    node, frame = place.node, place.frame
    if isinstance(node, cst.Dict) and path:
        yield from _in_mapping(ev, node, place, path, depth)
    elif isinstance(node, cst.Call) and path:
        yield from _in_call(ev, node, place, path, depth)
    elif isinstance(node, cst.Lambda):
        inner = ev.frame(frame.scopes, node, outer=frame if frame.function is not None else None)
        yield from codes_in(ev, Place(node.body, inner, place.rows), path, depth)
    elif isinstance(node, cst.List | cst.Tuple | cst.Set):
        for element in node.elements:
            yield from codes_in(ev, replace(place, node=element.value), path, depth)
    elif isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.BitOr):
        right = list(codes_in(ev, replace(place, node=node.right), path, depth))
        yield from right or codes_in(ev, replace(place, node=node.left), path, depth)
    else:
        yield from _in_values(ev, place, path, depth)


def _in_mapping(
    ev: Evaluator, node: cst.Dict, place: Place, path: tuple[str, ...], depth: int
) -> Iterator[CodeInBody]:
    """Look from the end: what stands last under a key, or in a mapping that is spread, holds."""
    for element in reversed(node.elements):
        inner = replace(place, node=element.value)
        if isinstance(element, cst.DictElement):
            if ev.values(element.key, place.frame) == (Const(path[0]),):
                yield from codes_in(ev, inner, path[1:], depth)
                return
        elif found := list(codes_in(ev, inner, path, depth)):
            yield from found
            return


def _in_call(
    ev: Evaluator, node: cst.Call, place: Place, path: tuple[str, ...], depth: int
) -> Iterator[CodeInBody]:
    """`json.dumps(body)`, `jsonify(error=...)`, `body.encode()`: what comes out has what goes in."""
    for arg in node.args:
        named = arg.keyword is not None and arg.keyword.value == path[0]
        yield from codes_in(ev, replace(place, node=arg.value), path[1:] if named else path, depth)
    if isinstance(node.func, cst.Attribute):
        yield from codes_in(ev, replace(place, node=node.func.value), path, depth)


def _in_values(ev: Evaluator, place: Place, path: tuple[str, ...], depth: int) -> Iterator[CodeInBody]:
    for value in ev.values(place.node, place.frame):
        if isinstance(value, Func):
            inner = ev.frame(value.scopes, value.node, receiver=value.receiver, outer=value.outer)
            for each in results(ev, value.node, inner):
                yield from codes_in(ev, replace(each, rows=place.rows), path, depth)
        else:
            exact = isinstance(place.node, cst.SimpleString | cst.ConcatenatedString)
            yield from (CodeInBody(code, place, exact) for code in _in_value(value, path))


def _in_value(value: Value, path: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, Map) and path:
        for inner in lookup(value, path[0]):
            yield from _in_value(inner, path[1:])
    elif isinstance(value, Const) and isinstance(value.value, str) and not path:
        yield value.value
    elif (text := texts.plain(value)) is not None and path:
        yield from _in_json(text, path)


def _in_json(text: str, path: tuple[str, ...]) -> Iterator[str]:
    try:
        found = json.loads(text.replace("\0", _HOLE))
    except ValueError:
        return
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    if isinstance(found, str):
        yield found

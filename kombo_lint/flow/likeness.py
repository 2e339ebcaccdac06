"""Whether two pieces of source are the same code: layout, comments, quotes and parentheses aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import libcst as cst

from kombo_lint.flow.tree import meaningful_fields

if TYPE_CHECKING:
    from collections.abc import Callable

    Resolve: TypeAlias = "Callable[[cst.CSTNode], object | None]"

Shape: TypeAlias = "tuple[object, ...]"
"""A piece of source as nested tuples; two that are equal are the same code."""


def shape(node: cst.CSTNode, resolve: Resolve = lambda node: None) -> Shape:
    """Return the shape of a node; where `resolve` has an answer for a node, that stands for it."""
    answer = resolve(node)
    if answer is not None:
        return ("resolved", answer)
    if isinstance(node, cst.SimpleString | cst.Integer | cst.Float):
        return (type(node), repr(node.evaluated_value))
    parts: list[object] = [type(node)]
    for name in meaningful_fields(type(node)):
        value = getattr(node, name)
        if isinstance(value, cst.CSTNode):
            parts.append(shape(value, resolve))
        elif isinstance(value, list | tuple):
            parts.append(tuple(shape(item, resolve) for item in value if isinstance(item, cst.CSTNode)))
        elif isinstance(value, str | bool):
            parts.append(value)
    return tuple(parts)

"""Walk libcst trees over what has meaning; white space and punctuation are left out.

`libcst.CSTVisitor` visits every parenthesis and blank; the traces here visit
the same trees many times and never look at those.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import libcst as cst

if TYPE_CHECKING:
    from collections.abc import Iterator

_LAYOUT = {
    "lpar", "rpar", "lbracket", "rbracket", "lbrace", "rbrace", "lines_after_decorators",
    "leading_lines", "header", "footer", "indent", "newline", "comma", "semicolon", "equal", "dot",
    "colon", "first_colon", "second_colon", "encoding", "default_indent", "default_newline",
    "has_trailing_newline", "trailing_whitespace", "start", "end", "prefix", "separator",
}  # fmt: skip
_LISTS = frozenset({list, tuple})
# `MaybeSentinel` and the like stand where there is no node. To ask for these is quicker
# than `isinstance(value, cst.CSTNode)`, which for an abstract class calls back into Python.
_LEAVES = frozenset({str, bool, int, type(None), cst.MaybeSentinel})
_fields: dict[type[cst.CSTNode], tuple[str, ...]] = {}


def meaningful_fields(kind: type[cst.CSTNode]) -> tuple[str, ...]:
    """Return the names of the fields of a node type that are not layout, in source order."""
    known = _fields.get(kind)
    if known is None:
        known = tuple(f.name for f in fields(kind) if f.name not in _LAYOUT and "whitespace" not in f.name)
        _fields[kind] = known
    return known


def children(node: cst.CSTNode) -> list[cst.CSTNode]:
    """Return the meaningful children of `node` in source order."""
    found: list[cst.CSTNode] = []
    for name in meaningful_fields(type(node)):
        value = getattr(node, name)
        if type(value) in _LISTS:
            found.extend(value)
        elif type(value) not in _LEAVES:
            found.append(value)
    return found


def walk(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """Yield `node` and everything below it, parents first, in source order."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(reversed(children(current)))


def targets(assign: cst.Assign | cst.AnnAssign) -> list[cst.BaseExpression]:
    """Return what an assignment assigns to."""
    return [each.target for each in assign.targets] if isinstance(assign, cst.Assign) else [assign.target]


def dotted(node: cst.CSTNode | None) -> str:
    """Return `a.b.c` for a chain of names, and the empty string for anything else."""
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    if not isinstance(node, cst.Name):
        return ""
    parts.append(node.value)
    return ".".join(reversed(parts))


def last_name(node: cst.CSTNode) -> str:
    """Return `c` for `a.b.c` and for `f().c`, and the empty string for what ends in no name."""
    if isinstance(node, cst.Attribute):
        return node.attr.value
    return node.value if isinstance(node, cst.Name) else ""

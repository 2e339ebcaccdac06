"""New expressions in the place of old ones, and no longer than the lines that the author writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.findings import Edit, Location
from kombo_lint.fixes.edits import apply
from kombo_lint.fixes.style import style_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kombo_lint.fixes.style import Style
    from kombo_lint.flow.scopes import Scopes

_HEADS = (cst.If, cst.While, cst.Return, cst.Assert, cst.Assign, cst.Match)


def fitted(scopes: Scopes, texts: Mapping[cst.CSTNode, str]) -> list[Edit]:
    """Return the edits that put each text where its node is; what gets too long goes over several lines."""
    style = style_of(scopes)
    edits = [Edit(scopes.module.location(node), text) for node, text in texts.items()]
    new = apply(scopes.module.text, edits).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    result: list[Edit] = []
    done: set[cst.CSTNode] = set()
    for node, edit in zip(texts, edits, strict=True):
        if node in done:
            continue
        whole = _whole(scopes, node)
        line = edit.location.start.line
        one_line = all(each.location.start.line == each.location.end.line for each in edits)
        if (
            whole is None
            or not (one_line and _is_one_line(scopes, whole))
            or len(new[line - 1]) <= style.width
        ):
            result.append(edit)
            continue
        inside = [each for each in texts if each is whole or whole in scopes.ancestors(each)]
        done.update(inside)
        result.append(
            _broken(
                scopes, whole, [each for each in edits if each.location in _places(scopes, inside)], style
            )
        )
    return result


def _places(scopes: Scopes, nodes: list[cst.CSTNode]) -> list[Location]:
    return [scopes.module.location(node) for node in nodes]


def _whole(scopes: Scopes, node: cst.CSTNode) -> cst.BaseExpression | None:
    """Return what is broken into lines: the whole test, a key in brackets, or the call with the argument."""
    if isinstance(node, cst.Arg):
        call = scopes.parents.get(node)
        return call if isinstance(call, cst.Call) else None
    current = node
    for parent in scopes.ancestors(node):
        if isinstance(parent, cst.Arg) and parent.value is current:
            call = scopes.parents.get(parent)
            if not isinstance(call, cst.Call) or call.func is current:
                return None
            if _is_one_line(scopes, call):
                return call
            inner = current.body if isinstance(current, cst.Lambda) else current
            return inner if isinstance(inner, cst.BaseExpression) and not inner.lpar else None
        if isinstance(parent, _HEADS) and isinstance(current, cst.BaseExpression):
            return None if current.lpar else current
        if isinstance(parent, cst.Index) and isinstance(current, cst.BaseExpression):
            return None if current.lpar else current
        if isinstance(parent, cst.Lambda) and not isinstance(scopes.parents.get(parent), cst.Arg):
            return current if isinstance(current, cst.BaseExpression) and not current.lpar else None
        if not isinstance(
            parent,
            cst.BooleanOperation | cst.UnaryOperation | cst.IfExp | cst.Lambda,
        ):
            return None
        current = parent
    return None


def _is_one_line(scopes: Scopes, node: cst.CSTNode) -> bool:
    place = scopes.module.location(node)
    return place.start.line == place.end.line


def _broken(scopes: Scopes, whole: cst.BaseExpression, edits: list[Edit], style: Style) -> Edit:
    module = scopes.module
    place = module.location(whole)
    line = module.lines[place.start.line - 1]
    blank = line[: len(line) - len(line.lstrip())]
    text = _cut(apply(module.text, edits), place, sum(len(e.replacement) - _length(e) for e in edits))
    parsed = cst.parse_expression(text)
    parent = scopes.parents.get(whole)
    if isinstance(parsed, cst.Call):
        parts = _arguments(parsed)
        head, tail = parts[0], ")"
        rows = [f"{blank}{style.indent}{part}," for part in parts[1:]]
        broken = [f"{head}(", *rows, f"{blank}{tail}"]
    elif isinstance(parsed, cst.UnaryOperation) and parsed.expression.lpar:
        rows = _operands(parsed.expression.with_changes(lpar=(), rpar=()))
        broken = ["not (", *(f"{blank}{style.indent}{part}" for part in rows), f"{blank})"]
    elif isinstance(parent, cst.Index):
        broken = ["", f"{blank}{style.indent}{text}", blank]
    elif isinstance(parent, cst.Arg) and parent.keyword is None:
        first, *others = _operands(parsed)
        broken = [first, *(f"{blank}{part}" for part in others)]
    else:
        broken = ["(", *(f"{blank}{style.indent}{part}" for part in _operands(parsed)), f"{blank})"]
    return Edit(place, style.newline.join(broken))


def _length(edit: Edit) -> int:
    return edit.location.end.column - edit.location.start.column


def _cut(text: str, place: Location, growth: int) -> str:
    """Return what stands at a place on one line of a text, which the edits there made longer."""
    line = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[place.start.line - 1]
    return line[place.start.column - 1 : place.end.column - 1 + growth]


def _arguments(call: cst.Call) -> list[str]:
    """Return the function of a call and its arguments, each as source."""
    module = cst.Module([])
    bare = [arg.with_changes(comma=cst.MaybeSentinel.DEFAULT) for arg in call.args]
    return [module.code_for_node(call.func), *(module.code_for_node(arg) for arg in bare)]


def _operands(node: cst.BaseExpression) -> list[str]:
    """Return an expression in parts, the operator at the head of each but the first."""
    module = cst.Module([])
    if isinstance(node, cst.IfExp) and not node.lpar:
        parts = [node.body, node.test, node.orelse]
        return [
            f"{word}{module.code_for_node(part)}"
            for word, part in zip(("", "if ", "else "), parts, strict=True)
        ]
    kind = type(node.operator) if isinstance(node, cst.BooleanOperation) else None
    found: list[str] = []
    while (
        isinstance(node, cst.BooleanOperation) and type(node.operator) is kind and not (found and node.lpar)
    ):
        word = "or" if isinstance(node.operator, cst.Or) else "and"
        found.insert(0, f"{word} {module.code_for_node(node.right)}")
        node = node.left
    return [module.code_for_node(node), *found]

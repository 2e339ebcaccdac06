"""Where new statements go: before and behind others, and where what they raise gets out of the function."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.findings import Edit, Location
from kombo_lint.fixes.subjects import NoSubject
from kombo_lint.flow.binder import COMPREHENSIONS
from kombo_lint.flow.reaching import leaves
from kombo_lint.flow.tree import last_name, walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kombo_lint.findings import Position
    from kombo_lint.flow.scopes import Scopes

_ALL = frozenset({"Exception", "BaseException"})


def statement_with(scopes: Scopes, node: cst.CSTNode) -> cst.CSTNode | None:
    """Return the statement with a node, the first of its chain; None where it runs in turns, or later."""
    child: cst.CSTNode = node
    for parent in scopes.ancestors(node):
        if isinstance(child, (cst.Lambda, cst.While, cst.SimpleStatementSuite, COMPREHENSIONS)):
            return None
        of_chain = isinstance(parent, cst.If) and parent.orelse is child
        if isinstance(child, cst.BaseCompoundStatement | cst.SimpleStatementLine) and not of_chain:
            return child
        child = parent
    return None


def before(scopes: Scopes, statement: cst.CSTNode, text: str) -> Edit:
    """Return the edit that puts a statement before another."""
    start = scopes.module.location(statement).start
    if isinstance(statement, cst.FunctionDef | cst.ClassDef) and statement.decorators:
        start = scopes.module.location(statement.decorators[0]).start
    newline = scopes.module.tree.default_newline
    return insertion(scopes, start, f"{text}{newline}{_blank(scopes, start)}")


def behind(scopes: Scopes, statement: cst.CSTNode, text: str) -> Edit:
    """Return the edit that puts a statement behind another."""
    place = scopes.module.location(statement)
    newline = scopes.module.tree.default_newline
    return insertion(scopes, place.end, f"{newline}{_blank(scopes, place.start)}{text}")


def with_name(
    scopes: Scopes, statement: cst.SimpleStatementLine, sent: cst.BaseExpression, name: str, text: str
) -> list[Edit]:
    """Return the edits that make `return send().json()` a `name = send()`, a statement, and what is left.

    Raises `NoSubject` where `sent` is not the first that stands in the statement.
    """
    small, module = statement.body[0], scopes.module
    value = small.value if isinstance(small, cst.Return | cst.Assign | cst.AnnAssign | cst.Expr) else None
    start, place = module.location(statement).start, module.location(sent)
    if value is None or module.location(value).start != place.start or start.line != place.start.line:
        raise NoSubject("the response has no name")
    if value.lpar or sent.lpar:
        raise NoSubject("the response has no name")
    line_end = f"{module.tree.default_newline}{_blank(scopes, start)}"
    head = module.lines[start.line - 1][start.column - 1 : place.start.column - 1]
    rest = "" if isinstance(small, cst.Expr) and value is sent else f"{line_end}{head}{name}"
    named = Edit(Location(module.path, start, place.start), f"{name} = ")
    return [named, insertion(scopes, place.end, f"{line_end}{text}{rest}")]


def as_name(scopes: Scopes, kind: cst.BaseExpression, name: str) -> Edit:
    """Return the edit that names what a handler of a kind catches; raise `NoSubject`."""
    end = scopes.module.location(kind).end
    found = re.match(r"[\s)]*(?=:)", scopes.module.lines[end.line - 1][end.column - 1 :])
    if found is None:
        raise NoSubject("the error has no name")
    return insertion(scopes, replace(end, column=end.column + found.end()), f" as {name}")


def kinds_of(handler: cst.ExceptHandler) -> list[cst.BaseExpression]:
    """Return the types that a handler names."""
    if isinstance(handler.type, cst.Tuple):
        return [element.value for element in handler.type.elements]
    return [handler.type] if handler.type is not None else []


def free_in(scopes: Scopes, node: cst.CSTNode, names: Iterable[str]) -> str:
    """Return a name that the function around a node uses for nothing; raise `NoSubject`."""
    function = scopes.function_of(node) or scopes.module.tree
    taken = {each.value for each in walk(function) if isinstance(each, cst.Name)}
    for name in names:
        if name not in taken:
            return name
    raise NoSubject("the response has no name")


def insertion(scopes: Scopes, place: Position, text: str) -> Edit:
    """Return the edit that puts a text at a place."""
    return Edit(Location(scopes.module.path, place, place), text)


def check_gets_out(scopes: Scopes, node: cst.CSTNode) -> None:
    """Raise `NoSubject` where what is raised at a node is caught around it, with all else."""
    if _catching(scopes, node) is not None:
        raise NoSubject("what is raised here is caught here, as any exception is")


def outside_of_catching(scopes: Scopes, statement: cst.CSTNode) -> cst.CSTNode:
    """Return a statement, or the `try` around it that catches all if nothing goes on behind its handlers."""
    around = _catching(scopes, statement)
    out = around is not None and all(leaves(handler.body) for handler in around.handlers)
    return around if around is not None and out else statement


def _blank(scopes: Scopes, start: Position) -> str:
    return scopes.module.lines[start.line - 1][: start.column - 1]


def _catching(scopes: Scopes, node: cst.CSTNode) -> cst.Try | None:
    """Return the outermost `try` in the function that catches all that is raised at a node."""
    found: cst.Try | None = None
    child = node
    for parent in scopes.ancestors(node):
        if isinstance(parent, cst.FunctionDef | cst.Lambda):
            break
        if isinstance(parent, cst.Try) and child is parent.body and any(map(_takes_all, parent.handlers)):
            found = parent
        child = parent
    return found


def _takes_all(handler: cst.ExceptHandler) -> bool:
    return handler.type is None or any(last_name(kind) in _ALL for kind in kinds_of(handler))

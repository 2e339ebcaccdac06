"""The way that errors with one code take from a test on: to the end of the function, or round a loop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.residual import GOES_ON, RETURNS_NONE, After, comes_round, left

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kombo_lint.flow.residual import Choice
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Frame
    from kombo_lint.flow.worlds import Interpreter

_BLOCKS = (cst.IndentedBlock, cst.SimpleStatementSuite, cst.Module)
_LOOPS = (cst.For, cst.While)


@dataclass(frozen=True, eq=False)
class Way:
    """The statements that may run, and whether the end of the loop around them may be reached."""

    ran: tuple[cst.CSTNode, ...]
    goes_on: bool


def way(
    it: Interpreter, scopes: Scopes, statement: cst.CSTNode, arm: Sequence[cst.CSTNode | Choice], frame: Frame
) -> Way:
    """Return the way through an arm of a statement, and on from the statement's end."""
    found = left(it, arm, after(scopes, statement), frame)
    ran = list(found.ran)
    loop = loop_around(scopes, statement)
    while loop is not None and any(isinstance(node, cst.Break) for node in ran):
        ran = [node for node in ran if not isinstance(node, cst.Break)]
        ran += left(it, (), after(scopes, loop), frame).ran
        loop = loop_around(scopes, loop)
    return Way(tuple(ran), comes_round(found.code))


def after(scopes: Scopes, node: cst.CSTNode) -> After:
    """Return what runs when the end of a statement is reached, as far as the loop or function around it."""
    blocks: list[Sequence[cst.CSTNode]] = []
    end: object = RETURNS_NONE
    child = node
    for parent in scopes.ancestors(node):
        if isinstance(parent, _BLOCKS):
            place = next(at for at, each in enumerate(parent.body) if each is child)
            blocks.append(parent.body[place + 1 :])
        elif isinstance(parent, _LOOPS) and child is parent.body:
            end = GOES_ON
            break
        elif isinstance(parent, cst.FunctionDef):
            break
        child = parent
    made: After | None = None
    for statements in reversed(blocks):
        made = After(statements, made, end)
    return made or After(end=end)


def loop_around(scopes: Scopes, node: cst.CSTNode) -> cst.For | cst.While | None:
    """Return the innermost loop, of the same function, whose body a node is in."""
    child = node
    for parent in scopes.ancestors(node):
        if isinstance(parent, cst.FunctionDef | cst.Lambda):
            return None
        if isinstance(parent, _LOOPS) and child is parent.body:
            return parent
        child = parent
    return None

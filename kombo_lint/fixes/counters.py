"""What a loop counts: the name that tells at a sleep how often was tried before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.findings import Edit
from kombo_lint.fixes.literals import NotPlain
from kombo_lint.flow.tree import walk

if TYPE_CHECKING:
    from kombo_lint.flow.scopes import Scopes

_NAMES = ("attempt", "retry_number", "tries_before")
_UNUSED = "_"
_UNCOUNTED = "the loop counts no tries from which the wait could grow"


@dataclass(frozen=True)
class Counter:
    """The name that a loop counts with, and its first and last number at a sleep; `edits` give the name."""

    name: str
    first: int
    last: int | None
    edits: tuple[Edit, ...] = ()


def counted(scopes: Scopes, loop: cst.For | cst.While, sleep: cst.Call) -> Counter:
    """Return what a loop counts; raise `NotPlain` where it does not."""
    return _by_range(scopes, loop) if isinstance(loop, cst.For) else _by_hand(scopes, loop, sleep)


def _by_range(scopes: Scopes, loop: cst.For) -> Counter:
    target, row = loop.target, loop.iter
    if (
        not isinstance(target, cst.Name)
        or not isinstance(row, cst.Call)
        or not isinstance(row.func, cst.Name)
        or row.func.value != range.__name__
        or scopes.lookup(range.__name__, scopes.scope_of(row)) is not None
        or any(arg.star or arg.keyword is not None for arg in row.args)
        or not 1 <= len(row.args) <= 2
    ):
        raise NotPlain(_UNCOUNTED)
    values = [arg.value for arg in row.args]
    start = values[0] if len(values) == 2 else cst.Integer("0")
    if not isinstance(start, cst.Integer):
        raise NotPlain("the loop does not begin to count at a number that is written there")
    end = values[-1]
    last = end.evaluated_value - 1 if isinstance(end, cst.Integer) else None
    if target.value == _UNUSED:
        name = _free(scopes, loop)
        edit = Edit(scopes.module.location(target), name)
        return Counter(name, start.evaluated_value, last, (edit,))
    if any(_binds(node, target.value) for node in walk(loop.body)):
        raise NotPlain("what the loop counts with is changed in it")
    return Counter(target.value, start.evaluated_value, last)


def _free(scopes: Scopes, loop: cst.For) -> str:
    """Return a name for what a loop counts and nobody reads."""
    if any(isinstance(node, cst.Name) and node.value == _UNUSED for node in walk(loop.body)):
        raise NotPlain("what the loop counts with is used for something else in it")
    taken = {name for bindings in scopes.bindings.values() for name in bindings} | scopes.names.keys()
    free = next((name for name in _NAMES if name not in taken), None)
    if free is None:
        raise NotPlain("there is no name for what the loop counts")
    return free


def _by_hand(scopes: Scopes, loop: cst.While, sleep: cst.Call) -> Counter:
    """Return what a loop counts by `name += 1`, each time that it sleeps."""
    around = set(scopes.ancestors(sleep))
    for node in walk(loop.body):
        if not (
            isinstance(node, cst.AugAssign)
            and isinstance(node.target, cst.Name)
            and isinstance(node.operator, cst.AddAssign)
            and isinstance(node.value, cst.Integer)
            and node.value.evaluated_value == 1
        ):
            continue
        line = scopes.parents[node]
        found = scopes.visible(node.target)
        start = [each for each in found[1] if each.node is not node] if found is not None else []
        if (
            scopes.parents.get(line) not in around  # it is not counted each time
            or len(start) != 1
            or start[0].kind != "assign"
            or start[0].unpack
            or not isinstance(start[0].value, cst.Integer)
            or start[0].node in set(walk(loop))
            or sum(_binds(each, node.target.value) for each in walk(loop.body)) != 1
        ):
            continue
        before = scopes.module.line(node) < scopes.module.line(sleep)
        beside = scopes.parents.get(line) is _block(scopes, sleep)
        if not (before or beside) and any(isinstance(each, cst.Continue) for each in walk(loop.body)):
            continue
        first = start[0].value.evaluated_value
        return Counter(node.target.value, first + before, _last(loop.test, node.target.value, before))
    raise NotPlain(_UNCOUNTED)


def _block(scopes: Scopes, node: cst.CSTNode) -> cst.CSTNode | None:
    return next((each for each in scopes.ancestors(node) if isinstance(each, cst.BaseSuite)), None)


def _last(test: cst.BaseExpression, name: str, before: bool) -> int | None:
    """Return the last number at a sleep by the test of a loop, such as `name < 5`; None for no such test."""
    if (
        isinstance(test, cst.Comparison)
        and len(test.comparisons) == 1
        and isinstance(test.left, cst.Name)
        and test.left.value == name
        and isinstance(test.comparisons[0].operator, cst.LessThan)
        and isinstance(test.comparisons[0].comparator, cst.Integer)
    ):
        return test.comparisons[0].comparator.evaluated_value - 1 + before
    return None


def _binds(node: cst.CSTNode, name: str) -> bool:
    """Say whether a node may give a name another value."""
    if isinstance(
        node, cst.AssignTarget | cst.AugAssign | cst.AnnAssign | cst.For | cst.NamedExpr | cst.CompFor
    ):
        return any(isinstance(each, cst.Name) and each.value == name for each in walk(node.target))
    if isinstance(node, cst.AsName):
        return any(isinstance(each, cst.Name) and each.value == name for each in walk(node.name))
    return isinstance(node, cst.Del | cst.Global | cst.Nonlocal | cst.Match)

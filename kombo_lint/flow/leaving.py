"""Calls that never return, whatever they are handed: they raise, or end the program."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import calls, instances
from kombo_lint.flow.classes import lineage
from kombo_lint.flow.loops import breaks, endless
from kombo_lint.flow.tree import children, last_name
from kombo_lint.flow.values import Ext, Func, Inst, Method, Unknown
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Value

_NEVER = frozenset({"NoReturn", "Never"})
_ABSTRACT = "NotImplementedError"
"""What a method raises that others are to replace, in classes that nobody here may know."""


def leaves_for_good(ev: Evaluator, value: Value, call: cst.Call, frame: Frame) -> bool:
    """Say whether calling `value`, which is what `call` calls, never returns."""
    if isinstance(value, Func):
        return never_returns(ev, value)
    return any(named in ev.models.leaves for named in _named(ev, value, call, frame))


def never_returns(ev: Evaluator, function: Func) -> bool:
    """Say whether all ways through a function end in a `raise`, or in a call that never returns."""
    node = function.node
    if isinstance(node, cst.FunctionDef) and node.returns is not None and _is_never(node.returns.annotation):
        return True

    def found() -> bool:
        frame = ev.near.frame(function.scopes, node, receiver=function.receiver)
        if isinstance(node, cst.Lambda):
            return _is_left(ev, node.body, frame)
        return not calls.exits(node)[1] and not any(_ends(ev, node.body.body, frame))

    return ev.once(("never returns", node), found, meanwhile=False)


def _is_never(annotation: cst.BaseExpression) -> bool:
    if isinstance(annotation, cst.SimpleString):
        return str(annotation.evaluated_value).rpartition(".")[2] in _NEVER
    return last_name(annotation) in _NEVER


def _named(ev: Evaluator, value: Value, call: cst.Call, frame: Frame) -> Iterator[tuple[str, str]]:
    """Yield what is called by its owner and its name, as models have them."""
    if isinstance(value, Ext):
        root, _, last = short(value.name).rpartition(".")
        yield root or "builtins", last
    elif isinstance(value, Method):
        yield value.kind, value.name
    elif isinstance(value, Unknown) and isinstance(call.func, cst.Attribute):
        owner, _, _ = value.hint.rpartition(".")
        name = call.func.attr.value
        yield short(owner), name
        if name in ev.models.leaving:
            yield from ((kind, name) for kind in _kinds(ev, call.func.value, frame))


def _kinds(ev: Evaluator, owner: cst.BaseExpression, frame: Frame) -> Iterator[str]:
    """Yield the outside classes that an object is of: by the bases of its class, or as it is annotated."""
    for value in ev.values(owner, frame):
        if isinstance(value, Inst):
            yield from map(short, lineage(ev, value.cls)[1])
    found = frame.scopes.visible(owner) if isinstance(owner, cst.Name) else None
    for binding in found[1] if found is not None else ():
        param = binding.node
        if isinstance(param, cst.Param) and param.annotation is not None:
            yield from instances.annotation_names(ev, param.annotation.annotation, frame)


def _is_left(ev: Evaluator, head: cst.CSTNode, frame: Frame) -> bool:
    """Say whether a call that is surely made when a statement's head runs never returns."""
    for call in sure_calls(head):
        values = ev.near.values(call.func, frame)
        if values and all(leaves_for_good(ev.near, value, call, frame) for value in values):
            return True
    return False


def _ends(ev: Evaluator, statements: Sequence[cst.CSTNode], frame: Frame) -> tuple[bool, bool]:
    """Say whether the end of statements may be reached, and whether something in them may return."""
    returns = False
    for statement in statements:
        goes_on, comes_back = _end(ev, statement, frame)
        returns = returns or comes_back
        if not goes_on:
            return False, returns
    return True, returns


def _end(ev: Evaluator, statement: cst.CSTNode, frame: Frame) -> tuple[bool, bool]:
    if isinstance(statement, cst.SimpleStatementLine):
        return _ends(ev, statement.body, frame)
    if isinstance(statement, cst.FunctionDef | cst.ClassDef):
        return True, False
    if isinstance(statement, cst.Raise):
        return False, _is_abstract(statement)
    if _is_left(ev, statement, frame) or isinstance(statement, cst.Continue | cst.Break):
        return False, False
    if isinstance(statement, cst.Return):
        return False, True
    if isinstance(statement, cst.For | cst.While):
        _, returns = _ends(ev, statement.body.body, frame)
        if endless(statement):
            return False, returns
        if statement.orelse is None or breaks(statement.body):
            return True, returns
        return _either([(False, returns), _ends(ev, statement.orelse.body.body, frame)])
    if isinstance(statement, cst.Try | cst.TryStar):
        return _try(ev, statement, frame)
    arms = _arms(statement)
    return _either([_ends(ev, arm, frame) for arm in arms]) if arms else (True, False)


def _arms(statement: cst.CSTNode) -> list[Sequence[cst.CSTNode]]:
    """Return what of a statement runs, one or the other; nothing for a statement that is all head."""
    if isinstance(statement, cst.With):
        return [statement.body.body]
    if isinstance(statement, cst.Match):
        return [*(case.body.body for case in statement.cases), ()]
    if not isinstance(statement, cst.If):
        return []
    other = statement.orelse
    return [
        statement.body.body,
        () if other is None else [other] if isinstance(other, cst.If) else other.body.body,
    ]


def _try(ev: Evaluator, statement: cst.Try | cst.TryStar, frame: Frame) -> tuple[bool, bool]:
    """What the body raises, a handler may take; what runs at the end may leave before anything returns."""
    whole = [*statement.body.body, *(statement.orelse.body.body if statement.orelse is not None else ())]
    arms = [_ends(ev, whole, frame), *(_ends(ev, each.body.body, frame) for each in statement.handlers)]
    goes_on, returns = _either(arms)
    if statement.finalbody is None:
        return goes_on, returns
    last = _ends(ev, statement.finalbody.body.body, frame)
    return (goes_on and last[0], returns or last[1]) if last[0] else last


def _either(arms: Sequence[tuple[bool, bool]]) -> tuple[bool, bool]:
    return any(goes_on for goes_on, _ in arms), any(returns for _, returns in arms)


def _is_abstract(statement: cst.Raise) -> bool:
    error = statement.exc.func if isinstance(statement.exc, cst.Call) else statement.exc
    return error is not None and last_name(error) == _ABSTRACT


@lru_cache(maxsize=20_000)
def sure_calls(node: cst.CSTNode) -> tuple[cst.Call, ...]:
    """Return the calls that are surely made when a statement's head runs."""
    found: list[cst.Call] = []
    for child in [node.func] if isinstance(node, cst.Call) and _keeps_failures(node) else children(node):
        if isinstance(child, cst.BaseSuite | cst.Else | cst.If | cst.Lambda | cst.BaseComp | cst.FunctionDef):
            continue
        if isinstance(node, cst.BooleanOperation) and child is node.right:
            continue
        if isinstance(node, cst.IfExp) and child is not node.test:
            continue
        found.extend(sure_calls(child))
    if isinstance(node, cst.Call):
        found.append(node)
    return tuple(found)


def _keeps_failures(call: cst.Call) -> bool:
    """Say whether what its arguments raise is kept for later: by a task, or among the results."""
    named = (arg.keyword is not None and arg.keyword.value == "return_exceptions" for arg in call.args)
    return last_name(call.func) in _TASKS or any(named)


_TASKS = frozenset({"create_task", "ensure_future"})

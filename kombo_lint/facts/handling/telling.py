"""Whether a statement tells anybody of an error: it raises, returns or keeps it, or calls what may tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.reaching import own_nodes
from kombo_lint.flow.tree import last_name, walk
from kombo_lint.flow.values import FROM_REQUEST, Cls, Const, Ext, Func, Many, Map, Method, Seq, Text

if TYPE_CHECKING:
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Value

_LOGGER = re.compile(r"log", re.IGNORECASE)
_LOW_LEVELS = frozenset({"debug", "info", "warning", "warn", "trace", "log"})
_HIGH_LEVELS = frozenset({"error", "exception", "critical", "fatal"})
_ERROR = 40  # logging.ERROR
_QUIET = frozenset({"sleep", "close", "aclose", "release", "lower", "upper", "strip", "format", "join"})
_LOUD_BUILTINS = frozenset({"print", "exit", "quit", "setattr", "exec", "input"})
_GROWING = frozenset({"append", "appendleft", "add", "insert", "extend", "update", "setdefault", "put"})
_EMPTIED = frozenset({"list", "dict", "set", "tuple", "frozenset", "iter"})
_DEEPEST = 3


def tells(ev: Evaluator, statement: cst.CSTNode, frame: Frame, depth: int = _DEEPEST) -> bool:
    """Say whether a small statement tells somebody; what is not known is taken to."""
    if isinstance(statement, cst.Raise | cst.Assert | cst.AugAssign):
        return True
    if isinstance(statement, cst.Return) and statement.value is not None and not _is_call(statement.value):
        return not is_empty(ev, statement.value, frame)
    if isinstance(statement, cst.Assign) and _keeps(ev, statement.targets[0].target, statement.value, frame):
        return True
    if isinstance(statement, cst.AnnAssign) and statement.value is not None:
        return _keeps(ev, statement.target, statement.value, frame)
    return _speaks(ev, statement, frame, depth) or (
        isinstance(statement, cst.Return)
        and statement.value is not None
        and not is_empty(ev, statement.value, frame)
    )


def _is_call(node: cst.BaseExpression) -> bool:
    return isinstance(node, cst.Call | cst.Await)


def _speaks(ev: Evaluator, statement: cst.CSTNode, frame: Frame, depth: int) -> bool:
    """Say whether a statement calls something that may tell, or yields anything."""
    for node in walk(statement):
        if isinstance(node, cst.Call) and _may_tell(ev, node, frame, depth):
            return True
        if isinstance(node, cst.Yield):
            value = node.value
            if not isinstance(value, cst.BaseExpression) or not is_empty(ev, value, frame):
                return True
    return False


def _keeps(ev: Evaluator, target: cst.BaseExpression, value: cst.BaseExpression, frame: Frame) -> bool:
    """Say whether an assignment keeps the error: in an object or a table, or as a mark of the program's own.

    What is only taken out of the answer, such as its message, says nothing yet.
    """
    if is_empty(ev, value, frame):
        return False
    if not isinstance(target, cst.Name | cst.Tuple):
        return True
    return all(isinstance(each, Const | Cls) for each in ev.values(value, frame))


def is_empty(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> bool:
    """Say whether an expression is nothing at all: None, an empty text, an empty collection.

    A list counts that is filled elsewhere only, for it does not say what is missing.
    """
    if isinstance(node, cst.Name) and (found := frame.scopes.visible(node)) is not None:
        given = [binding.value for binding in found[1] if binding.kind == "assign" and not binding.unpack]
        if given and len(given) == len(found[1]) and all(map(_is_empty_display, given)):
            return True
    return _is_empty_display(node) or all(map(_is_nothing, ev.values(node, frame)))


def _is_empty_display(value: cst.BaseExpression | None) -> bool:
    if isinstance(value, cst.List | cst.Tuple | cst.Set | cst.Dict):
        return not value.elements
    if not isinstance(value, cst.Call) or last_name(value.func) not in _EMPTIED:
        return False
    return all(_is_empty_display(arg.value) for arg in value.args)


def _is_nothing(value: Value) -> bool:
    if isinstance(value, Const):
        return value.value is None or value.value in ("", b"")
    if isinstance(value, Seq | Many):
        return not value.items
    return isinstance(value, Map) and not value.entries


def _may_tell(ev: Evaluator, call: cst.Call, frame: Frame, depth: int) -> bool:
    name = last_name(call.func)
    if name in _QUIET:
        return False
    if name in _LOW_LEVELS and isinstance(call.func, cst.Attribute):
        return not _is_low_log(ev, call, call.func, frame)
    return any(_tells_when_called(ev, callee, name, depth) for callee in ev.values(call.func, frame))


def _is_low_log(ev: Evaluator, call: cst.Call, func: cst.Attribute, frame: Frame) -> bool:
    """Say whether a call logs, and below the level of errors."""
    known = any(isinstance(v, Ext) and v.name.startswith("logging.") for v in ev.values(func, frame))
    if not known and not any(isinstance(n, cst.Name) and _LOGGER.search(n.value) for n in walk(func.value)):
        return False
    if func.attr.value != "log" or not call.args:
        return True
    level = call.args[0].value
    given = [v.value if isinstance(v, Const) else None for v in ev.values(level, frame)]
    return last_name(level).lower() in _LOW_LEVELS or all(isinstance(v, int) and v < _ERROR for v in given)


def _tells_when_called(ev: Evaluator, callee: Value, name: str, depth: int) -> bool:
    if isinstance(callee, Cls):
        return False
    if isinstance(callee, Func):
        return _function_tells(ev, callee, depth)
    if isinstance(callee, Ext) and "." not in callee.name:
        return callee.name in _LOUD_BUILTINS
    if isinstance(callee, Ext) and callee.name.startswith("logging."):
        return name in _HIGH_LEVELS
    if isinstance(callee, Method) and isinstance(callee.receiver, (*FROM_REQUEST, Const, Text, Seq, Map)):
        return name in _GROWING
    return True


def _function_tells(ev: Evaluator, function: Func, depth: int) -> bool:
    """Say whether a function of the project tells somebody in its turn; what it returns does not count."""
    if not depth or isinstance(function.node, cst.Lambda):
        return True
    inner = ev.frame(function.scopes, function.node, receiver=function.receiver)

    def found() -> bool:
        return any(
            _speaks(ev, node, inner, depth - 1)
            if isinstance(node, cst.Return)
            else tells(ev, node, inner, depth - 1)
            for node in own_nodes(function.node)
            if isinstance(node, cst.BaseSmallStatement)
        )

    return ev.once(("tells", function.node), found, meanwhile=False)  # what only calls itself tells nobody

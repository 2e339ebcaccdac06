"""Whether the way of an error comes back to its request: by a loop, by a call of the same function."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.facts.fields.reads import is_of_api
from kombo_lint.facts.handling.ways import loop_around
from kombo_lint.flow import calls
from kombo_lint.flow.tree import last_name, walk
from kombo_lint.flow.values import FROM_REQUEST, Ext, Func, Method

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.facts.handling.decided import Asking
    from kombo_lint.facts.handling.ways import Way

_TAKING = frozenset(
    {"get", "get_nowait", "pop", "popleft", "popitem", "next", "anext", "recv", "receive", "fetchone",
     "readline", "read", "input", "lpop", "rpop", "blpop", "brpop", "dequeue"}
)  # fmt: skip
"""What takes the next thing to work on from somewhere."""


def sent_again(asking: Asking, statement: cst.CSTNode, way: Way) -> bool:
    """Say whether errors with the code get back to the request on their way."""
    if isinstance(statement, cst.While):
        return sends_same(asking, statement)
    loop = loop_around(asking.scopes, statement)
    if loop is not None and way.goes_on and sends_same(asking, loop):
        return True
    return any(map(_Itself(asking).runs_again, way.ran))


def sends_same(asking: Asking, loop: cst.For | cst.While) -> bool:
    """Say whether a loop sends a request in each turn, and nothing that is new in each."""
    changing = _changing(loop)
    for node in walk(loop):
        if isinstance(node, cst.Call) and _sends(asking, node):
            return not changing & set(_names(node))
    return False


def _changing(loop: cst.For | cst.While) -> set[str]:
    """Return the names for what a loop works on: its target, what it takes, and what is made of these."""
    changing = set(_names(loop.target)) if isinstance(loop, cst.For) else set()
    assigned = [node for node in walk(loop.body) if isinstance(node, cst.Assign | cst.For)]
    for node in (*assigned, *assigned):
        if isinstance(node, cst.For):
            changing.update(_names(node.target))
            continue
        value = node.value.expression if isinstance(node.value, cst.Await) else node.value
        if (isinstance(value, cst.Call) and _takes(value)) or changing & set(_names(value)):
            changing.update(name for target in node.targets for name in _names(target))
    return changing


def _names(node: cst.CSTNode) -> Iterator[str]:
    return (part.value for part in walk(node) if isinstance(part, cst.Name))


def _takes(call: cst.Call) -> bool:
    return last_name(call.func) in _TAKING and not any(arg.keyword is None for arg in call.args[1:])


def _sends(asking: Asking, call: cst.Call) -> bool:
    """Say whether a call sends a request to the API, itself or in a function of the project."""
    ev, frame = asking.worlds.before.ev, asking.frame
    for value in ev.values(call.func, frame):
        if isinstance(value, Func) and asking.sends(value.node):
            return True
        if isinstance(value, Method | Ext):
            request = calls.raising_request(ev, value, call, frame)
            if request is not None and is_of_api(ev, request):
                return True
    return any(
        isinstance(value, FROM_REQUEST) and value.request.node is call and is_of_api(ev, value.request)
        for value in ev.values(call, frame)
    )


class _Itself:
    """Finds calls that run the function again in which a decision stands: at once, or later by a queue."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._function = asking.frame.function

    def runs_again(self, statement: cst.CSTNode) -> bool:
        """Say whether a statement does so."""
        return any(isinstance(node, cst.Call) and self._runs(node) for node in walk(statement))

    def _runs(self, call: cst.Call) -> bool:
        inside = isinstance(call.func, cst.Attribute) and self._is_it(call.func.value)
        return inside or self._is_it(call.func) or any(self._is_it(arg.value) for arg in call.args)

    def _is_it(self, node: cst.BaseExpression) -> bool:
        if self._function is None or not isinstance(node, cst.Name | cst.Attribute):
            return False
        if last_name(node) != getattr(getattr(self._function, "name", None), "value", None):
            return False
        values = self._asking.worlds.before.ev.values(node, self._asking.frame)
        return any(isinstance(value, Func) and value.node is self._function for value in values)

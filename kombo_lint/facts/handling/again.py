"""Whether the way of an error comes back to its request: by a loop, by a call of the same function."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.facts.fields.reads import is_of_api
from kombo_lint.facts.handling.reruns import Reruns
from kombo_lint.facts.handling.ways import loop_around
from kombo_lint.flow import calls
from kombo_lint.flow.loops import is_endless
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
_KEYED = frozenset({"get", "read"})
"""Of these, what takes something by a key, or so much of it, where it is given an argument."""


def sent_again(asking: Asking, statement: cst.CSTNode, way: Way) -> bool:
    """Say whether errors with the code get back to the request on their way."""
    if isinstance(statement, cst.While):
        return sends_same(asking, statement)
    loop = loop_around(asking.scopes, statement)
    if loop is not None and way.goes_on and sends_same(asking, loop) and _ends(loop, way):
        return True
    return any(map(Reruns(asking.worlds.before.ev, asking.frame).by, way.ran))


def _ends(loop: cst.For | cst.While, way: Way) -> bool:
    """Say whether a loop ends when all is well: one that never does goes on whatever is answered."""
    if isinstance(loop, cst.For) or not is_endless(loop.test):
        return True
    caught = {
        node for handler in walk(loop) if isinstance(handler, cst.ExceptHandler) for node in walk(handler)
    }
    leaving = {node for node in walk(loop.body) if isinstance(node, cst.Return | cst.Break)}
    return not leaving <= caught | set(way.ran)


def sends_same(asking: Asking, loop: cst.For | cst.While) -> bool:
    """Say whether a loop sends a request in each turn, and nothing that is new in each."""
    changing = _changing(loop)
    for node in walk(loop):
        if isinstance(node, cst.Call) and _sends(asking, node):
            return not changing & set(_names(node)) and not any(map(_takes, _inside(node)))
    return False


def _changing(loop: cst.For | cst.While) -> set[str]:
    """Return the names for what a loop works on: its target, what it takes, and what is made of these."""
    changing = set(_names(loop.target)) if isinstance(loop, cst.For) else set()
    assigned = [node for node in walk(loop) if isinstance(node, cst.Assign | cst.NamedExpr | cst.For)]
    for node in (*assigned, *assigned):
        if isinstance(node, cst.For):
            changing.update(_names(node.target))
        elif _takes(node.value) or changing & set(_names(node.value)):
            targets = (
                [node.target] if isinstance(node, cst.NamedExpr) else [each.target for each in node.targets]
            )
            changing.update(name for target in targets for name in _names(target))
    return changing


def _names(node: cst.CSTNode) -> Iterator[str]:
    return (part.value for part in walk(node) if isinstance(part, cst.Name))


def _inside(call: cst.Call) -> Iterator[cst.CSTNode]:
    return (node for arg in call.args for node in walk(arg.value))


def _takes(node: cst.CSTNode) -> bool:
    """Say whether an expression takes the next thing from somewhere; `table.get("key")` does not."""
    call = node.expression if isinstance(node, cst.Await) else node
    if not isinstance(call, cst.Call) or last_name(call.func) not in _TAKING:
        return False
    given = [arg.value for arg in call.args if arg.keyword is None]
    return len(given) < 2 and not (last_name(call.func) in _KEYED and given)


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

"""Where a client looks at errors: at a status, at what a body says, at an exception, or by asking for one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.facts.backoffs.tries import answer_of
from kombo_lint.facts.fields.reads import is_of_api
from kombo_lint.flow.callers import call_sites
from kombo_lint.flow.errors import caught
from kombo_lint.flow.tree import last_name, walk
from kombo_lint.flow.values import Body, Err, Func, InRange, Method, Resp, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.facts.clients import Client
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Value

_DEEPEST = 3


@dataclass(frozen=True, eq=False)
class Look:
    """A place where errors are looked at.

    `asked` is the response there, or the handler that has caught the error; None where it is neither.
    """

    scopes: Scopes
    node: cst.CSTNode
    asked: cst.BaseExpression | cst.ExceptHandler | None


def looked_at(ev: Evaluator, client: Client) -> list[Look]:
    """Return where a client's errors are looked at: in itself, or in what it calls, or what calls it."""
    new: list[tuple[Scopes, cst.CSTNode]] = [(client.scopes, client.node)]
    seen: set[cst.CSTNode] = set()
    for _ in range(_DEEPEST):
        found = [look for scopes, node in new for look in _in(ev, scopes, node)]
        if found:
            return found
        seen.update(node for _, node in new)
        near = [each for place in new for reach in (_callees, _callers) for each in reach(ev, *place)]
        new = [each for each in near if each[1] not in seen]
    return []


def _callees(ev: Evaluator, scopes: Scopes, node: cst.CSTNode) -> Iterator[tuple[Scopes, cst.CSTNode]]:
    """Yield the functions of the project that are handed an answer."""
    for call in walk(node):
        if not isinstance(call, cst.Call) or last_name(call.func).encode() not in ev.project.definitions:
            continue
        frame = ev.frame_of(scopes, call)
        if any(_is_answer(ev, value) for arg in call.args for value in ev.values(arg.value, frame)):
            called = ev.values(call.func, frame)
            yield from ((value.scopes, value.node) for value in called if isinstance(value, Func))


def _is_answer(ev: Evaluator, value: Value) -> bool:
    return isinstance(value, Status | InRange | Resp | Body | Err) and is_of_api(ev, value.request)


def _callers(ev: Evaluator, scopes: Scopes, node: cst.CSTNode) -> Iterator[tuple[Scopes, cst.CSTNode]]:
    functions = [n for n in walk(node) if isinstance(n, cst.FunctionDef)]
    for function in functions:
        for site in call_sites(ev, scopes, function):
            caller = site.frame.scopes.function_of(site.call)
            if isinstance(caller, cst.FunctionDef):
                yield site.frame.scopes, caller


def _in(ev: Evaluator, scopes: Scopes, node: cst.CSTNode) -> Iterator[Look]:
    model = ev.models
    status = {
        name for library in model.libraries for name in (*library.response.status, *library.response.ranges)
    }
    raises = {name for library in model.libraries for name in library.response.raises}
    keys = {ev.api.code_path[0], *(key for key, _ in ev.api.error_body)}
    for each in walk(node):
        if isinstance(each, cst.ExceptHandler) and each.type is not None:
            if any(answer_of(ev, value) is not None for value in caught(ev, each, ev.frame_of(scopes, each))):
                yield Look(scopes, each.type, each)
        elif isinstance(each, cst.Attribute) and each.attr.value in status | raises:
            values = ev.values(each, ev.frame_of(scopes, each))
            if any(_is_answer(ev, v.receiver if isinstance(v, Method) and v.receiver else v) for v in values):
                parent = scopes.parents.get(each)
                whole = parent if isinstance(parent, cst.Call | cst.Comparison) else each
                yield Look(scopes, whole, each.value)
        elif isinstance(each, cst.SimpleString) and each.evaluated_value in keys:
            for read in _reads(scopes, each):
                values = ev.values(read, ev.frame_of(scopes, read))
                if any(isinstance(v, Body) and v.path and is_of_api(ev, v.request) for v in values):
                    yield Look(scopes, read, None)


def _reads(scopes: Scopes, key: cst.SimpleString) -> Iterator[cst.BaseExpression]:
    """Yield `body["key"]` or `body.get("key")`."""
    parent = scopes.parents.get(key)
    around = scopes.parents.get(parent) if parent is not None else None
    if isinstance(around, cst.SubscriptElement):
        around = scopes.parents.get(around)
    if isinstance(around, cst.Subscript | cst.Call):
        yield around

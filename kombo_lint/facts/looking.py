"""Where a client looks at errors: at a status, at what a body says, at an exception, or by asking for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.facts.backoffs.tries import answer_of
from kombo_lint.facts.fields.reads import is_of_api
from kombo_lint.flow.callers import call_sites
from kombo_lint.flow.errors import caught
from kombo_lint.flow.tree import walk
from kombo_lint.flow.values import Body, InRange, Method, Resp, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.facts.clients import Client
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes

_DEEPEST = 3


def looked_at(ev: Evaluator, client: Client) -> tuple[Scopes, cst.CSTNode] | None:
    """Return the first place where a client's errors are looked at: in itself, or in those that call it."""
    new: list[tuple[Scopes, cst.CSTNode]] = [(client.scopes, client.node)]
    seen: set[cst.CSTNode] = set()
    for _ in range(_DEEPEST):
        for scopes, node in new:
            seen.add(node)
            for place in _in(ev, scopes, node):
                return scopes, place
        new = [each for scopes, node in new for each in _callers(ev, scopes, node) if each[1] not in seen]
    return None


def _callers(ev: Evaluator, scopes: Scopes, node: cst.CSTNode) -> Iterator[tuple[Scopes, cst.CSTNode]]:
    functions = [n for n in walk(node) if isinstance(n, cst.FunctionDef)]
    for function in functions:
        for site in call_sites(ev, scopes, function):
            caller = site.frame.scopes.function_of(site.call)
            if isinstance(caller, cst.FunctionDef):
                yield site.frame.scopes, caller


def _in(ev: Evaluator, scopes: Scopes, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    model = ev.models
    status = {
        name for library in model.libraries for name in (*library.response.status, *library.response.ranges)
    }
    raises = {name for library in model.libraries for name in library.response.raises}
    keys = {ev.api.code_path[0], *(key for key, _ in ev.api.error_body)}
    for each in walk(node):
        if isinstance(each, cst.ExceptHandler) and each.type is not None:
            if any(answer_of(ev, value) is not None for value in caught(ev, each, ev.frame_of(scopes, each))):
                yield each.type
        elif isinstance(each, cst.Attribute) and each.attr.value in status | raises:
            for value in ev.values(each, ev.frame_of(scopes, each)):
                response = value.receiver if isinstance(value, Method) else value
                if isinstance(response, Status | InRange | Resp | Body) and is_of_api(ev, response.request):
                    parent = scopes.parents.get(each)
                    yield parent if isinstance(parent, cst.Call | cst.Comparison) else each
                    break
        elif isinstance(each, cst.SimpleString) and each.evaluated_value in keys:
            for read in _reads(scopes, each):
                values = ev.values(read, ev.frame_of(scopes, read))
                if any(isinstance(v, Body) and v.path and is_of_api(ev, v.request) for v in values):
                    yield read


def _reads(scopes: Scopes, key: cst.SimpleString) -> Iterator[cst.BaseExpression]:
    """Yield `body["key"]` or `body.get("key")`."""
    parent = scopes.parents.get(key)
    around = scopes.parents.get(parent) if parent is not None else None
    if isinstance(around, cst.SubscriptElement):
        around = scopes.parents.get(around)
    if isinstance(around, cst.Subscript | cst.Call):
        yield around

"""Where a client looks at errors: at a status, at a caught exception, or by asking for one to be raised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.facts.backoffs.tries import answer_of
from kombo_lint.flow.callers import call_sites
from kombo_lint.flow.errors import caught
from kombo_lint.flow.origins import origin
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
    for each in walk(node):
        if isinstance(each, cst.ExceptHandler) and each.type is not None:
            if any(answer_of(ev, value) is not None for value in caught(ev, each, ev.frame_of(scopes, each))):
                yield each.type
        elif isinstance(each, cst.Attribute) and each.attr.value in status | raises:
            for value in ev.values(each, ev.frame_of(scopes, each)):
                response = value.receiver if isinstance(value, Method) else value
                if isinstance(response, Status | InRange | Resp | Body) and origin(
                    ev, response.request
                ).whose in ("api", "likely"):
                    parent = scopes.parents.get(each)
                    yield parent if isinstance(parent, cst.Call | cst.Comparison) else each
                    break

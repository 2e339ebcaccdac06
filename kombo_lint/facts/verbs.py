"""The HTTP methods by which requests are sent, found one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.arguments import argument, argument_node
from kombo_lint.flow.callers import passed_by_callers
from kombo_lint.flow.tree import last_name
from kombo_lint.flow.values import Const, Obj, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Request, Values
    from kombo_lint.models.tables import Send

_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
_WRITES = rb"%b\(\s*[\"']((?i:post|put|patch|delete))[\"']"
"""The form of a call that begins with a method that writes."""
_MOST_FILES = 20
_DEEPEST = 5
_GOING_ON = frozenset({"upper", "lower", "strip", "str"})


def http_methods(ev: Evaluator, request: Request) -> Iterator[str]:
    """Yield the HTTP methods that a request may be sent by; none where that is not known."""
    if request.send is None:
        return
    if not isinstance(request.node, cst.Call):  # the method itself, handed to what calls it
        yield from {last_name(request.node).upper()} & _METHODS
        return
    given: Values | None = None
    if request.send.request is not None:
        given = argument(ev, request.node, request.frame, request.send.request, request.send.keyword)
    elif request.send.url is not None:
        given = argument(ev, request.node, request.frame, request.send.url, request.send.keyword)
    made = [value for value in given or () if isinstance(value, Obj) and value.call is not None]
    if request.send.request is not None or made:
        for value in made:
            yield from _of_object(ev, value)
    else:
        yield from _of_call(ev, request.send, request.node, request.frame)


def _of_object(ev: Evaluator, value: Obj) -> Iterator[str]:
    """Yield the methods that a request object is made with."""
    if value.call is not None and value.frame is not None:
        spec = ev.models.requests.get((value.kind, last_name(value.call.func)))
        spec = spec or ev.models.requests.get((value.kind, ""))
        if spec is not None:
            yield from _of_call(ev, spec, value.call, value.frame)


def _of_call(ev: Evaluator, send: Send, call: cst.Call, frame: Frame) -> Iterator[str]:
    named = last_name(call.func).upper()
    if named in _METHODS:
        yield named
        return
    node = argument_node(call, send.method, "method")
    if node is not None:
        yield from _said(ev, node, frame, set())
        return
    # In `request(*args, **options)` it is what callers anywhere pass: to ask those takes too long.
    given = argument(ev.local, call, frame, send.method, "method")
    if given is not None:
        yield from _texts(given)
    elif send.method_with is not None:
        body = argument(ev, call, frame, 1, send.method_with)
        yield "GET" if body is None or body == (Const(None),) else "POST"


def _said(ev: Evaluator, node: cst.BaseExpression, frame: Frame, seen: set[cst.CSTNode]) -> Iterator[str]:
    """Yield what an expression for a method comes to; what callers pass, caller by caller."""
    while isinstance(node, cst.Call) and last_name(node.func) in _GOING_ON:
        inner = node.func.value if isinstance(node.func, cst.Attribute) else node.args[0].value
        node = inner
    near = ev.near.values(node, frame)
    if not isinstance(node, cst.Name) or not all(isinstance(value, Unknown) for value in near):
        yield from _texts(near if not all(isinstance(v, Unknown) for v in near) else ev.values(node, frame))
        return
    found = frame.scopes.visible(node)
    function = frame.scopes.function_of_scope(found[0]) if found is not None else None
    if found is None or function is None or function in seen or len(seen) > _DEEPEST:
        return
    if any(binding.kind != "param" for binding in found[1]):
        yield from _texts(ev.values(node, frame))
        return
    if isinstance(function, cst.FunctionDef) and frame.call is None:
        name = function.name.value
        written = ev.project.files_like(_WRITES, name)
        if len(written) > _MOST_FILES:  # nobody asks so many callers, and it is plain what they want
            match = re.search(_WRITES.replace(b"%b", name.encode()), ev.project.files[written[0]])
            yield match[1].decode().upper() if match is not None else ""
            return
    for given, caller in passed_by_callers(ev, node.value, function, frame):
        if given is not None:
            yield from _said(ev, given, caller, seen | {function})


def _texts(values: Values) -> Iterator[str]:
    for value in values:
        if isinstance(value, Const) and isinstance(value.value, str):
            yield value.value.upper()

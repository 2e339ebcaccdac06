"""Whose a request is where no address is known: names and headers on the way to it may say so.

A name of what is called, of what its address is read from, and of what its client is put into is meant for
that request. That of the class or function around it is too where the address has no name of its own: in a
client of one API `self.base_url` is the API's, and `settings.BACKEND_URL` is not.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import texts, unmodelled
from kombo_lint.flow.arguments import argument_node
from kombo_lint.flow.cargo import same
from kombo_lint.flow.classes import self_of
from kombo_lint.flow.reaching import own
from kombo_lint.flow.tree import last_name, targets
from kombo_lint.flow.values import Expr, Inst, Obj

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Frame, Request, Value

_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")
_NEUTRAL = frozenset(
    {"url", "uri", "urls", "base", "api", "host", "hostname", "server", "domain", "origin", "address"}
    | {"endpoint", "root", "prefix", "path", "route", "resource", "link", "full", "next", "client", "self"}
)
"""Words for an address that do not say whose it is."""
_TEST = "test"


def says_api(ev: Evaluator, request: Request, unknown: Iterable[str]) -> str | None:
    """Return the words for why a request is likely the API's; None where nothing says so.

    `unknown` are the names of what is not known in its address.
    """
    hints = list(unknown)
    near = (*hints, *_of_client(ev, request), *_written(ev, request))
    around = _around(ev, request) if all(map(_is_neutral, hints)) else ()
    for name in (*near, *around):
        if unmodelled.says_api(ev, name):
            return f"only its name says so: {name}"
    header = _header(ev, request)
    return f"it sends the header {header}" if header is not None else None


def hints(ev: Evaluator, value: Value) -> tuple[str, ...]:
    """Return the names that stand for what is not known in an address; of a sum those it begins with."""
    if isinstance(value, Expr) and isinstance(value.node, cst.BinaryOperation):
        begins = ev.values(value.node.left, value.frame)
        return tuple(name for each in begins for name in hints(ev, each))
    return texts.hints(value)


def _is_neutral(name: str) -> bool:
    return all(word.lower() in _NEUTRAL for word in _WORD.findall(name))


def _of_client(ev: Evaluator, request: Request) -> Iterator[str]:
    """Yield the names of the client: those that led to it, its class, and what it is put into."""
    receiver = request.receiver
    yield from texts.hints(receiver) if receiver is not None else ()
    if isinstance(receiver, Inst):
        yield receiver.cls.node.name.value
    for client in (receiver, self_of(ev, request.frame)):
        if isinstance(client, Obj | Inst) and client.call is not None and client.frame is not None:
            yield from _holders(client.frame.scopes, client.call)


def _holders(scopes: Scopes, call: cst.Call) -> Iterator[str]:
    """Yield the names that what a call makes is given: by assignment, and by the function that returns it."""
    for parent in takewhile(lambda each: not isinstance(each, cst.BaseSuite), scopes.ancestors(call)):
        if isinstance(parent, cst.Assign | cst.AnnAssign):
            yield from (last_name(target) for target in targets(parent))
        elif isinstance(parent, cst.WithItem) and parent.asname is not None:
            yield last_name(parent.asname.name)
        elif isinstance(parent, cst.Return):
            function = scopes.function_of(call)
            yield function.name.value if isinstance(function, cst.FunctionDef) else ""


def _written(ev: Evaluator, request: Request) -> Iterator[str]:
    """Yield the names in the calls that lead to the request, of what is called and of the address."""
    node: cst.CSTNode | None = request.node
    frame: Frame | None = request.frame
    send = request.send
    while isinstance(node, cst.Call) and frame is not None:
        owner = node.func.value if isinstance(node.func, cst.Attribute) else node.func
        yield from _names(owner)
        if send is not None and send.url is not None:
            address = argument_node(node, send.url, send.keyword)
            yield from _names(_beginning(address)) if address is not None else ()
        node, frame, send = frame.call, frame.caller, None


def _beginning(node: cst.BaseExpression) -> cst.BaseExpression:
    """Return what an address begins with: of a sum, a formatted text and a join the first part."""
    if isinstance(node, cst.BinaryOperation):
        return _beginning(node.left)
    if isinstance(node, cst.FormattedString) and node.parts:
        first = node.parts[0]
        return _beginning(first.expression) if isinstance(first, cst.FormattedStringExpression) else node
    return node


def _names(node: cst.BaseExpression) -> Iterator[str]:
    """Yield the names that an expression is made of: those of attributes, calls and first arguments."""
    if isinstance(node, cst.Name):
        yield node.value
    elif isinstance(node, cst.Attribute):
        yield node.attr.value
        yield from _names(node.value)
    elif isinstance(node, cst.Call):
        yield from _names(node.func)
        yield from _names(_beginning(node.args[0].value)) if node.args else ()
    elif isinstance(node, cst.Await):
        yield from _names(node.expression)
    elif isinstance(node, cst.Subscript):
        yield from _names(node.value)


def _around(ev: Evaluator, request: Request) -> Iterator[str]:
    """Yield the names of the classes and functions that send the request and return what is answered."""
    node: cst.CSTNode | None = request.node
    frame: Frame | None = request.frame
    while node is not None and frame is not None:
        around = self_of(ev, frame)
        if around is not None:
            yield around.cls.node.name.value
        function = frame.function
        if isinstance(function, cst.FunctionDef) and _returns(frame.scopes, function, node):
            yield function.name.value if not function.name.value.startswith(_TEST) else ""
        node, frame = frame.call, frame.caller


def _returns(scopes: Scopes, function: cst.FunctionDef, node: cst.CSTNode) -> bool:
    """Say whether a function returns what a call in it gives, or the name that this is given."""
    held: set[str] = set()
    for parent in takewhile(lambda each: not isinstance(each, cst.BaseSuite), scopes.ancestors(node)):
        if isinstance(parent, cst.Return):
            return True
        if isinstance(parent, cst.Assign | cst.AnnAssign):
            held.update(last_name(target) for target in targets(parent))
    returned = (each.value for each in own(function, cst.Return))
    return any(isinstance(value, cst.Name) and value.value in held for value in returned)


def _header(ev: Evaluator, request: Request) -> str | None:
    """Return the API's own header that the request or its client is given, or None."""
    calls = [(request.node, request.frame)]
    if isinstance(request.receiver, Obj) and request.receiver.call and request.receiver.frame:
        calls.append((request.receiver.call, request.receiver.frame))
    given = (unmodelled.api_header(ev, call, frame) for call, frame in calls if isinstance(call, cst.Call))
    found = next((header for header in given if header is not None), None)
    return found or next(_set_on(ev, request), None)


def _set_on(ev: Evaluator, request: Request) -> Iterator[str]:
    """Yield the API's own headers that are put on the client of a request, in the modules of these two."""
    client = request.receiver
    if not isinstance(client, Obj | Inst):
        return
    modules = dict.fromkeys((request.scopes, *([client.frame.scopes] if client.frame is not None else ())))
    for scopes in modules:
        for item in scopes.items.get(unmodelled.HEADERS, ()):
            header = unmodelled.header_among(ev, ev.values(item.key, ev.frame_of(scopes, item.key)))
            if header is not None and _is_of(ev, scopes, item.target, client):
                yield header
        for store in scopes.stores.get(unmodelled.HEADERS, ()):
            values = (
                ev.values(store.value, ev.frame_of(scopes, store.target)) if store.value is not None else ()
            )
            header = unmodelled.header_in(ev, values)
            if header is not None and _is_of(ev, scopes, store.target, client):
                yield header


def _is_of(ev: Evaluator, scopes: Scopes, target: cst.BaseExpression, client: Value) -> bool:
    """Say whether an attribute is one of the client."""
    if not isinstance(target, cst.Attribute):
        return False
    return any(same(each, client) for each in ev.values(target.value, ev.frame_of(scopes, target)))

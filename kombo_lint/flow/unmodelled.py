"""Requests by what nothing is known of: calls that are named as those of clients are.

`session.get("https://…")` on a parameter, `kombo_client.get("/x")` from a module that is not in view. Where
the address is surely the API's, or a name or a header says that it is, the call is taken for a request; only
what is asked of it then as of a response counts.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import libcst as cst
from msgspec import structs

from kombo_lint.flow import attributes, calls, texts
from kombo_lint.flow.arguments import argument, argument_node
from kombo_lint.flow.runners import send_of
from kombo_lint.flow.values import Const, Err, Ext, Map, Method, Resp, Unknown

if TYPE_CHECKING:
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Value, Values
    from kombo_lint.models.tables import Library, Send

_CLIENT = "any.Client"
HEADERS = "headers"
_WHOLE = frozenset({"url", "uri", "host", "base", "api", "endpoint", "address"})
"""Words for what has a host, and is no path alone."""
# What can stand for an address; most of what is looked up in a mapping is a text that is none.
_TEXTS = (
    cst.SimpleString,
    cst.ConcatenatedString,
    cst.FormattedString,
    cst.Name,
    cst.Attribute,
    cst.Subscript,
    cst.Call,
    cst.BinaryOperation,
)


def called(ev: Evaluator, name: str, node: cst.Call, frame: Frame) -> Values:
    """Return the response of a call of something unknown by `name`, where it is a request to the API."""
    owner, _, last = name.rpartition(".")
    named, found = ev.models.send(_CLIENT, last), _model(ev, last)
    if found is not None and any(map(partial(_is_known, ev), ev.values(node.func, frame))):
        return ()  # a client that is known may be called here too, and says more
    if named is not None and says_api(ev, owner):
        return (calls.sent(ev, node, frame, *named, Unknown(owner)),)
    if found is None or not _is_used(ev, node, frame, found[0]):
        return ()
    library, send = found
    place = _address(ev, node, frame, send)
    if place is None and not _sends_header(ev, node, frame, send):
        return ()
    return (
        calls.sent(ev, node, frame, library, send if place is None else _at(send, place), Unknown(owner)),
    )


def errors(ev: Evaluator, value: Unknown | Ext, node: cst.Call, frame: Frame) -> Values:
    """Return what a call of something unknown may raise for a bad status, where it asks the API."""
    name = value.hint if isinstance(value, Unknown) else value.name
    found = _model(ev, name.rpartition(".")[2])
    kind = found[0].response.error if found is not None else None
    if found is None or kind is None:
        return ()
    answers = (each for each in ev.values(node, frame) if isinstance(each, Resp))
    return tuple(
        Err(kind, each.request)
        for each in answers
        if each.request.node is node and each.request.library is found[0]
    )


def _is_known(ev: Evaluator, value: Value) -> bool:
    return isinstance(value, Method | Ext) and send_of(ev, value) is not None


def says_api(ev: Evaluator, name: str) -> bool:
    """Say whether a name says that what it stands for is the API's."""
    lowered = name.lower()
    return any(word in lowered for word in ev.api.words)


def api_header(ev: Evaluator, call: cst.Call, frame: Frame) -> str | None:
    """Return the header of the API's own that a call is given, or None."""
    return header_in(ev, argument(ev, call, frame, None, HEADERS) or ()) if _known(ev) else None


def header_in(ev: Evaluator, headers: Values) -> str | None:
    """Return the header of the API's own among headers that may be given, or None."""
    keys = (keys for value in headers if isinstance(value, Map) for keys, _ in value.entries)
    return next((found for each in keys if (found := header_among(ev, each)) is not None), None)


def header_among(ev: Evaluator, names: Values) -> str | None:
    """Return the header of the API's own that one of the names of a header is, or None."""
    known = _known(ev)
    lowered = (str(name.value).lower() for name in names if isinstance(name, Const))
    return next((known[text] for text in lowered if text in known), None)


def _known(ev: Evaluator) -> dict[str, str]:
    """Map the headers of the API that are written in the project, in lower case, to their names."""
    return {header.lower(): header for header in ev.api.headers if _is_written(ev, header)}


def _model(ev: Evaluator, name: str) -> tuple[Library, Send] | None:
    """Return the call of a client that is meant by `get`, `http_get` or `make_request`, or None."""
    return ev.models.send(_CLIENT, name.rpartition("_")[2])


def _is_used(ev: Evaluator, node: cst.Call, frame: Frame, library: Library) -> bool:
    """Say whether a call may give a response that is asked: no mock, and nothing that is thrown away."""
    parent = frame.scopes.parents.get(node)
    if isinstance(parent, cst.Attribute):
        read = ev.models.response(library)
        return parent.attr.value in {
            *read.status,
            *read.json,
            *read.raw,
            *read.raises,
            *read.ranges,
            attributes.FUTURE,
        }
    return not isinstance(parent, cst.Expr)


def _address(ev: Evaluator, node: cst.Call, frame: Frame, send: Send) -> int | None:
    """Return the position of the argument that is surely an address of the API, or None."""
    if not any(_is_written(ev, host) for host in ev.api.hosts):
        return None
    for place, asked in ((send.url or 0, ev), (0, ev.near)):
        written = argument_node(node, place, send.keyword)
        if isinstance(written, _TEXTS) and any(_names_api(ev, each) for each in asked.values(written, frame)):
            return place
    return None


def _names_api(ev: Evaluator, value: Value) -> bool:
    text = texts.plain(value)
    return text is not None and texts.names_host(text, ev.api.hosts)


def _sends_header(ev: Evaluator, node: cst.Call, frame: Frame, send: Send) -> bool:
    """Say whether a call is given the API's header and a whole address: tests ask their own paths with it."""
    if api_header(ev, node, frame) is None:
        return False
    address = argument(ev, node, frame, send.url, send.keyword) or ()
    names = "_".join(name for value in address for name in texts.hints(value)).lower()
    return not _WHOLE.isdisjoint(re.split(r"[\W_]", names))


def _is_written(ev: Evaluator, text: str) -> bool:
    """Say whether a text of the API is written in the project; where it is not, none is found."""
    return ev.once(
        ("written", text), lambda: bool(ev.project.files_mentioning(text.lower())), meanwhile=False
    )


@lru_cache(maxsize=64)
def _at(send: Send, place: int) -> Send:
    """Return a call whose address is at another place; what stands before it is the HTTP method."""
    return structs.replace(send, url=place, method=place - 1 if place else None)

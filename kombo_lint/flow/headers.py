"""The headers of a response: what of them is known of an answer with a JSON body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.flow.values import UNKNOWN, Const, Header

if TYPE_CHECKING:
    import libcst as cst

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Request, Value, Values
    from kombo_lint.models.tables import Error, Response
    from kombo_lint.registry import Api

_TYPE = "content-type"
_READS = frozenset({"get", "getheader", "get_all", "getlist", "getall", "getone"})
_TYPES = frozenset({"get_content_type"})
"""What the headers of Python's own library call the type without its parameters."""


def of(request: Request, model: Response | Error, name: str) -> Values:
    """Return what of an answer's headers an attribute of it has; nothing for any other attribute."""
    if name in model.headers:
        return (Header(request),)
    if name in getattr(model, "content_type", ()):
        return (Header(request, _TYPE, plain=True),)
    return ()


def item(headers: Header, key: Value) -> Values:
    """Return the header of that name."""
    if headers.name is None and isinstance(key, Const) and isinstance(key.value, str):
        return (Header(headers.request, key.value.lower()),)
    return UNKNOWN


def called(ev: Evaluator, headers: Header, node: cst.Call, frame: Frame) -> Values:
    """Return what a method of the response gives that has all headers, or the one of a name."""
    if headers.name is not None or not node.args:
        return (headers,)
    return _named(ev, headers, node, frame)


def method_called(ev: Evaluator, headers: Header, name: str, node: cst.Call, frame: Frame) -> Values:
    """Return what a method of the headers gives: one of them."""
    if name in _TYPES:
        return (Header(headers.request, _TYPE, plain=True),)
    return _named(ev, headers, node, frame) if name in _READS else UNKNOWN


def _named(ev: Evaluator, headers: Header, node: cst.Call, frame: Frame) -> Values:
    keys = ev.values(node.args[0].value, frame) if node.args else UNKNOWN
    return tuple(found for key in keys for found in item(headers, key))


def texts(api: Api, header: Header) -> tuple[str, ...]:
    """Return what a header may be where the body is JSON; nothing where that says nothing of it."""
    if header.name != _TYPE:
        return ()
    return api.content_types[:1] if header.plain else api.content_types

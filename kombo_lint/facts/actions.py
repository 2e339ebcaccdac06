"""Which operation of the API a request is for: by the SDK's method, or by HTTP method and path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import texts
from kombo_lint.flow.arguments import argument
from kombo_lint.flow.origins import origin, urls
from kombo_lint.flow.tree import last_name
from kombo_lint.flow.values import Const, Method, Obj

if TYPE_CHECKING:
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Request, Values
    from kombo_lint.models import Send
    from kombo_lint.registry import Operation

_HOLE = "\0"
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_METHODS = _READS | {"POST", "PUT", "PATCH", "DELETE"}
_VERSION = re.compile(r"^v\d+/")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:(?=//)")


def of_kind(ev: Evaluator, request: Request, kind: str) -> bool:
    """Say whether a request goes to the API and is for an operation of this kind.

    Where the path is only known in part, so that it may be for one, it is when it writes.
    """
    if origin(ev, request).whose not in ("api", "likely"):
        return False
    by_sdk = _sdk_method(ev, request)
    if by_sdk is not None:
        named = (each for each in ev.api.operations if by_sdk in (each.sdk_method, each.sdk_async_method))
        return any(each.kind == kind for each in named)
    methods = http_methods(ev, request)
    paths = [_path(text) for text in map(texts.plain, urls(ev, request)) if text is not None] or [_HOLE]
    return any(_is_for(ev, kind, method, path) for method in methods for path in paths)


def _sdk_method(ev: Evaluator, request: Request) -> str | None:
    if request.library.name != ev.api.sdk:
        return None
    node = request.node.func if isinstance(request.node, cst.Call) else request.node
    called = ev.values(node, request.frame) if isinstance(node, cst.BaseExpression) else ()
    return next((value.name for value in called if isinstance(value, Method)), "")


def _is_for(ev: Evaluator, kind: str, method: str, path: str) -> bool:
    same = [each for each in ev.api.operations if each.http_method == method]
    exact = [each for each in same if _fits(each, path)]
    if exact:
        return any(each.kind == kind for each in exact)
    may_be = [each for each in same if _HOLE in path and _may_fit(each, path)]
    return method not in _READS and any(each.kind == kind for each in may_be)


def _path(url: str) -> str:
    """Return the path of a URL of which parts may be unknown."""
    path = url.partition("?")[0].partition("#")[0]
    if _SCHEME.match(path) or path.startswith("//"):
        path = path.partition("//")[2].partition("/")[2]
    return _VERSION.sub("", path.strip("/"))


def _fits(operation: Operation, path: str) -> bool:
    """Say whether a path ends in that of an operation; what is unknown may stand for its variables."""
    wanted, given = operation.path.strip("/").split("/"), path.split("/")
    given = given[-len(wanted) :]
    # An unknown beginning, such as that of base + "ats/candidates", ends in the middle of a part.
    given[0] = given[0].rpartition(_HOLE)[2] or given[0]
    return len(given) == len(wanted) and all(
        part == want or (want.startswith("{") and part != "")
        for want, part in zip(wanted, given, strict=True)
    )


def _may_fit(operation: Operation, path: str) -> bool:
    pattern = ".*".join(map(re.escape, path.split(_HOLE)))
    return re.fullmatch(rf"(?:.*/)?{pattern}", operation.path.strip("/")) is not None


def http_methods(ev: Evaluator, request: Request) -> frozenset[str]:
    """Return the HTTP methods that a request may be sent by; none where that is not known."""
    if request.send is None:
        return frozenset()
    if not isinstance(request.node, cst.Call):  # the method itself, handed to what calls it
        return frozenset({last_name(request.node).upper()} & _METHODS)
    if request.send.request is not None:
        given = argument(ev, request.node, request.frame, request.send.request, request.send.keyword) or ()
        return _of_objects(ev, given)
    if request.send.url is not None:
        url = argument(ev, request.node, request.frame, request.send.url, request.send.keyword) or ()
        objects = _of_objects(ev, url)
        if objects:
            return objects
    return _of_call(ev, request.send, request.node, request.frame)


def _of_objects(ev: Evaluator, values: Values) -> frozenset[str]:
    """Return the methods that request objects are made with."""
    found: set[str] = set()
    for value in values:
        if isinstance(value, Obj) and value.call is not None and value.frame is not None:
            spec = ev.models.requests.get((value.kind, last_name(value.call.func)))
            spec = spec or ev.models.requests.get((value.kind, ""))
            if spec is not None:
                found |= _of_call(ev, spec, value.call, value.frame)
    return frozenset(found)


def _of_call(ev: Evaluator, send: Send, call: cst.Call, frame: Frame) -> frozenset[str]:
    named = last_name(call.func).upper()
    if named in _METHODS:
        return frozenset({named})
    given = argument(ev, call, frame, send.method, "method")
    if given is not None:
        return frozenset(
            value.value.upper()
            for value in given
            if isinstance(value, Const) and isinstance(value.value, str)
        )
    if send.method_with is None:
        return frozenset()
    body = argument(ev, call, frame, 1, send.method_with)
    return frozenset({"GET" if body is None or body == (Const(None),) else "POST"})

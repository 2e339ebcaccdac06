"""Which operation of the API a request is for: by the SDK's method, or by HTTP method and path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.facts.verbs import http_methods
from kombo_lint.flow import texts
from kombo_lint.flow.origins import origin, urls
from kombo_lint.flow.values import Method

if TYPE_CHECKING:
    from collections.abc import Collection

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Request
    from kombo_lint.registry import Operation

_HOLE = "\0"
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_VERSION = re.compile(r"^v\d+(?:/|(?=\0))")
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
    paths = [_path(text) for text in map(texts.plain, urls(ev, request)) if text is not None] or [_HOLE]
    # One method is enough, and which others there are may take long to find out.
    return any(_is_for(ev, kind, method, path) for method in http_methods(ev, request) for path in paths)


def is_only(ev: Evaluator, request: Request, kinds: Collection[str]) -> bool:
    """Say whether it is known which operations a request is for, and all of them are of these kinds."""
    by_sdk = _sdk_method(ev, request)
    if by_sdk is not None:
        named = [each for each in ev.api.operations if by_sdk in (each.sdk_method, each.sdk_async_method)]
        return bool(named) and all(each.kind in kinds for each in named)
    found = [
        [each for each in ev.api.operations if _fits(each, _path(text))] if text is not None else []
        for text in map(texts.plain, urls(ev, request))
    ]
    if not found or not all(any(each.kind in kinds for each in fit) for fit in found):
        return False
    methods = set(http_methods(ev, request))  # last, for it may take long
    fit = [[each for each in fit if not methods or each.http_method in methods] for fit in found]
    return all(each and all(one.kind in kinds for one in each) for each in fit)


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
        host, slash, path = path.partition("//")[2].partition("/")
        if not slash and _HOLE in host:
            path = _HOLE  # "https://api.example.com" + path
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

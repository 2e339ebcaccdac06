"""The program's clients of the API: the classes and functions through which its requests go."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.facts.actions import is_only, of_kind
from kombo_lint.flow.declared import is_declared
from kombo_lint.flow.origins import origin
from kombo_lint.flow.sending import requests_of
from kombo_lint.flow.tree import last_name, walk
from kombo_lint.flow.values import Ext, Func, Method, Resp, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Request
    from kombo_lint.registry import Api, Change

_IMPORTS = r"^[ \t]*(?:import|from)[ \t]+(?:{})\b"
_READS = frozenset({"get", "head", "options"})


@dataclass(frozen=True, eq=False)
class Client:
    """A class, or a function that is in none (or a module), with the requests that it sends."""

    scopes: Scopes
    node: cst.CSTNode
    requests: tuple[Request, ...]

    @property
    def name(self) -> str | None:
        """What it is called; None for a module's own code."""
        named = isinstance(self.node, cst.ClassDef | cst.FunctionDef)
        return self.node.name.value if named else None  # type: ignore[attr-defined]


def clients(ev: Evaluator, change: Change, paths: Sequence[str]) -> list[Client]:
    """Return the clients in the files whose requests a change may concern; a test is none."""
    kind = change.limit.applies_to if change.limit is not None else None
    found: dict[cst.CSTNode, list[Request]] = {}
    where: dict[cst.CSTNode, Scopes] = {}
    for request in _requests(ev, kind, paths):
        node = _around(request.scopes, request.node)
        if not is_only(ev, request, change.spares) and not _is_test(node):
            found.setdefault(node, []).append(request)
            where[node] = request.scopes
    return [Client(where[node], node, tuple(requests)) for node, requests in found.items()]


def _is_test(node: cst.CSTNode) -> bool:
    """Say whether a class or function is a test, by its name and what it does."""
    if isinstance(node, cst.ClassDef):
        bases = [last_name(base.value) for base in node.bases]
        named = node.name.value.startswith("Test") or any(base.endswith("TestCase") for base in bases)
        return named and any(map(_is_named_so, node.body.body))
    return _is_named_so(node) and any(map(_asserts, walk(node)))


def _is_named_so(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.FunctionDef) and node.name.value.startswith("test")


def _asserts(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Assert) or (isinstance(node, cst.Call) and last_name(node.func) == "raises")


def _around(scopes: Scopes, node: cst.CSTNode) -> cst.CSTNode:
    """Return the class that code is in, or else its outermost function, or else the module."""
    around = [each for each in scopes.ancestors(node) if isinstance(each, cst.ClassDef | cst.FunctionDef)]
    classes = [each for each in around if isinstance(each, cst.ClassDef)]
    return (classes or around[-1:] or [scopes.module.tree])[0]


def _requests(ev: Evaluator, kind: str | None, paths: Sequence[str]) -> Iterator[Request]:
    for path, names in _files(ev, kind, paths):
        scopes = ev.project.module(path, "may send a request")
        for name in sorted(names) if scopes is not None else ():
            assert scopes is not None
            for call in scopes.calls.get(name, ()):
                if not _is_key(ev, call):
                    yield from _of_call(ev, kind, scopes, call)


def _of_call(ev: Evaluator, kind: str | None, scopes: Scopes, call: cst.Call) -> Iterator[Request]:
    frame = ev.frame_of(scopes, call)
    if ev.models.declared and any(
        is_declared(ev, v.node) for v in ev.values(call.func, frame) if isinstance(v, Func)
    ):
        answers = (value for value in ev.values(call, frame) if isinstance(value, Resp))
        yield from (answer.request for answer in answers if answer.request.node is call)
        return
    if not any(isinstance(v, Method | Ext | Unknown) for v in ev.near.values(call.func, frame)):
        return
    for request in requests_of(ev, call, frame):
        if is_declared(ev, request.frame.function):
            continue  # what it gives is an answer to those that call it
        is_apis = origin(ev, request).whose in ("api", "likely")
        if is_apis if kind is None else of_kind(ev, request, kind):
            yield request


def _is_key(ev: Evaluator, call: cst.Call) -> bool:
    """Say whether what is got is a word that ends no path of the API's: `headers.get("Retry-After")`.

    What `headers` is may take long to find out.
    """
    given = call.args[0].value if call.args else None
    if last_name(call.func) not in _READS or not isinstance(given, cst.SimpleString) or not ev.api.operations:
        return False
    word = given.evaluated_value
    return isinstance(word, str) and "/" not in word and word not in _ends(ev.api)


@lru_cache
def _ends(api: Api) -> frozenset[str]:
    """Return the last parts of the paths of an API's operations."""
    return frozenset(each.path.rpartition("/")[2] for each in api.operations)


def _files(ev: Evaluator, kind: str | None, paths: Sequence[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the files that may send requests, with what the calls that do so are named there.

    They name the API, or import a library that sends.
    """
    libraries = {library.name for library in ev.models.libraries if library.sends}
    imports = re.compile(_IMPORTS.format("|".join(sorted(map(re.escape, libraries)))).encode(), re.MULTILINE)
    named = set[str]().union(*map(ev.project.files_with, {name.partition(".")[0] for name in libraries}))
    concerned = set[str]().union(*map(ev.project.files_mentioning, ev.api.words))
    wanted = [each for each in ev.api.operations if kind is None or each.kind == kind]
    by_sdk = {name.rpartition(".")[2] for each in wanted for name in (each.sdk_method, each.sdk_async_method)}
    sends = ev.models.send_names - {"_request", "getresponse"}
    declared = {name.rpartition(".")[2] for name in ev.models.declared}
    concerned.update(*map(ev.project.files_with, declared))
    # Of what only reads, few operations are of some kind: their paths end in a word.
    read = {each.path.rpartition("/")[2].encode() for each in wanted if each.http_method.lower() in _READS}
    for path in paths:
        data = ev.project.files[path]
        if not (path in concerned or (path in named and imports.search(data))):
            continue
        reads = kind is None or any(word in data for word in read)
        names = frozenset(by_sdk | declared | (sends if reads else sends - _READS))
        yield path, names

"""The program's clients of the API: the classes and functions through which its requests go."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.facts.actions import of_kind
from kombo_lint.flow.origins import origin
from kombo_lint.flow.sending import requests_of
from kombo_lint.flow.values import Ext, Method, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Request

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


def clients(ev: Evaluator, kind: str | None, paths: Sequence[str]) -> list[Client]:
    """Return the clients in the files that send requests for operations of a kind, or of any."""
    found: dict[cst.CSTNode, list[Request]] = {}
    where: dict[cst.CSTNode, Scopes] = {}
    for request in _requests(ev, kind, paths):
        node = _around(request.scopes, request.node)
        found.setdefault(node, []).append(request)
        where[node] = request.scopes
    return [Client(where[node], node, tuple(requests)) for node, requests in found.items()]


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
                yield from _of_call(ev, kind, scopes, call)


def _of_call(ev: Evaluator, kind: str | None, scopes: Scopes, call: cst.Call) -> Iterator[Request]:
    frame = ev.frame_of(scopes, call)
    near = ev.near.values(call.func, frame)
    if not any(isinstance(value, Method | Ext | Unknown) for value in near):
        return
    for request in requests_of(ev, call, frame):
        is_apis = origin(ev, request).whose in ("api", "likely")
        if is_apis if kind is None else of_kind(ev, request, kind):
            yield request


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
    sends = ev.models.send_names - {"*", "_request", "getresponse"}
    # Of what only reads, few operations are of some kind: their paths end in a word.
    read = {each.path.rpartition("/")[2].encode() for each in wanted if each.http_method.lower() in _READS}
    for path in paths:
        data = ev.project.files[path]
        if not (path in concerned or (path in named and imports.search(data))):
            continue
        reads = kind is None or any(word in data for word in read)
        names = frozenset(by_sdk | (sends if reads else sends - _READS))
        yield path, names

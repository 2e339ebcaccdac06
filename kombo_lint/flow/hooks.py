"""Functions that a client calls with each of its responses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.tree import targets
from kombo_lint.flow.values import Ext, Func, Inst, Method, Obj, Request, Resp, Via, union
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function, Scopes
    from kombo_lint.flow.values import Frame, Value, Values
    from kombo_lint.models.tables import Library, Send


def answers(ev: Evaluator, function: Function) -> Values:
    """Return the responses that a function gets as a hook: of all requests of the clients that have it."""
    if not isinstance(function, cst.FunctionDef) or not ev.models.hooks:
        return ()
    return ev.once(("hook", function), lambda: _answers(ev, function), meanwhile=())


def _answers(ev: Evaluator, function: cst.FunctionDef) -> Values:
    words = f"calls {function.name.value}() with each response"
    found = (
        Resp(request, (Via(where, node, words),))
        for where, node, owner, frame in _given(ev, function)
        for request in _requests(ev, where, node, owner, frame)
    )
    return union(tuple(found))


def _given(
    ev: Evaluator, function: cst.FunctionDef
) -> Iterator[tuple[Scopes, cst.CSTNode, cst.BaseExpression | None, Frame]]:
    """Yield where the function is handed over as a hook: the node, what has the hooks if no call, a frame."""
    name = function.name.value
    for path in _files(ev):
        if name.encode() not in ev.project.files[path]:
            continue
        where = ev.project.module(path, f"may hand on {name}")
        if where is None:
            continue
        for node in (*where.names.get(name, ()), *where.attributes.get(name, ())):
            for place, owner in _places(ev, where, node):
                frame = ev.frame_of(where, node)
                if any(isinstance(v, Func) and v.node is function for v in ev.values(node, frame)):
                    yield where, place, owner, frame


def _files(ev: Evaluator) -> list[str]:
    """Return the files in which hooks are given: as a keyword, or to an attribute."""

    def found() -> list[str]:
        names = "|".join(sorted(map(re.escape, ev.models.hooks)))
        given = re.compile(rf"\b(?:{names})(?:\s*=(?!=)|\[|\.)".encode())
        return [path for path, data in ev.project.files.items() if given.search(data)]

    return ev.once("files with hooks", found, meanwhile=[])


def _places(
    ev: Evaluator, where: Scopes, node: cst.BaseExpression
) -> Iterator[tuple[cst.CSTNode, cst.BaseExpression | None]]:
    """Yield calls with a keyword for hooks that a node stands in, and what puts it into such an attribute.

    It may stand in a list, in a mapping, and in a name for these.
    """
    for parent in where.ancestors(node):
        if isinstance(parent, cst.BaseCompoundStatement):
            return
        if isinstance(parent, cst.Arg) and parent.keyword is not None:
            call = where.parents.get(parent)
            if parent.keyword.value in ev.models.hooks and isinstance(call, cst.Call):
                yield call, None
            return
        if isinstance(parent, cst.Call) and (owner := _holder(ev, parent.func)) is not None:
            yield parent, owner
            return
        if isinstance(parent, cst.Assign | cst.AnnAssign):
            for target in targets(parent):
                if (owner := _holder(ev, target)) is not None:
                    yield parent, owner
                elif isinstance(target, cst.Name) and node is not target:
                    yield from ((call, None) for call in _given_as(ev, where, target.value))
            return


def _given_as(ev: Evaluator, where: Scopes, name: str) -> Iterator[cst.Call]:
    """Yield the calls that are given a variable in a keyword for hooks."""
    for use in where.names.get(name, ()):
        arg = where.parents.get(use)
        call = where.parents.get(arg) if isinstance(arg, cst.Arg) else None
        keyword = arg.keyword.value if isinstance(arg, cst.Arg) and arg.keyword is not None else None
        if keyword in ev.models.hooks and isinstance(call, cst.Call):
            yield call


def _holder(ev: Evaluator, node: cst.BaseExpression) -> cst.BaseExpression | None:
    """Return the client in `client.hooks`, in an item of that and in a method of one of these, or None."""
    while isinstance(node, cst.Attribute | cst.Subscript):
        if isinstance(node, cst.Attribute) and node.attr.value in ev.models.hooks:
            return node.value
        node = node.value
    return None


def _requests(
    ev: Evaluator, where: Scopes, node: cst.CSTNode, owner: cst.BaseExpression | None, frame: Frame
) -> Iterator[Request]:
    """Yield the requests whose responses a hook gets: that of a call, or those of the client that has it."""
    clients: Values = ev.values(owner, frame) if owner is not None else ()
    if isinstance(node, cst.Call) and owner is None:
        for value in ev.values(node.func, frame):
            if (send := _send(ev, value)) is not None:
                yield Request(
                    where, node, frame, *send, value.receiver if isinstance(value, Method) else None
                )
            elif isinstance(value, Method) and value.name == "__init__":
                clients = (*clients, value.receiver)
        clients = (*clients, *(value for value in ev.values(node, frame) if isinstance(value, Obj | Inst)))
    for client in clients:
        yield from _of_client(ev, where, node, client, frame)


def _of_client(
    ev: Evaluator, where: Scopes, node: cst.CSTNode, client: Value, frame: Frame
) -> Iterator[Request]:
    """Yield the requests of a client: all of them as one where its address is known, else those it sends."""
    from kombo_lint.flow.cargo import kinds
    from kombo_lint.flow.destinations import requests_of
    from kombo_lint.flow.origins import client_origin

    library = next(
        (ev.models.by_name.get(kind.partition(".")[0]) for kind in kinds(ev, client, ev.models.clients)), None
    )
    if library is None:
        return
    sent = (
        () if client_origin(ev, client, frame).whose != "unknown" else tuple(requests_of(ev, client, where))
    )
    yield from sent or (Request(where, node, frame, library, None, client),)


def _send(ev: Evaluator, value: Value) -> tuple[Library, Send] | None:
    """Return the model of a call that sends."""
    if isinstance(value, Ext):
        root, _, last = short(value.name).rpartition(".")
        return ev.models.send(root, last)
    return ev.models.send(value.kind, value.name) if isinstance(value, Method) else None

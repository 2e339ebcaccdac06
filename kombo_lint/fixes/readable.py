"""Whether a body can be read at a test: not one that the program reads later, or has not got any more."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.fixes.subjects import NoSubject
from kombo_lint.flow.reaching import own_nodes
from kombo_lint.flow.tree import dotted, walk
from kombo_lint.flow.values import Const, Err, Resp

if TYPE_CHECKING:
    from kombo_lint.fixes.subjects import Subject
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, FromRequest, Request

_HEAD = "HEAD"


def check_readable(ev: Evaluator, subject: Subject, node: cst.CSTNode, frame: Frame) -> None:
    """Raise `NoSubject` where reading the subject's code at `node` may go wrong, or take the body away."""
    if subject.read.body.startswith("await "):
        _check_awaits(ev, subject, node, frame)
        for value in subject.values:
            _check_open(ev, value, node, frame)
    for value in subject.values:
        _check_streams(ev, value, frame)
    if subject.read.once:
        _check_nobody_else(ev, subject, node, frame)


def _check_awaits(ev: Evaluator, subject: Subject, node: cst.CSTNode, frame: Frame) -> None:
    function = frame.function
    if not isinstance(function, cst.FunctionDef) or function.asynchronous is None:
        raise NoSubject("the body can only be read in an async function")
    inside = set(frame.scopes.ancestors(node))
    for item in frame.scopes.by_type.get(cst.With, ()):
        assert isinstance(item, cst.With)
        bound = [each.asname.name for each in item.items if each.asname is not None]
        names = [each.value for each in bound if isinstance(each, cst.Name)]
        if subject.source in names and function in frame.scopes.ancestors(item) and item not in inside:
            if all(_is_read_in(ev, value, item, frame) for value in subject.values):
                continue
            raise NoSubject("the response is closed by then")
    methods = {name for value in subject.values for name in ev.models.response(value.request.library).closes}
    line = frame.scopes.module.line(node)
    for call in (call for name in methods for call in frame.scopes.calls.get(name, ())):
        if (
            isinstance(call.func, cst.Attribute)
            and frame.scopes.function_of(call) is function
            and frame.scopes.module.line(call) < line
            and dotted(call.func.value) == subject.source
        ):
            raise NoSubject("the response is closed by then")


def _is_read_in(ev: Evaluator, value: FromRequest, block: cst.With, frame: Frame) -> bool:
    """Say whether a `with` reads the body each time: it is kept then, though the response is closed."""
    model = ev.models.response(value.request.library)
    lines = (line for line in block.body.body if isinstance(line, cst.SimpleStatementLine))
    for part in (part for line in lines for part in line.body):
        awaited = part.value if isinstance(part, cst.Expr | cst.Assign) else None
        call = awaited.expression if isinstance(awaited, cst.Await) else None
        func = call.func if isinstance(call, cst.Call) else None
        if isinstance(func, cst.Attribute) and func.attr.value in (*model.json, *model.raw):
            owners = ev.values(func.value, frame)
            if any(isinstance(v, Resp) and v.request.node is value.request.node for v in owners):
                return True
    return False


def _check_open(ev: Evaluator, value: FromRequest, node: cst.CSTNode, frame: Frame) -> None:
    """Raise `NoSubject` where a response has left the `with` that closes it."""
    request = value.request
    way = [(request.scopes, request.node), *((via.scopes, via.node) for via in value.trail)]
    inside = {*frame.scopes.ancestors(node), *(up for scopes, each in way for up in scopes.ancestors(each))}
    for scopes, each in way:
        above = [each, *scopes.ancestors(each)]
        for item, block in pairwise(above):
            if isinstance(item, cst.WithItem) and isinstance(block, cst.With) and block.body not in inside:
                if _is_read_in(ev, value, block, ev.frame_of(scopes, block)):
                    continue
                raise NoSubject("the response is closed by then")


def _check_streams(ev: Evaluator, value: FromRequest, frame: Frame) -> None:
    request = value.request
    for name in ev.models.response(request.library).stream:
        if name in frame.scopes.attributes:
            raise NoSubject("the body may be read as a stream")
    send, call = request.send, request.node
    if send is None:
        if isinstance(call, cst.Call) and any(client.hooks_unread for client in request.library.clients):
            raise NoSubject("a hook gets the response before its body is read")
        return
    if not isinstance(call, cst.Call):
        return
    if _is_head(ev, call, request.frame):
        raise NoSubject("an answer to HEAD has no body")
    if send.streams is None:
        return
    if not send.streams:
        raise NoSubject("the response is streamed")
    for name, wanted in send.streams.items():
        given = next(
            (arg.value for arg in call.args if arg.keyword is not None and arg.keyword.value == name), None
        )
        if given is not None and not _surely(given, wanted) and _is_read_before(ev, value):
            return
        if given is not None and _may_be(given, wanted):
            raise NoSubject("the response is streamed")
        starred = any(arg.star == "**" for arg in call.args)
        if (starred and _somewhere(ev, name, wanted)) or _set_on_a_client(ev, request, name, wanted):
            raise NoSubject("the response may be streamed")


def _is_head(ev: Evaluator, call: cst.Call, frame: Frame) -> bool:
    """Say whether a call may send a request whose answer never has a body."""
    if isinstance(call.func, cst.Attribute) and call.func.attr.value == _HEAD.lower():
        return True
    values = (value for arg in call.args if not arg.star for value in ev.values(arg.value, frame))
    return any(
        isinstance(value, Const) and isinstance(value.value, str) and value.value.upper() == _HEAD
        for value in values
    )


def _set_on_a_client(ev: Evaluator, request: Request, name: str, wanted: bool) -> bool:
    """Say whether the attribute by which a client leaves all bodies unread may be set, or is a class's."""
    owners = request.send.on if request.send is not None else ()
    clients = (ev.models.clients.get(owner) for owner in owners)
    if not any(client is not None and name in client.streams for client in clients):
        return False
    for path in ev.project.files_with(name):
        scopes = ev.project.module(path, f"may set {name}")
        if scopes is None:
            continue
        if any(s.value is None or _may_be(s.value, wanted) for s in scopes.stores.get(name, ())):
            return True
        for scope, bindings in scopes.bindings.items():
            for binding in bindings.get(name, ()) if isinstance(scope, cst.ClassDef) else ():
                if binding.value is not None and _may_be(binding.value, wanted):
                    return True
    return False


def _may_be(node: cst.BaseExpression, wanted: bool) -> bool:
    return not (isinstance(node, cst.Name) and node.value == str(not wanted))


def _surely(node: cst.BaseExpression, wanted: bool) -> bool:
    return isinstance(node, cst.Name) and node.value == str(wanted)


def _is_read_before(ev: Evaluator, value: FromRequest) -> bool:
    """Say whether a function on the way of an answer reads its body before it hands it on."""
    model = ev.models.response(value.request.library)
    for step in value.trail:
        function = step.scopes.function_of(step.node)
        if function is None:
            continue
        line, frame = step.scopes.module.line(step.node), ev.frame(step.scopes, function)
        for read in own_nodes(function):
            if isinstance(read, cst.Attribute) and read.attr.value in (*model.json, *model.raw):
                owners = ev.values(read.value, frame) if step.scopes.module.line(read) < line else ()
                if any(isinstance(v, Resp) and v.request.node is value.request.node for v in owners):
                    return True
    return False


def _somewhere(ev: Evaluator, name: str, wanted: bool) -> bool:
    """Say whether an argument is given anywhere, where all are handed on."""
    pattern = re.compile(rf"\b{name}['\"]?\s*[=:]\s*(?!{not wanted}\b)(?!=)".encode())
    return any(pattern.search(data) for data in ev.project.files.values())


def _check_nobody_else(ev: Evaluator, subject: Subject, node: cst.CSTNode, frame: Frame) -> None:
    """Raise `NoSubject` where the function, or who catches the error after it, may read the body too."""
    errors = [ev.models.errors[value.kind][1] for value in subject.values if isinstance(value, Err)]
    raw = {name for error in errors for name in error.raw}
    status = {name for error in errors for name in error.status}
    inside = {node, *own_nodes(node)}
    root = subject.source.split(".")[0]
    for read in frame.scopes.names.get(root, ()):
        parent = frame.scopes.parents.get(read)
        is_name = isinstance(parent, cst.AsName) or (
            isinstance(parent, cst.Attribute) and parent.attr is read
        )
        if frame.scopes.function_of(read) is frame.function and not is_name:
            told = isinstance(parent, cst.Attribute) and parent.value is read and parent.attr.value not in raw
            if not told:
                raise NoSubject("the body can be read only once, and is read elsewhere")
            assert isinstance(parent, cst.Attribute)
            if parent.attr.value in status and read not in inside:
                raise NoSubject("the body can be read only once, and more than this may need it")
    for parent in frame.scopes.ancestors(node):
        if isinstance(parent, cst.ExceptHandler):
            if any(isinstance(each, cst.Raise) and each.exc is None for each in walk(parent)):
                raise NoSubject("the body can be read only once, and who catches the error next may read it")
            return

"""Calls that leave the project, and go to a library: what they give is told by its model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import (
    attributes,
    calls,
    defaults,
    predicates,
    records,
    runners,
    standard_library,
    unmodelled,
)
from kombo_lint.flow.arguments import argument
from kombo_lint.flow.classes import MAKES_DATA, method
from kombo_lint.flow.containers import elements
from kombo_lint.flow.tree import last_name
from kombo_lint.flow.values import (
    UNKNOWN,
    Body,
    Const,
    Err,
    Ext,
    Func,
    InRange,
    Inst,
    Many,
    Method,
    Obj,
    Resp,
    Seq,
    Status,
    Unknown,
    gather,
    union,
)
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Value, Values
    from kombo_lint.models.tables import Library, Send

# Calls that hand on what they are given, by the last part of the name and the position of it.
_SAME = {
    "cast": 1, "wait_for": 0, "create_task": 0, "ensure_future": 0, "shield": 0, "run": 0,
    "run_until_complete": 0, "closing": 0, "aclosing": 0, "nullcontext": 0, "enter_context": 0,
    "enter_async_context": 0, "copy": 0, "deepcopy": 0, "HTTPStatus": 0, "int": 0, "iter": 0,
    "tuple": 0, "list": 0, "set": 0, "frozenset": 0, "sorted": 0, "reversed": 0, "partial": 0,
    "URL": 0, "urlparse": 0, "urlsplit": 0, "unquote": 0, "quote": 0,
    "compile": 0, "MappingProxyType": 0, "OrderedDict": 0, "defaultdict": 1, "as_completed": 0,
    "get_args": 0, "async_to_sync": 0, "sync_to_async": 0, "wraps": 0,
}  # fmt: skip
_MAPS = frozenset({"map", "imap", "imap_unordered", "starmap"})
"""Calls that call a function for each item, by the last part of the name."""
# What objects that nothing is known of are asked for: groups of tasks, loops, stacks.
_WORKS = frozenset({*_MAPS, "create_task", "run_until_complete", "enter_context", "enter_async_context"})
# Calls that read a body: into what it says, or into an object with the same names.
_DECODES = frozenset({"decode", "strip"})
_DECODERS = frozenset({"loads", "load", "decode", "raw_decode", *MAKES_DATA})


def called(ev: Evaluator, name: str, node: cst.Call, frame: Frame) -> Values:
    """Return what calling the outside function or class `name` gives."""
    key = short(name)
    root, _, last = key.rpartition(".")
    owner = short(name.rpartition(".")[0])
    if owner in ev.models.kinds and (of_class := ev.models.send(owner, last)) is not None:
        return _sent_on_class(ev, node, frame, *of_class)
    send = ev.models.send(root, last)
    if send is not None:
        return (calls.sent(ev, node, frame, *send, None),)
    if key in ev.models.kinds:
        return (Obj(key, frame.scopes, node, frame),)
    if key in ev.models.errors:
        return _error(ev, key, node, frame)
    if key in ev.models.ranges:
        given = argument(ev, node, frame, 0, "value") or ()
        ranges = tuple((low, high) for low, high in ev.models.ranges[key])
        return tuple(InRange(v.request, ranges, v.trail) for v in given if isinstance(v, Status))
    handler = standard_library.BUILTINS.get(name) or standard_library.FUNCTIONS.get(key)
    if handler is not None:
        return handler(ev, node, frame)
    return (
        _handed_on(ev, last, node, frame)
        or _run(ev, Ext(name), node, frame)
        or (unmodelled.called(ev, name, node, frame) if root not in ev.models.by_name else ())
        or union(defaults.fallback(ev, last, node, frame), (Unknown(name if root else ""),))
    )


def _sent_on_class(ev: Evaluator, node: cst.Call, frame: Frame, library: Library, send: Send) -> Values:
    """`requests.Session.get(self, url)`: the first argument is the object."""
    shifted = runners.shifted(send, 1)
    owners = argument(ev, node, frame, 0, "self") or UNKNOWN
    return tuple(calls.sent(ev, node, frame, library, shifted, owner) for owner in owners)


def method_called(ev: Evaluator, value: Method, node: cst.Call, frame: Frame) -> Values:
    """Return what calling a method of an outside class gives."""
    if value.kind == "response":
        return (value.receiver,)
    if value.kind == "builtin":
        return standard_library.method_called(ev, value, node, frame)
    if value.kind == "record":
        return (records.record(ev, value.receiver, node, frame),)
    if value.kind in ev.models.attempts:
        return predicates.of_attempt(ev, value.receiver, value.name) or UNKNOWN
    send = ev.models.send(value.kind, value.name)
    if send is not None:
        replaced = replacing(ev, value.receiver, send[1])
        if replaced is not None:
            return calls.returned(
                ev, replaced, ev.frame(replaced.scopes, replaced.node, receiver=value.receiver)
            )
        return (calls.sent(ev, node, frame, *send, value.receiver),)
    request = ev.models.requests.get((value.kind, value.name))
    if request is not None:
        if request.url is not None:
            return (Obj(value.kind, frame.scopes, node, frame),)
        given = (
            argument(ev, node, frame, request.request, request.keyword)
            if request.request is not None
            else None
        )
        return given if given is not None else (value.receiver,)
    if value.name in ("__enter__", "__aenter__"):
        return (value.receiver,)
    return _handed_on(ev, value.name, node, frame) or _run(ev, value, node, frame) or UNKNOWN


def replacing(ev: Evaluator, receiver: Value, send: Send) -> Func | None:
    """Return the method of the program's own subclass through which a library's method sends, or None."""
    if not isinstance(receiver, Inst):
        return None
    found = (method(ev, receiver.cls, name) for name in send.via)
    return next((each for each in found if each is not None), None)


def of_unknown(ev: Evaluator, name: str, node: cst.Call, frame: Frame) -> Values:
    """Return what a method of something unknown gives that runs a function, or waits for what runs."""
    last = name.rpartition(".")[2]
    if last in _WORKS:
        return _handed_on(ev, last, node, frame)
    return _run(ev, Unknown(name), node, frame)


def _handed_on(ev: Evaluator, last: str, node: cst.Call, frame: Frame) -> Values:
    if last == "partial" and (whole := _with_address(ev, node, frame)):
        return whole  # the answer stands for the function: it is what a call of that gives
    if last in _SAME:
        only = node.args[0] if len(node.args) == 1 else None
        if only is not None and only.keyword is not None:
            return ev.values(only.value, frame)
        return argument(ev, node, frame, _SAME[last], None) or ()
    if last in _MAPS and node.args:
        given = ev.values(node.args[0].value, frame)
        if len(node.args) == 1 and any(isinstance(value, Seq | Many) for value in given):
            return given  # what is to be sent, and is then answered
        mapped = _returned(ev, (value for value in given if isinstance(value, Func)))
        mapped = union(mapped, _sent(ev, Unknown(last), node, frame, 0))
        return (Many(mapped),) if mapped else ()
    if last == "gather":
        return _gathered(ev, node, frame)
    if last in _DECODERS:
        given = union(*(ev.values(read, frame) for arg in node.args for read in _undecoded(arg.value)))
        bodies = (v for v in given if isinstance(v, Body | Resp) or (isinstance(v, Err) and _is_read(ev, v)))
        return tuple(Body(v.request, _parsed(v), v.trail) for v in bodies)
    return ()


def _gathered(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    """What is gathered is returned in order; with `return_exceptions` what is raised as well."""
    from kombo_lint.flow.failures import failures

    keeps = argument(ev, node, frame, None, "return_exceptions") == (Const(True),)
    awaited: list[tuple[str, Values]] = []
    for arg in node.args:
        if arg.keyword is None:
            values = ev.values(arg.value, frame)
            failed = failures(ev, arg.value, frame) if keeps else ()
            awaited.append((arg.star, union(elements(values) if arg.star else values, failed)))
    if any(star for star, _ in awaited):
        return (Many(union(*(values for _, values in awaited))),)
    return (Seq(tuple(values for _, values in awaited)),)


def _run(ev: Evaluator, runner: Value, node: cst.Call, frame: Frame) -> Values:
    return union(_returned(ev, runners.run(ev, runner, node, frame)), _sent(ev, runner, node, frame))


def _with_address(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    """Return the answers to what a function sends that is bound to its address."""
    return tuple(
        calls.sent(ev, node, frame, library, send, receiver)
        for library, send, receiver in runners.sends(ev, Unknown(), node, frame, 0)
        if argument(ev, node, frame, send.url, send.keyword)
    )


def _sent(ev: Evaluator, runner: Value, node: cst.Call, frame: Frame, at: int | None = None) -> Values:
    """Return the answers to what a library sends when something else calls its function."""
    return tuple(calls.sent(ev, node, frame, *each) for each in runners.sends(ev, runner, node, frame, at))


def _returned(ev: Evaluator, functions: Iterable[Func]) -> Values:
    frames = (
        (each, ev.frame(each.scopes, each.node, receiver=each.receiver, outer=each.outer))
        for each in functions
    )
    return gather(calls.returned(ev, function, inner) for function, inner in frames)


def _undecoded(text: cst.BaseExpression) -> Iterator[cst.BaseExpression]:
    """Yield what a text is decoded from right where it is parsed: `loads(error.read().decode() or "{}")`."""
    if isinstance(text, cst.BooleanOperation):
        yield from (*_undecoded(text.left), *_undecoded(text.right))
    elif (
        isinstance(text, cst.Call)
        and last_name(text.func) in _DECODES
        and isinstance(text.func, cst.Attribute)
    ):
        yield from _undecoded(text.func.value)
    else:
        yield text


def _is_read(ev: Evaluator, error: Err) -> bool:
    """Say whether an error is the answer as well: `json.load(error)` reads its body."""
    return "read" in ev.models.errors[error.kind][1].raw


def _parsed(value: Body | Resp | Err) -> tuple[str, ...]:
    """Return what part of the body a text or a parsed body is, once it is read."""
    return () if isinstance(value, Resp | Err) or value.path == (attributes.RAW,) else value.path


def _error(ev: Evaluator, kind: str, node: cst.Call, frame: Frame) -> Values:
    """`HTTPError("...", response=resp)` carries the response that it is given."""
    result: list[Value] = []
    for arg in node.args:
        for value in ev.values(arg.value, frame):
            if isinstance(value, Resp):
                result.append(Err(kind, value.request, value.trail))
    return tuple(result) or UNKNOWN

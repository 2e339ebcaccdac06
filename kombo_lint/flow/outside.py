"""Calls that leave the project: Python's own functions, and libraries by their model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst
from msgspec import structs

from kombo_lint.flow import attributes, calls, names, predicates, records, texts
from kombo_lint.flow.arguments import argument
from kombo_lint.flow.classes import MAKES_DATA, iterated, method
from kombo_lint.flow.containers import elements
from kombo_lint.flow.parts import key_evaluator
from kombo_lint.flow.values import (
    UNKNOWN,
    Body,
    Const,
    Err,
    Expr,
    Ext,
    Func,
    InRange,
    Inst,
    Many,
    Map,
    Method,
    Obj,
    Resp,
    Seq,
    Status,
    Text,
    Unknown,
    union,
)
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Callable

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Value, Values
    from kombo_lint.models import Library, Send

# Calls that hand on what they are given, by the last part of the name and the position of it.
_SAME = {
    "cast": 1, "wait_for": 0, "create_task": 0, "ensure_future": 0, "shield": 0, "run": 0,
    "run_until_complete": 0, "closing": 0, "aclosing": 0, "nullcontext": 0, "enter_context": 0,
    "enter_async_context": 0, "copy": 0, "deepcopy": 0, "HTTPStatus": 0, "int": 0, "iter": 0,
    "tuple": 0, "list": 0, "set": 0, "frozenset": 0, "sorted": 0, "reversed": 0, "partial": 0,
    "URL": 0, "urlparse": 0, "urlsplit": 0, "unquote": 0, "quote": 0,
    "compile": 0, "MappingProxyType": 0, "OrderedDict": 0, "defaultdict": 1, "as_completed": 0,
    "async_to_sync": 0, "sync_to_async": 0, "wraps": 0,
}  # fmt: skip
_MOST_MODULES = 8  # which of many modules is imported by a name made at run time, nobody can say
# Calls that call a function for the program, by the position of that function.
_CALLS = {
    "to_thread": 0, "submit": 0, "run_sync": 0, "run_in_executor": 1, "run_in_threadpool": 0, "map": 0,
    "imap": 0, "imap_unordered": 0, "apply": 0, "apply_async": 0, "starmap": 0,
}  # fmt: skip
_MAPS = frozenset({"map", "imap", "imap_unordered", "starmap"})
# What objects that nothing is known of are asked for work by: pools, loops, groups of tasks.
_WORKS = frozenset({*_CALLS, "create_task", "run_until_complete", "start_soon"})
# Calls that read a body: into what it says, or into an object with the same names.
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
    handler = _BUILTINS.get(name) or _FUNCTIONS.get(key)
    if handler is not None:
        return handler(ev, node, frame)
    return _handed_on(ev, last, node, frame) or (Unknown(name if root else ""),)


def _sent_on_class(ev: Evaluator, node: cst.Call, frame: Frame, library: Library, send: Send) -> Values:
    """`requests.Session.get(self, url)`: the first argument is the object."""

    def after(place: int | None) -> int | None:
        return None if place is None else place + 1

    shifted = structs.replace(send, url=after(send.url), request=after(send.request))
    owners = argument(ev, node, frame, 0, "self") or UNKNOWN
    return tuple(calls.sent(ev, node, frame, library, shifted, owner) for owner in owners)


def method_called(ev: Evaluator, value: Method, node: cst.Call, frame: Frame) -> Values:
    """Return what calling a method of an outside class gives."""
    if value.kind == "response":
        return (value.receiver,)
    if value.kind == "builtin":
        return _builtin_method(ev, value, node, frame)
    if value.kind == "record":
        return (records.record(ev, value.receiver, node, frame),)
    if value.kind in ev.models.attempts:
        return predicates.of_attempt(ev, value.receiver, value.name) or UNKNOWN
    send = ev.models.send(value.kind, value.name)
    if send is not None:
        replaced = _replaced(ev, value.receiver, send[1])
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
    return _handed_on(ev, value.name, node, frame) or UNKNOWN


def _replaced(ev: Evaluator, receiver: Value, send: Send) -> Func | None:
    """Return the method of the program's own subclass through which a library's method sends."""
    if not isinstance(receiver, Inst):
        return None
    found = (method(ev, receiver.cls, name) for name in send.via)
    return next((each for each in found if each is not None), None)


def of_unknown(ev: Evaluator, name: str, node: cst.Call, frame: Frame) -> Values:
    """Return what a method of something unknown gives that runs a function, or waits for what runs."""
    last = name.rpartition(".")[2]
    return _handed_on(ev, last, node, frame) if last in _WORKS else ()


def _handed_on(ev: Evaluator, last: str, node: cst.Call, frame: Frame) -> Values:
    if last in _SAME:
        return argument(ev, node, frame, _SAME[last], None) or ()
    if last in _CALLS and len(node.args) > _CALLS[last]:
        result = []
        for value in ev.values(node.args[_CALLS[last]].value, frame):
            if isinstance(value, Func):
                inner = ev.frame(value.scopes, value.node, receiver=value.receiver, outer=value.outer)
                result.append(calls.returned(ev, value, inner))
        return (Many(union(*result)),) if last in _MAPS and result else union(*result)
    if last == "gather":
        awaited = [(arg.star, ev.values(arg.value, frame)) for arg in node.args if arg.keyword is None]
        if any(star for star, _ in awaited):
            return (Many(union(*(elements(values) if star else values for star, values in awaited))),)
        return (Seq(tuple(values for _, values in awaited)),)
    if last in _DECODERS:
        given = union(*(ev.values(arg.value, frame) for arg in node.args))
        return tuple(Body(v.request, _parsed(v), v.trail) for v in given if isinstance(v, Body | Resp))
    return ()


def _parsed(value: Body | Resp) -> tuple[str, ...]:
    """Return what part of the body a text or a parsed body is, once it is read."""
    return () if isinstance(value, Resp) or value.path == (attributes.RAW,) else value.path


def _error(ev: Evaluator, kind: str, node: cst.Call, frame: Frame) -> Values:
    """`HTTPError("...", response=resp)` carries the response that it is given."""
    result: list[Value] = []
    for arg in node.args:
        for value in ev.values(arg.value, frame):
            if isinstance(value, Resp):
                result.append(Err(kind, value.request, value.trail))
    return tuple(result) or UNKNOWN


def _getattr(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    if len(node.args) < 2:
        return UNKNOWN
    result: list[Values] = [ev.values(node.args[2].value, frame)] if len(node.args) > 2 else []
    for name in ev.values(node.args[1].value, frame):
        for value in ev.values(node.args[0].value, frame):
            if isinstance(name, Const) and isinstance(name.value, str):
                result.insert(0, attributes.member(ev, value, name.value))
            else:
                result.append(_any_send(ev, value, node, frame))
    return union(*result)


def _any_send(ev: Evaluator, value: Value, node: cst.Call, frame: Frame) -> Values:
    """`getattr(session, method)`: some sending method; all of a class read the URL alike but one."""
    if isinstance(value, Ext):
        return (Ext(f"{value.name}.get"),) if (short(value.name), "get") in ev.models.sends else UNKNOWN
    kind = value.kind if isinstance(value, Obj) else None
    names = [name for owner, name in ev.models.sends if owner == kind and name == "get"]
    return (Method(value, kind, names[0]),) if kind is not None and names else UNKNOWN


def _str(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    given = argument(ev, node, frame, 0, "object") or (Const(""),)
    if any(isinstance(value, Status | Expr) for value in given):
        return (Expr(frame.scopes, node, frame),)
    return texts.as_text(given)


def _dict(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    entries: list[tuple[Values, Values]] = []
    for arg in node.args:
        values = ev.values(arg.value, frame)
        if arg.keyword is not None:
            entries.insert(0, ((Const(arg.keyword.value),), values))
        else:
            entries.extend(entry for value in values for entry in pairs(value))
    return (Map(tuple(entries)),)


def pairs(value: Value) -> list[tuple[Values, Values]]:
    """Return the entries of a mapping, or of a row of pairs."""
    if isinstance(value, Map):
        return list(value.entries)
    rows = value.items if isinstance(value, Seq) else ()
    found = [row.items for each in rows for row in each if isinstance(row, Seq) and len(row.items) == 2]
    return [(key, held) for key, held in found]


def _from_keys(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    keys = argument(ev, node, frame, 0, None) or ()
    value = argument(ev, node, frame, 1, None) or (Const(None),)
    known = [each for each in keys if isinstance(each, Seq)]
    return tuple(Map(tuple((key, value) for key in each.items)) for each in known) or (
        Map(((elements(keys) or UNKNOWN, value),)),
    )


def _chain_map(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    """Of equal keys the first map's is looked up."""
    maps = [value for arg in node.args for value in ev.values(arg.value, frame)[:1]]
    return (Map(tuple(entry for value in maps for entry in pairs(value))),)


def _namespace(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    """`SimpleNamespace(url=...)` is read by attributes, as a named tuple is."""
    given = ((arg.keyword, arg.value) for arg in node.args if arg.keyword is not None)
    return (Map(tuple(((Const(name.value),), ev.values(value, frame)) for name, value in given)),)


def _replace(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    """`replace(reply, text=...)` is the reply but for what is named."""
    return argument(ev, node, frame, 0, "obj") or UNKNOWN


def _type(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    given = argument(ev, node, frame, 0, None) or ()
    kinds = tuple(value.cls for value in given if isinstance(value, Inst))
    return kinds if kinds and len(node.args) == 1 else UNKNOWN


def _zip(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    rows = [iterated(ev, ev.values(arg.value, frame)) for arg in node.args if arg.keyword is None]
    known = [row[0].items for row in rows if len(row) == 1 and isinstance(row[0], Seq)]
    if rows and len(known) == len(rows):
        return (Seq(tuple((Seq(each),) for each in zip(*known, strict=False))),)
    return (Many((Seq(tuple(map(elements, rows))),)),)


def _enumerate(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    return (Many((Seq((UNKNOWN, elements(argument(ev, node, frame, 0, "iterable") or UNKNOWN))),)),)


def _filter(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    return (Many(elements(argument(ev, node, frame, 1, None) or UNKNOWN)),)


def _import(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    given = argument(ev, node, frame, 0, "name") or ()
    wanted = [v.value for v in given if isinstance(v, Const) and isinstance(v.value, str)]
    if len(wanted) > _MOST_MODULES:
        return UNKNOWN
    return union(*(names.module_or_outside(ev, frame.scopes, name, 0) for name in wanted)) or UNKNOWN


def _next(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    return elements(argument(ev, node, frame, 0, None) or ())


def _computed(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    return (Expr(frame.scopes, node, frame),)


def _environment(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    named = argument(ev, node, frame, 0, "key") or UNKNOWN
    default = argument(ev, node, frame, 1, "default") or ()
    name = next((v.value for v in named if isinstance(v, Const) and isinstance(v.value, str)), "")
    return union(tuple(v for v in default if not (isinstance(v, Const) and not v.value)), (Unknown(name),))


def _urljoin(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    base = argument(ev, node, frame, 0, "base") or UNKNOWN
    path = argument(ev, node, frame, 1, "url") or UNKNOWN
    return _joined(base, path)


def _joined(base: Values, path: Values) -> Values:
    absolute = tuple(v for v in path if texts.host(texts.plain(v) or "") is not None)
    if absolute:
        return absolute
    return texts.concatenate([base, (Const("/"),), path])


def _urlunparse(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    """The parts of a URL, or a parsed URL, which stands for itself here."""
    result: list[Values] = []
    for given in argument(ev, node, frame, 0, "components") or ():
        if isinstance(given, Seq) and len(given.items) >= 3:
            scheme, where, path = given.items[:3]
            result.append(texts.concatenate([scheme, (Const("://"),), where, path]))
        else:
            result.append((given,))
    return union(*result) or UNKNOWN


def _format_method(ev: Evaluator, value: Value, node: cst.Call, frame: Frame) -> Values:
    positional = [arg.value for arg in node.args if arg.keyword is None]
    keywords = {arg.keyword.value: arg.value for arg in node.args if arg.keyword is not None}

    def given(place: int | str, settled: bool) -> Values:
        asked = ev.near if settled else ev
        if isinstance(place, str):
            return asked.values(keywords[place], frame) if place in keywords else (Unknown(place),)
        return asked.values(positional[place], frame) if place < len(positional) else UNKNOWN

    return texts.brace_format(value, given)


def _join_method(ev: Evaluator, value: Value, node: cst.Call, frame: Frame) -> Values:
    result: list[Values] = []
    for given in argument(ev, node, frame, 0, None) or ():
        if isinstance(given, Seq):
            result.append(texts.join(value, given.items))
        elif texts.host(texts.plain(value) or ""):  # an object for a URL, joined to a path
            result.append(_joined((value,), (given,)))
        else:
            result.append(texts.as_text((Unknown(),)))
    return union(*result)


_KEEP = frozenset(
    {
        "geturl",
        "_replace",
        "removeprefix",
        "strip",
        "rstrip",
        "lstrip",
        "removesuffix",
        "encode",
        "decode",
        "lower",
        "replace",
        "copy",
    }
)


def _builtin_method(ev: Evaluator, method: Method, node: cst.Call, frame: Frame) -> Values:
    value, name = method.receiver, method.name
    if isinstance(value, Body):
        if name != "get":
            return UNKNOWN
        key = argument(ev, node, frame, 0, None) or UNKNOWN
        keys = [k.value for k in key if isinstance(k, Const)]
        return tuple(Body(value.request, (*value.path, str(k)), value.trail) for k in keys)
    if isinstance(value, Const | Text) and texts.plain(value) is not None:
        if name == "format":
            return _format_method(ev, value, node, frame)
        if name == "join":
            return _join_method(ev, value, node, frame)
        return (value,) if name in _KEEP else UNKNOWN
    if isinstance(value, Map):
        return _map_method(ev, value, name, node, frame)
    if isinstance(value, Seq) and name in ("union", "copy", "__or__"):
        others = [ev.values(arg.value, frame) for arg in node.args]
        more = [item for values in others for v in values[:1] if isinstance(v, Seq) for item in v.items]
        return (Seq((*value.items, *more)),)
    if isinstance(value, Many | Seq) and name == "pop":
        return elements((value,))
    return UNKNOWN


def _map_method(ev: Evaluator, value: Map, name: str, node: cst.Call, frame: Frame) -> Values:
    if name in ("get", "pop", "setdefault"):
        key = argument(key_evaluator(ev, (value,)), node, frame, 0, "key") or UNKNOWN
        default = argument(ev, node, frame, 1, "default") or (Const(None),)
        if len(key) == 1 and isinstance(key[0], Const):
            found = next((values for keys, values in value.entries if keys == key), None)
            return found if found is not None else default
        return union(*(values for _, values in value.entries), default)
    if name == "values":
        return (Seq(tuple(values for _, values in value.entries)),)
    if name == "keys":
        return (Seq(tuple(keys for keys, _ in value.entries)),)
    if name == "items":
        return (Seq(tuple((Seq(entry),) for entry in value.entries)),)
    return (value,) if name == "copy" else UNKNOWN


_BUILTINS: dict[str, Callable[[Evaluator, cst.Call, Frame], Values]] = {
    "getattr": _getattr,
    "str": _str,
    "dict": _dict,
    "dict.fromkeys": _from_keys,
    "type": _type,
    "zip": _zip,
    "enumerate": _enumerate,
    "filter": _filter,
    "__import__": _import,
    "next": _next,
    "anext": _next,
    "range": _computed,
    "len": _computed,
    "any": _computed,
    "all": _computed,
    "isinstance": _computed,
    "bool": _computed,
    "divmod": _computed,
    "float": _computed,
}
_FUNCTIONS: dict[str, Callable[[Evaluator, cst.Call, Frame], Values]] = {
    "importlib.import_module": _import,
    "collections.ChainMap": _chain_map,
    "dataclasses.replace": _replace,
    "types.SimpleNamespace": _namespace,
    "collections.namedtuple": records.record_class,
    "typing.NamedTuple": records.record_class,
    "os.getenv": _environment,
    "os.get": _environment,
    "urllib.urljoin": _urljoin,
    "urllib.urlunparse": _urlunparse,
    "urllib.urlunsplit": _urlunparse,
}

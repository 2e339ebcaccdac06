"""What Python's own functions give, and the methods of its texts and containers.

`BUILTINS` has the functions by name, `FUNCTIONS` those of its library by the short name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import attributes, headers, messages, names, raising, records, texts
from kombo_lint.flow.arguments import argument
from kombo_lint.flow.classes import iterated
from kombo_lint.flow.containers import elements
from kombo_lint.flow.parts import key_evaluator
from kombo_lint.flow.values import (
    UNKNOWN,
    Body,
    Const,
    Expr,
    Ext,
    Header,
    Inst,
    Many,
    Map,
    Method,
    Obj,
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

_MOST_MODULES = 8  # which of many modules is imported by a name made at run time, nobody can say


def method_called(ev: Evaluator, method: Method, node: cst.Call, frame: Frame) -> Values:
    """Return what calling a method of a text, a container or a response's body gives."""
    value, name = method.receiver, method.name
    if isinstance(value, Body):
        if name not in ("get", "pop"):
            return UNKNOWN
        key = argument(ev, node, frame, 0, None) or UNKNOWN
        keys = [k.value for k in key if isinstance(k, Const)]
        return tuple(Body(value.request, (*value.path, str(k)), value.trail) for k in keys)
    if isinstance(value, Header):
        return headers.method_called(ev, value, name, node, frame)
    if isinstance(value, Const | Text) and texts.plain(value) is not None:
        if name in ("format", "substitute", "safe_substitute"):
            return _format_method(ev, value, node, frame)
        if name == "join":
            return _join_method(ev, value, node, frame)
        if name in _LEADS_ELSEWHERE and (moved := texts.with_another_path(value)) is not None:
            return (moved,)
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
    said = {value: raising.text(ev, value) for value in given}
    if any(isinstance(text, Status | Expr) for texts_of in said.values() for text in texts_of):
        return (Expr(frame.scopes, node, frame),)
    return union(*said.values(), texts.as_text(tuple(value for value in given if not said[value])))


def _dict(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    entries: list[tuple[Values, Values]] = []
    for arg in node.args:
        values = ev.values(arg.value, frame)
        if arg.keyword is not None:
            entries.insert(0, ((Const(arg.keyword.value),), values))
        else:
            entries.extend(entry for value in values for entry in _pairs(value))
    return (Map(tuple(entries)),)


def _pairs(value: Value) -> list[tuple[Values, Values]]:
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
    return (Map(tuple(entry for value in maps for entry in _pairs(value))),)


def _namespace(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    """`SimpleNamespace(url=...)` is read by attributes, as a named tuple is."""
    given = ((arg.keyword, arg.value) for arg in node.args if arg.keyword is not None)
    return (Map(tuple(((Const(name.value),), ev.values(value, frame)) for name, value in given)),)


def _replace(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    """`replace(reply, text=...)` is the reply but for what is named."""
    return argument(ev, node, frame, 0, "obj") or UNKNOWN


def _re_sub(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    """What is replaced in an address is in its path: where it leads stays."""
    return argument(ev, node, frame, 2, "string") or UNKNOWN


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


def _path_join(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    parts = [ev.values(arg.value, frame) for arg in node.args if not arg.star]
    return texts.join(Const("/"), parts) if parts else UNKNOWN


def _template(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    return argument(ev, node, frame, 0, "template") or UNKNOWN


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
    filled_in: list[Values] = []

    def given(place: int | str, settled: bool) -> Values:
        asked = ev.near if settled else ev
        if isinstance(place, str):
            filled_in.append(argument(asked, node, frame, None, place) or (Unknown(place),))
        else:
            filled_in.append(argument(asked, node, frame, place, None) or UNKNOWN)
        return filled_in[-1]

    by_name = isinstance(node.func, cst.Attribute) and node.func.attr.value != "format"
    text = (texts.dollar_format if by_name else texts.brace_format)(value, given)
    return messages.or_told(ev, node, frame, text, filled_in)


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


_LEADS_ELSEWHERE = frozenset(
    {"with_path", "joinpath", "with_query", "update_query", "copy_with", "with_fragment"}
)
"""Methods of an object for a URL that change what stands behind its host."""
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


BUILTINS: dict[str, Callable[[Evaluator, cst.Call, Frame], Values]] = {
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
FUNCTIONS: dict[str, Callable[[Evaluator, cst.Call, Frame], Values]] = {
    "importlib.import_module": _import,
    "collections.ChainMap": _chain_map,
    "dataclasses.replace": _replace,
    "types.SimpleNamespace": _namespace,
    "collections.namedtuple": records.record_class,
    "typing.NamedTuple": records.record_class,
    "re.sub": _re_sub,
    "os.getenv": _environment,
    "os.get": _environment,
    "urllib.urljoin": _urljoin,
    "posixpath.join": _path_join,
    "string.Template": _template,
    "urllib.urlunparse": _urlunparse,
    "urllib.urlunsplit": _urlunparse,
}

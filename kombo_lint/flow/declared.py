"""Callables that the user declares to be clients of the API: what calling them gives, and whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.flow import attributes
from kombo_lint.flow.classes import lineage, self_of
from kombo_lint.flow.values import Cls, Ext, Func, Inst, Method, Mod, Obj, Request, Resp, Unknown, Via, gather
from kombo_lint.models.tables import Send

if TYPE_CHECKING:
    from collections.abc import Mapping

    import libcst as cst

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Value, Values


def called(ev: Evaluator, value: Value, node: cst.Call, frame: Frame) -> Values | None:
    """Return what calling a declared callable gives; None for any other, and for a class of the project.

    An instance of such a class does what the class says; only whose its requests are is declared.
    """
    name = _name_of(ev, value) if ev.models.declared else None
    if name is None or isinstance(value, Cls):
        return None
    kind = ev.models.declared[name]
    library = ev.models.responses.get(kind)
    if library is None:
        return (Obj(kind, frame.scopes, node, frame),)
    request = Request(frame.scopes, node, frame, library, Send(on=[name], keyword="", api=True), None)
    return (Resp(request, (Via(frame.scopes, node, "sends the request"),)),)


def declared(ev: Evaluator, client: Value | None, frame: Frame) -> str | None:
    """Return the declared callable that a client comes from, or that the code of a frame is in."""
    if not ev.models.declared:
        return None
    known = _definitions(ev)
    if frame.function is not None and frame.function in known:
        return known[frame.function]
    if isinstance(client, Obj) and client.call is not None and client.frame is not None:
        made = (_name_of(ev, value) for value in ev.values(client.call.func, client.frame))
        return next((name for name in made if name is not None), None)
    around = client if isinstance(client, Inst) else self_of(ev, frame)
    classes = lineage(ev, around.cls)[0] if around is not None else ()
    return next((known[cls.node] for cls in classes if cls.node in known), None)


def is_declared(ev: Evaluator, function: cst.CSTNode | None) -> bool:
    """Say whether a function of the project is one of these callables."""
    return bool(ev.models.declared) and function in _definitions(ev)


def _name_of(ev: Evaluator, value: Value) -> str | None:
    """Return the name under which a value is declared, None when it is not."""
    if isinstance(value, Func | Cls):
        return _definitions(ev).get(value.node)
    if isinstance(value, Ext):
        return _named(ev, value.name)
    if isinstance(value, Unknown):
        return _named(ev, value.hint)
    return _named(ev, f"{value.kind}.{value.name}") if isinstance(value, Method) else None


def _named(ev: Evaluator, name: str) -> str | None:
    key = _key(name)
    return next((each for each in ev.models.declared if _key(each) == key), None) if "." in name else None


def _key(name: str) -> tuple[str, ...]:
    """Return what is compared of a dotted name: its root and its end, for names are handed on."""
    root, *rest = name.split(".")
    return (root, *rest[-2:]) if rest[-2:-1] and rest[-2][:1].isupper() else (root, *rest[-1:])


def _definitions(ev: Evaluator) -> Mapping[cst.CSTNode, str]:
    """Map the functions and classes of the project that are declared to their names."""

    def found() -> Mapping[cst.CSTNode, str]:
        return {
            value.node: name
            for name in ev.models.declared
            for value in _found(ev, name.split("."))
            if isinstance(value, Func | Cls)
        }

    return ev.once("declared", found, meanwhile={})


def _found(ev: Evaluator, parts: list[str]) -> Values:
    """Return what a dotted name stands for in the modules that it may begin with."""
    found: Values = ()
    for end in range(len(parts) - 1, 0, -1):
        for path in ev.project.files:
            *above, last = path.rpartition(".")[0].split("/")
            module = above if last == "__init__" else [*above, last]
            if module[-end:] == parts[:end]:
                scopes = ev.project.module(path, "has a declared client")
                values: Values = (Mod(scopes),) if scopes is not None else ()
                for part in parts[end:]:
                    values = gather([attributes.member(ev, value, part) for value in values])
                found += values
    return found

"""Attributes put on an object that is of no class of the project: `threading.local()`, `app.state`, `g`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import instances
from kombo_lint.flow.tree import last_name
from kombo_lint.flow.values import Ext, Method, Unknown, union

if TYPE_CHECKING:
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Value, Values


def put_on(ev: Evaluator, node: cst.Attribute, frame: Frame) -> Values:
    """Return what is put on what is called as the owner of an attribute is, `state` of `app.state.client`.

    Nothing is returned where the owner is known, or that name is never assigned to.
    """
    owner, name = last_name(node.value), node.attr.value
    if ev.asks == "none" or not owner or not all(map(_is_nobodys, ev.values(node.value, frame))):
        return ()
    written = f"{owner}.{name}".encode()
    result: list[Values] = []
    for path in ev.project.files_like(instances.STORED, name):
        if written not in ev.project.files[path]:
            continue
        scopes = ev.project.module(path, f"may set {owner}.{name}")
        for store in scopes.stores.get(name, ()) if scopes is not None else ():
            assert scopes is not None
            if store.value is None or store.unpack or last_name(store.target.value) != owner:
                continue
            where = ev.frame_of(scopes, store.target)
            if all(map(_is_nobodys, ev.values(store.target.value, where))):
                result.append(ev.values(store.value, where))
    return union(*result)


def _is_nobodys(value: Value) -> bool:
    return isinstance(value, Unknown | Ext) or (isinstance(value, Method) and value.kind == "builtin")

"""Enumerations of error codes: what their members, which stand for the codes, have of their own.

`Code(body["error"]["code"])` is followed as the code; which class it was made of is told by the
name of what is asked: `code.is_setup`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.classes import is_enum, members
from kombo_lint.flow.values import Body, Cls, Func

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Values

_FEW = 4
"""A name that more files define says nothing."""


def asked_of_code(ev: Evaluator, values: Values, name: str) -> Func | None:
    """Return the method (or property) `name` that an enumeration has for error codes, bound; or None."""
    code = next((v for v in values if isinstance(v, Body) and v.path == ev.api.code_path), None)
    if code is None:
        return None
    found = next(_methods(ev, name), None)
    return Func(found.scopes, found.node, code) if found is not None else None


def _methods(ev: Evaluator, name: str) -> Iterator[Func]:
    paths = {path for path, _ in ev.project.definitions.get(name.encode(), ())}
    for path in sorted(paths) if len(paths) <= _FEW else ():
        scopes = ev.project.module(path, f"may say whether a code {name}")
        for node in scopes.classes if scopes is not None else ():
            assert scopes is not None
            cls = Cls(scopes, node)
            for binding in members(cls, name):
                if isinstance(binding.node, cst.FunctionDef) and is_enum(ev, cls):
                    yield Func(scopes, binding.node)

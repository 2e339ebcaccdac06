"""What a value is, and whose a request is, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.values import (
    Body,
    Cls,
    Const,
    Err,
    Ext,
    Func,
    InRange,
    Inst,
    Many,
    Map,
    Method,
    Mod,
    Obj,
    Resp,
    Seq,
    Status,
    Text,
    Unknown,
)

if TYPE_CHECKING:
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.origins import Origin
    from kombo_lint.flow.values import Value
    from kombo_lint.registry import Api


def described(ev: Evaluator, value: Value) -> str:
    """Return what a value is taken for."""
    if isinstance(value, Resp):
        return f"a response of {value.request.library.name}"
    if isinstance(value, Status):
        return "the status of a response"
    if isinstance(value, InRange):
        return "whether the status of a response is in a range"
    if isinstance(value, Err):
        return f"the error {value.kind}, which has a response"
    if isinstance(value, Body):
        parts = ".".join(part for part in value.path if part.isprintable())
        return f"{parts} in the body of a response" if parts else "the body of a response"
    return _of_program(ev, value)


def _of_program(ev: Evaluator, value: Value) -> str:
    if isinstance(value, Unknown):
        return f"unknown, only called {value.hint}" if value.hint else "unknown"
    if isinstance(value, Ext):
        known = value.name.split(".")[0] in ev.models.by_name
        return f"{value.name} from outside of the project{'' if known else ', which no model knows'}"
    if isinstance(value, Obj):
        return f"an object of {value.kind}"
    if isinstance(value, Method):
        return f"the method {value.name}"
    if isinstance(value, Func):
        return (
            f"the function {value.node.name.value}()"
            if isinstance(value.node, cst.FunctionDef)
            else "a lambda"
        )
    if isinstance(value, Cls):
        return f"the class {value.node.name.value}"
    if isinstance(value, Inst):
        return f"an instance of {value.cls.node.name.value}"
    if isinstance(value, Mod):
        return f"the module {value.scopes.module.path}"
    if isinstance(value, Const):
        return f"the constant {value.value!r}"
    if isinstance(value, Text):
        return "a text"
    return "a collection" if isinstance(value, Seq | Many | Map) else "a computed value"


def judged(origin: Origin, api: Api) -> str:
    """Return whose a request is, and what to do where that is not known."""
    if origin.whose == "api":
        return f"so it is {api.title}'s, for certain"
    if origin.whose == "likely":
        return f"so it is likely {api.title}'s"
    if origin.whose == "other":
        return f"so it is not {api.title}'s: {origin.words}"
    return "nothing says whose it is: name the callable under `clients` in the configuration if you know"

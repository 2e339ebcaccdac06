"""What a setting is where nobody sets it: defaults of settings, options and fields that libraries read.

Where a value comes from is not known before the program runs; what it is otherwise is
written in the call that reads or declares it, and most programs run with that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import calls
from kombo_lint.flow.arguments import argument_node
from kombo_lint.flow.values import Const, Func, Seq, Text, Unknown, gather

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function, Scopes
    from kombo_lint.flow.values import Frame, Values

_KEYWORDS = ("default", "fallback")
_FACTORIES = ("default_factory", "factory")
# Calls that take a default by position: those that read a setting, and those that declare a field.
_POSITIONS = {"get": 1, "getenv": 1, "Field": 0, "Option": 0, "Argument": 0}
_READ = "parse_args"


def fallback(ev: Evaluator, name: str, node: cst.Call, frame: Frame) -> Values:
    """Return what a call of something outside, of that name, gives where nothing else is set."""
    written = _written(node, name.rpartition(".")[2])
    found = ev.values(written, frame) if written is not None else ()
    if written is None and (factory := _named(node, _FACTORIES)) is not None:
        functions = (each for each in ev.values(factory, frame) if isinstance(each, Func))
        found = gather(calls.returned(ev, each, ev.frame(each.scopes, each.node)) for each in functions)
    return tuple(value for value in found if _says(value))


def _written(node: cst.Call, name: str) -> cst.BaseExpression | None:
    place = _POSITIONS.get(name)
    found = _named(node, _KEYWORDS)
    return argument_node(node, place, None) if found is None and place is not None else found


def _named(node: cst.Call, keywords: Sequence[str]) -> cst.BaseExpression | None:
    return next((arg.value for arg in node.args if arg.keyword and arg.keyword.value in keywords), None)


def _says(value: object) -> bool:
    return isinstance(value, Text | Seq) or (isinstance(value, Const) and bool(value.value))


def of_parameter(ev: Evaluator, scopes: Scopes, function: Function, param: cst.Param) -> Values:
    """`@click.option("--url", default=...)` says what the parameter `url` of a command is."""
    if not isinstance(function, cst.FunctionDef):
        return ()
    where = ev.frame(scopes)
    declared = (each.decorator for each in function.decorators)
    return gather(
        fallback(ev, "", call, where)
        for call in declared
        if isinstance(call, cst.Call) and _declares(call, param.name.value)
    )


def of_option(ev: Evaluator, owner: Values, name: str) -> Values:
    """`add_argument("--url", default=...)` says what `args.url` is, of what `parse_args()` gives."""
    if not any(isinstance(value, Unknown) and value.hint.endswith(_READ) for value in owner):
        return ()
    return gather(fallback(ev, "", call, ev.frame_of(scopes, call)) for scopes, call in _options(ev, name))


def _options(ev: Evaluator, name: str) -> Iterator[tuple[Scopes, cst.Call]]:
    for path in ev.project.files_with("add_argument"):
        scopes = ev.project.module(path, f"may declare the option {name}")
        for call in scopes.calls.get("add_argument", ()) if scopes is not None else ():
            assert scopes is not None
            if _declares(call, name):
                yield scopes, call


def _declares(call: cst.Call, name: str) -> bool:
    """Say whether one of the texts of a call is the option that is read by `name`."""
    texts = (arg.value.evaluated_value for arg in call.args if isinstance(arg.value, cst.SimpleString))
    return any(
        part.lstrip("-").replace("-", "_") == name
        for text in texts
        if isinstance(text, str)
        for part in text.split("/")
    )

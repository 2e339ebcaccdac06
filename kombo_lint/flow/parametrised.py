"""What a test runner passes to tests: rows of parameters, and what tests pass to functions of fixtures."""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import fixtures, written
from kombo_lint.flow.callers import CallSite
from kombo_lint.flow.tree import last_name
from kombo_lint.flow.values import Const, Func, Seq

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function, Scopes
    from kombo_lint.flow.values import Frame
    from kombo_lint.flow.written import Place

_MOST = 60


def rows(ev: Evaluator, scopes: Scopes, function: Function) -> Sequence[cst.Call]:
    """Return a call for each combination of parameters with which `@...parametrize` runs a test.

    The calls stand nowhere in the source; their arguments do, in the module's own frame.
    """
    if not isinstance(function, cst.FunctionDef):
        return ()
    return ev.once(
        ("rows", function), lambda: tuple(islice(_rows(ev, scopes, function), _MOST)), meanwhile=()
    )


def _rows(ev: Evaluator, scopes: Scopes, function: cst.FunctionDef) -> Iterator[cst.Call]:
    owner = scopes.class_of(function)
    decorators = [*function.decorators, *(owner.decorators if owner is not None else ())]
    tables = [_table(ev, ev.frame(scopes), each.decorator) for each in decorators]
    given = [table for table in tables if table]
    for combination in product(*given) if given else ():
        named = {name: value for row in combination for name, value in row.items()}
        args = [cst.Arg(value, keyword=cst.Name(name)) for name, value in named.items()]
        yield cst.Call(cst.Name(function.name.value), args)


def _table(ev: Evaluator, frame: Frame, decorator: cst.BaseExpression) -> list[dict[str, cst.BaseExpression]]:
    """Return the rows of one decorator, by the names of the parameters; none of any other decorator."""
    callee = decorator.func if isinstance(decorator, cst.Call) else None
    if not isinstance(decorator, cst.Call) or not isinstance(callee, cst.Attribute):
        return []
    if callee.attr.value != "parametrize":
        return []
    named = written.argument_at(decorator, 0, "argnames")
    values = written.argument_at(decorator, 1, "argvalues")
    if named is None or values is None:
        return []
    names = list(_names(ev, named, frame))
    found = (_row(ev, names, each) for each in written.items(ev, written.Place(values, frame)))
    return [row for row in found if row]


def _names(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> Iterator[str]:
    for value in ev.values(node, frame):
        if isinstance(value, Const) and isinstance(value.value, str):
            yield from (name.strip() for name in value.value.split(",") if name.strip())
        elif isinstance(value, Seq):
            for item in value.items:
                yield from (str(each.value) for each in item if isinstance(each, Const))


def _row(ev: Evaluator, names: Sequence[str], place: Place) -> dict[str, cst.BaseExpression]:
    node = place.node
    cells = [node]
    if isinstance(node, cst.Call) and last_name(node.func) == "param":
        cells = [arg.value for arg in node.args if arg.keyword is None and not arg.star]
    elif len(names) > 1:
        cells = [each.node for each in written.items(ev, place)]
    return dict(zip(names, cells, strict=False)) if len(cells) == len(names) else {}


def factory_calls(ev: Evaluator, scopes: Scopes, function: Function) -> Sequence[CallSite]:
    """Return the calls of a function that a fixture returns: tests call it by the fixture's name."""
    return ev.once(
        ("factory calls", function),
        lambda: tuple(islice(_factory_calls(ev, scopes, function), _MOST)),
        meanwhile=(),
    )


def _factory_calls(ev: Evaluator, scopes: Scopes, function: Function) -> Iterator[CallSite]:
    fixture = scopes.function_of(function)
    if not isinstance(fixture, cst.FunctionDef) or not fixtures.is_fixture(fixture):
        return
    frame = ev.frame(scopes, fixture)
    given = [value for each in written.results(ev, fixture, frame) for value in ev.values(each.node, frame)]
    if not any(isinstance(value, Func) and value.node is function for value in given):
        return
    name = fixture.name.value
    for path in ev.project.files_that_call(name):
        found = ev.project.module(path, f"may call {name}()")
        for call in found.calls.get(name, ()) if found is not None else ():
            assert found is not None
            test = found.function_of(call)
            passed = fixtures.passed(ev, found, test, name) if test is not None else ()
            if isinstance(call.func, cst.Name) and any(each is fixture for _, each in passed):
                yield CallSite(call, ev.frame_of(found, call), None)

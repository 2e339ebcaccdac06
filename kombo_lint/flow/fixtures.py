"""Fixtures: what a test runner passes to tests, and to other fixtures, by the names of their parameters."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import calls
from kombo_lint.flow.classes import decorator_names
from kombo_lint.flow.containers import elements
from kombo_lint.flow.values import Func

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function, Scopes
    from kombo_lint.flow.values import Values

_SHARED = "conftest.py"


def passed(
    ev: Evaluator, scopes: Scopes, function: Function, name: str
) -> Iterator[tuple[Scopes, cst.FunctionDef]]:
    """Yield the fixture that a test, or another fixture, is passed as the parameter `name`: the nearest."""
    if not isinstance(function, cst.FunctionDef) or not _takes_fixtures(function):
        return
    for path in _near(ev, scopes, name):
        found = ev.project.module(path, f"may have the fixture {name}")
        for each in found.functions if found is not None else ():
            if each.name.value == name and each is not function and is_fixture(each) and found is not None:
                yield found, each
                return


def given(ev: Evaluator, scopes: Scopes, fixture: cst.FunctionDef) -> Values:
    """Return what a fixture hands to tests: what it returns, or yields once."""
    found = calls.returned(ev, Func(scopes, fixture), ev.frame(scopes, fixture))
    return elements(found) if calls.exits(fixture)[1] else found


def _takes_fixtures(function: cst.FunctionDef) -> bool:
    return function.name.value.startswith("test") or is_fixture(function)


def is_fixture(function: cst.FunctionDef) -> bool:
    """Say whether a function is declared to be a fixture."""
    return "fixture" in decorator_names(function)


def _near(ev: Evaluator, scopes: Scopes, name: str) -> list[str]:
    """Return where a fixture may stand: in the module itself, or in what it shares with its neighbours."""
    own = PurePosixPath(scopes.module.path)
    paths = [PurePosixPath(path) for path in ev.project.files_with(name)]
    shared = [path for path in paths if path.name == _SHARED and path.parent in own.parents]
    nearest = sorted(shared, key=lambda path: -len(path.parts))
    return [str(path) for path in (own, *nearest) if path in paths]

"""The house stands as CONTRIBUTING.md says: imports go one way, and what is true of an API is data."""

from __future__ import annotations

import ast
import builtins
import re
import sys
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kombo_lint.models import load_models
from kombo_lint.registry import load_registry

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parents[1] / "kombo_lint"

MAY_IMPORT = {
    "__main__": "cli",
    "cli": "editor adoption status tracing fixing scan baseline config fixes reporters report registry "
    "sources findings",
    "fixing": "scan fixes report sources registry findings",
    "scan": "filtering checks config facts flow models sources registry report findings deep",
    "editor": "fixing scan reporters checks config fixes suppressions registry sources findings",
    "adoption": "config",
    "tracing": "scan config facts flow report registry sources findings deep",
    "status": "reporters report registry sources findings",
    "filtering": "baseline report checks config suppressions sources registry findings",
    "baseline": "sources findings",
    "suppressions": "findings",
    "reporters": "fixes report registry findings",
    "report": "sources findings",
    "config": "models sources registry findings",
    "checks": "fixes facts sources suppressions registry findings tables",
    "fixes": "facts flow models registry findings",
    "facts": "flow models registry findings",
    "flow": "sources models registry",
    "sources": "findings",
    "registry": "findings tables",
    "models": "",
    "findings": "",
    "tables": "",
    "deep": "",
}
"""Each module and folder of the package, and what of the package it may import.

An import inside a function counts, and so does one for the type checker alone: a part
that only has to know another's types knows it all the same.
"""


def part_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield the parts of the package that a module imports, by statement or by a dotted name in a text."""
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"line {node.lineno}: a relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names = re.findall(r"^kombo_lint\.\w+", node.value)
        yield from (name.split(".")[1] for name in names if name.startswith("kombo_lint."))


FILES = sorted(file for file in PACKAGE.rglob("*.py") if part_of(file) not in ("__init__", "rules"))
TREES = {file: ast.parse(file.read_text(encoding="utf-8")) for file in FILES}


def test_the_table_is_complete_and_goes_one_way() -> None:
    parts = {part: allowed.split() for part, allowed in MAY_IMPORT.items()}
    assert set(parts) == {part_of(file) for file in FILES}
    assert set(TopologicalSorter(parts).static_order()) == set(parts)  # raises CycleError


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_a_part_imports_what_it_may_and_needs_all_of_that(part: str) -> None:
    found = {name for file in FILES if part_of(file) == part for name in imported(TREES[file])}
    assert found - {part, "__version__"} == set(MAY_IMPORT[part].split())


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("import kombo_lint.scan", ["scan"]),
        ("from kombo_lint.flow import calls, errors", ["flow", "flow"]),
        ("def f():\n    from kombo_lint import deep", ["deep"]),
        ("if TYPE_CHECKING:\n    from kombo_lint.checks.wording import moved", ["checks"]),
        ("import_module('kombo_lint.reporters.text')", ["reporters"]),
        ("import_module(f'kombo_lint.cli.{name}')", ["cli"]),
        ("'''See kombo_lint.scan.'''\nimport libcst, kombo", []),
    ],
)
def test_no_form_of_import_is_overlooked(source: str, parts: list[str]) -> None:
    assert list(imported(ast.parse(source))) == parts


def literals(tree: ast.Module) -> Iterator[ast.Constant]:
    """Yield every number and text of a module but the docstrings."""
    prose = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node not in prose:
            yield node


REGISTRY = load_registry()
STATUSES = {each for change in REGISTRY.changes for each in (change.from_status, change.to_status) if each}
CODES = {part for api in REGISTRY.apis for code in api.codes for part in (code, code.rpartition(".")[2])}
WORDS = {word for api in REGISTRY.apis for word in (*api.words, *api.hosts)}
LIBRARIES = load_models().by_name.keys() - sys.stdlib_module_names - set(dir(builtins))


def belongs_into_data(value: object) -> bool:
    """Say whether a value is true of one API, one change or one library, and not of Python or HTTP."""
    if not isinstance(value, str):
        return value in STATUSES
    text = value.replace("kombo_lint", "").lower()
    return (
        value in CODES
        or any(str(status) in text for status in STATUSES)
        or any(word in text for word in WORDS)
        or text.split(".")[0] in LIBRARIES
    )


@pytest.mark.parametrize(
    "value",
    [
        503,
        "409",
        "INTEGRATION.QA_FAILED",
        "SETUP_INCOMPLETE",
        "kombo_client",
        "https://api.kombo.dev",
        "requests.Session",
        "tenacity",
    ],
)
def test_what_belongs_into_data(value: object) -> None:
    assert belongs_into_data(value)
    assert not belongs_into_data("kombo_lint.checks")


@pytest.mark.parametrize("part", ["flow", "facts", "checks", "sources"])
def test_the_analysis_names_no_status_code_host_or_library(part: str) -> None:
    found = [
        f"{file.relative_to(PACKAGE)}:{node.lineno}: {node.value!r}"
        for file in FILES
        if part_of(file) == part
        for node in literals(TREES[file])
        if belongs_into_data(node.value)
    ]
    assert found == []

"""Which file an import means."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kombo_lint.sources.imports import Imports
from tests.sources.conftest import write

if TYPE_CHECKING:
    from collections.abc import Iterable

FLAT = [
    "app/__init__.py",
    "app/client.py",
    "app/api/__init__.py",
    "app/api/http.py",
    "main.py",
    "tests/test_a.py",
]
SRC = ["src/app/__init__.py", "src/app/client.py", "tests/test_a.py", "tests/conftest.py"]
NAMESPACE = ["libs/one/corp/auth/__init__.py", "libs/two/corp/hr/__init__.py", "libs/two/corp/hr/client.py"]
STUBS = ["app/a.py", "app/a.pyi", "app/b.pyi", "app/c.py", "app/c/__init__.py"]
MONOREPO = [
    *("one/app/__init__.py", "one/app/client.py", "one/run.py"),
    *("two/src/app/__init__.py", "two/src/app/jobs.py", "two/tests/test_jobs.py", "three/run.py"),
]
SCRIPTS = ["scripts/run.py", "scripts/requests.py", "scripts/shared.py", "app/jobs.py", "app/sub/x.py"]
INNER = ["corp/__init__.py", "corp/api/corp.py", "corp/api/config.py", "corp/jobs/run.py"]
NAMESAKES = ["tests/kombo/test_a.py", "tests/kombo/__init__.py", "app/run.py", "libs/requests/requests.py"]


def resolved(paths: Iterable[str], importer: str, name: str) -> str | None:
    """Resolve a name with the dots it is written with."""
    bare = name.lstrip(".")
    return Imports(list(paths), {"requests", "kombo"}).resolve(importer, bare, len(name) - len(bare))


@pytest.mark.parametrize(
    ("paths", "importer", "name", "expected"),
    [
        (FLAT, "main.py", "app", "app/__init__.py"),
        (FLAT, "main.py", "app.api.http", "app/api/http.py"),
        (FLAT, "tests/test_a.py", "app.client", "app/client.py"),
        (FLAT, "tests/test_a.py", "main", "main.py"),
        (FLAT, "app/api/http.py", "app.client", "app/client.py"),
        (FLAT, "app/api/http.py", ".", "app/api/__init__.py"),
        (FLAT, "app/api/__init__.py", ".http", "app/api/http.py"),
        (FLAT, "app/api/http.py", "..client", "app/client.py"),
        (FLAT, "app/api/http.py", "..", "app/__init__.py"),
        (FLAT, "app/api/http.py", "....main", None),
        (FLAT, "app/api/http.py", "client", None),  # app is a package, so imports do not start in it
        (FLAT, "main.py", "app.nowhere", None),
        (FLAT, "main.py", "requests", None),
        (INNER, "corp/jobs/run.py", "corp.api.config", "corp/api/config.py"),
        (INNER, "corp/api/config.py", "corp", "corp/__init__.py"),
        (SRC, "tests/test_a.py", "app.client", "src/app/client.py"),
        (SRC, "tests/test_a.py", "conftest", "tests/conftest.py"),
        (SRC, "src/app/client.py", "app", "src/app/__init__.py"),
        (SRC, "src/app/client.py", "src.app", "src/app/__init__.py"),
        (NAMESPACE, "libs/one/corp/auth/__init__.py", "corp.hr.client", "libs/two/corp/hr/client.py"),
        (NAMESPACE, "libs/one/corp/auth/__init__.py", "corp", None),
        (STUBS, "app/x.py", ".a", "app/a.py"),
        (STUBS, "app/x.py", ".b", "app/b.pyi"),
        (STUBS, "app/x.py", ".c", "app/c/__init__.py"),
        (MONOREPO, "one/run.py", "app", "one/app/__init__.py"),
        (MONOREPO, "two/tests/test_jobs.py", "app", "two/src/app/__init__.py"),
        (MONOREPO, "two/tests/test_jobs.py", "app.jobs", "two/src/app/jobs.py"),
        (MONOREPO, "two/tests/test_jobs.py", "app.client", None),  # the nearest package hides the other
        (MONOREPO, "three/run.py", "app", "one/app/__init__.py"),
        (SCRIPTS, "scripts/run.py", "shared", "scripts/shared.py"),
        (SCRIPTS, "app/jobs.py", "shared", "scripts/shared.py"),
        (SCRIPTS, "scripts/run.py", "requests", "scripts/requests.py"),
        (SCRIPTS, "app/jobs.py", "requests", None),
        ([*SCRIPTS, "requests.py"], "app/jobs.py", "requests", "requests.py"),
        ([*SCRIPTS, "app/json.py"], "app/sub/x.py", "json", None),
        (NAMESAKES, "app/run.py", "kombo", None),
        (NAMESAKES, "tests/kombo/test_a.py", "kombo", "tests/kombo/__init__.py"),
        (NAMESAKES, "app/run.py", "requests", None),
        (["/x/app/a.py", "/x/app/b.py"], "/x/app/a.py", "b", "/x/app/b.py"),
        (["/x/app/a.py", "/x/app/b.py"], "/x/app/a.py", ".b", "/x/app/b.py"),
    ],
)
def test_which_file_is_meant(paths: list[str], importer: str, name: str, expected: str | None) -> None:
    assert resolved(paths, importer, name) == expected


def test_a_project_file_makes_a_namesake_of_a_library_the_projects_own() -> None:
    write({"libs/requests/pyproject.toml": ""})
    assert resolved(NAMESAKES, "app/run.py", "requests") == "libs/requests/requests.py"


def test_a_package_counts_even_when_only_its_modules_were_selected() -> None:
    write({"app/__init__.py": "", "app/requests.py": ""})
    assert resolved(["app/requests.py", "app/jobs.py"], "app/jobs.py", "requests") is None


def test_the_working_directory_may_be_inside_a_package(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write({"app/__init__.py": "", "app/api/__init__.py": "", "app/api/http.py": "", "app/api/v1/a.py": ""})
    monkeypatch.chdir("app/api")
    paths = ["__init__.py", "http.py", "v1/a.py", (folder / "main.py").as_posix()]
    assert resolved(paths, "v1/a.py", "app.api.http") == "http.py"
    assert resolved(paths, "v1/a.py", "..http") == "http.py"
    assert resolved(paths, "http.py", "http") is None
    assert resolved(paths, "http.py", ".") == "__init__.py"


def test_all_that_a_file_imports() -> None:
    imports = Imports(FLAT)
    names = [(0, "app"), (0, "app.client"), (0, "os"), (0, "main")]
    assert imports.resolve_all("main.py", names) == ("app/__init__.py", "app/client.py")

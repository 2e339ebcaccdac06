"""Which files are read in full when some file speaks of Kombo, and why."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kombo_lint.sources.selection import select
from tests.sources.conftest import write

if TYPE_CHECKING:
    from collections.abc import Callable

CHECKOUT = Path(__file__).parents[2]
WORDS = ("kombo", "x-integration-id")
SERVICE = {
    "app/__init__.py": "",
    "app/client.py": "from app.http import get\nURL = 'https://api.kombo.dev'\n",
    "app/http.py": "from app.settings import TIMEOUT\n",
    "app/settings.py": "TIMEOUT = 3\n",
    "app/jobs.py": "from .client import URL\n",
    "app/main.py": "def run():\n    from . import jobs\n",
    "app/billing.py": "from app import http\n",
    "app/invoices.py": "import app.billing\n",
    "app/reports.py": "import csv\n",
    "tests/test_jobs.py": "from app.jobs import URL\n",
}
REASONS = {
    "app/client.py": "mentions kombo",
    "app/jobs.py": "imports app/client.py",
    "app/main.py": "imports app/jobs.py",
    "tests/test_jobs.py": "imports app/jobs.py",
    "app/__init__.py": "is imported by app/main.py",
    "app/http.py": "is imported by app/client.py",
    "app/settings.py": "is imported by app/http.py",
    "app/billing.py": "imports app/__init__.py",
    "app/invoices.py": "imports app/__init__.py",
}


@pytest.fixture(params=["walked", "in git", "untracked in git"])
def place(request: pytest.FixtureRequest) -> Callable[[dict[str, str]], None]:
    """Writes files, each test in a folder outside git, tracked by git, and not yet tracked."""

    def put(files: dict[str, str]) -> None:
        write(files)
        if request.param != "walked":
            git = request.getfixturevalue("git")
            git("init")
            if request.param == "in git":
                git("add", "-A")

    return put


def test_the_files_a_value_may_flow_through_and_why(place: Callable[[dict[str, str]], None]) -> None:
    place(SERVICE)
    selection = select(["."], WORDS)
    assert selection.reasons == REASONS
    assert list(selection.files) == sorted(REASONS)
    assert selection.files["app/client.py"] == SERVICE["app/client.py"].encode()
    assert (selection.total, selection.mentioned, selection.problems) == (len(SERVICE), True, ())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("# KOMBO\n", "mentions kombo"),
        ("h = {'X-Integration-Id': x}\n", "mentions x-integration-id"),
        ("x = '\0kombo'\n", "mentions kombo"),  # git takes this for a binary file
        ("kombinat = 1\n", None),
        ("k\nombo\n", None),
    ],
)
def test_what_speaks_of_kombo(place: Callable[[dict[str, str]], None], text: str, reason: str | None) -> None:
    place({"a.py": text, ".gitattributes": "*.py binary\n"})
    assert select(["."], WORDS).reasons.get("a.py") == reason


def test_where_nothing_does_only_named_files_are_read(place: Callable[[dict[str, str]], None]) -> None:
    place({"a.py": "import b\n", "b.py": "", "kombo.txt": "kombo\n"})
    assert select(["."], WORDS).files == {}
    selection = select([".", "a.py"], WORDS)
    assert selection.files == {"a.py": b"import b\n"}
    assert selection.reasons == {"a.py": "named on the command line"}
    assert (list(selection.named), selection.mentioned) == (["a.py"], False)


def test_nothing_is_counted_when_git_answers(git: Callable[..., None]) -> None:
    write({"a.py": "", "b.py": ""})
    assert select(["."], WORDS).total == 2
    git("init")
    assert select(["."], WORDS).total == 0


def test_only_the_paths_given_are_looked_into(place: Callable[[dict[str, str]], None]) -> None:
    place(SERVICE)
    assert not select(["tests"], WORDS).mentioned
    selection = select(["app/client.py", "tests"], WORDS)
    assert selection.reasons == {"app/client.py": "named on the command line"}
    assert (list(selection.named), selection.total) == (["app/client.py"], 2)


def test_the_order_of_paths_makes_no_difference(place: Callable[[dict[str, str]], None]) -> None:
    place(SERVICE)
    assert select(["app", "tests", "app/http.py"], WORDS) == select(["app/http.py", "tests", "app"], WORDS)


def test_a_file_that_goes_while_it_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    write({"a.py": "import b, c\nkombo = 1\n", "b.py": "", "c.py": ""})

    def vanishing(data: bytes) -> set[tuple[int, str]]:
        Path("b.py").unlink(missing_ok=True)
        return {(0, "b"), (0, "c")}

    monkeypatch.setattr("kombo_lint.sources.statements.imported_names", vanishing)
    selection = select(["."], WORDS)
    assert list(selection.files) == list(selection.reasons) == ["a.py", "c.py"]
    assert selection.problems == ()


def test_a_large_file_is_read_to_its_end() -> None:
    text = "x = 1\n" * 200_000 + "# kombo\n"
    write({"a.py": text})
    assert select(["."], WORDS).files == {"a.py": text.encode()}


def test_where_nothing_speaks_of_kombo_nothing_slow_is_imported(git: Callable[..., None]) -> None:
    git("init")
    write({"a.py": "", ".gitignore": "b.py\n"})
    program = (
        "import sys; from kombo_lint.sources.selection import select; select(['.'], ['kombo']);"
        "print(*{'libcst', 'rich', 'pathspec', 'msgspec'} & sys.modules.keys())"
    )
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
    assert done.stdout.split() == []

"""`kombo-lint fix`: what is written, what is printed, and the exit codes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command

GOOD = "import requests\n"
BAD = """\
import requests


def teams():
    resp = requests.get("https://api.kombo.dev/v1/hris/teams", timeout=10)
    if resp.status_code == 409:
        return None
    return resp.json()
"""
RETRY = BAD.replace("409", "503").replace("return None", "return teams()")


def test_safe_fixes_are_written_and_told(tmp_path: Path, kombo_lint: Command) -> None:
    (tmp_path / "app.py").write_text(BAD, encoding="utf-8")
    done = kombo_lint("fix", ".")
    assert done.status == 0
    assert done.out.splitlines()[-1] == "Fixed 1 in 1 file, left 0."
    assert "error_code(resp) not in SETUP_CODES" in (tmp_path / "app.py").read_text(encoding="utf-8")
    assert kombo_lint("fix").out == "Fixed 0, left 0.\n"


def test_diff_writes_nothing(tmp_path: Path, kombo_lint: Command) -> None:
    (tmp_path / "app.py").write_text(BAD, encoding="utf-8")
    done = kombo_lint("fix", "--diff")
    assert done.status == 1
    assert done.out.startswith("--- app.py\n+++ app.py\n@@")
    assert "+    if resp.status_code == 409 and error_code(resp) not in SETUP_CODES:\n" in done.out
    assert (tmp_path / "app.py").read_text(encoding="utf-8") == BAD


@pytest.mark.parametrize(("source", "status"), [(GOOD, 0), (RETRY, 0)])
def test_no_diff(source: str, status: int, tmp_path: Path, kombo_lint: Command) -> None:
    (tmp_path / "app.py").write_text(source, encoding="utf-8")
    done = kombo_lint("fix", "--diff")
    assert (done.status, done.out) == (status, "")


def test_what_is_left_is_told_with_the_reason(tmp_path: Path, kombo_lint: Command) -> None:
    (tmp_path / "app.py").write_text(RETRY, encoding="utf-8")
    done = kombo_lint("fix")
    assert done.status == 1
    assert done.out.startswith("app.py:6:8: KMB101 left: only an unsafe fix: ")
    assert kombo_lint("fix", "--unsafe").out.endswith("Fixed 1 in 1 file, left 0.\n")


def test_only_the_rules_asked_for(tmp_path: Path, kombo_lint: Command) -> None:
    (tmp_path / "app.py").write_text(BAD, encoding="utf-8")
    assert kombo_lint("fix", "--select", "KMB101").out == "Fixed 0, left 0.\n"
    assert kombo_lint("fix", "--select", "KMB99").status == 2


def test_a_helper_module_is_written_once_and_imported(tmp_path: Path, kombo_lint: Command) -> None:
    (tmp_path / "app").mkdir()
    for name in ("__init__", "teams", "groups"):
        (tmp_path / f"app/{name}.py").write_text("" if name == "__init__" else BAD, encoding="utf-8")
    done = kombo_lint("fix", "--helper-module", "app/kombo_errors.py")
    assert done.out.splitlines()[-1] == "Fixed 2 in 3 files, left 0."
    assert (tmp_path / "app/kombo_errors.py").read_text(encoding="utf-8").count("def error_code(") == 1
    fixed = (tmp_path / "app/teams.py").read_text(encoding="utf-8")
    assert fixed.startswith(
        "import requests\n\nfrom app.kombo_errors import SETUP_CODES, error_code\n\n\ndef"
    )
    assert kombo_lint("fix", "--helper-module", "app/kombo_errors.py").out == "Fixed 0, left 0.\n"


def test_a_helper_module_that_nothing_needs_is_not_written(tmp_path: Path, kombo_lint: Command) -> None:
    (tmp_path / "app.py").write_text(GOOD + "# kombo\n", encoding="utf-8")
    assert kombo_lint("fix", "--helper-module", "errors.py").status == 0
    assert not (tmp_path / "errors.py").exists()


@pytest.mark.parametrize(
    ("path", "words"),
    [("errors", "name a module"), ("a-b.py", "name a module"), ("no/errors.py", "no folder")],
)
def test_no_helper_module_can_be_there(path: str, words: str, kombo_lint: Command) -> None:
    done = kombo_lint("fix", "--helper-module", path)
    assert done.status == 2
    assert words in done.err


@pytest.mark.parametrize(("said", "line"), [("n\ny\n", 25), ("y\nn\n", 33)])
def test_each_fix_is_asked_about_once(
    said: str, line: int, tmp_path: Path, kombo_lint: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "app.py").write_text(BAD + BAD.replace("teams", "groups"), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(said))
    done = kombo_lint("fix", "--interactive")
    assert done.out.count("+    if resp.status_code == 409 and error_code(resp) not in SETUP_CODES:\n") == 2
    assert done.out.count("Make this fix? [Y/n]: ") == 2
    assert done.out.endswith(f"app.py:{line}:8: KMB103 left: not wanted\nFixed 1 in 1 file, left 1.\n")
    assert (tmp_path / "app.py").read_text(encoding="utf-8").count("    if resp.status_code == 409:\n") == 1


def test_scan_marks_what_can_be_fixed(tmp_path: Path, kombo_lint: Command) -> None:
    (tmp_path / "app.py").write_text(BAD + RETRY.replace("teams", "groups"), encoding="utf-8")
    lines = kombo_lint("scan", "--format", "concise").out.splitlines()
    assert [" [*] " in line for line in lines] == [True, False]
    assert "`kombo-lint fix` can mend 1 of them [*]." in kombo_lint("scan").out

"""What examples/ say: the table in hr_sync/README.md, and that nothing is found in hr_sync_migrated."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kombo_lint.findings import Confidence
from kombo_lint.registry import load_registry
from kombo_lint.scan import Options, scan
from tests.examples import MIGRATED, OLD, copied, fix_all


def test_the_readme_lists_what_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (OLD / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(.+):(\d+)` \| (KMB\d{3}) \|", readme, re.MULTILINE)
    assert listed
    monkeypatch.chdir(OLD)
    registry = load_registry()
    report = scan(["."], registry, Options(registry.rules, Confidence.LIKELY))
    found = [(each.location.path, str(each.location.start.line), each.code) for each in report.findings]
    assert found == listed


def test_a_file_alone_is_judged_as_in_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a hook and an editor ask: the project around the file is read, and nothing in it is reported."""
    monkeypatch.chdir(copied(OLD, tmp_path))
    Path("pyproject.toml").touch()
    registry = load_registry()
    options = Options(registry.rules)
    whole = scan(["."], registry, options).findings
    alone = [
        finding
        for file in sorted(Path().rglob("*.py"))
        for finding in scan([file.as_posix()], registry, options).findings
    ]
    assert {(each.location, each.code, each.evidence) for each in alone} == {
        (each.location, each.code, each.evidence) for each in whole
    }


def assert_clean() -> None:
    """Nothing is found in the current folder, and one comment says why something is as it is."""
    registry = load_registry()
    report = scan(["."], registry, Options(registry.rules, Confidence.LIKELY))
    assert [f"{each.location.shown} {each.code}" for each in report.findings] == []
    assert [each.code for each in report.suppressed] == ["KMB102"]


def test_nothing_is_found_in_the_migrated_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(MIGRATED)
    assert_clean()


def test_nothing_is_left_after_the_fixes_and_the_changes_of_the_readme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copied(OLD, tmp_path))
    fix_all()
    assert_clean()
    assert_its_tests_pass()


def assert_its_tests_pass() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    env = {**os.environ, "PYTEST_ADDOPTS": ""}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("example", [OLD, MIGRATED], ids=lambda example: example.name)
def test_its_tests_pass(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copied(example, tmp_path))
    assert_its_tests_pass()

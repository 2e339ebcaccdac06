"""The table in examples/hr_sync/README.md says what the tool finds there, no more and no less."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from kombo_lint.findings import Confidence
from kombo_lint.registry import load_registry
from kombo_lint.scan import Options, scan

EXAMPLE = Path(__file__).parent.parent / "examples" / "hr_sync"


def test_the_readme_lists_what_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(.+):(\d+)` \| (KMB\d{3}) \|", readme, re.MULTILINE)
    assert listed
    monkeypatch.chdir(EXAMPLE)
    registry = load_registry()
    report = scan(["."], registry, Options(registry.rules, Confidence.LIKELY))
    found = [(each.location.path, str(each.location.start.line), each.code) for each in report.findings]
    assert found == listed


def test_a_file_alone_is_judged_as_in_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a hook and an editor ask: the project around the file is read, and nothing in it is reported."""
    shutil.copytree(EXAMPLE, tmp_path / "hr_sync", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "hr_sync" / "pyproject.toml").touch()
    monkeypatch.chdir(tmp_path / "hr_sync")
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

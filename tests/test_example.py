"""The table in examples/hr_sync/README.md says what the tool finds there, no more and no less."""

from __future__ import annotations

import re
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

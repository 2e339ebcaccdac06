"""What holds for each format: a report of known findings as it is written, and one that means harm.

The files in `snapshots/` are what the formats make of two findings. To see what a change does to them,
delete them: a missing one is written, and fails.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest

from kombo_lint import __version__
from kombo_lint.findings import Finding, Location, fingerprinted
from kombo_lint.registry import Registry, load_registry
from kombo_lint.report import Report
from kombo_lint.reporters import REPORTERS, reporter
from kombo_lint.sources.listing import Problem
from tests.reporters.conftest import HOSTILE, Rendered

SNAPSHOTS = Path(__file__).parent / "snapshots"
FORMATS = [*REPORTERS, "statistics"]


@pytest.fixture
def small() -> Registry:
    """Two rules, whose pages do not change when somebody edits `rules/`."""
    loaded = load_registry()
    rules = [
        replace(loaded.rule(code), summary=f"what {code} is", page="## What it does\n")
        for code in ("KMB101", "KMB102")
    ]
    return Registry(tuple(rules), loaded.changes, loaded.apis)


@pytest.mark.parametrize("form", FORMATS)
def test_snapshot(rendered: Rendered, fixed: Finding, policy: Finding, small: Registry, form: str) -> None:
    out = io.StringIO()
    found = tuple(fingerprinted([fixed, policy]))
    report = Report(found, (Problem("app/locked.py", "permission denied"),), files=12, parsed=5)
    reporter(form)(report, small, out)
    written = out.getvalue().replace(f'"semanticVersion": "{__version__}"', '"semanticVersion": "..."')
    snapshot = SNAPSHOTS / f"report.{form}"
    if not snapshot.exists():
        snapshot.write_text(written, encoding="utf-8")
        pytest.fail(f"{snapshot} was missing, and is written; look at it")
    assert written == snapshot.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_steers_a_terminal_or_breaks_the_encoding(
    rendered: Rendered, hostile: Finding, branch: Finding, form: str
) -> None:
    place = branch.location
    there = replace(branch, location=Location(HOSTILE, place.start, place.end))
    shown = rendered(form, hostile, there).encode("utf-8").decode("utf-8")
    assert re.findall("[\x00-\x08\x0b-\x1f\x7f]", shown) == []
    assert len(shown.splitlines()) == len(shown.split("\n")) - 1


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_whatever_the_order(rendered: Rendered, branch: Finding, policy: Finding, form: str) -> None:
    assert rendered(form, branch, policy) == rendered(form, policy, branch)

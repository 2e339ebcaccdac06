"""How a rule's page gets to its check."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kombo_lint.checks import CHECKS, check
from kombo_lint.registry import RulesError, load_registry

RULE = load_registry().rule("KMB101")


def test_each_check_that_ships_makes_the_findings_of_a_rule() -> None:
    assert sorted({rule.check for rule in load_registry().rules if rule.check}) == list(CHECKS)
    assert [check(replace(RULE, check=name)).__module__ for name in CHECKS] == [
        f"kombo_lint.checks.{name}" for name in CHECKS
    ]


def test_another_package_brings_a_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "their_checks.py").write_text("def check(rule, facts):\n    return [rule.code]\n")
    metadata = tmp_path / "their_checks-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: their-checks\nVersion: 1\n")
    (metadata / "entry_points.txt").write_text("[kombo_lint.checks]\ntheirs = their_checks:check\n")
    monkeypatch.syspath_prepend(tmp_path)
    theirs = check(replace(RULE, check="theirs"))
    assert theirs(RULE, None) == ["KMB101"]  # type: ignore[arg-type, comparison-overlap]


@pytest.mark.parametrize("name", ["", "status-branch", "wording", "os"])
def test_a_check_that_nobody_has(name: str) -> None:
    page = Path("their_rules/their_change/X1-branch.md")
    with pytest.raises(RulesError) as caught:
        check(replace(RULE, check=name, path=page))
    known = ", ".join(CHECKS)
    assert str(caught.value) == f"{page}: no check {name!r}; the checks are: {known}"

"""Scans small programs: source in, findings out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from kombo_lint.findings import Confidence
from kombo_lint.registry import load_registry
from kombo_lint.scan import Options, scan

if TYPE_CHECKING:
    from pathlib import Path

    from kombo_lint.findings import Finding


class Findings(Protocol):
    """`findings(client="...", jobs="...")` scans a folder with these modules."""

    def __call__(self, **modules: str) -> list[Finding]: ...


OF_WHAT_IS_ABSENT = ("KMB104", "KMB201")
"""Rules by which nearly every program has a finding."""


@pytest.fixture
def findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Findings:
    """By the rules in `RULES` of the module of tests; without, by all but those of what is absent."""
    monkeypatch.chdir(tmp_path)

    def found(**modules: str) -> list[Finding]:
        for name, source in modules.items():
            (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
        registry = load_registry()
        wanted = getattr(request.module, "RULES", ())
        rules = [
            rule
            for rule in registry.rules
            if (rule.code in wanted if wanted else rule.code not in OF_WHAT_IS_ABSENT)
        ]
        return list(scan(["."], registry, Options(tuple(rules), Confidence.LIKELY)).findings)

    return found


def steps(finding: Finding) -> list[str]:
    """Return the evidence as the text format has it."""
    return [f"{step.path}:{step.line}: {step.message}" for step in finding.evidence]

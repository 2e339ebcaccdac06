"""Scans small programs: source in, findings out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from kombo_lint.findings import Confidence
from kombo_lint.registry import load_registry
from kombo_lint.scan import Options, scan
from tests.annotated import rules_for_what_is_there

if TYPE_CHECKING:
    from pathlib import Path

    from kombo_lint.findings import Finding


class Findings(Protocol):
    """`findings(client="...", jobs="...")` scans a folder with these modules."""

    def __call__(self, **modules: str) -> list[Finding]: ...


@pytest.fixture
def findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Findings:
    """By the rules in `RULES` of the module of tests; without, by those for what is there, of no limit."""
    monkeypatch.chdir(tmp_path)

    def found(**modules: str) -> list[Finding]:
        for name, source in modules.items():
            (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
        registry = load_registry()
        wanted = getattr(request.module, "RULES", ())
        rules = registry.selected(wanted) if wanted else rules_for_what_is_there(registry)
        return list(scan(["."], registry, Options(rules, Confidence.LIKELY)).findings)

    return found


def steps(finding: Finding) -> list[str]:
    """Return the evidence as the text format has it."""
    return [f"{step.path}:{step.line}: {step.message}" for step in finding.evidence]

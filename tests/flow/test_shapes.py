"""Every shape of a test and every flow of a response, besides those on the rules' pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from kombo_lint.findings import Confidence
from kombo_lint.registry import load_registry
from kombo_lint.scan import Options, scan
from tests.annotated import Example, rules_for_what_is_there, shape_examples

TOPICS = sorted((Path(__file__).parent / "shapes").glob("*.py"))
EXAMPLES = [example for topic in TOPICS for example in shape_examples(topic)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_shape(example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    example.write(tmp_path)
    monkeypatch.chdir(tmp_path)
    registry = load_registry()
    report = scan(["."], registry, Options(rules_for_what_is_there(registry), Confidence.LIKELY))
    found = [(each.location.path, each.location.start.line, each.code) for each in report.findings]
    assert found == list(example.expected)
    assert report.problems == ()
    confidence = Confidence.LIKELY if example.name.startswith("names_only") else Confidence.CERTAIN
    assert all(each.confidence is confidence for each in report.findings)

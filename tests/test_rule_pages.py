"""A rule's page is its specification: every example in it is scanned."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kombo_lint.findings import Confidence
from kombo_lint.registry import load_registry
from kombo_lint.scan import Options, scan
from tests.annotated import PAGES, Example, page_examples, rules_for_what_is_there

EXAMPLES = [example for page in PAGES for example in page_examples(page)]
ONE_PLACE = ("KMB101", "KMB102", "KMB103")
"""The rules that share a place between them, so that an example of one says that the others are silent."""


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_example(example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    example.write(tmp_path)
    monkeypatch.chdir(tmp_path)
    registry = load_registry()
    # An example is about the rule of its page, and often one of another rule as well.
    rule = registry.rule(example.name[:6])
    there = rules_for_what_is_there(registry)
    rules = registry.selected(ONE_PLACE if rule.code in ONE_PLACE else [rule.code]) if rule.change else there
    report = scan(["."], registry, Options(rules, Confidence.LIKELY))
    found = [(each.location.path, each.location.start.line, each.code) for each in report.findings]
    assert found == list(example.expected)
    assert report.problems == ()
    assert all(each.confidence is Confidence.CERTAIN for each in report.findings)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_has_the_fixed_form(page: Path) -> None:
    headings = re.findall(r"^## (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == ["What it does", "Why it is bad", "What to do instead", "Examples"]
    marked = {code for example in page_examples(page) for _, _, code in example.expected}
    assert marked == {page.name[:6]}

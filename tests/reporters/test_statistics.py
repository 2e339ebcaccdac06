from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kombo_lint.findings import Finding
    from tests.reporters.conftest import Rendered


def test_the_most_frequent_rule_comes_first(rendered: Rendered, fixed: Finding, policy: Finding) -> None:
    again = [replace(policy, location=replace(policy.location, path=f"{n}.py")) for n in range(10)]
    assert rendered("statistics", fixed, *again) == (
        "10  KMB102  [ ]  status-retry\n 1  KMB101  [*]  status-branch\n"
    )


def test_nothing_found_is_nothing_printed(rendered: Rendered) -> None:
    assert rendered("statistics") == ""

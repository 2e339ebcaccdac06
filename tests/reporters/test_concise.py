from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kombo_lint.findings import Location

if TYPE_CHECKING:
    from kombo_lint.findings import Finding
    from tests.reporters.conftest import Rendered


def test_one_line_a_finding_sorted(rendered: Rendered, branch: Finding, policy: Finding) -> None:
    assert rendered("concise", branch, policy) == (
        "app/client.py:4:9: KMB102 setup errors are no longer retried\n"
        "app/client.py:12:8: KMB101 a setup error no longer comes here\n"
    )


def test_nothing_found_is_nothing_printed(rendered: Rendered) -> None:
    assert rendered("concise") == ""


def test_a_hostile_path_stays_on_its_line(rendered: Rendered, branch: Finding) -> None:
    place = branch.location
    hostile = replace(branch, location=Location("a\n\x1b[2Jb\udcff.py", place.start, place.end))
    assert rendered("concise", hostile) == (
        "a\ufffd\ufffd[2Jb\ufffd.py:12:8: KMB101 a setup error no longer comes here\n"
    )

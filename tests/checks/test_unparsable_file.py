"""KMB902: files that concern Kombo and are no Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kombo_lint.findings import Confidence, Position, Severity

if TYPE_CHECKING:
    from tests.checks.conftest import Findings


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("import kombo\nprint 'hello'\n", 2),
        ("import kombo\n\n\nclass {{ name }}:\n    pass\n", 4),
        ("# coding: klingon\nimport kombo\n", 1),
        ("import kombo\nif True:\nx = 1\n", 3),
    ],
)
def test_what_cannot_be_parsed(findings: Findings, source: str, line: int) -> None:
    (found,) = findings(client=source)
    assert (found.code, found.name, found.change) == ("KMB902", "unparsable-file", "")
    assert (found.severity, found.confidence) == (Severity.ERROR, Confidence.CERTAIN)
    assert (found.location.start, found.location.end) == (Position(line, 1), Position(line, 2))
    assert found.message.startswith("cannot be parsed, so nothing in it was checked: ")
    assert found.help.startswith("mend the syntax, or leave the file out of the scan")
    assert found.evidence == ()


def test_the_encoding_is_named(findings: Findings) -> None:
    (found,) = findings(client="# coding: klingon\nimport kombo\n")
    assert found.message.endswith(": unknown encoding: klingon")


def test_a_broken_file_that_does_not_concern_kombo(findings: Findings) -> None:
    assert findings(client="import kombo\n", template="class {{ name }}:\n") == []

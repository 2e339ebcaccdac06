"""Which code a text was meant to be."""

from __future__ import annotations

import pytest

from kombo_lint.checks.nearest import distance, nearest
from kombo_lint.registry import load_registry

CODES = load_registry().apis[0].codes


@pytest.mark.parametrize(
    ("text", "code", "sure"),
    [
        ("INTEGRATION.SETUP_INCOMPLET", "INTEGRATION.SETUP_INCOMPLETE", True),
        ("INTEGRATION.SETUP_INCOMPELTE", "INTEGRATION.SETUP_INCOMPLETE", True),
        ("integration.qa-failed", "INTEGRATION.QA_FAILED", True),
        ("ATS.JOBS_CLOSED", "ATS.JOB_CLOSED", True),
        ("QA_FAILED", "INTEGRATION.QA_FAILED", False),
        ("PLATFORM.SETUP_INCOMPLETE", "INTEGRATION.SETUP_INCOMPLETE", False),
        ("INTEGRATION.SYNC_PENDING", "INTEGRATION.SETUP_SYNC_PENDING", False),
        ("RATE_LIMIT_EXCEEDED", None, None),  # PLATFORM's or REMOTE's
        ("INTEGRATION.MODEL_DISABLED_OR_NOT_AVAILABLE", None, None),
        ("not_found", None, None),
    ],
)
def test_the_nearest_code(text: str, code: str | None, sure: bool | None) -> None:
    near = nearest(text, CODES)
    assert (near and near.code, near and near.sure) == (code, sure)


def test_a_text_between_two_codes_is_not_surely_one() -> None:
    near = nearest("AREA.ROLED", ["AREA.ROLE", "AREA.RULED"])
    assert near is None
    assert nearest("AREA.ROLE", []) is None


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [("", "", 0), ("ab", "", 2), ("ab", "ab", 0), ("ab", "ba", 1), ("abc", "axc", 1), ("abcd", "acbd", 1),
     ("abc", "abcd", 1), ("kitten", "sitting", 3)],
)  # fmt: skip
def test_distance(one: str, other: str, letters: int) -> None:
    assert distance(one, other) == distance(other, one) == letters

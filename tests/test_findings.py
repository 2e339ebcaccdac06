from __future__ import annotations

from dataclasses import replace

import pytest

from kombo_lint.findings import Confidence, Finding, Location, Position, Severity, fingerprinted, unformatted


def found(path: str, line: int, *, code: str = "KMB101", anchor: str = "resp.status_code == 503") -> Finding:
    return Finding(
        code=code,
        name="status-branch",
        change="setup_errors_409",
        severity=Severity.ERROR,
        confidence=Confidence.CERTAIN,
        location=Location(path, Position(line, 8), Position(line, 31)),
        message="takes another path",
        help="ask error.code",
        anchor=anchor,
    )


def test_severities_and_confidences_compare() -> None:
    assert Severity.INFO < Severity.WARNING < Severity.ERROR
    assert Confidence.LIKELY < Confidence.CERTAIN
    assert max(Severity) is Severity.ERROR
    assert Confidence.CERTAIN >= Confidence.CERTAIN


def test_findings_are_sorted_by_path_place_and_code() -> None:
    wanted = [
        found("a.py", 2, code="KMB103"),
        found("a.py", 10, code="KMB101"),
        found("a.py", 10, code="KMB102"),
        found("b.py", 1),
    ]
    assert [replace(each, fingerprint="") for each in fingerprinted(reversed(wanted))] == wanted


def test_a_fingerprint_outlives_moved_code() -> None:
    (before,) = fingerprinted([found("a.py", 3)])
    (after,) = fingerprinted(
        [replace(found("a.py", 30), message="other words", confidence=Confidence.LIKELY)]
    )
    assert before.fingerprint == after.fingerprint
    assert len(before.fingerprint) == 20


def test_a_fingerprint_outlives_a_renamed_file() -> None:
    assert (
        fingerprinted([found("a.py", 3)])[0].fingerprint == fingerprinted([found("b.py", 3)])[0].fingerprint
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("resp.status_code == 503", "(resp.status_code==503)"),
        ("f(a, b) in {502, 503}", "f( a, b, ) in { 502, 503, }"),
        ("code == 'A'", 'code == "A"'),
        ("code == 'it\\'s'", 'code == "it\'s"'),
        ("a \\ == b", "a == b"),
    ],
)
def test_a_fingerprint_outlives_reformatted_code(before: str, after: str) -> None:
    one, other = (fingerprinted([found("a.py", 3, anchor=each)])[0] for each in (before, after))
    assert one.fingerprint == other.fingerprint


@pytest.mark.parametrize(
    ("one", "other"), [("a == 'x y'", "a == 'xy'"), ("a == '(b)'", "a == 'b'"), ("a", "b")]
)
def test_what_no_formatter_changes_counts(one: str, other: str) -> None:
    assert unformatted(one) != unformatted(other)


@pytest.mark.parametrize(
    "other",
    [
        found("a.py", 3, code="KMB103"),
        found("a.py", 3, anchor="resp.status_code >= 500"),
        replace(found("a.py", 3), scope="Client.get"),
    ],
)
def test_a_fingerprint_tells_code_scope_and_anchor_apart(other: Finding) -> None:
    assert fingerprinted([found("a.py", 3)])[0].fingerprint != fingerprinted([other])[0].fingerprint


def test_the_same_code_twice_has_two_fingerprints_whatever_the_order() -> None:
    one, two = found("a.py", 3), found("a.py", 9)
    prints = [each.fingerprint for each in fingerprinted([one, two])]
    assert len(set(prints)) == 2
    assert [each.fingerprint for each in fingerprinted([two, one])] == prints


def test_a_path_that_is_not_utf_8_has_a_fingerprint() -> None:
    assert fingerprinted([found("caf\udce9.py", 1)])[0].fingerprint

"""The judge of fixes: it lets good ones pass, and says no to each kind of bad one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.annotated import before_and_after
from tests.worlds.runner import Worker, compare, program, worker

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.py"))


@pytest.fixture(scope="module")
def at_work() -> Iterator[Worker]:
    with worker() as found:
        yield found


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_good_fix_passes(path: Path, at_work: Worker) -> None:
    example = before_and_after(path)
    assert example.entry
    assert example.fixed
    original, fixed = (program(files, example.entry) for files in (example.files, example.fixed))
    assert [str(each) for each in compare(original, fixed, at_work)] == []


ORIGINAL = """\
import requests

SETUP = ("INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED")


def error_code(response):
    if response.status_code < 400:
        return None
    try:
        code = response.json()["error"]["code"]
    except (KeyError, TypeError, ValueError):
        return None
    return code if isinstance(code, str) else None


def teams():
    resp = requests.get("https://api.kombo.dev/v1/hris/teams", timeout=10)
    if resp.status_code == 409:
        return "exists"
    if resp.status_code >= 500:
        raise ConnectionError(resp.text)
    resp.raise_for_status()
    return resp.text
"""
CONFLICT = ("resp.status_code == 409", "resp.status_code == 409 and error_code(resp) not in SETUP")
SERVER = ("resp.status_code >= 500", "resp.status_code >= 500 or error_code(resp) in SETUP")
READ = 'response.json()["error"]["code"]'


def judged(worker: Worker, *changes: tuple[str, str]) -> set[str]:
    """Return the scenarios in which the original, with the changes, does not do what it did."""
    fixed = ORIGINAL
    for old, new in changes:
        assert old in fixed
        fixed = fixed.replace(old, new)
    entry = "teams()"
    files = [program((("example.py", text),), entry) for text in (ORIGINAL, fixed)]
    return {difference.play for difference in compare(files[0], files[1], worker)}


def test_both_tests_of_a_row_are_mended(at_work: Worker) -> None:
    assert judged(at_work, CONFLICT, SERVER) == set()


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param([], id="no fix at all"),
        pytest.param([CONFLICT], id="the server errors are forgotten"),
        pytest.param([SERVER], id="the conflict is forgotten"),
        pytest.param(
            [CONFLICT, ("resp.status_code >= 500", "error_code(resp) in SETUP")],
            id="the bare status is forgotten",
        ),
        pytest.param(
            [CONFLICT, SERVER, ("(KeyError, TypeError, ValueError)", "KeyError")],
            id="it raises for a body that is not Kombo's",
        ),
        pytest.param(
            [CONFLICT, SERVER, (READ, 'response.json().get("error", {}).get("code")')],
            id="it raises for a list",
        ),
        pytest.param(
            [CONFLICT, SERVER, ('"INTEGRATION.QA_FAILED"', '"INTEGRATION.QA"')], id="a code is misspelt"
        ),
        pytest.param(
            [
                CONFLICT,
                SERVER,
                ("    resp.raise_for_status()", "    print(resp.status_code)\n    resp.raise_for_status()"),
            ],
            id="it does something else too",
        ),
        pytest.param(
            [CONFLICT, SERVER, ("raise ConnectionError(resp.text)", "raise TimeoutError(resp.text)")],
            id="it raises something else",
        ),
        pytest.param(
            [CONFLICT, SERVER, ("    return resp.text", "    return teams and resp.json()")],
            id="it parses what was only handed on",
        ),
        pytest.param(
            [
                CONFLICT,
                SERVER,
                (
                    "    if resp.status_code == 409",
                    "    requests.get(resp.url)\n    if resp.status_code == 409",
                ),
            ],
            id="it asks again",
        ),
    ],
)
def test_a_bad_fix_is_caught(changes: list[tuple[str, str]], at_work: Worker) -> None:
    assert judged(at_work, *changes)

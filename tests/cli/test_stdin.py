"""A file from standard input, judged with the project on the disk."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_scan import AFFECTED, CLEAN, project
from tests.cli.test_since import ADDRESS, CLIENT, JOBS

if TYPE_CHECKING:
    from tests.cli.conftest import Command


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Command:
    def put(*text: str) -> None:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO("".join(text).encode())))

    return put  # type: ignore[return-value]


@pytest.mark.parametrize("rest", [["-"], []])
@pytest.mark.parametrize("saved", [True, False])
def test_what_is_typed_counts(kombo_lint: Command, typed: Command, rest: list[str], saved: bool) -> None:
    project(address=ADDRESS, client=CLIENT)
    if saved:
        project(jobs="x = 1\n")
    typed(JOBS)
    done = kombo_lint("scan", "--stdin-filename", "jobs.py", *rest)
    assert (done.status, done.err) == (1, "")
    assert done.out.startswith("jobs.py:6:8: KMB101")
    assert "6 |     if resp.status_code == 503:" in done.out
    assert "client.py:7: sends a request to https://api.kombo.dev/v1" in done.out


@pytest.mark.parametrize("text", [CLEAN, ""])
def test_what_is_saved_does_not(kombo_lint: Command, typed: Command, text: str) -> None:
    project(client=AFFECTED, other=AFFECTED)
    typed(text)
    assert kombo_lint("scan", "--stdin-filename", "client.py", "-").status == 0


def test_the_path_is_shown_as_for_a_file(kombo_lint: Command, typed: Command) -> None:
    Path("app").mkdir()
    typed(AFFECTED)
    done = kombo_lint("scan", "--stdin-filename", str(Path("app/new.py").absolute()), "-", "--format", "json")
    (finding,) = json.loads(done.out)["findings"]
    assert finding["path"] == "app/new.py"


def test_the_configuration_counts(kombo_lint: Command, typed: Command) -> None:
    Path("kombo-lint.toml").write_text('exclude = ["client.py"]\n')
    typed(AFFECTED)
    assert kombo_lint("scan", "--stdin-filename", "client.py", "-").status == 0
    typed(AFFECTED)
    assert kombo_lint("scan", "--stdin-filename", "other.py", "-").status == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("-", "- is standard input; say which file it is, as in --stdin-filename app/client.py -; see"),
        (
            "--stdin-filename a.py b.py",
            "--stdin-filename reads one file from standard input; leave out the other",
        ),
    ],
)
def test_wrong_usage(kombo_lint: Command, arguments: str, words: str) -> None:
    done = kombo_lint("scan", *arguments.split())
    assert done.status == 2
    assert words in done.err


def test_the_fixed_file_is_written_to_standard_output(kombo_lint: Command, typed: Command) -> None:
    project(client=CLEAN)
    typed(AFFECTED)
    done = kombo_lint("fix", "--stdin-filename", "client.py", "-")
    assert done.status == 0
    assert done.err.splitlines()[-1] == "Fixed 1 in 1 file, left 0."
    assert Path("client.py").read_text() == CLEAN
    project(client=AFFECTED)
    assert kombo_lint("fix").status == 0
    assert Path("client.py").read_text() == done.out


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (CLEAN, 0),
        ("", 0),
        ("# coding: latin-1\r\nx = 'caf\u00e9'\r\n" + CLEAN.replace("\n", "\r\n"), 0),
        (AFFECTED.replace("raise ConnectionError", "return employees()"), 1),
        (AFFECTED.replace("raise ConnectionError", "print 'no'"), 1),
    ],
)
def test_a_file_that_is_not_fixed_goes_through_as_it_is(
    kombo_lint: Command, monkeypatch: pytest.MonkeyPatch, text: str, status: int
) -> None:
    coding = "latin-1" if "latin-1" in text else "utf-8"
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode(coding))))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, write_through=True))
    assert kombo_lint("fix", "--stdin-filename", "client.py", "-").status == status
    assert out.getvalue() == text.encode(coding)


def test_a_fix_that_needs_another_file_is_left(kombo_lint: Command, typed: Command) -> None:
    Path("kombo-lint.toml").write_text('error-code-helper = "app:error_code"\n')
    typed(AFFECTED)
    done = kombo_lint("fix", "--stdin-filename", "client.py", "-")
    assert (done.status, done.out) == (1, AFFECTED)
    assert "left: its fix changes app.py too; fix the file where it is\n" in done.err
    assert not Path("app.py").exists()


def test_the_diff_of_what_is_typed(kombo_lint: Command, typed: Command) -> None:
    typed(AFFECTED)
    done = kombo_lint("fix", "--diff", "--stdin-filename", "client.py", "-")
    assert (done.status, done.err) == (1, "")
    assert done.out.startswith("--- client.py\n+++ client.py\n")


def test_nobody_can_answer_where_the_file_comes_from(kombo_lint: Command, typed: Command) -> None:
    typed(AFFECTED)
    done = kombo_lint("fix", "--interactive", "--stdin-filename", "client.py", "-")
    assert done.status == 2
    assert "--interactive asks on standard input" in done.err

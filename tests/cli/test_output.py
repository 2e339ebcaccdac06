"""Several formats in one run, to stdout and to files."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_scan import AFFECTED, project

if TYPE_CHECKING:
    from tests.cli.conftest import Command

RETRY = """\
import requests
from urllib3 import Retry

session = requests.Session()
session.mount("https://", requests.adapters.HTTPAdapter(max_retries=Retry(status_forcelist=[503])))
answer = session.get("https://api.kombo.dev/v1/ats/jobs", timeout=10).json()
if "error" in answer and answer["error"]["code"].startswith("INTEGRATION."):
    raise SystemExit("the connection is not ready")
"""


def test_text_to_stdout_and_others_to_files(kombo_lint: Command) -> None:
    project(client=AFFECTED)
    formats = ("text", "sarif=report.sarif", "json=report.json")
    done = kombo_lint("scan", *(word for form in formats for word in ("--format", form)))
    assert (done.status, done.err) == (1, "")
    assert done.out == kombo_lint("scan").out
    assert len(json.loads(Path("report.json").read_text(encoding="utf-8"))["findings"]) == 1
    assert json.loads(Path("report.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


@pytest.mark.parametrize(
    "options",
    [["--output", "out.txt"], ["--format", "text=out.txt"], ["--format", "text", "--output", "out.txt"]],
)
def test_a_file_gets_what_a_pipe_would(kombo_lint: Command, options: list[str]) -> None:
    project(client=AFFECTED)
    done = kombo_lint("scan", *options)
    assert (done.status, done.out, done.err) == (1, "", "")
    assert Path("out.txt").read_text(encoding="utf-8") == kombo_lint("scan").out


def test_output_is_for_the_format_without_a_file(kombo_lint: Command) -> None:
    project(client=AFFECTED)
    kombo_lint("scan", "--format", "json=a.json", "--format", "concise", "--output", "b.txt")
    assert Path("a.json").read_text(encoding="utf-8").startswith("{")
    assert Path("b.txt").read_text(encoding="utf-8").startswith("client.py:6:")


def test_a_dash_is_stdout(kombo_lint: Command) -> None:
    project(client=AFFECTED)
    assert kombo_lint("scan", "--format", "concise=-").out == kombo_lint("scan", "--format", "concise").out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are of POSIX")
def test_a_pipe_is_written_to_and_stays_one(kombo_lint: Command) -> None:
    project(client=AFFECTED)
    os.mkfifo("pipe")
    reader = os.open("pipe", os.O_RDONLY | os.O_NONBLOCK)
    kombo_lint("scan", "--format", "concise=pipe")
    assert os.read(reader, 10_000).startswith(b"client.py:6:")
    os.close(reader)


def test_statistics(kombo_lint: Command) -> None:
    project(client=AFFECTED, jobs=AFFECTED, retry=RETRY)
    done = kombo_lint("scan", "--statistics", "--format", "concise", "--format", "json=all.json")
    assert done.out == "2  KMB101  [*]  status-branch\n1  KMB102  [ ]  status-retry\n"
    assert len(json.loads(Path("all.json").read_text(encoding="utf-8"))["findings"]) == 3


@pytest.mark.parametrize(("level", "status"), [("error", 0), ("warning", 1), ("info", 1)])
def test_how_bad_a_finding_must_be_to_fail(kombo_lint: Command, level: str, status: int) -> None:
    project(retry=RETRY)
    done = kombo_lint("scan", "--fail-on", level, "--format", "concise")
    assert done.status == status
    assert " KMB102 " in done.out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("--format sarf", "'sarf' is no format; did you mean sarif? See"),
        ("--format yaml", "'yaml' is no format; the formats are: text, concise, json"),
        ("--format sarif=no/where.sarif", "no/where.sarif: there is no folder no; make it first"),
        ("--format sarif=.", ".: is a folder; name a file"),
        (
            "--format text --format json",
            "two formats for stdout; give one a file, as in --format text=FILE; see",
        ),
        ("--format json=a --format sarif=a", "two formats for a; give one a file"),
        (
            "--format json=a --output b",
            "--output is for what goes to stdout, and each format has a file; see",
        ),
        ("--format json --statistics", "--statistics takes the place of text; leave one of them out; see"),
        ("--output no/where.txt", "no/where.txt: there is no folder no; make it first"),
    ],
)
def test_what_cannot_be(kombo_lint: Command, options: str, words: str) -> None:
    project(client=AFFECTED)
    done = kombo_lint("scan", *options.split())
    assert (done.status, done.out) == (2, "")
    assert words in done.err
    assert done.err.count("\n") == 1

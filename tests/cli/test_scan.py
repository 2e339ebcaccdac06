from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Command

AFFECTED = """\
import requests


def employees():
    resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
    if resp.status_code == 503:
        raise ConnectionError
    return resp.json()
"""
LIKELY = """\
def employees(kombo_client):
    resp = kombo_client.get("/hris/employees")
    if resp.status_code == 503:
        return []
    return resp.json()
"""
CLEAN = AFFECTED.replace("resp.status_code == 503", 'resp.json()["error"]["code"].startswith("INTEGRATION.")')
BROKEN = AFFECTED.replace("raise ConnectionError", "print 'no'")


def project(**files: str) -> None:
    for name, text in files.items():
        Path(f"{name}.py").write_text(text, encoding="utf-8")


def test_nothing_found(kombo_lint: Command) -> None:
    project(client=CLEAN)
    done = kombo_lint("scan")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("No problems found (")


def test_nothing_that_concerns_kombo(kombo_lint: Command) -> None:
    project(client=AFFECTED.replace("kombo", "stripe"))
    done = kombo_lint("scan")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("No problems found (")


def test_text_is_the_default(kombo_lint: Command) -> None:
    project(client=AFFECTED)
    done = kombo_lint("scan")
    assert (done.status, done.err) == (1, "")
    assert done.out.startswith("client.py:6:")
    assert "\n6 |     if resp.status_code == 503:\n  |        ^^^" in done.out
    assert "\n  because\n    client.py:5: " in done.out
    assert "\n  help: " in done.out
    assert "Found 1 problem in 1 file" in done.out.splitlines()[-1]


def test_concise(kombo_lint: Command) -> None:
    project(client=AFFECTED, jobs=AFFECTED, other=CLEAN)
    done = kombo_lint("scan", "--format", "concise", ".")
    assert (done.status, done.err) == (1, "")
    assert [line.split()[1] for line in done.out.splitlines()] == ["KMB101", "KMB101"]
    assert [line.split(":")[:2] for line in done.out.splitlines()] == [["client.py", "6"], ["jobs.py", "6"]]


def test_json_is_the_same_whatever_the_order_of_paths(kombo_lint: Command) -> None:
    project(client=AFFECTED, jobs=AFFECTED)
    done = kombo_lint("scan", "--format", "json", "client.py", "jobs.py")
    assert [each["path"] for each in json.loads(done.out)["findings"]] == ["client.py", "jobs.py"]
    assert done == kombo_lint("scan", "--format", "json", "jobs.py", "client.py", ".")


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ("", 1),
        ("--select KMB1", 1),
        ("--select KMB9,KMB101", 1),
        ("--select KMB9 --select KMB101", 1),
        ("--select KMB103", 0),
        ("--ignore KMB101", 0),
        ("--min-confidence certain", 1),
        ("--exit-zero", 0),
        ("--fail-on error", 1),
        ("--fail-on warning", 1),
        ("--fail-on info", 1),
        ("--fail-on error --select KMB101,KMB102", 1),
        ("--exit-zero --format json", 0),
    ],
)
def test_exit_codes(kombo_lint: Command, options: str, status: int) -> None:
    project(client=AFFECTED)
    assert kombo_lint("scan", *options.split()).status == status


def test_what_is_only_likely_says_so_and_can_be_left_out(kombo_lint: Command) -> None:
    project(client=LIKELY)
    done = kombo_lint("scan")
    assert done.status == 1
    assert done.out.splitlines()[0].endswith(" (likely)")
    assert kombo_lint("scan", "--min-confidence", "certain").status == 0


def test_a_file_that_does_not_parse_is_a_finding_and_the_others_go_on(kombo_lint: Command) -> None:
    project(broken=BROKEN, client=AFFECTED)
    done = kombo_lint("scan", "--format", "concise")
    assert (done.status, done.err) == (1, "")
    assert [line.split()[1] for line in done.out.splitlines()] == ["KMB902", "KMB101"]
    assert kombo_lint("scan", "broken.py", "--exit-zero").status == 0


def test_a_file_that_cannot_be_read_is_an_error_whatever_else_is_found(kombo_lint: Command) -> None:
    project(client=AFFECTED)
    Path("loop.py").symlink_to("loop.py")
    done = kombo_lint("scan", "client.py", "loop.py", "--exit-zero")
    assert done.status == 2
    assert done.err.startswith("kombo-lint: error: ")
    assert "loop.py" in done.err
    assert done.err.count("\n") == 1


def test_verbose_says_why_each_file_was_read(kombo_lint: Command) -> None:
    project(client=AFFECTED, other="x = 1\n")
    done = kombo_lint("scan", "--verbose", "--format", "concise")
    assert [line.partition(": ")[0] for line in done.err.splitlines()] == ["client.py"]
    assert done.out == kombo_lint("scan", "--format", "concise").out

"""Why is it reported, or why is it not? The answer is told step by step."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kombo_lint.flow import questions
from tests.cli.test_scan import AFFECTED, BROKEN, CLEAN, project
from tests.cli.test_since import ADDRESS, CLIENT, JOBS
from tests.test_story import EXAMPLE

if TYPE_CHECKING:
    from tests.cli.conftest import Command


def test_why_it_is_reported(kombo_lint: Command) -> None:
    project(address=ADDRESS, client=CLIENT, jobs=JOBS)
    done = kombo_lint("trace", "jobs.py:6")
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == [
        "jobs.py:6: resp.status_code is the status of a response",
        "  client.py:7: sends a request to https://api.kombo.dev/v1/ats/jobs",
        "  jobs.py:5: returned by get()",
        "  jobs.py:6: so it is Kombo's, for certain",
        "jobs.py:6: reported here: KMB101 setup errors no longer come here: Kombo answers 409, not 503, "
        "since 2026-05-19",
    ]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ('"https://api.stripe.com/v1"', "  jobs.py:6: so it is not Kombo's: to https://api.stripe.com/v1"),
        ("input()", "  jobs.py:6: nothing says whose it is: name the callable under `clients`"),
        ('input("kombo")', "  jobs.py:6: nothing says whose it is: name the callable under `clients`"),
    ],
)
def test_whose_it_is_instead(kombo_lint: Command, address: str, words: str) -> None:
    project(address=f"# kombo\nURL = {address}\n", client=CLIENT, jobs=JOBS)
    lines = kombo_lint("trace", "jobs.py:6").out.splitlines()
    assert any(line.startswith(words) for line in lines)
    assert lines[-1] == "jobs.py:6: not reported: nothing here is taken for an answer of Kombo's"


def test_where_the_way_ends(kombo_lint: Command) -> None:
    project(jobs=JOBS.replace("from client import get", "from acme.http import get  # for kombo"))
    assert kombo_lint("trace", "jobs.py:6").out.splitlines() == [
        "jobs.py:6: resp.status_code is unknown, only called acme.http.get.status_code",
        "  jobs.py:6: resp is unknown, only called acme.http.get",
        "    jobs.py:5: resp gets its value here (assign)",
        '    jobs.py:5: get("/ats/jobs") is unknown, only called acme.http.get',
        "      jobs.py:5: get is acme.http.get from outside of the project, which no model knows",
        "        jobs.py:1: get comes from this import",
        "jobs.py:6: not reported: nothing here is taken for an answer of Kombo's",
    ]


def test_a_parameter_that_nobody_passes(kombo_lint: Command) -> None:
    project(jobs="# kombo\n\n\ndef failed(resp):\n    return resp.status_code == 503\n")
    out = kombo_lint("trace", "jobs.py:5").out
    assert "    jobs.py:4: resp is a parameter of failed()\n" in out
    assert "    jobs.py:4: no call of failed() is seen in what is read\n" in out


def test_a_column(kombo_lint: Command) -> None:
    project(address=ADDRESS, client=CLIENT, jobs=JOBS)
    out = kombo_lint("trace", "jobs.py:6:9").out
    assert out.startswith("jobs.py:6: resp is a response of requests\n")
    assert kombo_lint("trace", "jobs.py:6:16").out.startswith("jobs.py:6: resp.status_code is the status of")


def test_what_takes_the_same_path(kombo_lint: Command) -> None:
    project(client=CLEAN)
    out = kombo_lint("trace", "client.py:6").out
    assert "client.py:6: so it is Kombo's, for certain" in out
    assert "client.py:6: not reported: as far as can be told, the same code runs here" in out


@pytest.mark.parametrize(
    ("comment", "words"),
    [("  # noqa: KMB101", "suppressed by a comment here: KMB101"), ("", "reported here: KMB101")],
)
def test_what_is_suppressed(kombo_lint: Command, comment: str, words: str) -> None:
    project(client=AFFECTED.replace("503:", f"503:{comment}"))
    assert f"client.py:6: {words} " in kombo_lint("trace", "client.py:6").out


def test_a_file_that_nothing_connects(kombo_lint: Command) -> None:
    project(client=AFFECTED, plain="import csv\nif csv.x == 503:\n    pass\n")
    assert kombo_lint("trace", "plain.py:2").out == (
        "plain.py:2: the file does not speak of Kombo, and no import connects it with one that does, "
        "so nothing in it was looked at\n"
    )


def test_a_file_that_does_not_parse(kombo_lint: Command) -> None:
    project(broken=BROKEN)
    assert kombo_lint("trace", "broken.py:6").out.startswith("broken.py:6: the file does not parse: ")


def test_a_declared_client(kombo_lint: Command) -> None:
    project(jobs=JOBS.replace("from client import get", "from acme.http import get"))
    Path("kombo-lint.toml").write_text('clients = { "acme.http.get" = "requests.Response" }\n')
    assert (
        "  jobs.py:5: acme.http.get speaks to Kombo, as is declared\n" in kombo_lint("trace", "jobs.py:6").out
    )


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("client.py", "'client.py' is no place; name one as in app/client.py:12 or app/client.py:12:8; see"),
        ("client.py:3", "client.py: there is no name, attribute or call on line 3; name another place"),
        (
            "client.py:99:1",
            "client.py: there is no name, attribute or call on column 1 of line 99; name another",
        ),
        ("nowhere.py:1", "nowhere.py: no such file or folder; correct the path or leave it out"),
    ],
)
def test_what_is_no_place(kombo_lint: Command, place: str, words: str) -> None:
    project(client=AFFECTED)
    done = kombo_lint("trace", place)
    assert (done.status, done.out) == (2, "")
    assert words in done.err


@pytest.mark.parametrize("most", range(40, 90, 10))
def test_what_is_reported_is_known_however_long_the_way(
    kombo_lint: Command, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """A question that is too long for one go has an answer when the scan has asked it in parts."""
    shutil.copytree(EXAMPLE, "hr_sync")
    monkeypatch.setattr(questions, "_MOST_STEPS", most)
    told = kombo_lint("trace", "hr_sync/hr_sync/sync_job.py:25").out
    assert "reported here: " not in told or "error.status is the status of a response" in told

"""`--since`: only what touches changed lines, by its range or by its evidence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kombo_lint.sources.changes import _changes
from tests.cli.test_scan import project
from tests.sources.test_changes import git

if TYPE_CHECKING:
    from tests.cli.conftest import Command

ADDRESS = 'URL = "https://api.kombo.dev/v1"\n'
CLIENT = """\
import requests

from address import URL


def get(path):
    return requests.get(URL + path, timeout=10)
"""
JOBS = """\
from client import get


def jobs():
    resp = get("/ats/jobs")
    if resp.status_code == 503:
        return []
    return resp.json()
"""


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, 0),
        ({"jobs": JOBS.replace("== 503", " == 503")}, 1),
        ({"jobs": JOBS.replace("return []", "return None")}, 0),
        ({"client": CLIENT.replace("timeout=10", "timeout=5")}, 1),
        ({"client": CLIENT.replace("import requests\n", "import requests  # HTTP\n")}, 0),
        ({"more": JOBS.replace("jobs", "teams")}, 1),
    ],
)
def test_what_is_touched(kombo_lint: Command, changes: dict[str, str], status: int) -> None:
    _changes.cache_clear()
    project(address=ADDRESS, client=CLIENT, jobs=JOBS)
    git("init", "-q")
    git("add", "-A")
    git("commit", "-q", "-m", "one")
    project(**changes)
    assert kombo_lint("scan").status == 1
    done = kombo_lint("scan", "--since", "HEAD", "--format", "concise")
    assert (done.status, done.err) == (status, "")
    assert done.out.count("\n") == status


def test_a_wrong_revision_is_refused(kombo_lint: Command) -> None:
    _changes.cache_clear()
    project(address=ADDRESS, client=CLIENT, jobs=JOBS)
    done = kombo_lint("scan", "--since", "HEAD")
    assert done.status == 2
    assert done.err.endswith("is in no git checkout, so nothing is known of HEAD; leave out --since\n")
    git("init", "-q")
    done = kombo_lint("scan", "--since", "main~3")
    assert done.err.startswith("kombo-lint: error: 'main~3' is no revision of the git checkout in ")
    Path("jobs.py").unlink()
    assert kombo_lint("scan", "--since", "main~3").status == 2


def test_only_what_is_touched_is_fixed(kombo_lint: Command) -> None:
    """The lines that the first fix adds move the others, which stay as they are all the same."""
    _changes.cache_clear()
    twice = JOBS + JOBS.split("\n\n\n")[1].replace("jobs", "teams")
    project(address=ADDRESS, client=CLIENT, jobs=twice)
    git("init", "-q")
    git("add", "-A")
    git("commit", "-q", "-m", "one")
    touched = twice.replace("resp.status_code == 503", "503 == resp.status_code", 1)
    project(jobs=touched)
    done = kombo_lint("fix", "--since", "HEAD", "--select", "KMB101")
    assert (done.status, done.out.splitlines()[-1]) == (0, "Fixed 1 in 1 file, left 0.")
    text = Path("jobs.py").read_text()
    assert "503 == resp.status_code or error_code(resp) in SETUP_CODES" in text
    assert "    if resp.status_code == 503:\n" in text

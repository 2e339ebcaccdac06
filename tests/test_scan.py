"""The whole pipeline, called as the command line calls it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kombo_lint.findings import Confidence
from kombo_lint.registry import load_registry
from kombo_lint.report import Report
from kombo_lint.scan import Options, scan
from kombo_lint.sources.listing import PathNotFound

CHECKOUT = Path(__file__).parents[1]

CLIENT = """\
import requests


def get(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    if resp.status_code == 503:
        return None
    return resp.json()
"""
JOBS = """\
from client import get


def jobs():
    return get("/ats/jobs")
"""
NAMED = """\
def jobs(kombo_client):
    return None if kombo_client.get("/ats/jobs").status_code >= 500 else []
"""
BROKEN = "def jobs(:\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The working directory is an empty folder."""
    monkeypatch.chdir(tmp_path)


def write(**modules: str) -> None:
    for name, source in modules.items():
        Path(f"{name}.py").write_text(source, encoding="utf-8")


def scanned(*paths: str, select: str = "", sure: Confidence = Confidence.LIKELY) -> Report:
    registry = load_registry()
    return scan(paths or (".",), registry, Options(registry.selected(select.split()), sure))


def places(report: Report) -> list[tuple[str, int, str]]:
    return [(each.location.path, each.location.start.line, each.code) for each in report.findings]


def test_what_is_found_and_how_much_was_read() -> None:
    write(client=CLIENT, jobs=JOBS, other="import csv\n", one_more="")
    report = scanned()
    assert places(report) == [("client.py", 6, "KMB101")]
    assert all(finding.fingerprint for finding in report.findings)
    assert (report.problems, report.files, report.parsed <= 2) == ((), 4, True)


def test_each_file_that_is_parsed_is_told_with_both_reasons() -> None:
    write(client=CLIENT, jobs=JOBS, other="kombo = 503\n")
    registry = load_registry()
    read: dict[str, str] = {}
    scan(["."], registry, Options(registry.rules), on_read=read.__setitem__)
    assert read["client.py"] == "mentions kombo; asks for a status"
    assert read["jobs.py"] == "imports client.py; may call get()"


def test_progress_counts_the_files_that_may_be_parsed() -> None:
    write(client=CLIENT, jobs=JOBS, other="")
    registry = load_registry()
    steps: list[tuple[int, int]] = []
    scan(["."], registry, Options(registry.rules), on_progress=lambda *step: steps.append(step))
    assert steps == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("sure", "found"),
    [
        (Confidence.LIKELY, [("client.py", 6, "KMB101"), ("named.py", 2, "KMB101")]),
        (Confidence.CERTAIN, [("client.py", 6, "KMB101")]),
    ],
)
def test_how_sure_a_finding_must_be(sure: Confidence, found: list[tuple[str, int, str]]) -> None:
    write(client=CLIENT, named=NAMED)
    assert places(scanned(sure=sure)) == found


@pytest.mark.parametrize(
    ("select", "codes"),
    [("", ["KMB902", "KMB101"]), ("KMB1", ["KMB101"]), ("KMB9", ["KMB902"]), ("KMB103", [])],
)
def test_only_the_rules_asked_for_are_applied(select: str, codes: list[str]) -> None:
    write(broken="import kombo\n" + BROKEN, client=CLIENT)
    assert [finding.code for finding in scanned(select=select).findings] == codes


@pytest.mark.parametrize(
    "paths", [("client.py", "named.py"), ("named.py", "client.py"), (".",), ("named.py", ".", "./client.py")]
)
def test_the_order_of_paths_makes_no_difference(paths: tuple[str, ...]) -> None:
    write(client=CLIENT, named=NAMED)
    assert scanned(*paths).findings == scanned("client.py", "named.py").findings


ADDRESS = "def address():\n    return 'https://api.kombo.dev/v1'\n"
WITH_ADDRESS = "from addresses import address\n" + CLIENT.replace('"https://api.kombo.dev/v1"', "address()")


def test_a_folder_is_looked_into_and_nothing_around_it() -> None:
    Path("app").mkdir()
    write(addresses=ADDRESS, **{"app/client": WITH_ADDRESS})
    assert places(scanned("app", "addresses.py")) == [("app/client.py", 7, "KMB101")]
    assert places(scanned("app")) == []


@pytest.mark.parametrize("mark", [".git", "pyproject.toml", ""])
def test_the_project_around_a_file_is_read_but_not_reported(mark: str) -> None:
    Path("app/deep").mkdir(parents=True)
    if mark:
        Path(mark).mkdir()
    folder = "app/deep/" if mark else ""
    write(addresses=ADDRESS, other=CLIENT, **{f"{folder}client": WITH_ADDRESS, f"{folder}plain": "x = 1\n"})
    assert places(scanned(f"{folder}client.py")) == [(f"{folder}client.py", 7, "KMB101")]
    assert places(scanned(f"{folder}plain.py")) == []
    assert len(places(scanned(f"{folder}plain.py", "other.py", f"{folder}client.py"))) == 2


def test_a_file_in_a_package_from_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("shop/hr").mkdir(parents=True)
    Path("pyproject.toml").touch()
    inside = WITH_ADDRESS.replace("from addresses", "from shop.addresses")
    write(
        **{"shop/__init__": "", "shop/hr/__init__": "", "shop/addresses": ADDRESS, "shop/hr/client": inside}
    )
    monkeypatch.chdir("shop/hr")
    report = scanned("client.py")
    assert places(report) == [("client.py", 7, "KMB101")]
    assert [step.path for step in report.findings[0].evidence] == ["client.py", "client.py"]


def test_a_file_that_nothing_connects_with_the_api_is_judged_without_the_parser() -> None:
    write(
        client=CLIENT,
        plain="import requests\nif requests.get('https://x.example').status_code == 503:\n    pass\n",
    )
    report = scanned("plain.py")
    assert (report.findings, report.parsed, report.files) == ((), 0, 2)


def test_a_named_file_is_read_whatever_it_is_called() -> None:
    Path("sync-jobs").write_text("#!/usr/bin/env python3\n" + CLIENT, encoding="utf-8")
    assert places(scanned(".")) == []
    assert places(scanned("sync-jobs")) == [("sync-jobs", 7, "KMB101")]


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        ((".",), []),
        (("broken.py",), [("broken.py", 1, "KMB902")]),
        ((".", "broken.py"), [("broken.py", 1, "KMB902")]),
    ],
)
def test_a_broken_file_that_has_nothing_to_do_with_kombo(
    paths: tuple[str, ...], found: list[tuple[str, int, str]]
) -> None:
    write(broken=BROKEN, fine="x = 1\n")
    assert places(scanned(*paths)) == found


def test_a_broken_file_does_not_stop_the_others() -> None:
    write(broken="# kombo\n" + BROKEN, client=CLIENT)
    assert places(scanned()) == [("broken.py", 2, "KMB902"), ("client.py", 6, "KMB101")]


def test_a_file_that_cannot_be_read_is_a_problem() -> None:
    write(client=CLIENT)
    Path("loop.py").symlink_to("loop.py")
    report = scanned("client.py", "loop.py")
    assert [problem.path for problem in report.problems] == ["loop.py"]
    assert places(report) == [("client.py", 6, "KMB101")]


def test_a_path_that_is_not_there() -> None:
    with pytest.raises(PathNotFound, match=r"nowhere\.py: no such file or folder"):
        scanned("nowhere.py")


@pytest.mark.parametrize("deep", ["(" * 90 + "1" + ")" * 90, " + ".join(["1"] * 3_000), "x" + ".y" * 2_000])
def test_code_that_nests_deeply(deep: str) -> None:
    write(client=CLIENT + f"\n\nTOTAL = {deep}\n")
    assert places(scanned()) == [("client.py", 6, "KMB101")]


@pytest.mark.parametrize("path", [".", "plain.py"])
def test_where_nothing_concerns_kombo_the_parser_is_not_imported(path: str) -> None:
    write(plain="import requests\nif requests.get('https://example.com').status_code == 503:\n    pass\n")
    program = (
        "import sys; from kombo_lint.registry import load_registry\n"
        "from kombo_lint.scan import Options, scan\n"
        "registry = load_registry(); report = scan(sys.argv[1:], registry, Options(registry.rules))\n"
        "print(len(report.findings), report.parsed, *{'libcst', 'msgspec', 'rich', 'click'} & {*sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, path],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "0 0\n"


def test_each_folder_of_rules_brings_its_own_words(tmp_path: Path) -> None:
    write(client="# speaks to acme.example\n" + BROKEN)
    theirs = tmp_path / "their_rules"
    theirs.mkdir()
    (theirs / "acme.toml").write_text(
        'title = "Acme"\nwords = ["ACME.example"]\nhosts = ["api.acme.example"]\ncode_path = ["code"]\n'
    )
    assert places(scanned()) == []
    registry = load_registry([theirs])
    assert places(scan(["."], registry, Options(registry.rules))) == [("client.py", 2, "KMB902")]

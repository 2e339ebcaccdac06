"""What a baseline has, and what becomes of it when the code changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kombo_lint.baseline import BaselineError, Entry, Matched, match, read, written
from kombo_lint.config.settings import Given, Settings
from kombo_lint.findings import Confidence
from kombo_lint.scan import Options, scan

if TYPE_CHECKING:
    from kombo_lint.report import Report

CLIENT = """\
import requests


def employees():
    resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
    if resp.status_code == 503:
        return []
    return resp.json()
"""
OTHER = CLIENT.replace("employees", "groups")
NAME = "kombo-lint-baseline.json"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(files: dict[str, str]) -> None:
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")


def scanned(*paths: str, given: Given | None = None) -> Report:
    settings = Settings(paths or (".",), given or Given())
    return scan(paths or (".",), settings.registry, Options(settings.rules, settings=settings))


def put_off() -> None:
    """Write a baseline of what is found now."""
    settings = Settings(["."], Given(baseline=""))
    findings = scan(["."], settings.registry, Options(settings.rules, settings=settings)).findings
    entries = [Entry(each.location.path, each.code, each.scope, each.anchor) for each in findings]
    write({NAME: written(entries)})


def outcome(report: Report) -> tuple[list[str], list[str], int]:
    new, known = (
        [each.location.path for each in findings] for findings in (report.findings, report.baselined)
    )
    return new, known, len(report.gone)


def test_it_reads_well_in_a_diff() -> None:
    write({"app/client.py": CLIENT, "app/b.py": OTHER})
    put_off()
    assert Path(NAME).read_text() == (
        '{\n  "version": 1,\n  "findings": [\n'
        '    {"path": "app/b.py", "code": "KMB101", "in": "groups", "source": "resp.status_code == 503"},\n'
        '    {"path": "app/client.py", "code": "KMB101", "in": "employees", '
        '"source": "resp.status_code == 503"}\n'
        "  ]\n}\n"
    )
    assert written(read(Path(NAME))) == Path(NAME).read_text()
    assert outcome(scanned()) == ([], ["app/b.py", "app/client.py"], 0)


MOVED = f"# A comment.\n\n{CLIENT}"
REFORMATTED = CLIENT.replace("if resp.status_code == 503:", "if (\n        resp.status_code==503\n    ):")
RENAMED_FUNCTION = CLIENT.replace("def employees", "def staff")
MENDED = CLIENT.replace("resp.status_code == 503", 'resp.json()["error"]["code"].startswith("INTEGRATION.")')
MENDED = MENDED.replace("return []", "raise ConnectionError")
IN_A_CLASS = CLIENT.replace("def employees():", "class Client:\n  def employees(self):")


@pytest.mark.parametrize(
    ("files", "new", "known", "gone"),
    [
        ({"client.py": MOVED}, [], ["client.py"], 0),
        ({"client.py": REFORMATTED}, [], ["client.py"], 0),
        ({"client.py": RENAMED_FUNCTION}, [], ["client.py"], 0),
        ({"client.py": IN_A_CLASS}, [], ["client.py"], 0),
        ({"hr/people.py": CLIENT}, [], ["hr/people.py"], 0),
        ({"hr/people.py": RENAMED_FUNCTION}, [], ["hr/people.py"], 0),
        ({"client.py": "import kombo\n", "people.py": CLIENT}, [], ["people.py"], 0),
        ({"client.py": "import kombo\n", "people.py": OTHER}, ["people.py"], [], 1),
        ({"client.py": CLIENT, "people.py": CLIENT}, ["people.py"], ["client.py"], 0),
        ({"client.py": CLIENT.replace("503", "409")}, ["client.py"], [], 1),
        ({"client.py": MENDED}, [], [], 1),
        ({"client.py": "x = 1\n"}, [], [], 1),
        ({}, [], [], 1),
    ],
)
def test_what_becomes_of_an_entry(files: dict[str, str], new: list[str], known: list[str], gone: int) -> None:
    write({"client.py": CLIENT})
    put_off()
    Path("client.py").unlink()
    write(files)
    assert outcome(scanned()) == (new, known, gone)


def test_a_second_place_of_the_same_form_is_new() -> None:
    write({"client.py": CLIENT})
    put_off()
    write({"client.py": f"{CLIENT}\n\n{OTHER}"})
    report = scanned()
    assert outcome(report) == (["client.py"], ["client.py"], 0)
    assert report.findings[0].scope == "groups"


def test_what_is_not_looked_for_is_not_gone() -> None:
    write({"one/client.py": CLIENT, "two/client.py": CLIENT})
    put_off()
    assert outcome(scanned("one")) == ([], ["one/client.py"], 0)
    write({"one/client.py": "x = 1\n", "two/client.py": OTHER})
    assert outcome(scanned("one")) == ([], [], 1)
    assert outcome(scanned(given=Given(select=("KMB102",)))) == ([], [], 0)


def test_what_is_not_looked_at_stands_for_nothing_else() -> None:
    write({"one/client.py": CLIENT})
    put_off()
    write({"two/client.py": CLIENT})
    assert outcome(scanned("two")) == (["two/client.py"], [], 0)


def test_how_sure_a_finding_is_makes_no_entry_gone() -> None:
    likely = "def f(kombo_client):\n    return kombo_client.get('/x').status_code == 503 or None\n"
    write({"client.py": likely.replace("return", "if").replace(" or None", ":\n        return 1")})
    put_off()
    assert outcome(scanned()) == ([], ["client.py"], 0)
    assert outcome(scanned(given=Given(min_confidence=Confidence.CERTAIN))) == ([], [], 0)


def test_each_part_of_a_monorepo_has_its_own() -> None:
    write({"one/client.py": CLIENT, "two/client.py": CLIENT, "one/kombo-lint.toml": ""})
    entry = Entry("client.py", "KMB101", "employees", "resp.status_code == 503")
    write({f"one/{NAME}": written([entry])})
    assert outcome(scanned()) == (["two/client.py"], ["one/client.py"], 0)
    write({"two/kombo-lint.toml": 'baseline = "known/two.json"'})
    write({"two/known/two.json": written([Entry("../client.py", *list(vars(entry).values())[1:])])})
    assert outcome(scanned()) == ([], ["one/client.py", "two/client.py"], 0)
    assert outcome(scanned(given=Given(baseline="")))[0] == ["one/client.py", "two/client.py"]
    assert outcome(scanned(given=Given(baseline="two/known/two.json")))[1] == ["two/client.py"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("{\n<<<<<<< HEAD\n", ":2: mend the JSON (Expecting property name"),
        (
            '{"version": 2, "findings": []}',
            ": is of a later version of kombo-lint; update it, or write it anew",
        ),
        ('{"version": 1, "findings": [1]}', ": is no baseline; name another file, or write it anew"),
        ("[]", ": is no baseline"),
    ],
)
def test_what_is_no_baseline(text: str, error: str) -> None:
    write({NAME: text})
    with pytest.raises(BaselineError) as refused:
        read(Path(NAME))
    assert str(refused.value).startswith(f"{NAME}{error}")


def test_no_file_is_an_empty_one() -> None:
    assert read(Path(NAME)) == []
    assert match([], [], Path()) == Matched((), (), ())

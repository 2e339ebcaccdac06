from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kombo_lint.findings import Severity
from kombo_lint.registry import Limit, RulesError, UnknownRule, load_registry, rules_folder

if TYPE_CHECKING:
    from pathlib import Path

API = """\
title = "Acme"
words = ["Acme"]
hosts = ["api.acme.example"]
code_path = ["code"]
codes = ["LOCKED", "MOVED"]
operations = "operations.tsv"
"""
OPERATIONS = """\
sdk_method\tsdk_async_method\thttp_method\tpath\terror_class\tkind
jobs.get\tjobs.get_async\tGET\t/jobs/{id}\tAcmeError\tread
"""
CHANGE = """\
kind = "status-moved"
title = "Locked accounts answer 424"
subject = "locked accounts"
date = 2027-01-31
link = "https://acme.example/changes"
from = 500
to = 424
codes = ["LOCKED"]

[advice]
LOCKED = "unlock it"
"""
LIMIT = """\
kind = "new-error"
title = "Few reads at once"
subject = "the limit"
date = 2027-01-31
link = "https://acme.example/changes"
code = "BUSY"
status = 429
applies_to = "read"
in_flight = 5
remaining = "Left"
backoff_from = 0.5
"""
PAGE = """\
+++
code = "ACME101"
name = "locked-branch"
check = "status_branch"
severity = "warning"
summary = "a branch on the status"
+++
## What it does
"""


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    """A user's folder of rules about an invented API."""
    folder = tmp_path / "acme_rules"
    (folder / "locked").mkdir(parents=True)
    (folder / "acme.toml").write_text(API, encoding="utf-8")
    (folder / "operations.tsv").write_text(OPERATIONS, encoding="utf-8")
    (folder / "locked" / "change.toml").write_text(CHANGE, encoding="utf-8")
    (folder / "locked" / "ACME101-locked-branch.md").write_text(PAGE, encoding="utf-8")
    return folder


def test_the_shipped_rules() -> None:
    registry = load_registry()
    change = next(change for change in registry.changes if change.id == "setup_errors_409")
    pages = sorted(rules_folder().glob("*/KMB*.md"), key=lambda page: page.name)
    changes = [page.parent.name if page.parent.joinpath("change.toml").exists() else None for page in pages]
    assert [rule.path for rule in registry.rules] == pages
    assert [rule.change and rule.change.id for rule in registry.rules] == changes
    assert all(rule.path.name == f"{rule.code}-{rule.name}.md" for rule in registry.rules)
    assert all(rule.page.startswith("## What it does\n") for rule in registry.rules)
    assert change.date == "2026-05-19"
    assert change.since == "Setup errors answer 409 since 2026-05-19"
    fields = next(change for change in registry.changes if change.id == "error_codes")
    assert (fields.date, fields.codes, fields.since) == (None, (), fields.title)
    assert (change.from_status, change.to_status) == (503, 409)
    assert set(change.codes) == set(change.advice) <= set(change.api.codes)
    limit = next(change for change in registry.changes if change.id == "concurrency_limit")
    assert limit.date == "2026-03-20"
    assert (limit.from_status, limit.to_status) == (None, 429)
    assert limit.limit == Limit("action", 30, 1.0, "Concurrency-Remaining")
    assert set(limit.codes) == set(limit.advice) <= set(limit.api.codes)


def test_the_shipped_api() -> None:
    (kombo,) = load_registry().apis
    assert (kombo.name, kombo.title, kombo.sdk) == ("kombo", "Kombo", "kombo")
    assert all(host.endswith("kombo.dev") for host in kombo.hosts)
    assert len(kombo.operations) == len({each.sdk_method for each in kombo.operations}) == 66
    assert {each.kind for each in kombo.operations} == {"action", "read", "other", "unclear"}
    (made,) = (each for each in kombo.operations if each.sdk_method == "ats.create_candidate")
    assert (made.http_method, made.path, made.kind) == ("POST", "/ats/candidates", "action")


def test_a_users_folder_brings_an_api_a_change_and_a_rule(acme: Path) -> None:
    registry = load_registry([acme])
    rule = registry.rule("acme101")
    assert rule == registry.rules[0]
    assert (rule.name, rule.check, rule.severity) == ("locked-branch", "status_branch", Severity.WARNING)
    assert rule.page == "## What it does\n"
    assert rule.change
    assert (rule.change.id, rule.change.from_status, rule.change.to_status) == ("locked", 500, 424)
    assert rule.change.date == "2027-01-31"
    assert rule.change.advice == {"LOCKED": "unlock it"}
    api = rule.change.api
    assert (api.name, api.words, api.headers, api.sdk) == ("acme", ("acme",), (), None)
    assert [each.path for each in api.operations] == ["/jobs/{id}"]
    assert [each.name for each in registry.apis] == ["kombo", "acme"]
    assert len({rule, *registry.rules}) == len(registry.rules)


def test_a_users_folder_without_an_api_speaks_of_the_shipped_one(acme: Path) -> None:
    (acme / "acme.toml").unlink()
    registry = load_registry([acme])
    (kombo,) = registry.apis
    assert {change.api.name for change in registry.changes} == {kombo.name}
    assert "locked" in {change.id for change in registry.changes}


def test_a_folder_without_a_change_holds_rules_of_no_change(acme: Path) -> None:
    (acme / "locked" / "change.toml").unlink()
    assert load_registry([acme]).rule("ACME101").change is None


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("acme.toml", 'title = "Acme"', "", "the key `title` is missing; add it"),
        ("acme.toml", 'title = "Acme"', "title = 1", "`title` must be a text"),
        ("acme.toml", 'words = ["Acme"]', "words = []", "`words` must be a list of texts"),
        ("acme.toml", "api.acme.example", "https://acme.example", "without https:// and path"),
        ("acme.toml", "title", "titel", "the key `title` is missing"),
        ("acme.toml", "[", "[[[", "mend the TOML: "),
        ("acme.toml", "operations.tsv", "none.tsv", "No such file"),
        ("operations.tsv", "http_method\t", "", "line 1: the columns must be sdk_method, "),
        ("operations.tsv", "\tGET", "", "line 2: must have 6 columns"),
        (
            "locked/change.toml",
            "status-moved",
            "moved",
            "unknown kind 'moved'; the kinds are: error-fields, new-error, status-moved",
        ),
        (
            "locked/change.toml",
            'codes = ["LOCKED"]',
            'codes = ["A"]\ntell = ["B"]',
            "`advice` must have a text",
        ),
        ("locked/change.toml", "to = 424", 'to = 424\ntell = ["B"]', "`tell` must be some of the `codes`"),
        (
            "locked/change.toml",
            "to = 424",
            'to = 424\nspares = ["x"]',
            "`spares` must be kinds of operations of",
        ),
        (
            "locked/change.toml",
            "[advice]",
            'raiser = "f"\n[raises]\nOTHER = "Locked"\n[advice]',
            "`raises` must have a class for each code",
        ),
        ("locked/change.toml", "from = 500", "from = true", "`from` must be a number"),
        ("locked/change.toml", "from = 500", "from = 5", "from and to must be HTTP statuses"),
        ("locked/change.toml", "to = 424", "", "the key `to` is missing"),
        ("locked/change.toml", "2027-01-31", '"soon"', "`date` must be a day"),
        ("locked/change.toml", "LOCKED =", "OTHER =", "`advice` must have a text for a code in `codes`"),
        ("locked/change.toml", 'link = "', 'url = 1\nlink = "', "unknown key `url`; the keys are: kind, "),
        ("locked/ACME101-locked-branch.md", "+++\n", "", "begins with TOML between two lines of +++"),
        ("locked/ACME101-locked-branch.md", '"warning"', '"bad"', "must be one of info, warning, error"),
        ("locked/ACME101-locked-branch.md", '"ACME101"', '"acme"', "capital letters and a number"),
        ("locked/ACME101-locked-branch.md", 'name = "locked-branch"\n', "", "the key `name` is missing"),
        ("locked/ACME101-locked-branch.md", "severity =", "severity", "line 5"),
        ("locked/ACME101-locked-branch.md", "ACME101", "KMB101", "KMB101 is taken by "),
    ],
)
def test_a_mistake_is_one_line_that_names_the_file(
    acme: Path, file: str, old: str, new: str, message: str
) -> None:
    path = acme / file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != text
    with pytest.raises(RulesError) as caught:
        load_registry([acme])
    assert message in str(caught.value)
    assert path.stem in str(caught.value) or new in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("kind = ", "kinds = ", "the key `kind` is missing"),
        ('"read"', '"write"', "`applies_to` must be a kind of operation of Acme"),
        ("in_flight = 5", "in_flight = 0", "`in_flight` and `backoff_from` must be above 0"),
        ("backoff_from = 0.5", "backoff_from = 1", "`backoff_from` must be a number with a point"),
        ("status = 429", "", "the key `status` is missing"),
    ],
)
def test_a_limit_of_another_api(acme: Path, old: str, new: str, message: str) -> None:
    path = acme / "locked" / "change.toml"
    path.write_text(LIMIT, encoding="utf-8")
    change = load_registry([acme]).rule("ACME101").change
    assert change
    assert (change.limit, change.to_status, change.codes) == (Limit("read", 5, 0.5, "Left"), 429, ("BUSY",))
    path.write_text(LIMIT.replace(old, new), encoding="utf-8")
    with pytest.raises(RulesError, match=re.escape(message)):
        load_registry([acme])


def test_two_folders_do_not_mix(acme: Path, tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="API 'acme' exists already"):
        load_registry([acme, acme])
    (acme / "acme.toml").unlink()
    with pytest.raises(RulesError, match="change 'locked' exists already"):
        load_registry([acme, acme])
    with pytest.raises(RulesError, match="no such folder of rules"):
        load_registry([tmp_path / "none"])
    (acme / "a.toml").touch()
    (acme / "b.toml").touch()
    with pytest.raises(RulesError, match=r"more than one API \(a.toml, b.toml\)"):
        load_registry([acme])


def test_a_page_that_is_not_utf_8(acme: Path) -> None:
    (acme / "locked" / "ACME101-locked-branch.md").write_bytes(b"+++\n\xff\n+++\n")
    with pytest.raises(RulesError, match="not UTF-8; save it in that encoding"):
        load_registry([acme])


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [("KMB109", "KMB10"), ("kmb101x", "KMB101"), ("101", "KMB101"), ("conflict-branch", "KMB103"), ("?", "")],
)
def test_an_unknown_rule_is_answered_with_the_nearest(asked: str, nearest: str) -> None:
    with pytest.raises(UnknownRule) as caught:
        load_registry().rule(asked)
    assert (caught.value.suggestions or ("",))[0].startswith(nearest)
    assert (f"did you mean {nearest}" if nearest else "see `kombo-lint rules`") in str(caught.value)


@pytest.mark.parametrize(
    ("select", "ignore", "begin"),
    [
        ([], [], "KMB"),
        (["KMB10"], [], "KMB10"),
        (["kmb101", "KMB9"], [], "KMB101 KMB9"),
        (["KMB1"], ["KMB10"], "KMB11"),
        (["KMB"], ["KMB1"], "KMB2 KMB3 KMB9"),
        (["KMB101"], ["KMB1"], ""),
    ],
)
def test_selected(select: list[str], ignore: list[str], begin: str) -> None:
    registry = load_registry()
    wanted = [rule for rule in registry.rules if rule.code.startswith(tuple(begin.split()))]
    assert list(registry.selected(select, ignore)) == wanted


def test_selecting_what_no_rule_begins_with() -> None:
    with pytest.raises(UnknownRule, match="no rule 'KMB5'"):
        load_registry().selected(["KMB1", "KMB5"])


def test_loading_imports_nothing_slow() -> None:
    program = (
        "import sys; from kombo_lint.registry import load_registry; load_registry()\n"
        "print({'libcst', 'rich', 'click', 'msgspec'} & set(sys.modules))"
    )
    folder = rules_folder().parent
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"

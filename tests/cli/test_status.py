"""The status of a migration: counted, shown in each format, and added up."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kombo_lint.registry import load_registry
from tests.cli.test_output import RETRY
from tests.cli.test_scan import AFFECTED, project

if TYPE_CHECKING:
    from tests.cli.conftest import Command

CHANGE = next(change for change in load_registry().changes if change.from_status)
OPEN = AFFECTED.replace("return []", 'raise ConnectionError("later")')
SUPPRESSED = OPEN.replace("503:", "503:  # noqa: KMB101")


@pytest.fixture
def shop(kombo_lint: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """A repository with two places open, one of them in the baseline, one suppressed and one mended."""
    (tmp_path / "shop").mkdir()
    monkeypatch.chdir("shop")
    project(old=OPEN, gone=OPEN)
    kombo_lint("baseline")
    project(new=RETRY, silent=SUPPRESSED, gone="x = 1\n")
    Path("CODEOWNERS").write_text("*.py @all\n/old.py @old <b>\n")
    return kombo_lint


def document(done: str) -> Any:  # noqa: ANN401
    loaded = json.loads(done)
    (change,) = (each for each in loaded["changes"] if each["id"] == CHANGE.id)
    return loaded, change


def test_what_is_counted(shop: Command) -> None:
    done = shop("status", "--format", "json")
    assert (done.status, done.err) == (0, "")
    whole, change = document(done.out)
    counts = {
        key: change[key] for key in ("open", "safe", "by_hand", "baselined", "suppressed", "mended", "files")
    }
    assert counts == {
        "open": 2, "safe": 1, "by_hand": 1, "baselined": 1, "suppressed": 1, "mended": 1, "files": 2
    }  # fmt: skip
    assert change["days"] == (date.today() - date.fromisoformat(str(CHANGE.date))).days
    places = {place["path"]: place for place in whole["places"]}
    assert {path: (place["state"], place["fix"]) for path, place in places.items()} == {
        "new.py": ("open", "none"),
        "old.py": ("baselined", "safe"),
        "silent.py": ("suppressed", "safe"),
    }
    assert places["old.py"]["owners"] == ["@old", "<b>"]
    assert places["old.py"]["source"] == ["    if resp.status_code == 503:"]
    assert any(line.startswith("+    if resp.status_code == 503 or ") for line in places["old.py"]["diff"])
    assert whole["repositories"] == ["shop"]


def test_text(shop: Command) -> None:
    lines = shop("status").out.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(CHANGE.title))
    assert lines[start].startswith(f"{CHANGE.title}: in effect since {CHANGE.date}, ")
    assert lines[start + 1 : start + 5] == [
        "  ████████████░░░░░░░░░░░░ 50%  2 open (1 to fix with `kombo-lint fix`, 1 by hand; "
        "1 in the baseline), 2 done (1 mended, 1 suppressed)",
        "    new.py    1  @all",
        "    old.py    1  @old <b>",
        "  <b>: 1, @all: 1, @old: 1",
    ]


def test_the_newest_change_comes_first_and_what_always_held_last(shop: Command) -> None:
    dates = [each["date"] for each in json.loads(shop("status", "--format", "json").out)["changes"]]
    assert dates == [*sorted(filter(None, dates), reverse=True), *(each for each in dates if each is None)]
    assert len(dates) > 2


def test_markdown(shop: Command) -> None:
    out = shop("status", "--format", "markdown").out
    assert "\n2 open: 1 to fix with `kombo-lint fix`, 1 by hand. 2 done.\n" in out
    assert f"## {CHANGE.title}\n" in out
    assert "| old.py | 1 | @<!-- -->old \\<b\\> |" in out


class Page(HTMLParser):
    """Collects the tags and the text of a page; fails where a tag is closed that is not open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_is_one_page_with_everything(shop: Command) -> None:
    assert shop("status", "--format", "html", "--output", "status.html").out == ""
    page = Page(Path("status.html").read_text(encoding="utf-8"))
    assert page.open == []
    names = [name for name, _ in page.tags]
    assert names.count("details") == 3
    assert not {"script", "img", "link"} & set(names)
    assert [given for name, given in page.tags if "src" in given] == []
    assert "old.py:6" in page.text
    assert "sends a request to https://api.kombo.dev/v1/hris/employees" in page.text
    assert "+    if resp.status_code == 503 or error_code(resp) in SETUP_CODES:" in page.text
    assert re.search(r"2\s+done", page.text)
    assert "2 open: 1 to fix with kombo-lint fix, 1 by hand. 2 done." in page.text
    assert "50% done." in page.text


def test_nothing_from_the_code_is_html(shop: Command) -> None:
    hostile = OPEN.replace("== 503", '== (503 or "</pre><script>alert(1)</script>")')
    project(hostile=hostile)
    Path("<img src=x>.py").write_text(OPEN)
    page = Page(shop("status", "--format", "html").out)
    assert not {"script", "img"} & {name for name, _ in page.tags}
    assert "<img src=x>.py:6" in page.text


def test_many_repositories_are_added_up(shop: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    shop("status", "--format", "json", "--output", "../a.json")
    shop("status", "--format", "json", "--output", "../b.json", "--name", "billing")
    monkeypatch.chdir("..")
    whole, change = document(shop("status", "--merge", "b.json", "a.json", "a.json", "--format", "json").out)
    assert whole["repositories"] == ["billing", "shop"]
    assert (change["open"], change["mended"], change["files"]) == (4, 2, 4)
    text = shop("status", "--merge", "a.json", "b.json").out
    assert text.startswith("2 repositories: billing, shop\n")
    assert "    billing: new.py    1  @all\n" in text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "a.json: No such file or directory; name files of `kombo-lint status --format json`"),
        ("{", "a.json: no status of kombo-lint: "),
        ('{"findings": []}', "a.json: no status of kombo-lint: Object missing required field `version`"),
    ],
)
def test_what_is_no_status_is_refused(kombo_lint: Command, content: str | None, words: str) -> None:
    if content is not None:
        Path("a.json").write_text(content)
    done = kombo_lint("status", "--merge", "a.json")
    assert (done.status, done.out) == (2, "")
    assert words in done.err
    assert kombo_lint("status", "--merge").status == 2


def test_nothing_to_do(kombo_lint: Command) -> None:
    done = kombo_lint("status")
    assert done.status == 0
    assert "░" not in done.out
    assert "100%  0 open" in done.out

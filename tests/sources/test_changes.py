"""Which lines have changed since a revision."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from kombo_lint.sources.changes import NoRevision, _changes, changed

TEN = "".join(f"line {number}\n" for number in range(1, 11))


def git(*words: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *words], check=True, capture_output=True)


@pytest.fixture(autouse=True)
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkout with one commit on `main`, of a file of ten lines."""
    monkeypatch.chdir(tmp_path)
    _changes.cache_clear()
    git("init", "-q", "-b", "main")
    Path("a.py").write_text(TEN)
    git("add", "-A")
    git("commit", "-q", "-m", "one")


def lines(path: str = "a.py", revision: str = "main") -> list[int]:
    return [line for line in range(1, 12) if changed(path, range(line, line + 1), revision)]


@pytest.mark.parametrize(
    ("text", "touched"),
    [
        (TEN, []),
        (TEN.replace("line 4\n", "four\n"), [4]),
        (TEN.replace("line 4\n", "four\nand\nmore\n"), [4, 5, 6]),
        (TEN.replace("line 4\nline 5\n", ""), [3, 4]),
        (TEN.replace("line 1\n", ""), [1]),
        (TEN.replace("line 2\n", "two\n").replace("line 9\n", "+++ b.py\n"), [2, 9]),
        (TEN + "eleven", [11]),
    ],
)
@pytest.mark.parametrize("how", ["unstaged", "staged", "committed"])
def test_changed_lines(text: str, touched: list[int], how: str) -> None:
    git("checkout", "-q", "-b", "work")
    Path("a.py").write_text(text)
    if how != "unstaged":
        git("add", "-A")
    if how == "committed":
        git("commit", "-q", "--allow-empty", "-m", "two")
    assert lines() == touched


def test_what_the_others_did_since_is_not_ours() -> None:
    git("checkout", "-q", "-b", "work")
    Path("a.py").write_text(TEN.replace("line 2", "two"))
    git("commit", "-q", "-a", "-m", "two")
    git("checkout", "-q", "main")
    Path("a.py").write_text(TEN.replace("line 9", "nine"))
    git("commit", "-q", "-a", "-m", "nine")
    git("checkout", "-q", "work")
    assert lines() == [2]


@pytest.mark.parametrize("name", ["b.py", "with blank.py", 'quo"te\t.py', "é/ü.py", "line\nend.py"])
@pytest.mark.parametrize("added", [False, True])
def test_a_new_file_has_changed_as_a_whole(name: str, added: bool) -> None:
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text(TEN)
    if added:
        git("add", "-A")
    assert lines(name)[:10] == list(range(1, 11))
    assert lines("a.py") == []


def test_from_a_folder_below(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("app").mkdir()
    Path("a.py").write_text(TEN.replace("line 4", "four"))
    monkeypatch.chdir("app")
    assert lines("../a.py") == [4]


def test_what_is_no_revision(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(
        NoRevision, match=r"^'nowhere' is no revision of the git checkout in .*; fetch it, or name"
    ):
        lines(revision="nowhere")
    with pytest.raises(NoRevision, match="'--output=x' is no revision"):
        lines(revision="--output=x")
    outside = tmp_path_factory.mktemp("outside") / "b.py"
    with pytest.raises(NoRevision, match="is in no git checkout"):
        lines(str(outside))

"""Which files the paths on the command line stand for; here all that is read, as `x` is in each file."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kombo_lint.sources.listing import PathNotFound, Problem, display
from kombo_lint.sources.selection import select
from tests.sources.conftest import write

if TYPE_CHECKING:
    from collections.abc import Callable

    Git = Callable[..., None]

as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="whoever runs the tests may read everything"
)


def listed(*paths: str) -> list[str]:
    selection = select(paths, ("x",))
    assert selection.problems == ()
    assert selection.total == len(selection.files)
    return list(selection.files)


def python_files(*paths: str) -> None:
    write(dict.fromkeys(paths, "x = 1\n"))


def test_a_folder_stands_for_the_python_files_below_it() -> None:
    python_files("b.py", "a/c.pyi", "a/b/d.py", "notes.txt", "script", "a/data.pyc")
    assert listed(".") == ["a/b/d.py", "a/c.pyi", "b.py"]
    assert listed("a") == ["a/b/d.py", "a/c.pyi"]


def test_a_named_file_is_read_whatever_its_name() -> None:
    write({"run": "#!/usr/bin/env python\nx = 1\n", "job.txt": "x = 1\n", "other.py": "x = 1\n"})
    assert listed("run", "job.txt") == ["job.txt", "run"]


def test_nothing_is_listed_twice() -> None:
    python_files("a/b.py", "c.py")
    assert listed("a", ".", "a/b.py", "./a/../c.py", str(Path("a").resolve())) == ["a/b.py", "c.py"]


def test_paths_are_shown_from_the_working_directory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python_files("a/b.py", "c.py")
    monkeypatch.chdir("a")
    assert listed(".", "../c.py") == [(folder / "c.py").as_posix(), "b.py"]
    assert display(".") == ""


@pytest.mark.parametrize("path", ["nowhere", "nowhere/a.py", "a.py/b", "a\0b"])
def test_a_path_that_does_not_exist(path: str) -> None:
    python_files("a.py")
    with pytest.raises(PathNotFound) as caught:
        select(["a.py", path], ("x",))
    assert str(caught.value) == f"{path}: no such file or folder; correct the path or leave it out"


def test_links_are_followed_only_when_named() -> None:
    python_files("real/a.py")
    try:
        Path("file.py").symlink_to("real/a.py")
        Path("real/loop").symlink_to("..")
        Path("loop.py").symlink_to("loop.py")
        Path("folder").symlink_to("real")
    except OSError:
        pytest.skip("no links on this system")
    assert listed(".") == ["real/a.py"]
    assert listed("folder") == ["folder/a.py"]
    assert listed("folder", "real") == listed("real", "folder") == ["folder/a.py"]
    assert listed("folder", "real/a.py") == ["real/a.py"]
    assert listed("file.py", ".") == ["file.py"]
    named = select(["loop.py", "real"], ("x",))
    assert list(named.files) == ["real/a.py"]
    assert [problem.path for problem in named.problems] == ["loop.py"]
    assert "links" in named.problems[0].message


@as_root
def test_what_may_not_be_read_is_a_problem() -> None:
    python_files("a.py", "closed/b.py", "secret.py")
    Path("closed").chmod(0)
    Path("secret.py").chmod(0)
    try:
        for words in (("x",), ("kombo",)):
            assert select(["."], words).problems == (
                Problem("closed", "permission denied"),
                Problem("secret.py", "permission denied"),
            )
    finally:
        Path("closed").chmod(0o700)


def test_a_folder_that_cannot_be_listed_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    python_files("a.py", "broken/b.py", "gone/c.py")
    scandir = os.scandir

    def failing(path: str) -> object:
        if path.endswith("broken"):
            raise OSError(5, "Input/output error")
        if path.endswith("gone"):
            raise FileNotFoundError(2, "No such file or directory")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", failing)
    selection = select(["."], ("x",))
    assert list(selection.files) == ["a.py"]
    assert selection.problems == (Problem("broken", "input/output error"),)


@pytest.mark.skipif(sys.platform != "linux", reason="names are Unicode on this system")
def test_names_that_are_not_utf8() -> None:
    name = os.fsdecode(b"caf\xe9.py")
    python_files(name)
    assert listed(".") == listed(name) == [name]


IGNORES = {
    ".gitignore": "/build/\n*_pb2.py\n!keep_pb2.py\n!\n",
    "app/.gitignore": "local.py\n!other_pb2.py\n",
}
IN_SIGHT = ["app/a.py", "app/build/b.py", "app/other_pb2.py", "keep_pb2.py"]
HIDDEN = ["app/local.py", "app/x_pb2.py", "build/gen.py", "build/lib/gen.py", "y_pb2.py"]
ENVIRONMENTS = ["env/lib/a.py", ".tox/a.py", "node_modules/b/c.py", "app/__pycache__/d.py", ".venv/e.py"]


@pytest.mark.parametrize("in_git", [False, True])
def test_gitignore_and_environments(in_git: bool, request: pytest.FixtureRequest) -> None:
    python_files(*IN_SIGHT, *HIDDEN, *ENVIRONMENTS)
    write({**IGNORES, "env/pyvenv.cfg": ""})
    if in_git:
        request.getfixturevalue("git")("init")
    assert listed(".") == IN_SIGHT
    assert listed("app") == IN_SIGHT[:3]
    assert listed("build") == HIDDEN[2:4]
    assert listed("build/lib") == HIDDEN[3:4]
    assert listed("build", ".") == sorted([*IN_SIGHT, *HIDDEN[2:4]])
    assert listed("env") == ENVIRONMENTS[:1]


def test_in_a_checkout_git_says_what_there_is(git: Git) -> None:
    git("init")
    write({".gitignore": "*_pb2.py\n.venv/\n"})
    python_files("tracked.py", "gone.py", "forced_pb2.py", "[a]*/:b.py", ":c/d.py", "é.py")
    git("add", "-f", ".")
    python_files("untracked.py", "ignored_pb2.py", "a/not.py")
    Path("gone.py").unlink()
    assert listed("[a]*", ":c") == [":c/d.py", "[a]*/:b.py"]
    expected = [":c/d.py", "[a]*/:b.py", "a/not.py", "forced_pb2.py", "tracked.py", "untracked.py", "é.py"]
    assert listed(".") == expected


def test_several_checkouts_and_a_submodule(git: Git) -> None:
    python_files("outside/a.py", "lib/b.py", "app/c.py", "app/inner/d.py")
    for name in ("lib", "app"):
        git("init", name)
        git("-C", name, "add", ".")
        git("-C", name, "commit", "-m", "all")
    git("-C", "app", "submodule", "add", "../lib", "vendor/lib")
    Path("app/vendor/lib/new.py").write_text("x = 1\n")
    expected = ["app/c.py", "app/inner/d.py", "app/vendor/lib/b.py", "app/vendor/lib/new.py"]
    assert listed("app") == expected
    assert listed("app/vendor", "app/inner", "outside", "lib") == [*expected[1:], "lib/b.py", "outside/a.py"]
    git("-C", "app", "submodule", "deinit", "-f", "vendor/lib")
    assert listed("app") == expected[:2]


def test_a_checkout_that_git_cannot_read_is_walked(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    python_files("a.py", "sub/b.py")
    write({".gitignore": "sub/c.py\n", ".git/HEAD": "broken", "sub/c.py": "x = 1\n"})
    assert listed("sub") == ["sub/b.py"]
    monkeypatch.setenv("PATH", "")
    assert listed(".") == ["a.py", "sub/b.py"]


def test_a_hook_does_not_lead_elsewhere(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    git("init", "one")
    git("init", "two")
    python_files("one/a.py", "two/b.py")
    git("-C", "one", "add", ".")
    monkeypatch.setenv("GIT_DIR", str(Path("two/.git").resolve()))
    monkeypatch.setenv("GIT_INDEX_FILE", "index.lock")
    assert listed("one") == ["one/a.py"]

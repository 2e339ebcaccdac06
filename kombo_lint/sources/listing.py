"""What the paths on the command line stand for, and how files are called in the output."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

SKIPPED = frozenset(
    (
        *(".git", ".hg", ".svn", ".bzr", ".tox", ".nox", ".venv", ".direnv", ".eggs", ".cache"),
        *("__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".pytype", ".ipynb_checkpoints"),
        *("node_modules", "site-packages", "__pypackages__"),
    )
)
"""Folders that hold no source of the project, unless git tracks it: caches, environments, histories."""


class PathNotFound(Exception):
    """A path on the command line that does not exist; the message says what to do."""


@dataclass(frozen=True)
class Problem:
    """A file or folder that could not be read, and why."""

    path: str
    message: str


@dataclass(frozen=True)
class Folder:
    """A folder to look into: `real` is where it is, links resolved, `shown` its display path, "" for here."""

    real: str
    shown: str

    def inside(self, path: str) -> File:
        """Return the file at `path`, which has `/` on every system, in the folder."""
        shown = f"{self.shown.rstrip('/')}/{path}" if self.shown else path
        return File(os.path.join(self.real, path), shown)


@dataclass(frozen=True)
class File:
    """A file to read: `real` tells it from others, by `shown` it is opened and reported."""

    real: str
    shown: str


@dataclass(frozen=True)
class Given:
    """What a command line names; no file and no folder twice."""

    files: tuple[File, ...]
    folders: tuple[Folder, ...]
    problems: tuple[Problem, ...]


def given(paths: Sequence[str], unsaved: Collection[str] = ()) -> Given:
    """Sort the paths of a command line; raise `PathNotFound` for one that does not exist.

    Files that are `unsaved` (by display path) need not exist.
    """
    files: list[File] = []
    folders: dict[str, Folder] = {}
    problems: set[Problem] = set()
    for path in paths:
        try:
            is_folder = stat.S_ISDIR(os.stat(path).st_mode)
            real = os.path.realpath(path)
        except (FileNotFoundError, NotADirectoryError, ValueError):
            if unsaved and display(path) in unsaved:
                files.append(File(os.path.realpath(path), display(path)))
                continue
            message = f"{path}: no such file or folder; correct the path or leave it out"
            raise PathNotFound(message) from None
        except OSError as error:
            problems.add(Problem(display(path), reason(error)))
            continue
        if is_folder:
            folder = Folder(real, display(path))
            folders[real] = min(folders.get(real, folder), folder, key=lambda each: plainness(each.shown))
        else:
            files.append(File(real, display(path)))
    return Given(
        tuple(unique(files)),
        tuple(sorted(folders.values(), key=lambda folder: folder.shown)),
        tuple(sorted(problems, key=lambda problem: problem.path)),
    )


def unique(files: Sequence[File]) -> list[File]:
    """Return each file once, by its plainest path, sorted by path."""
    plainest: dict[str, File] = {}
    for file in files:
        known = plainest.get(file.real)
        if known is None or plainness(file.shown) < plainness(known.shown):
            plainest[file.real] = file
    return sorted(plainest.values(), key=lambda file: file.shown)


def plainness(shown: str) -> tuple[bool, int, str]:
    """Return a sort key that puts paths below the working directory first, then short ones."""
    return (os.path.isabs(shown), shown.count("/"), shown)


def display(path: str) -> str:
    """Return how a path is shown: relative to the working directory where below it, with `/`."""
    here = os.path.join(os.getcwd(), "")
    # The working directory is known without its links, so a path may be below it only without its own.
    for full in (os.path.abspath(path), os.path.realpath(path)):
        if os.path.join(full, "").startswith(here):
            return full[len(here) :].replace(os.sep, "/")
    return os.path.abspath(path).replace(os.sep, "/")


def reason(error: OSError) -> str:
    """Return why a file could not be read, in lower case as after a colon."""
    words = error.strerror or str(error)
    return f"{words[:1].lower()}{words[1:]}"

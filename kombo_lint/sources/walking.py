"""The Python files below a folder that git cannot list: a walk that honours `.gitignore` as git would."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kombo_lint.sources.listing import SKIPPED, Problem, reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pathspec import GitIgnoreSpec

    from kombo_lint.sources.listing import File, Folder

    Ignores = tuple[tuple[str, GitIgnoreSpec], ...]
    """The `.gitignore` files that bind a folder, outermost first, each with the folder it stands in."""

PYTHON = (".py", ".pyi")
_ENVIRONMENT_MARKS = frozenset({"pyvenv.cfg", "conda-meta"})


def walk(folder: Folder, top: str, endings: tuple[str, ...] = PYTHON) -> tuple[list[File], list[Problem]]:
    """Return the Python files (or those with other endings) below `folder`, and what folders cannot be read.

    `.gitignore` files count from `top`, the folder itself or one above it, on; but what
    they say of the folder itself does not, since it was asked for. Links are not followed:
    one into the tree leads to what is listed anyhow, any other out of what was asked for.
    """
    files: list[File] = []
    problems: list[Problem] = []
    waiting: list[tuple[str, Ignores]] = [("", _from_above(folder.real, top))]
    while waiting:
        inside, ignores = waiting.pop()
        here = folder.inside(inside) if inside else folder
        try:
            with os.scandir(here.real) as entries:
                found = {entry.name: entry for entry in entries}
        except (FileNotFoundError, NotADirectoryError):
            continue  # it has gone since its parent was read
        except OSError as error:
            problems.append(Problem(here.shown or ".", reason(error)))
            continue
        if inside and not _ENVIRONMENT_MARKS.isdisjoint(found):
            continue
        if ".gitignore" in found:
            ignores += _read(here.real)
        for name, entry in found.items():
            path = f"{inside}/{name}" if inside else name
            if entry.is_dir(follow_symlinks=False):
                if name not in SKIPPED and not _ignored(f"{entry.path}/", ignores):
                    waiting.append((path, ignores))
            elif _is_file(entry, endings) and not _ignored(entry.path, ignores):
                files.append(folder.inside(path))
    return files, problems


def _is_file(entry: os.DirEntry[str], endings: tuple[str, ...]) -> bool:
    return entry.name.endswith(endings) and entry.is_file(follow_symlinks=False)


def _from_above(folder: str, top: str) -> Ignores:
    """Return what the folders from `top` down to the parent of `folder` say, if they do not ignore it."""
    above: list[str] = []
    parent = folder
    while parent != top:
        parent = os.path.dirname(parent)
        above.insert(0, parent)
    ignores: Ignores = ()
    for each in above:
        ignores += _read(each)
    steps: Iterable[str] = (*above[1:], folder) if above else ()
    return () if any(_ignored(f"{step}/", ignores) for step in steps) else ignores


def _read(folder: str) -> Ignores:
    try:
        with open(os.path.join(folder, ".gitignore"), "rb") as file:
            lines = os.fsdecode(file.read()).replace("\r\n", "\n").split("\n")
    except OSError:
        return ()
    from pathspec import GitIgnoreSpec

    spec = GitIgnoreSpec.from_lines(line for line in lines if _is_pattern(line))
    return ((os.path.join(folder, ""), spec),)


def _is_pattern(line: str) -> bool:
    """Tell whether a line can be read as a pattern; git passes over what cannot."""
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


def _ignored(path: str, ignores: Ignores) -> bool:
    """Tell whether the innermost file that says anything of `path` says to ignore it."""
    for folder, spec in reversed(ignores):
        verdict = spec.check_file(path[len(folder) :].replace(os.sep, "/")).include
        if verdict is not None:
            return verdict
    return False

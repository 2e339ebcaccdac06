"""The project around a file that is named alone: what else may have to be read to judge it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kombo_lint.sources.checkouts import top_of
from kombo_lint.sources.imports import PROJECT_FILES
from kombo_lint.sources.listing import given

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence


def around(paths: Sequence[str], marks: Sequence[str], unsaved: Collection[str] = ()) -> list[str]:
    """Return the folders that are read for the sake of the files among `paths`: those of their projects.

    None for a file in one of the folders among them. The files `marks` tell a project, too.
    Raises `PathNotFound`, but not for what is `unsaved`.
    """
    asked = given(paths, unsaved)
    here = os.path.realpath(os.getcwd())
    found: dict[str, None] = {}
    for file in asked.files:
        if not any(_inside(file.real, folder.real) for folder in asked.folders):
            folder = os.path.dirname(file.real)
            root = root_of(folder, marks) or folder
            if root != here and _inside(here, root):
                found["."] = None  # what lies here is called as it is from here
            found[root] = None
    return list(found)


def asked(paths: Sequence[str]) -> Callable[[str], bool]:
    """Return what says of a file whether it is one of `paths`, or in one of them."""
    reals = [os.path.realpath(path) for path in paths]
    return lambda path: any(_inside(os.path.realpath(path), real) for real in reals)


def root_of(folder: str, marks: Sequence[str]) -> str | None:
    """Return the top of the checkout around a folder (a real path), else the nearest folder with a project
    file, which `marks` are too; None where nothing tells.
    """
    top = top_of(folder)
    if top is not None:
        return top
    while not any(os.path.exists(os.path.join(folder, name)) for name in (*PROJECT_FILES, *marks)):
        if os.path.dirname(folder) == folder:
            return None
        folder = os.path.dirname(folder)
    return folder


def _inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(os.path.join(folder, ""))

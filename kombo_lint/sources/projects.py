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
            root = _root(os.path.dirname(file.real), (*PROJECT_FILES, *marks))
            if root != here and _inside(here, root):
                found["."] = None  # what lies here is called as it is from here
            found[root] = None
    return list(found)


def asked(paths: Sequence[str]) -> Callable[[str], bool]:
    """Return what says of a file whether it is one of `paths`, or in one of them."""
    reals = [os.path.realpath(path) for path in paths]
    return lambda path: any(_inside(os.path.realpath(path), real) for real in reals)


def _root(folder: str, marks: Sequence[str]) -> str:
    """Return the top of the checkout, else the nearest folder with a project file, else the folder itself."""
    top = top_of(folder)
    if top is not None:
        return top
    above = folder
    while not any(os.path.exists(os.path.join(above, name)) for name in marks):
        if os.path.dirname(above) == above:
            return folder
        above = os.path.dirname(above)
    return above


def _inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(os.path.join(folder, ""))

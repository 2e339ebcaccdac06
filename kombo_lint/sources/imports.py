"""Which file an import means: Python's search without an interpreter, in a tree that may hold many roots."""

from __future__ import annotations

import os
import posixpath
import sys
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

PROJECT_FILES = ("pyproject.toml", "setup.py", "setup.cfg")
_SOURCE_FOLDERS = frozenset({"src", "lib"})


class Imports:
    """Resolves imports among `paths`, display paths of files.

    Nobody says where imports start (`sys.path`), so each folder that is no package
    is a root, and of several roots the nearest to the importer is meant. A name in
    `libraries`, or of the standard library, means that library, unless the importer's
    own root has it or one that a project file or its name (`src`) makes a root.
    """

    def __init__(self, paths: Collection[str], libraries: Collection[str] = ()) -> None:
        absolute = any(map(os.path.isabs, paths))
        above = [] if absolute else _packages_above()
        self._above = os.getcwd().replace(os.sep, "/") if absolute else "/".join(above)
        self._top = self._above if absolute else ""
        self._paths = {self._named(path): path for path in paths}
        self._libraries = frozenset(libraries) | sys.stdlib_module_names
        self._packages = {"/".join(above[: end + 1]): True for end in range(len(above))}
        self._packages[""] = False
        self._sources: dict[str, bool] = {}
        self._found: dict[tuple[str, str, int], str | None] = {}

    def resolve(self, importer: str, name: str, level: int) -> str | None:
        """Return the path of the module that the file `importer` knows as `name`, or None.

        `level` counts the dots of a relative import.
        """
        return self._in_folder(posixpath.dirname(self._named(importer)), name, level)

    def resolve_all(self, importer: str, names: Iterable[tuple[int, str]]) -> tuple[str, ...]:
        """Return the paths, sorted, of other modules that `importer` knows by pairs of level and name."""
        folder = posixpath.dirname(self._named(importer))
        found = {self._in_folder(folder, name, level) for level, name in names}
        return tuple(sorted(path for path in found if path is not None and path != importer))

    def _in_folder(self, folder: str, name: str, level: int) -> str | None:
        if not level:
            top = name.partition(".")[0]
            roots = self._roots.get(top)
            if roots is None:
                return None
            if len(roots) == 1 and top not in self._libraries:
                folder = ""  # it means the same to all
        key = (folder, name, level)
        if key not in self._found:
            self._found[key] = self._above_by(folder, name, level) if level else self._search(folder, name)
        return self._found[key]

    def _above_by(self, folder: str, name: str, level: int) -> str | None:
        for _ in range(level - 1):
            if not folder:
                return None
            folder = posixpath.dirname(folder)
        return self._file_at(posixpath.join(folder, *name.split(".")) if name else folder)

    def _search(self, folder: str, name: str) -> str | None:
        """Go through the roots from the nearest on, until one has the module or hides it from the others."""
        top, *inner = name.split(".")
        roots = self._roots.get(top, [])
        if top in self._libraries:
            roots = [root for root in roots if self._is_meant(root, folder)]
        for root in sorted(roots, key=lambda root: (self._in_package(root), _distance(root, folder))):
            base = posixpath.join(root, top)
            found = self._file_at(posixpath.join(base, *inner))
            # What is no package may go on in another root; a package does not.
            if found is not None or self._file_at(base) is not None or self._is_package(base):
                return found
        return None

    def _is_meant(self, root: str, folder: str) -> bool:
        """Tell whether a library's name in `root` means the project's own module to files in `folder`."""
        start = folder
        while self._is_package(start):
            start = posixpath.dirname(start)
        if root in (self._top, start) or posixpath.basename(root) in _SOURCE_FOLDERS:
            return True
        if root not in self._sources:
            shown = self._shown(root)
            self._sources[root] = any(os.path.exists(posixpath.join(shown, file)) for file in PROJECT_FILES)
        return self._sources[root]

    @cached_property
    def _roots(self) -> dict[str, list[str]]:
        """Map the name of each module and folder to the folders, no packages, in which it stands."""
        roots: dict[str, set[str]] = {}
        folders: set[str] = set()
        for path in self._paths:
            folder, file = posixpath.split(path)
            if not self._is_package(folder):
                roots.setdefault(posixpath.splitext(file)[0], set()).add(folder)
            while folder not in folders:
                folders.add(folder)
                folder, name = posixpath.split(folder)
                if name and not self._is_package(folder):
                    roots.setdefault(name, set()).add(folder)
        return {name: sorted(found) for name, found in roots.items()}

    def _is_package(self, folder: str) -> bool:
        if folder not in self._packages:
            init = posixpath.join(folder, "__init__.py")
            # The importing files may have been selected without it, so the disk is asked as well.
            self._packages[folder] = init in self._paths or os.path.exists(self._shown(init))
        return self._packages[folder]

    def _in_package(self, folder: str) -> bool:
        """Say whether a folder without `__init__.py` stands in a package: it is a part of that first."""
        above = posixpath.dirname(folder)
        return above != folder and (self._is_package(above) or self._in_package(above))

    def _file_at(self, base: str) -> str | None:
        for ending in ("/__init__.py", ".py", "/__init__.pyi", ".pyi"):
            if base + ending in self._paths:
                return self._paths[base + ending]
        return None

    def _named(self, path: str) -> str:
        """Return the path as seen from where imports start: from above the packages around, or from the root.

        From there if some path is absolute, for only then can all be compared.
        """
        return path if os.path.isabs(path) else posixpath.join(self._above, path)

    def _shown(self, path: str) -> str:
        return path.removeprefix(f"{self._above}/") if self._above else path


def _packages_above() -> list[str]:
    """Return the names of the packages that the working directory is in, from the outermost to itself."""
    names: list[str] = []
    folder = os.getcwd()
    while os.path.exists(os.path.join(folder, "__init__.py")) and os.path.basename(folder):
        folder, name = os.path.split(folder)
        names.insert(0, name)
    return names


def _distance(root: str, folder: str) -> tuple[int, int, str]:
    """Return a sort key: first the roots that share most folders with `folder`, of those the outer ones."""
    steps = root.split("/") if root else []
    common = 0
    for ours, theirs in zip(steps, folder.split("/"), strict=False):
        if ours != theirs:
            break
        common += 1
    return (-common, len(steps), root)

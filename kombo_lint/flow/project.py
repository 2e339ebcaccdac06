"""The project's modules: found by import, parsed when a trace first asks for one."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from kombo_lint.flow.scopes import Scopes
from kombo_lint.sources.imports import Imports
from kombo_lint.sources.module import Unparsable, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

_IDENTIFIER = re.compile(rb"[A-Za-z_\x80-\xff][\w\x80-\xff]*")
_CLASS = re.compile(rb"^[ \t]*class[ \t]+(\w+)[ \t]*\(([^)]*)\)", re.MULTILINE)


class Project:
    """The files that a scan may look into.

    `files` holds the bytes of each by path; nothing outside it is ever read.
    `on_parse` is told each path when it is parsed, and why. A file that only happens to
    be called like one of `libraries` is not taken for it.
    """

    def __init__(
        self,
        files: Mapping[str, bytes],
        on_parse: Callable[[str, str], None] = lambda path, why: None,
        libraries: Collection[str] = (),
    ) -> None:
        self.files = files
        self._imports = Imports(files, libraries)
        self.unparsable: dict[str, Unparsable] = {}
        self._on_parse = on_parse
        self._parsed: dict[str, Scopes | None] = {}
        self._forms: dict[tuple[bytes, str], list[str]] = {}

    @property
    def parsed(self) -> int:
        """How many files were parsed so far."""
        return len(self._parsed)

    def module(self, path: str, why: str) -> Scopes | None:
        """Return the module at `path`, or None when it is not Python."""
        if path not in self._parsed:
            self._on_parse(path, why)
            try:
                self._parsed[path] = Scopes(parse(path, self.files[path]))
            except Unparsable as error:
                self.unparsable[path] = error
                self._parsed[path] = None
        return self._parsed[path]

    def imported(self, importer: str, name: str, level: int) -> str | None:
        """Return the path of the module that `importer` knows as `name`, or None.

        `level` counts the dots of a relative import.
        """
        return self._imports.resolve(importer, name, level)

    def files_with(self, word: str) -> list[str]:
        """Return the paths, sorted, of files that contain the identifier `word`."""
        return self._index.get(word.encode(), [])

    def files_like(self, form: bytes, name: str) -> list[str]:
        """Return the paths, sorted, of files that contain `name` in a form.

        The form is a regular expression with `%b` where the name stands.
        """
        key = (form, name)
        if key not in self._forms:
            pattern = re.compile(form % re.escape(name.encode()))
            self._forms[key] = [path for path in self.files_with(name) if pattern.search(self.files[path])]
        return self._forms[key]

    @cached_property
    def _index(self) -> dict[bytes, list[str]]:
        """Map each identifier to the sorted paths of the files that contain it."""
        index: dict[bytes, list[str]] = {}
        for path in sorted(self.files):
            for word in set(_IDENTIFIER.findall(self.files[path])):
                index.setdefault(word, []).append(path)
        return index

    @cached_property
    def subclass_names(self) -> dict[str, list[tuple[str, str]]]:
        """Map the last part of a base class's name to (path, class name) of what derives from it."""
        result: dict[str, list[tuple[str, str]]] = {}
        for path, data in sorted(self.files.items()):
            for match in _CLASS.finditer(data):
                name = match[1].decode()
                for base in re.split(rb"[,\s]+", match[2]):
                    last = re.sub(rb"\[.*", b"", base).rpartition(b".")[2].decode("ascii", "replace")
                    result.setdefault(last, []).append((path, name))
        return result

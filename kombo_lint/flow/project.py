"""The project's modules: found by import, parsed when a trace first asks for one."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from kombo_lint.flow.hierarchy import Hierarchy
from kombo_lint.flow.scopes import Scopes
from kombo_lint.sources.imports import Imports
from kombo_lint.sources.listed import lists
from kombo_lint.sources.module import Unparsable, parse
from kombo_lint.sources.words import places

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

_IN_WORD = re.compile(rb"[\w\x80-\xff]$")
_CALLED = re.compile(rb"[ \t]*\(| as ")
_DEFINED = re.compile(rb"def[ \t]+([A-Za-z_\x80-\xff][\w\x80-\xff]*)(?=[ \t]*\()")
_WORDS = bytes(each if each >= 128 or chr(each).isalnum() or each == ord("_") else 32 for each in range(256))
"""What stands in words, and a blank for all else: to cut a text at blanks is quicker than any pattern."""
_TEXTS = re.compile(
    # All begin with a character, and loop over few: written in any other way it takes three times as long.
    rb"#[^\r\n]*"
    rb"|\"\"\"[^\"\\]*(?:(?:\\.|\"(?!\"\"))[^\"\\]*)*\"\"\"|'''[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'''"
    rb"|\"[^\"\\\r\n]*(?:\\.[^\"\\\r\n]*)*\"|'[^'\\\r\n]*(?:\\.[^'\\\r\n]*)*'",
    re.DOTALL,
)
"""Comments and strings; those between single quotes are code."""


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
        self._code: dict[str, bytes] = {}
        self._calling: dict[str, list[str]] = {}
        self._listing: dict[str, list[str]] = {}
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

    def code(self, path: str) -> bytes:
        """Return the source of a file without comments and what stands between three quotes."""
        if path not in self._code:
            self._code[path] = _TEXTS.sub(_kept, self.files[path])
        return self._code[path]

    def imported(self, importer: str, name: str, level: int) -> str | None:
        """Return the path of the module that `importer` knows as `name`, or None.

        `level` counts the dots of a relative import.
        """
        return self._imports.resolve(importer, name, level)

    def files_with(self, word: str) -> list[str]:
        """Return the paths, sorted, of files that contain the identifier `word`."""
        return self._index.get(word.encode(), [])

    def files_that_call(self, name: str) -> list[str]:
        """Return the paths, sorted, of files that may call something called `name`, or rename it."""
        if name not in self._calling:
            word = name.encode()
            self._calling[name] = [path for path in self.files_with(name) if _calls(self.files[path], word)]
        return self._calling[name]

    def files_that_list(self, name: str) -> list[str]:
        """Return the paths, sorted, of files that may put something called `name` into a table or a list."""
        if name not in self._listing:
            word = name.encode()
            self._listing[name] = [path for path in self.files_with(name) if lists(self.files[path], word)]
        return self._listing[name]

    def files_like(self, form: bytes, name: str) -> list[str]:
        """Return the paths, sorted, of files that contain `name` in a form.

        The form is a regular expression with `%b` wherever the name stands.
        """
        key = (form, name)
        if key not in self._forms:
            pattern = re.compile(form.replace(b"%b", re.escape(name.encode())))
            self._forms[key] = [path for path in self.files_with(name) if pattern.search(self.files[path])]
        return self._forms[key]

    def files_mentioning(self, text: str) -> set[str]:
        """Return the paths of the files that contain a text, all in lower case, in any case."""
        part, whole = max(re.split(r"\W", text), key=len).encode(), text.encode()
        having = set[str]().union(*(paths for word, paths in self._index.items() if part in word.lower()))
        return {path for path in having if whole in self.files[path].lower()}

    @cached_property
    def _index(self) -> dict[bytes, list[str]]:
        """Map each word to the sorted paths of the files that contain it."""
        index: defaultdict[bytes, list[str]] = defaultdict(list)
        for path in sorted(self.files):
            for word in set(self.files[path].translate(_WORDS).split()):
                index[word].append(path)
        return index

    @cached_property
    def definitions(self) -> Mapping[bytes, list[tuple[str, int]]]:
        """Map each name of a function to the (path, index behind the name) of its definitions."""
        found: dict[bytes, list[tuple[str, int]]] = {}
        for path, data in sorted(self.files.items()):
            for match in _DEFINED.finditer(data):
                found.setdefault(match[1], []).append((path, match.end()))
        return found

    @cached_property
    def hierarchy(self) -> Hierarchy:
        """Which classes may derive from which."""
        return Hierarchy(self.files, self.files_with, self.imported)


def _kept(text: re.Match[bytes]) -> bytes:
    found = text[0]
    long = len(found) >= 6 and found[:3] in (b'"""', b"'''")
    return b"" if long or found.startswith(b"#") else found


def _calls(data: bytes, name: bytes) -> bool:
    """Say whether source code calls a name, or renames it."""
    for at in places(data, name):
        if _CALLED.match(data, at + len(name)):
            before = data[max(0, at - 6) : at]
            if not before.endswith((b"def ", b"class ")) and not _IN_WORD.search(before):
                return True
    return False

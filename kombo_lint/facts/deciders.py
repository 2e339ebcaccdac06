"""Which functions and attributes may give a decision, told from the bytes of files.

A test such as `if self.is_late(order)` needs no trace when nothing called `is_late` compares
anything. All answers are by name, and rather one too many than one too few.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kombo_lint.flow.definitions import bodies, called

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator

# A regular expression that begins with the name finds it many times as fast.
_SET = rb"%b(?<=\.%b)[ \t]*(?::[^=\n]*)?=(?!=)([^\r\n]*)"
_RETURNED = re.compile(rb"\b(?:return|yield)\b([^\r\n]*)")
_COMPARED = re.compile(rb"[=!<>]=|(?<![<>-])[<>](?![<>=])(?=\s)|\b(?:in|not|is|True|False|lambda)\b")
_READ = re.compile(rb"\.([A-Za-z_]\w*)\b(?![ \t]*\()")
_NAME = re.compile(rb"[ \t]*\(?(?:await[ \t]+)?([A-Za-z_]\w*)\b")
_OPEN = re.compile(rb"[(\[{,\\]\s*$|\b(?:and|or)\s*$")
# What decides by itself, or asks a function that it is handed or a table that nobody can name.
_ASKING = frozenset(
    {b"any", b"all", b"bool", b"getattr", b"next", b"filter", b"get", b"pop", b"startswith", b"endswith",
     b"count", b"isdisjoint", b"issubset", b"issuperset", b"intersection", b"__contains__", b"match",
     b"fullmatch", b"search", b"findall", b"eq", b"ne", b"lt", b"le", b"gt", b"ge",
     b"contains"}
)  # fmt: skip


class Deciders:
    """Tells by name whether calling a function, or reading an attribute, may give a decision."""

    def __init__(self, ev: Evaluator) -> None:
        self._project = ev.project
        self._ranges = {name.encode() for library in ev.models.libraries for name in library.response.ranges}
        self._ranges |= {name.rpartition(".")[2].encode() for name in ev.models.ranges}
        self._calls: dict[bytes, bool] = {}
        self._reads: dict[bytes, bool] = {}

    def call(self, name: str) -> bool:
        """Say whether what a function (or anything else that is called so) returns may be a decision."""
        return self._call(name.encode())

    def read(self, name: str) -> bool:
        """Say whether an attribute may hold a decision."""
        return self._read(name.encode())

    def _call(self, name: bytes) -> bool:
        if name in _ASKING or name in self._ranges:
            return True
        if name not in self._calls:
            self._calls[name] = False  # what it says of itself adds nothing
            found = list(bodies(self._project, name))
            self._calls[name] = any(map(self._gives, found)) or (not found and self._is_put(name))
        return self._calls[name]

    def _read(self, name: bytes) -> bool:
        if name in self._ranges:
            return True
        if name not in self._reads:
            self._reads[name] = False
            self._reads[name] = any(map(self._decides, self._put(name))) or any(
                map(self._gives, bodies(self._project, name, b"property"))
            )
        return self._reads[name]

    def _gives(self, body: bytes) -> bool:
        """Say whether a function may return a decision."""
        for match in _RETURNED.finditer(body):
            value = match[1]
            at = match.end()
            while _OPEN.search(value) and at < len(body):
                stop = body.find(b"\n", at + 1)
                stop = stop if stop >= 0 else len(body)
                value, at = value + b" " + body[at:stop].strip(), stop
            if self._decides(value) or self._names_one(value, body):
                return True
        return False

    def _names_one(self, value: bytes, body: bytes) -> bool:
        """Say whether what is returned is a name that the function gives a decision."""
        name = _NAME.match(value)
        if name is None:
            return False
        given = re.compile(rb"(?<![\w.])%s\b[^=\r\n]*[^=!<>\r\n]=(?!=)([^\r\n]*)" % re.escape(name[1]))
        return any(self._decides(match[1]) for match in given.finditer(body))

    def _decides(self, value: bytes) -> bool:
        """Say whether an expression may be a decision."""
        if _COMPARED.search(value):
            return True
        return any(map(self._call, called(value))) or any(map(self._read, _READ.findall(value)))

    def _put(self, name: bytes) -> Iterator[bytes]:
        """Yield what is assigned to attributes that are called so."""
        pattern = re.compile(_SET.replace(b"%b", name))
        for path in self._project.files_with(name.decode()):
            yield from pattern.findall(self._project.files[path])

    def _is_put(self, name: bytes) -> bool:
        """Say whether an attribute that is called so is assigned to: it may hold any function."""
        return any(True for _ in self._put(name))

"""What a file imports, read from its bytes: quick, and rather one name too many than one too few."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from kombo_lint.sources.words import places

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEAR, _FAR = 500, 20_000  # so many bytes may stand before and behind the word `import`
_CONTINUED = re.compile(rb"\\(?:\r\n|\n|\r)")
_NAME = rb"[\w\x80-\xff]+(?:[ \t]*\.[ \t]*[\w\x80-\xff]+)*"
_FROM = re.compile(rb"(?:^|[;:])[ \t\f]*from\b([. \t\f]*)(" + _NAME + rb")?[ \t\f]*$")
_PLAIN = re.compile(rb"(?:^|[;:])[ \t\f]*$")
_GAP = rb"(?:[ \t\f]|\\\r?\n|\\\r)*"
_NAMES = re.compile(_GAP + rb"(?:\(((?:[^()#]|#[^\r\n]*[\r\n])*)|((?:[^\r\n;#\\(*]|\\\r?\n|\\\r)*))")
_COMMENT = re.compile(rb"#[^\r\n]*")
_BY_CALL = re.compile(rb"(?:_module|__)\s*\(\s*[rR]?[\"'](\.*)([\w.\x80-\xff]+)[\"']")
_FIRST = re.compile(rb"[ \t\f\r\n\\]*(" + _NAME + rb")")
_BLANK = re.compile(rb"[ \t]+")


def imported_names(data: bytes) -> set[tuple[int, str]]:
    """Return what the source `data` may import, as pairs: the number of leading dots, a dotted name.

    `from .a import b` gives (1, "a") and (1, "a.b"), since `b` may be a module;
    `import a.b` gives (0, "a.b") and (0, "a"), which is what it binds. Calls of
    `import_module` and `__import__` count when the name is a literal.
    """
    found: set[tuple[int, str]] = set()
    for at in places(data, b"import"):
        found.update(_imported_at(data, at))
    return found


def _imported_at(data: bytes, at: int) -> Iterator[tuple[int, str]]:
    """Yield what the word `import` at this place imports; nothing when it is another word."""
    if call := _BY_CALL.match(data, at + 6):
        yield len(call[1]), os.fsdecode(call[2]).strip(".")
        return
    before = _line_before(data, at)
    if source := _FROM.search(before):
        level, base = source[1].count(b"."), _dotted(source[2] or b"")
        if not level and not base:
            return
        yield level, base
        for name in _listed(data, at + 6):
            yield level, f"{base}.{name}" if base else name
    elif _PLAIN.search(before) and data[at + 6 : at + 7] in (b" ", b"\t", b"\f", b"\\"):
        for name in _listed(data, at + 6):
            yield 0, name
            while "." in name:
                name = name.rpartition(".")[0]
                yield 0, name


def _line_before(data: bytes, at: int) -> bytes:
    """Return what stands before this place in the same line, and in those that it continues."""
    near = data[max(0, at - _NEAR) : at]
    if b"\\" in near:
        near = _CONTINUED.sub(b" ", near)
    return near[max(near.rfind(b"\n"), near.rfind(b"\r")) + 1 :]


def _listed(data: bytes, at: int) -> Iterator[str]:
    """Yield the names from here to the end of the statement, without what they are renamed to."""
    names = _NAMES.match(data, at, at + _FAR)
    if names is None:
        return
    for each in _COMMENT.sub(b"", names[1] or names[2] or b"").split(b","):
        if name := _FIRST.match(each):
            yield _dotted(name[1])


def _dotted(name: bytes) -> str:
    return os.fsdecode(_BLANK.sub(b"", name))

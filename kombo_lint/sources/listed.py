"""Whether source code puts a name into a table or a list, told from its bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kombo_lint.sources.words import places

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEFORE = re.compile(rb"[\[({,:=\s]$")
_BEHIND = re.compile(rb"\s*[,\])}]")
_BRACKET = re.compile(rb"[()\[\]{}]")
_ADJACENT = re.compile(rb"[\w\])\x80-\xff]$")
_IMPORT = re.compile(rb"\bimport\s*$")
_FURTHEST = 4000
"""How many bytes before an item the bracket around it is looked for; a longer table counts as one."""


def lists(data: bytes, name: bytes) -> bool:
    """Say whether `name` stands as an item: what is called, subscribed, annotated or imported does not."""
    for at in places(data, name):
        if (
            _BEHIND.match(data, at + len(name))
            and _BEFORE.search(data, at - 1, at)
            and _is_item(data[max(0, at - _FURTHEST) : at])
        ):
            return True
    return False


def _is_item(before: bytes) -> bool:
    """Say whether the innermost bracket that is open there is one of a list, a tuple, a set or a dict."""
    for at in _open(before):
        if before[at] == ord("{"):
            return True
        if not before[:at].endswith(b"["):  # in `Callable[[A, B], C]` the bracket further out tells
            return not (_ADJACENT.search(before, 0, at) or _IMPORT.search(before, 0, at))
    line = before.rpartition(b"\n")[2].split(maxsplit=1)
    return not line or line[0] not in (b"from", b"import")


def _open(before: bytes) -> Iterator[int]:
    """Yield the index of each bracket that is not closed, the innermost first."""
    depth = 0
    for found in reversed([match.start() for match in _BRACKET.finditer(before)]):
        depth += 1 if before[found] in b")]}" else -1
        if depth < 0:
            yield found
            depth = 0

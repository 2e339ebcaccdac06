"""Where a word stands in the bytes of a file: to find bytes is quicker than any pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def places(data: bytes, word: bytes) -> Iterator[int]:
    """Yield the index of each place at which `word` stands, as a part of a longer word too."""
    at = data.find(word)
    while at >= 0:
        yield at
        at = data.find(word, at + len(word))

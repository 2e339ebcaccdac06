"""Places as the editor counts them: from 0, and in UTF-16 code units where it does not want others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from pygls.workspace import PositionCodec

    from kombo_lint.findings import Location, Position

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|$)")


class Lines:
    """The lines of a text, each with its end, and places in them as `codec` counts."""

    def __init__(self, text: str, codec: PositionCodec) -> None:
        # str.splitlines would end a line at a form feed too, which no editor does.
        self.all = [found[0] for found in _LINE.finditer(text)]
        if len(self.all) > 1 and not self.all[-2].endswith(("\r", "\n")):
            self.all.pop()  # what is matched once more behind the last line
        self._codec = codec

    def position(self, place: Position) -> types.Position:
        """Return a place of ours as one of the editor's."""
        line = self.all[place.line - 1] if place.line <= len(self.all) else ""
        return types.Position(place.line - 1, self._codec.client_num_units(line[: place.column - 1]))

    def range(self, location: Location) -> types.Range:
        """Return a range of ours as one of the editor's."""
        return types.Range(self.position(location.start), self.position(location.end))

    def between(self, first: int, last: int) -> types.Range:
        """Return the range from the start of a line (from 0) to that of a later one."""
        return types.Range(self._start(first), self._start(last))

    def _start(self, line: int) -> types.Position:
        if line < len(self.all):
            return types.Position(line, 0)
        return types.Position(len(self.all) - 1, self._codec.client_num_units(self.all[-1]))


def of_line(number: int, line: str, codec: PositionCodec) -> types.Range:
    """Return the range of what stands on a line (from 1)."""
    blanks = len(line) - len(line.lstrip())
    return types.Range(
        types.Position(number - 1, codec.client_num_units(line[:blanks])),
        types.Position(number - 1, codec.client_num_units(line.rstrip())),
    )


def touches(one: types.Range, other: types.Range) -> bool:
    """Say whether two ranges have a place in common, be it the end of one."""
    return _key(one.start) <= _key(other.end) and _key(other.start) <= _key(one.end)


def _key(position: types.Position) -> tuple[int, int]:
    return (position.line, position.character)

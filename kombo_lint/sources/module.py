"""A parsed module: its path, its text, its libcst tree, and where nodes stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from kombo_lint.findings import Location, Position
from kombo_lint.sources.decoding import Undecodable, decode
from kombo_lint.sources.syntax import syntax_error

if TYPE_CHECKING:
    from collections.abc import Mapping

    from libcst.metadata import CodePosition, CodeRange


class Unparsable(Exception):
    """A file that is not Python: `message` says why, `line` (from 1) says where."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


@dataclass(frozen=True, eq=False)
class Module:
    """A parsed file. Two modules are equal only when they are the same object."""

    path: str
    text: str
    tree: cst.Module

    @cached_property
    def _positions(self) -> Mapping[cst.CSTNode, CodeRange]:
        # Slow (it renders the whole module), so only where a node is reported or cited.
        wrapper = MetadataWrapper(self.tree, unsafe_skip_copy=True)
        return wrapper.resolve(PositionProvider)

    @cached_property
    def lines(self) -> list[str]:
        """The source lines without their ends, as editors count them."""
        return _lines(self.text)

    @cached_property
    def _lost(self) -> Mapping[int, int]:
        # libcst drops a form feed at the start of a line, and columns count from behind it.
        if "\f" not in self.text:
            return {}
        pairs = zip(self.lines, _lines(self.tree.code), strict=False)
        lost = {line: len(ours) - len(theirs) for line, (ours, theirs) in enumerate(pairs, 1)}
        return {line: count for line, count in lost.items() if count}

    def line(self, node: cst.CSTNode) -> int:
        """Return the line, from 1, on which `node` starts."""
        return self._positions[node].start.line

    def location(self, node: cst.CSTNode) -> Location:
        """Return where `node` stands; columns in characters, from 1."""
        found = self._positions[node]
        return Location(self.path, self._position(found.start), self._position(found.end))

    def _position(self, found: CodePosition) -> Position:
        return Position(found.line, found.column + self._lost.get(found.line, 0) + 1)

    def code(self, node: cst.CSTNode) -> str:
        """Return the source of `node`, white space folded to single blanks."""
        return " ".join(self.tree.code_for_node(node).split())


def parse(path: str, data: bytes) -> Module:
    """Parse the bytes of a file; raise `Unparsable` when they are not Python."""
    try:
        text = decode(data).text
    except Undecodable as error:
        raise Unparsable(error.message, error.line) from None
    try:
        return Module(path, text, cst.parse_module(text))
    except cst.ParserSyntaxError as error:
        # libcst names no line for what its tokenizer refuses, nor between lone carriage returns.
        first = error.message.removeprefix("tokenizer error: ").split("\n")[0]
        raise Unparsable(*(syntax_error(text) or (first, error.raw_line))) from None
    except RecursionError:
        raise Unparsable("nested too deeply", 1) from None


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

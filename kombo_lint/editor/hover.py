"""What is shown over a finding, or over the code of a rule in a comment: the rule's page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from kombo_lint.editor.positions import touches
from kombo_lint.findings import Location, Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kombo_lint.editor.positions import Lines
    from kombo_lint.registry import Registry

_CODE = re.compile(r"\b[A-Z]+\d+\b")


def hover(
    position: types.Position, found: Iterable[types.Diagnostic], lines: Lines, registry: Registry
) -> types.Hover | None:
    """Return the pages of the rules whose findings or codes are at a place; None where none is."""
    here = types.Range(position, position)
    codes = {str(each.code): each.range for each in found if touches(each.range, here)}
    codes = codes or {code: at for code, at in _named(position.line, lines) if touches(at, here)}
    pages = {rule.document: codes[rule.code] for rule in registry.rules if rule.code in codes}
    if not pages:
        return None
    text = "\n\n---\n\n".join(pages)
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), next(iter(pages.values())))


def _named(line: int, lines: Lines) -> Iterator[tuple[str, types.Range]]:
    source = lines.all[line] if line < len(lines.all) else ""
    _, mark, _ = source.partition("#")
    if mark:
        for code in _CODE.finditer(source, source.index("#")):
            start, end = (Position(line + 1, at + 1) for at in code.span())
            yield code[0], lines.range(Location("", start, end))

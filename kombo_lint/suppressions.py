"""Comments by which the program says that a finding does not count, and which findings they silence.

status == 503  # kombo-lint: ignore[KMB101] behind a proxy of ours
status == 503  # noqa: KMB101
# kombo-lint: ignore-file[KMB102] retries are switched off in production
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kombo_lint.findings import Edit, Location, Position

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from kombo_lint.findings import Finding

_OURS = re.compile(
    r"#\s*kombo-lint\s*:\s*(?P<kind>ignore-file|ignore)\b(?P<codes>\s*\[[^\]#]*\])?(?P<reason>[^#]*)"
)
_NOQA = re.compile(
    r"#\s*(?P<kind>(?i:noqa))\s*:\s*(?P<codes>[A-Za-z]+\d+(?:[\s,]+[A-Za-z]+\d+)*)(?P<reason>[^#]*)"
)
_TOKEN = re.compile(
    r"(?P<comment>#[^\r\n]*)"
    r"|(?P<string>\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r"|\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\\\r\n]|\\.)*')"
    r"|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<joined>\\(?:\r\n|\n|\r))|(?P<end>\r\n|\n|\r)",
    re.DOTALL,
)
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True)
class Suppression:
    """A comment, or a part of one, that silences `codes` (upper case) on `lines`, the first and the last one.

    `kind` is "ignore", "ignore-file" or "noqa"; `place` is where it stands, `text` what stands there, and
    `spans` where each code is in that. `whole` has the blanks before it too, or its line if it is alone.
    """

    kind: str
    codes: tuple[str, ...]
    reason: str
    lines: tuple[int, int]
    place: Location
    text: str
    whole: Location
    spans: tuple[tuple[int, int], ...]

    def silences(self, finding: Finding) -> bool:
        """Say whether it is for a finding: one with such a code, on these lines or anywhere in the file."""
        if finding.code not in self.codes or finding.location.path != self.place.path:
            return False
        first, last = self.lines
        on_lines = first <= finding.location.end.line and finding.location.start.line <= last
        return self.kind == "ignore-file" or on_lines


def ignoring(text: str, finding: Finding, reason: str) -> Edit:
    """Return the edit that silences a finding in its source text, by a comment that gives a reason.

    It goes to the end of the line that the finding ends on, or, where no comment may stand there, to that of
    a later line of the statement.
    """
    place = finding.location
    wanted = place.end.line - (place.end.column == 1 and place.end > place.start)
    line, column = next(end for end in _ends(text) if end[0] >= wanted)
    at = Position(line, column)
    return Edit(Location(place.path, at, at), f"  # kombo-lint: ignore[{finding.code}] {reason}")


def _ends(text: str) -> Iterator[tuple[int, int]]:
    """Yield line and column of each end of a line behind which a comment may stand."""
    line = 1
    begin = 0
    for token in _TOKEN.finditer(text):
        if token["end"]:
            yield line, len(text[begin : token.start()].rstrip()) + 1
        for end in _LINE_END.finditer(token[0]):
            line += 1
            begin = token.start() + end.end()
    yield line, len(text[begin:].rstrip()) + 1


@dataclass(frozen=True)
class Silenced:
    """What is `left` of findings, what is `silenced`, and by which codes of which suppressions."""

    left: tuple[Finding, ...]
    silenced: tuple[Finding, ...]
    used: frozenset[tuple[Suppression, str]]


def silence(findings: Iterable[Finding], suppressions: Sequence[Suppression]) -> Silenced:
    """Part the findings that the suppressions are for from the others."""
    left: list[Finding] = []
    silenced: list[Finding] = []
    used: set[tuple[Suppression, str]] = set()
    for finding in findings:
        by = [each for each in suppressions if each.silences(finding)]
        used |= {(each, finding.code) for each in by}
        (silenced if by else left).append(finding)
    return Silenced(tuple(left), tuple(silenced), frozenset(used))


def suppressions(path: str, text: str, known: Container[str]) -> Iterator[Suppression]:
    """Yield the suppressions in a source text; of `noqa` only what names a code that is `known`."""
    for comment, line, begin, lines in _comments(text):
        for match in (*_OURS.finditer(text, *comment.span()), *_NOQA.finditer(text, *comment.span())):
            spans = _codes(match)
            codes = tuple(match.string[a:b].upper() for a, b in spans)
            if match["kind"].lower() == "noqa" and not any(code in known for code in codes):
                continue
            shown = match[0].rstrip()
            column = match.start() - begin + 1
            place = Location(path, Position(line, column), Position(line, column + len(shown)))
            yield Suppression(
                match["kind"].lower(),
                codes,
                _reason(match["reason"]),
                lines,
                place,
                shown,
                _whole(place, text[begin : match.start()], text[match.start() + len(shown) :]),
                tuple((a - match.start(), b - match.start()) for a, b in spans),
            )


def _reason(text: str) -> str:
    """Return the reason that a comment gives; one that is still to be written is none."""
    reason = text.strip(" \t:-")
    return "" if reason.startswith("TODO") else reason


def _whole(place: Location, before: str, after: str) -> Location:
    line = place.start.line
    if not before.strip() and (end := re.match(r"[ \t]*(\r\n|\n|\r|$)", after)):
        return Location(place.path, Position(line, 1), Position(line + 1, 1) if end[1] else place.end)
    blanks = len(before) - len(before.rstrip())
    return Location(place.path, Position(line, place.start.column - blanks), place.end)


def _codes(match: re.Match[str]) -> list[tuple[int, int]]:
    """Return where each code of a suppression stands in its comment."""
    if match["codes"] is None:
        return []
    start = match.start("codes")
    return [
        (start + each.start(), start + each.end()) for each in re.finditer(r"[A-Za-z]\w*", match["codes"])
    ]


def _comments(text: str) -> Iterator[tuple[re.Match[str], int, int, tuple[int, int]]]:
    """Yield each comment, its line, where that begins, and the first and the last line of its statement.

    Of a statement with a body that is the head.
    """
    line = first = 1
    begin = depth = 0
    waiting: list[tuple[re.Match[str], int, int]] = []
    for token in _TOKEN.finditer(text):
        if token["comment"]:
            waiting.append((token, line, begin))
        elif token["open"]:
            depth += 1
        elif token["close"]:
            depth = max(0, depth - 1)
        elif token["end"] and depth == 0:
            yield from ((*comment, (first, line)) for comment in waiting)
            waiting = []
            first = line + 1
        for end in _LINE_END.finditer(token[0]):
            line += 1
            begin = token.start() + end.end()
    yield from ((*comment, (first, line)) for comment in waiting)

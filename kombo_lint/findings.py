"""What a scan finds: the values that checks make and reporters print."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import Enum
from functools import total_ordering
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@total_ordering
class Severity(Enum):
    """How bad a finding is; compares, `INFO < WARNING < ERROR`."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    def __lt__(self, other: Severity) -> bool:
        order = list(Severity)
        return order.index(self) < order.index(other)


@total_ordering
class Confidence(Enum):
    """How sure the trace to Kombo is; compares, `LIKELY < CERTAIN`."""

    LIKELY = "likely"
    CERTAIN = "certain"

    def __lt__(self, other: Confidence) -> bool:
        order = list(Confidence)
        return order.index(self) < order.index(other)


@dataclass(frozen=True, order=True)
class Position:
    """A place in a file: line and column from 1, columns in characters."""

    line: int
    column: int


@dataclass(frozen=True, order=True)
class Location:
    """A range in a file; `path` is relative to the working directory, with `/`."""

    path: str
    start: Position
    end: Position

    @property
    def shown(self) -> str:
        """Where it starts, as editors open it: `path:line:column`."""
        return f"{self.path}:{self.start.line}:{self.start.column}"


@dataclass(frozen=True)
class Step:
    """One step of the evidence: what happens at `path:line` on the way to the test."""

    path: str
    line: int
    message: str


class Applicability(Enum):
    """Whether a fix keeps what the program does (safe) or needs a look (unsafe)."""

    SAFE = "safe"
    UNSAFE = "unsafe"


@dataclass(frozen=True, order=True)
class Edit:
    """Put `replacement` where `location` is; an empty range inserts."""

    location: Location
    replacement: str


@dataclass(frozen=True)
class Fix:
    """A rewrite that removes a finding: `edits` are made together, and do not overlap."""

    applicability: Applicability
    message: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Finding:
    """One place that a rule reports.

    `anchor` is the source text that the finding is about, white space folded, and `scope` the dotted name of
    the function that it is in: the fingerprint is made from them, so it outlives moved and reformatted code.
    `unfixed` says why there is no fix, or no safe one. `stricter` is an unsafe fix that is made instead of
    `fix` where unsafe ones are asked for.
    """

    code: str
    name: str
    change: str
    severity: Severity
    confidence: Confidence
    location: Location
    message: str
    help: str
    anchor: str
    evidence: tuple[Step, ...] = ()
    fix: Fix | None = None
    unfixed: str = ""
    stricter: Fix | None = None
    scope: str = ""
    fingerprint: str = ""

    @property
    def sort_key(self) -> tuple[Location, str, str]:
        """Findings sort by place, then by code, then by words."""
        return (self.location, self.code, self.message)


def fingerprinted(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings sorted, each with its fingerprint.

    A fingerprint is made from the code, the scope and the anchor, but not from the path, so it outlives a
    renamed file. The second finding with the same three counts as number 1, the third as number 2.
    """
    import hashlib

    seen: Counter[tuple[str, str, str]] = Counter()
    result = []
    for finding in sorted(findings, key=lambda found: found.sort_key):
        key = (finding.code, finding.scope, unformatted(finding.anchor))
        digest = hashlib.sha256("\0".join((*key, str(seen[key]))).encode("utf-8", "surrogateescape"))
        seen[key] += 1
        result.append(replace(finding, fingerprint=digest.hexdigest()[:20]))
    return result


_STRING = r"(\"\"\"|'''|\"|')((?:[^\\]|\\.)*?)\1"
_LAYOUT = r"[\s()\\]|,(?=[\s)]*(?:[\]})]|$))"


def unformatted(source: str) -> str:
    """Return source code without what formatters change: blanks, parentheses, last commas, quotes."""
    parts: list[str] = []
    done = 0
    for text in re.finditer(_STRING, source):
        parts += [re.sub(_LAYOUT, "", source[done : text.start()]), '"', text[2].replace("\\'", "'"), '"']
        done = text.end()
    return "".join([*parts, re.sub(_LAYOUT, "", source[done:])])

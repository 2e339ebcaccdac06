"""What a scan hands to the reporters."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kombo_lint.findings import Finding
    from kombo_lint.sources.listing import Problem


@dataclass(frozen=True)
class Gone:
    """What a baseline has and nobody finds any more, in words."""

    code: str
    words: str


@dataclass(frozen=True)
class Report:
    """The outcome of a scan.

    `findings` are sorted and have fingerprints, `problems` are the files that could
    not be read. Of `files` Python files in the tree (0 where nobody had to count
    them) `parsed` were parsed. `suppressed` are the findings that a comment silences, `baselined`
    those that a baseline has, `gone` says what a baseline has that is not found any more.
    `project` has what was parsed, which takes time to free, and `evaluators` what is known of it, by API.
    `unsaved` are the contents of files that counted instead of those on the disk.
    """

    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    files: int
    parsed: int
    suppressed: tuple[Finding, ...] = ()
    baselined: tuple[Finding, ...] = ()
    gone: tuple[Gone, ...] = ()
    project: object | None = field(default=None, repr=False, compare=False)
    evaluators: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)
    unsaved: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def by_code(self) -> Mapping[str, int]:
        """How many findings each code has, sorted by code."""
        return _counted(finding.code for finding in self.findings)

    @property
    def by_change(self) -> Mapping[str, int]:
        """How many findings each change has, sorted; those of no change are not counted."""
        return _counted(finding.change for finding in self.findings if finding.change)

    @property
    def by_confidence(self) -> Mapping[str, int]:
        """How many findings each confidence has, sorted by its name."""
        return _counted(finding.confidence.value for finding in self.findings)

    def lines(self, path: str) -> list[str]:
        """Return the source lines of a reported file without their ends; none when it cannot be read."""
        from kombo_lint.sources.decoding import Undecodable, decode

        try:
            data = self.unsaved[path] if path in self.unsaved else Path(path).read_bytes()
        except OSError:
            return []
        try:
            text = decode(data).text
        except Undecodable:
            text = data.decode("utf-8", "replace")
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def from_top(path: str) -> str:
    """Return a display path as code hosts have it: from the top of the git checkout around the working
    directory; as it is where there is none, or the file is not in it.
    """
    from kombo_lint.sources.checkouts import top_of

    here = os.path.realpath(os.getcwd())
    top = top_of(here)
    full = os.path.join(here, path)
    if top is None or not full.startswith(os.path.join(top, "")):
        return path
    return os.path.relpath(full, top).replace(os.sep, "/")


def _counted(names: Iterable[str]) -> Mapping[str, int]:
    return dict(sorted(Counter(names).items()))

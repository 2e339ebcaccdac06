"""Who owns a file, as CODEOWNERS says.

https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
and https://docs.gitlab.com/user/project/codeowners/reference/
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from kombo_lint.sources.checkouts import top_of

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
_SECTION = re.compile(r"\^?\[(?P<name>[^\]]+)\](?:\[\d+\])?(?P<owners>.*)")
_BLANKS = re.compile(r"(?<!\\)\s+")


class Owners:
    """The owners of the files in the checkout around the working directory; nobody's without a CODEOWNERS."""

    def __init__(self) -> None:
        here = os.path.realpath(os.getcwd())
        self._top = Path(top_of(here) or here)
        found = next((self._top / place for place in _PLACES if (self._top / place).is_file()), None)
        text = found.read_text(encoding="utf-8", errors="replace") if found is not None else ""
        self._sections = _sections(text) if text else []

    def of(self, path: str) -> list[str]:
        """Return who owns a file: in each section the last line that fits it says so."""
        inside = os.path.relpath(os.path.realpath(path), self._top).replace(os.sep, "/")
        owners: dict[str, None] = {}
        for section in self._sections:
            fitting = [names for spec, names in section if spec.match_file(inside)]
            owners.update(dict.fromkeys(fitting[-1] if fitting else ()))
        return list(owners)


def _sections(text: str) -> list[list[tuple[GitIgnoreSpec, list[str]]]]:
    from pathspec import GitIgnoreSpec

    sections: dict[str, list[tuple[GitIgnoreSpec, list[str]]]] = {"": []}
    name, default = "", ""
    for line in text.splitlines():
        words = line.partition(" #")[0].strip()
        if not words or words.startswith("#"):
            continue
        if section := _SECTION.fullmatch(words):
            name, default = section["name"].lower(), section["owners"]
            sections.setdefault(name, [])
            continue
        pattern, *names = _BLANKS.split(words)
        try:
            spec = GitIgnoreSpec.from_lines([pattern])
        except ValueError:
            continue
        sections[name].append((spec, names or default.split()))
    return list(sections.values())

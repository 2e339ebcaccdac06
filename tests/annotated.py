"""Examples that say beside the code what must be reported.

A line that ends in `# KMB101` must be reported with that code, and no other
line may be. `# file: app/client.py` starts another file of the same example.
A rule's page has an example in each fenced block below `### Reported: ...` or
`### Not reported: ...`; a file of shapes has one below each `# --- ...`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Place = tuple[str, int, str]
"""Path, line (from 1) and code of a finding."""

_PAGE_EXAMPLE = re.compile(
    r"^### (?P<kind>Reported|Not reported): (?P<words>.+)\n(?P<prose>(?:(?!###|```).*\n)*)"
    r"```python\n(?P<code>(?:(?!```).*\n)+)```$",
    re.MULTILINE,
)
_SHAPE = re.compile(r"^# --- (.+)\n", re.MULTILINE)
_FILE = re.compile(r"^# file: (\S+)\n", re.MULTILINE)
_EXPECTED = re.compile(r"  # (KMB\d{3})$")


@dataclass(frozen=True)
class Example:
    """A small program: `files` are pairs of path and text, `expected` is sorted."""

    name: str
    files: tuple[tuple[str, str], ...]
    expected: tuple[Place, ...]

    def write(self, folder: Path) -> None:
        """Write the files below `folder`."""
        for path, text in self.files:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")


def page_examples(page: Path) -> list[Example]:
    """Return the examples of a rule's page; raise ValueError when one is out of form."""
    text = page.read_text(encoding="utf-8")
    found = list(_PAGE_EXAMPLE.finditer(text))
    if len(found) != len(re.findall(r"^###(?!#)", text, re.MULTILINE)):
        raise ValueError(f"{page.name}: a ### section is not `[Not ]reported: words` and one python block")
    examples = []
    for match in found:
        example = _example(f"{page.name[:6]} {match['kind']}: {match['words']}", match["code"])
        if bool(example.expected) != (match["kind"] == "Reported"):
            raise ValueError(f"{page.name}: {match['words']}: marked lines do not fit its title")
        examples.append(example)
    return examples


def shape_examples(topic: Path) -> list[Example]:
    """Return the examples of a file of shapes."""
    _, *parts = _SHAPE.split(topic.read_text(encoding="utf-8"))
    return [_example(f"{topic.stem}: {words}", code) for words, code in _pairs(parts)]


def _example(name: str, code: str) -> Example:
    first, *rest = _FILE.split(code)
    files = tuple(_pairs(rest)) or (("example.py", first),)
    if rest and first.strip():
        raise ValueError(f"{name}: code before the first `# file:`")
    expected = [
        (path, number, mark[1])
        for path, text in files
        for number, line in enumerate(text.split("\n"), 1)
        if (mark := _EXPECTED.search(line))
    ]
    return Example(name, files, tuple(sorted(expected)))


def _pairs(parts: list[str]) -> Iterator[tuple[str, str]]:
    return zip(parts[::2], parts[1::2], strict=True)

"""Examples that say beside the code what must be reported.

A line that ends in `# KMB101` must be reported with that code, and no other
line may be. `# file: app/client.py` starts another file of the same example.
A rule's page has an example in each fenced block below `### Reported: ...` or
`### Not reported: ...`; a file of shapes has one below each `# --- ...`.

An example that can be run says how before its code, `<!-- run: employees({}) -->`, and one
that has a fix shows below `#### After the fix` (or `#### After the unsafe fix`) what becomes of it.
tests/worlds runs both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kombo_lint.registry import rules_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kombo_lint.registry import Registry, Rule

Place = tuple[str, int, str]
"""Path, line (from 1) and code of a finding."""

_PAGE_EXAMPLE = re.compile(
    r"^### (?P<kind>Reported|Not reported): (?P<words>.+)\n(?P<prose>(?:(?!###|```).*\n)*)"
    r"```python\n(?P<code>(?:(?!```).*\n)+)```$"
    r"(?:\n\n#### After the (?P<unsafe>unsafe )?fix\n(?:(?!###|```).*\n)*"
    r"```python\n(?P<fixed>(?:(?!```).*\n)+)```$)?",
    re.MULTILINE,
)
_RUN = re.compile(r"^<!-- run: (.+) -->$", re.MULTILINE)
_SHAPE = re.compile(r"^# --- (.+)\n", re.MULTILINE)
_FILE = re.compile(r"^# file: (\S+)\n", re.MULTILINE)
_EXPECTED = re.compile(r"  # (KMB\d{3})$")

Files = tuple[tuple[str, str], ...]
"""Pairs of path and text."""


@dataclass(frozen=True)
class Example:
    """A small program; `expected` is sorted.

    `entry` is the expression that runs it, in its last file or as `app.module:expression`;
    `fixed` are its files after the fix, which may be `unsafe`.
    """

    name: str
    files: Files
    expected: tuple[Place, ...]
    entry: str | None = None
    fixed: Files | None = None
    unsafe: bool = False

    @property
    def unmarked(self) -> Files:
        """The files without the marks of what is reported, as `kombo-lint fix` is given them."""
        return tuple(
            (path, re.sub(r"  # KMB\d{3}$", "", text, flags=re.MULTILINE)) for path, text in self.files
        )

    def write(self, folder: Path, *, marked: bool = True) -> None:
        """Write the files below `folder`, with or without the marks."""
        for path, text in self.files if marked else self.unmarked:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")


def page_examples(page: Path) -> list[Example]:
    """Return the examples of a rule's page; raise ValueError when one is out of form."""
    text = page.read_text(encoding="utf-8")
    found = list(_PAGE_EXAMPLE.finditer(text))
    if len(found) != len(re.findall(r"^###(?!#)", text, re.MULTILINE)):
        raise ValueError(f"{page.name}: a ### section is not `[Not ]reported: words` and one python block")
    if sum(match["fixed"] is not None for match in found) != len(re.findall("^####", text, re.MULTILINE)):
        raise ValueError(f"{page.name}: a #### section is not `After the [unsafe ]fix` and one python block")
    examples = []
    for match in found:
        run = _RUN.search(match["prose"])
        example = _example(
            f"{page.name[:6]} {match['kind']}: {match['words']}",
            match["code"],
            run and run[1],
            match["fixed"],
            bool(match["unsafe"]),
        )
        if bool(example.expected) != (match["kind"] == "Reported"):
            raise ValueError(f"{page.name}: {match['words']}: marked lines do not fit its title")
        examples.append(example)
    return examples


def shape_examples(topic: Path) -> list[Example]:
    """Return the examples of a file of shapes."""
    _, *parts = _SHAPE.split(topic.read_text(encoding="utf-8"))
    return [_example(f"{topic.stem}: {words}", code) for words, code in _pairs(parts)]


def before_and_after(path: Path) -> Example:
    """Return the example of a file that has `# run: ...`, `# --- original` and `# --- fixed`."""
    first, *parts = _SHAPE.split(path.read_text(encoding="utf-8"))
    code = dict(_pairs(parts))
    return _example(path.stem, code["original"], first.removeprefix("# run: ").strip(), code["fixed"])


def _example(
    name: str, code: str, entry: str | None = None, fixed: str | None = None, unsafe: bool = False
) -> Example:
    files = _files(name, code)
    after = None if fixed is None else _files(name, fixed)
    if after and list(_marks(after)):
        raise ValueError(f"{name}: what is fixed has no marks")
    return Example(name, files, tuple(sorted(_marks(files))), entry, after, unsafe)


def _files(name: str, code: str) -> Files:
    first, *rest = _FILE.split(code)
    if rest and first.strip():
        raise ValueError(f"{name}: code before the first `# file:`")
    return tuple(_pairs(rest)) or (("example.py", first),)


def _marks(files: Files) -> Iterator[Place]:
    for path, text in files:
        for number, line in enumerate(text.split("\n"), 1):
            if mark := _EXPECTED.search(line):
                yield path, number, mark[1]


def _pairs(parts: list[str]) -> Iterator[tuple[str, str]]:
    return zip(parts[::2], parts[1::2], strict=True)


PAGES = sorted(rules_folder().glob("*/KMB*.md"))
"""The pages of the rules."""

OF_WHAT_IS_ABSENT = ("KMB104", "KMB201")
"""The rules by which nearly every program has a finding: examples of other rules are not asked about them."""


def rules_for_what_is_there(registry: Registry) -> tuple[Rule, ...]:
    """Return the rules that a program is scanned with which is not about a limit, or what is missing."""
    there = registry.selected([], OF_WHAT_IS_ABSENT)
    return tuple(rule for rule in there if rule.change is None or rule.change.limit is None)


FIXED = [example for page in PAGES for example in page_examples(page) if example.fixed]
"""The examples on them that show what a fix makes."""

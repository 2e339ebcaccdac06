"""The findings that a team knows of and has put off: a file of them, which reads well in a diff.

It has no lines or columns, so nothing in it changes when code moves. An entry stands for one finding; which
one is asked for the place first, and then for what outlives a move.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kombo_lint.findings import unformatted
from kombo_lint.sources.listing import display

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from kombo_lint.findings import Finding


class BaselineError(Exception):
    """A baseline that cannot be used: one line that says where, and what to do."""


@dataclass(frozen=True, order=True)
class Entry:
    """A finding as a baseline has it; `path` is relative to the baseline."""

    path: str
    code: str
    scope: str
    source: str

    def shown(self, folder: Path) -> str:
        """Return the entry in words, as it stands in a baseline in `folder`."""
        where = f" in {self.scope}" if self.scope else ""
        return f"{display(str(folder / self.path))}: {self.code} {self.source}{where}"


@dataclass(frozen=True)
class Matched:
    """The findings that are `new`, those that are `known`, and the entries without one: `gone`."""

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    gone: tuple[Entry, ...]


def read(file: Path) -> list[Entry]:
    """Return the entries of a baseline, none where there is no file; raise `BaselineError`."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise BaselineError(f"{file}: cannot be read: {error}") from None
    anew = "or write it anew: kombo-lint baseline"
    try:
        document = json.loads(text)
        if document["version"] != 1:
            raise BaselineError(f"{file}: is of a later version of kombo-lint; update it, {anew}")
        return [
            Entry(each["path"], each["code"], each["in"], each["source"]) for each in document["findings"]
        ]
    except json.JSONDecodeError as error:
        raise BaselineError(f"{file}:{error.lineno}: mend the JSON ({error.msg}), {anew}") from None
    except (KeyError, TypeError):
        raise BaselineError(f"{file}: is no baseline; name another file, {anew}") from None


def written(entries: Iterable[Entry]) -> str:
    """Return the text of a baseline: a line an entry, sorted."""
    names = ("path", "code", "in", "source")
    rows = (dict(zip(names, astuple(each), strict=True)) for each in sorted(entries))
    lines = ",".join(f"\n    {json.dumps(row, ensure_ascii=False)}" for row in rows)
    return f'{{\n  "version": 1,\n  "findings": [{lines}\n  ]\n}}\n'


def entry(finding: Finding, folder: Path) -> Entry:
    """Return the entry for a finding in a baseline in `folder`."""
    path = os.path.relpath(os.path.realpath(finding.location.path), os.path.realpath(folder))
    shown = path.replace(os.sep, "/").encode("utf-8", "replace").decode()
    return Entry(shown, finding.code, finding.scope, finding.anchor)


def match(
    entries: Sequence[Entry],
    findings: Sequence[Finding],
    folder: Path,
    looked: Callable[[Entry], bool] = lambda each: True,
) -> Matched:
    """Find the finding of each entry: in its place, in its file, or moved with its file or function.

    `looked` says whether there was a look for an entry: only then may it be gone.
    """
    left = dict(enumerate(entries))
    wanted = {index: entry(each, folder) for index, each in enumerate(findings)}
    there = {each.path: (folder / each.path).exists() for each in entries}
    new = dict(enumerate(findings))
    for key, counts in _PASSES:
        waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
        for index, each in left.items():
            if counts(each, there[each.path], looked):
                waiting[key(each)].append(index)
        for index in list(new):
            if candidates := waiting.get(key(wanted[index])):
                del left[candidates.pop(0)], new[index]
    known = tuple(finding for index, finding in enumerate(findings) if index not in new)
    return Matched(tuple(new.values()), known, tuple(each for each in left.values() if looked(each)))


def _in_place(each: Entry) -> Hashable:
    return (each.path, each.code, each.scope, unformatted(each.source))


def _in_file(each: Entry) -> Hashable:
    return (each.path, each.code, unformatted(each.source))


def _in_function(each: Entry) -> Hashable:
    return (each.code, each.scope, unformatted(each.source))


def _anywhere(each: Entry) -> Hashable:
    return (each.code, unformatted(each.source))


_Key: TypeAlias = "Callable[[Entry], Hashable]"
_Counts: TypeAlias = "Callable[[Entry, bool, Callable[[Entry], bool]], bool]"
_PASSES: tuple[tuple[_Key, _Counts], ...] = (
    (_in_place, lambda each, there, looked: True),
    (_in_file, lambda each, there, looked: True),
    (_in_function, lambda each, there, looked: not there),
    (_anywhere, lambda each, there, looked: not there),
    (_in_function, lambda each, there, looked: bool(each.scope) and looked(each)),
)
"""What is compared, and for which entries: that of a file that is not there any more may be anywhere."""

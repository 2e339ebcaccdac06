"""Which files concern the API, told from their bytes, so that nearly all of a code base is never parsed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kombo_lint.sources.listing import Problem, given, unique
from kombo_lint.sources.reading import read_listed, read_named
from kombo_lint.sources.trees import everything, look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_NAMED = "named on the command line"
_EDITED = "edited"


@dataclass(frozen=True)
class Selection:
    """The files that a scan may look into.

    `files` holds their bytes by display path, and `reasons` why each was read. `named`
    are those that the command line names, `problems` what could not be read. `total`
    counts the Python files there are; it is 0 where nobody had to count them. `mentioned`
    says whether any file in which findings count, `reported`, can concern the API.
    """

    files: Mapping[str, bytes]
    reasons: Mapping[str, str]
    named: frozenset[str]
    problems: tuple[Problem, ...]
    total: int
    mentioned: bool
    reported: Mapping[str, bytes]


def select(
    paths: Sequence[str],
    words: Sequence[str],
    edited: Mapping[str, bytes] | None = None,
    excluded: Callable[[str], bool] | None = None,
    reports: Callable[[str], bool] | None = None,
) -> Selection:
    """Select from the files and folders `paths` what concerns the API.

    A file does when it contains one of `words` (lower-case ASCII) in any case; with it
    come the files that values may flow through from there, see `closure`, and those
    that are named anyhow. `edited` are the contents of files, by path, that count instead of
    those on the disk, and are there when the disk has none. What is `excluded` is left out, named or not.
    With `reports` only what that says is to be reported, and the rest is read for its sake.
    Raises `PathNotFound`.
    """
    edited = edited or {}
    asked = given(paths, edited)
    tree = look(asked.folders, words)
    named = [file for file in asked.files if excluded is None or not excluded(file.shown)]
    contents = {
        file.shown: edited[file.shown] if file.shown in edited else read_named(file.shown) for file in named
    }
    problems = {*asked.problems, *tree.problems}
    mentioned = tree.mentioned or any(word_in(data, words) for data in contents.values())
    for file in tree.files:
        if mentioned:
            break
        data = read_listed(file.shown)
        mentioned = word_in(data, words) is not None
        problems |= {data} if isinstance(data, Problem) else set()
    if mentioned:
        reals = {file.real for file in named}
        listed = [file.shown for file in unique(everything(tree)) if file.real not in reals]
        listed += sorted(edited.keys() - contents.keys() - set(listed))
        listed = [path for path in listed if excluded is None or not excluded(path)]
        return _related(listed, contents, words, problems, edited, reports or (lambda path: True))
    total = 0 if tree.checkouts else len({file.real for file in (*asked.files, *tree.files)})
    return _selection(contents, dict.fromkeys(contents, _NAMED), contents.keys(), problems, total, False)


def word_in(data: bytes | Problem | None, words: Sequence[str]) -> str | None:
    """Return the first of `words` that a file contains, in any case."""
    if not isinstance(data, bytes):
        return None
    lowered = data.lower()
    return next((word for word in words if word.encode() in lowered), None)


def _related(
    listed: Sequence[str],
    named: Mapping[str, bytes | Problem],
    words: Sequence[str],
    problems: set[Problem],
    edited: Mapping[str, bytes],
    reports: Callable[[str], bool],
) -> Selection:
    """Select from files that are listed or named, when one of them is known to concern the API."""
    from kombo_lint.sources.closure import closure
    from kombo_lint.sources.imports import Imports
    from kombo_lint.sources.statements import imported_names

    imports = Imports([*named, *listed])
    imported: dict[str, tuple[str, ...]] = {}
    seeds: dict[str, str] = {}
    kept: dict[str, bytes | Problem | None] = dict(named)
    for path in (*named, *listed):
        data = named[path] if path in named else _content(path, edited)
        if isinstance(data, bytes):
            imported[path] = imports.resolve_all(path, imported_names(data))
            if word := word_in(data, words):
                seeds[path] = f"mentions {word}"
                kept[path] = data
        elif data is not None:
            problems.add(data)
    reasons = closure(seeds, imported)
    mentioned = any(reports(path) for path in reasons)
    reasons |= dict.fromkeys(named, _NAMED)
    reasons |= {path: _EDITED for path in edited if path not in reasons}
    # Most files are read and forgotten; the few that matter after all are read once more.
    kept |= {path: _content(path, edited) for path in reasons.keys() - kept.keys()}
    found = _selection(kept, reasons, named.keys(), problems, len(imported), mentioned)
    return replace(found, reported={path: data for path, data in found.files.items() if reports(path)})


def _content(path: str, edited: Mapping[str, bytes]) -> bytes | Problem | None:
    return edited[path] if path in edited else read_listed(path)


def _selection(
    contents: Mapping[str, bytes | Problem | None],
    reasons: Mapping[str, str],
    named: Iterable[str],
    problems: set[Problem],
    total: int,
    mentioned: bool,
) -> Selection:
    """Sort everything, and part what was read from what could not be."""
    files = {path: data for path, data in sorted(contents.items()) if isinstance(data, bytes)}
    problems |= {data for data in contents.values() if isinstance(data, Problem)}
    return Selection(
        files,
        {path: reasons[path] for path in files},
        frozenset(named) & files.keys(),
        tuple(sorted(problems, key=lambda problem: (problem.path, problem.message))),
        total,
        mentioned,
        files,
    )

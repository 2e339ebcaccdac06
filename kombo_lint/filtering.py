"""Which findings are reported: not what comments silence, the configuration leaves out, a baseline has."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kombo_lint.baseline import Entry
    from kombo_lint.config.settings import Settings
    from kombo_lint.findings import Finding
    from kombo_lint.registry import Registry, Rule
    from kombo_lint.suppressions import Suppression

from kombo_lint.report import Gone

_MARKS = (b"kombo-lint", b"noqa")
"""What is in every file with a comment that suppresses something: to look for all takes longer."""


@dataclass(frozen=True)
class Filtered:
    """The findings that are `left`, those that comments have `suppressed`, and those that a baseline has.

    `gone` is what baselines have that is not found any more.
    """

    left: Sequence[Finding]
    suppressed: Sequence[Finding] = ()
    baselined: Sequence[Finding] = ()
    gone: Sequence[Gone] = ()


def filtered(
    found: Sequence[Finding],
    files: Mapping[str, bytes],
    registry: Registry,
    rules: Sequence[Rule],
    settings: Settings | None,
) -> Filtered:
    """Return what is left of the findings in `files` by `rules`, and those about comments that do nothing."""
    left, silenced = _by_comments(found, files, registry, rules, settings)
    if settings is None:
        return Filtered(left, silenced)
    wanted, unwanted = (filter(settings.wants, each) for each in (left, silenced))
    new, known, gone = _by_baselines(wanted, {rule.code for rule in rules}, settings)
    left, silenced, known = (list(filter(settings.sure, each)) for each in (new, unwanted, known))
    return Filtered(list(filter(settings.recent, left)), silenced, known, gone)


def _by_baselines(
    found: Iterable[Finding], looked: Collection[str], settings: Settings
) -> tuple[list[Finding], list[Finding], list[Gone]]:
    """Part the findings that no baseline has from the others, and say what the baselines have in vain."""
    by_file: dict[Path | None, list[Finding]] = {file: [] for file in sorted(settings.baselines)}
    for finding in found:
        by_file.setdefault(settings.baseline(finding.location.path), []).append(finding)
    new = by_file.pop(None, [])
    known: list[Finding] = []
    gone: list[Gone] = []
    for file, findings in by_file.items():
        assert file is not None
        if not file.exists():
            new += findings
            continue
        from kombo_lint.baseline import match, read

        folder = file.parent

        def had_a_look(each: Entry, folder: Path = folder) -> bool:
            return each.code in looked and settings.asked(str(folder / each.path))

        matched = match(read(file), findings, folder, had_a_look)
        new += matched.new
        known += matched.known
        gone += [Gone(each.code, each.shown(folder)) for each in matched.gone]
    return new, known, gone


def _by_comments(
    found: Sequence[Finding],
    files: Mapping[str, bytes],
    registry: Registry,
    rules: Sequence[Rule],
    settings: Settings | None,
) -> tuple[Sequence[Finding], Sequence[Finding]]:
    """Return the findings that no comment silences, with those about comments, and the silenced ones."""
    marked = {path: data for path, data in files.items() if _marked(data)}
    if not marked:
        return found, ()
    from kombo_lint.suppressions import silence  # to compile what it looks for takes longer than a small scan

    known = {rule.code for rule in registry.rules}
    counting: list[Suppression] = []
    lacking: list[Suppression] = []
    for each in _suppressions(marked, known):
        needs = settings is not None and settings.requires_reason(each.place.path)
        (lacking if needs and each.codes and not each.reason else counting).append(each)
    done = silence(found, counting)
    from kombo_lint.checks import unused_suppression

    rule = next((rule for rule in rules if rule.name == unused_suppression.NAME), None)
    if rule is None:
        return done.left, done.silenced
    looked = {rule.code for rule in rules} - {rule.code}

    def checked(code: str) -> bool | None:
        return code in looked if code in known else None

    about = [
        *unused_suppression.check(rule, counting, done.used, checked),
        *unused_suppression.lacking(rule, lacking),
    ]
    again = silence(about, counting)
    return [*done.left, *again.left], [*done.silenced, *again.silenced]


def _marked(data: bytes) -> bool:
    lowered = data.lower()
    return any(mark in lowered for mark in _MARKS)


def _suppressions(files: Mapping[str, bytes], known: Container[str]) -> Iterator[Suppression]:
    from kombo_lint.sources.decoding import Undecodable, decode
    from kombo_lint.suppressions import suppressions

    for path, data in files.items():
        with suppress(Undecodable):
            yield from suppressions(path, decode(data).text, known)

"""Which of the findings are reported: not those that comments silence or the configuration leaves out."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kombo_lint.suppressions import may_suppress, silence, suppressions

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from kombo_lint.config.settings import Settings
    from kombo_lint.findings import Finding
    from kombo_lint.registry import Registry, Rule
    from kombo_lint.suppressions import Suppression


@dataclass(frozen=True)
class Filtered:
    """The findings that are `left`, and those that comments have `suppressed`."""

    left: Sequence[Finding]
    suppressed: Sequence[Finding]


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
    return Filtered(list(filter(settings.keeps, left)), list(filter(settings.keeps, silenced)))


def _by_comments(
    found: Sequence[Finding],
    files: Mapping[str, bytes],
    registry: Registry,
    rules: Sequence[Rule],
    settings: Settings | None,
) -> tuple[Sequence[Finding], Sequence[Finding]]:
    """Return the findings that no comment silences, with those about comments, and the silenced ones."""
    marked = {path: data for path, data in files.items() if may_suppress(data)}
    if not marked:
        return found, ()
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


def _suppressions(files: Mapping[str, bytes], known: Container[str]) -> Iterator[Suppression]:
    from kombo_lint.sources.decoding import Undecodable, decode

    for path, data in files.items():
        with suppress(Undecodable):
            yield from suppressions(path, decode(data).text, known)

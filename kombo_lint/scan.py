"""The pipeline: select files, parse where tests stand, trace, collect facts, check, report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kombo_lint.findings import Confidence, fingerprinted
from kombo_lint.report import Report
from kombo_lint.sources.selection import select

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kombo_lint.findings import Finding
    from kombo_lint.flow.project import Project
    from kombo_lint.registry import Api, Registry, Rule
    from kombo_lint.sources.selection import Selection


@dataclass(frozen=True)
class Options:
    """Which rules are applied, and how sure a finding must be."""

    rules: tuple[Rule, ...]
    min_confidence: Confidence = Confidence.LIKELY


def scan(
    paths: Sequence[str],
    registry: Registry,
    options: Options,
    on_read: Callable[[str, str], None] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Scan files and folders; raise `PathNotFound` for one that is not there.

    `on_read` is told each file that is parsed and why, `on_progress` how many of how many
    files are done.
    """
    words = sorted({word for api in registry.apis for word in api.words})
    selection = select(paths, words)
    if not selection.files:
        return Report((), selection.problems, selection.total, 0)
    from kombo_lint.flow.project import Project

    done = 0

    def on_parse(path: str, why: str) -> None:
        nonlocal done
        done += 1
        if on_read is not None:
            on_read(path, f"{selection.reasons.get(path, '')}; {why}".removeprefix("; "))
        if on_progress is not None:
            on_progress(done, len(selection.files))

    project = Project(selection.files, on_parse)
    found = [
        finding
        for api in registry.apis
        for finding in _of_api(api, project, selection, options)
        if finding.confidence >= options.min_confidence
    ]
    found.extend(_unparsable(project, selection, options))
    return Report(tuple(fingerprinted(found)), selection.problems, selection.total, project.parsed)


def _of_api(api: Api, project: Project, selection: Selection, options: Options) -> Iterator[Finding]:
    from kombo_lint.checks import check
    from kombo_lint.facts import Facts
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.models import load_models

    ev = Evaluator(project, load_models(), api)
    facts: dict[str, Facts] = {}
    for rule in options.rules:
        change = rule.change
        if change is not None and change.api is api and rule.check:
            known = facts.setdefault(change.id, Facts(ev, change, sorted(selection.files)))
            yield from check(rule)(rule, known)


def _unparsable(project: Project, selection: Selection, options: Options) -> Iterator[Finding]:
    return iter(())

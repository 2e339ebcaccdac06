"""The pipeline: select files, parse where tests stand, trace, collect facts, check, filter, report."""

from __future__ import annotations

import gc
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kombo_lint.config.keys import FILES
from kombo_lint.filtering import filtered
from kombo_lint.findings import Confidence, fingerprinted
from kombo_lint.report import Report
from kombo_lint.sources.projects import around, asked
from kombo_lint.sources.reading import read_named
from kombo_lint.sources.selection import select, word_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kombo_lint.config.settings import Settings
    from kombo_lint.facts import Helper
    from kombo_lint.findings import Finding
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.project import Project
    from kombo_lint.models import Models
    from kombo_lint.registry import Registry, Rule
    from kombo_lint.sources.selection import Selection


@dataclass(frozen=True)
class Options:
    """Which rules are applied, how sure a finding must be, and what the configuration says of each file.

    `helper` is the module of the project that fixes put their function into; None for where it is used,
    or what the configuration says.
    """

    rules: tuple[Rule, ...]
    min_confidence: Confidence = Confidence.LIKELY
    helper: str | None = None
    settings: Settings | None = None

    @property
    def helpers(self) -> frozenset[str]:
        """All modules of the project that fixes put their function into; they need not be there."""
        if self.helper is not None:
            return frozenset((self.helper,))
        return self.settings.helpers if self.settings is not None else frozenset()


def scan(
    paths: Sequence[str],
    registry: Registry,
    options: Options,
    on_read: Callable[[str, str], None] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    edited: dict[str, bytes] | None = None,
) -> Report:
    """Scan files and folders; raise `PathNotFound` for one that is not there.

    For a file that is named the project around it is read too, but nothing is reported there.

    `edited` are the contents of files, by path, that count instead of those on the disk.

    `on_read` is told each file that is parsed and why, `on_progress` how many of how many
    files are done.
    """
    settings = options.settings
    words = _words(registry, settings)
    edited = {path: _start_of(path) for path in options.helpers} | (edited or {})
    project = around(paths, FILES, edited)
    excluded = settings.excluded if settings is not None else None
    selection = select([*paths, *project], words, edited, excluded, asked(paths) if project else None)
    if not selection.mentioned and not _broken(selection.reported):
        return replace(_report((), selection, registry, options, None), unsaved=edited)
    from kombo_lint.deep import with_room

    # Trees are many objects that stay: to look for garbage among them takes a third of the time.
    collects = gc.isenabled()
    gc.disable()
    try:
        report = with_room(lambda: _scan(selection, registry, options, on_read, on_progress))
    finally:
        if collects:
            # Through here they all count as old at once; the next collection would go through each of them.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
    return replace(report, unsaved=edited)


def _start_of(path: str) -> bytes:
    """Return what a helper has; of one that is not there yet, an empty line."""
    data = read_named(path)
    return data if isinstance(data, bytes) and data else b"\n"


def _words(registry: Registry, settings: Settings | None) -> list[str]:
    """Return what a file concerns an API by: its words, the codes of a change, and what is declared."""
    words = {word for api in registry.apis for word in api.words}
    words |= {code.lower() for change in registry.changes for code in change.codes}
    return sorted(words | settings.words if settings is not None else words)


def _models(options: Options) -> Models:
    from kombo_lint.models import load_models

    return options.settings.models if options.settings is not None else load_models()


def _scan(
    selection: Selection,
    registry: Registry,
    options: Options,
    on_read: Callable[[str, str], None] | None,
    on_progress: Callable[[int, int], None] | None,
) -> Report:
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.project import Project

    done = 0

    def on_parse(path: str, why: str) -> None:
        nonlocal done
        done += 1
        if on_read is not None:
            on_read(path, f"{selection.reasons.get(path, '')}; {why}".removeprefix("; "))
        if on_progress is not None:
            on_progress(done, len(selection.files))

    project = Project(selection.files, on_parse, libraries=frozenset(_models(options).by_name))
    evaluators = {api.name: Evaluator(project, _models(options), api) for api in registry.apis}
    found = [each for ev in evaluators.values() for each in _of_api(ev, selection, options)]
    found.extend(_unparsable(project, selection, _words(registry, options.settings), options))
    return replace(_report(found, selection, registry, options, project), evaluators=evaluators)


def _report(
    found: Sequence[Finding],
    selection: Selection,
    registry: Registry,
    options: Options,
    project: Project | None,
) -> Report:
    here = [finding for finding in found if finding.location.path in selection.reported]
    shown = filtered(here, selection.reported, registry, options.rules, options.settings)
    return Report(
        tuple(fingerprinted(each for each in shown.left if each.confidence >= options.min_confidence)),
        selection.problems,
        selection.total,
        project.parsed if project is not None else 0,
        suppressed=tuple(fingerprinted(shown.suppressed)),
        baselined=tuple(fingerprinted(shown.baselined)),
        gone=tuple(shown.gone),
        project=project,
    )


def _of_api(ev: Evaluator, selection: Selection, options: Options) -> Iterator[Finding]:
    from kombo_lint.checks import check
    from kombo_lint.facts import Facts

    facts: dict[str, Facts] = {}
    for rule in options.rules:
        change = rule.change
        if change is not None and change.api is ev.api and rule.check:
            # All of them, whatever is reported: a test is found through the files that lead to it.
            paths = sorted(selection.files)
            known = facts.setdefault(change.id, Facts(ev, change, paths, lambda path: _helper(options, path)))
            yield from (_placed(finding, ev.project) for finding in check(rule)(rule, known))


def _placed(finding: Finding, project: Project) -> Finding:
    """Return a finding with the name of the function that it is in."""
    module = project.module(finding.location.path, "has a finding")
    return (
        replace(finding, scope=module.enclosing(finding.location.start.line))
        if module is not None
        else finding
    )


def _helper(options: Options, path: str) -> Helper | None:
    from kombo_lint.facts import Helper

    if options.helper is not None:
        return Helper(options.helper)
    found = options.settings.helper(path) if options.settings is not None else None
    return Helper(*found) if found is not None else None


def _broken(files: Mapping[str, bytes]) -> list[str]:
    """Return the files that this Python cannot parse either, which is told without libcst."""
    from kombo_lint.sources.decoding import Undecodable, decode
    from kombo_lint.sources.syntax import syntax_error

    broken = []
    for path, data in files.items():
        try:
            if syntax_error(decode(data).text) is not None:
                broken.append(path)
        except Undecodable:
            broken.append(path)
    return broken


def _unparsable(
    project: Project, selection: Selection, words: Sequence[str], options: Options
) -> Iterator[Finding]:
    """Report the files that concern an API, or were named, and do not parse: the others need not."""
    from kombo_lint.checks import unparsable_file

    rule = next((rule for rule in options.rules if rule.name == unparsable_file.NAME), None)
    if rule is None:
        return
    wanted = {
        path: data
        for path, data in selection.reported.items()
        if path in selection.named or word_in(data, words)
    }
    for path in _broken(wanted):
        project.module(path, "does it parse?")
    errors = {path: error for path, error in project.unparsable.items() if path in wanted}
    yield from unparsable_file.check(rule, errors)

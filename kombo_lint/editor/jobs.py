"""What is done in the process that analyses: look at open documents, and mend what is found in them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kombo_lint.config.settings import Settings
from kombo_lint.fixing import fix
from kombo_lint.scan import Options, scan
from kombo_lint.sources.decoding import decode, encoded
from kombo_lint.sources.listing import display

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kombo_lint.config.settings import Given
    from kombo_lint.findings import Finding, Fix
    from kombo_lint.fixing import Fixed
    from kombo_lint.registry import Registry
    from kombo_lint.sources.listing import Problem


@dataclass(frozen=True)
class Job:
    """Documents to judge with the project in the folder `root`; paths are those that the editor has.

    `whole`: nothing but the editor says that `root` is a project, so all of it is read.
    """

    root: str
    texts: Mapping[str, str]
    given: Given
    whole: bool = False


@dataclass(frozen=True)
class Looked:
    """The findings in each document, and where they come from.

    `shown` is how findings call each document; other paths in them are relative to the root. `lines` are the
    source lines of the evidence, by path and number.
    """

    findings: Mapping[str, tuple[Finding, ...]]
    shown: Mapping[str, str]
    lines: Mapping[tuple[str, int], str]
    problems: tuple[Problem, ...]
    registry: Registry


@dataclass(frozen=True)
class Mended:
    """The texts of the files that change, by real path, before and after; or the reason why none does.

    A file that is not there yet has None before.
    """

    texts: Mapping[str, tuple[str | None, str]]
    reason: str = ""


def look(job: Job) -> Looked:
    """Scan the documents; raises what `scan` and `Settings` raise."""
    paths, edited, settings = _opened(job)
    report = scan(paths, settings.registry, Options(settings.rules, settings=settings), edited=edited)
    shown = {path: display(path) for path in job.texts}
    findings = {
        path: tuple(each for each in report.findings if each.location.path == name)
        for path, name in shown.items()
    }
    cited = {step.path for each in findings.values() for finding in each for step in finding.evidence}
    lines = {
        (path, number): line for path in cited for number, line in enumerate(report.lines(path), start=1)
    }
    return Looked(findings, shown, lines, report.problems, settings.registry)


def mend(job: Job, path: str, fingerprint: str | None, unsafe: bool) -> Mended:
    """Make the fix of one finding in a document, or all safe ones; raises what `fix` raises.

    The fixed text is scanned as `kombo-lint fix` does it, and there is none where that is not content.
    """
    paths, edited, settings = _opened(job)
    name = display(path)

    def chooses(finding: Finding, fix: Fix, before: bytes, after: bytes) -> bool:
        return finding.location.path == name and fingerprint in (None, finding.fingerprint)

    options = Options(settings.rules, settings=settings)
    done = fix(paths, settings.registry, options, unsafe, chooses, edited)
    if not done.after:
        reasons = {each.fingerprint: why for each, why in done.left if each.location.path == name}
        return Mended({}, reasons.get(fingerprint or "", "there is nothing to mend any more"))
    return Mended({os.path.realpath(each): _texts(each, done, edited) for each in done.after})


def _texts(path: str, done: Fixed, edited: Mapping[str, bytes]) -> tuple[str | None, str]:
    there = path in edited or os.path.exists(path)
    return decode(done.before[path]).text if there else None, decode(done.after[path]).text


def _opened(job: Job) -> tuple[list[str], dict[str, bytes], Settings]:
    """Go to where the project is, and return what is asked for, what is typed, and what counts."""
    os.chdir(job.root)  # files are called, and a baseline is looked for, as from there
    edited = {display(path): encoded(text) for path, text in job.texts.items()}
    paths = [*job.texts, *(["."] if job.whole else [])]
    return paths, edited, Settings(paths, job.given, edited)

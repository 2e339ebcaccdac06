"""Scan, fix, scan again: what `kombo-lint fix` does, in memory until all of it is known to be right.

A fix stays only where its finding is gone from the next scan and nothing new is found in
the files that it touches; else those files are left as they were before it. Where several were made
at once, they are then made one by one, so that one wrong fix keeps no other from being made.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kombo_lint.findings import Applicability, Severity
from kombo_lint.fixes.edits import apply, together
from kombo_lint.scan import scan
from kombo_lint.sources.decoding import decode, encode
from kombo_lint.sources.reading import read_named
from kombo_lint.sources.syntax import syntax_error

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kombo_lint.findings import Finding, Fix
    from kombo_lint.registry import Registry
    from kombo_lint.report import Report
    from kombo_lint.scan import Options

    Chooses = Callable[[Finding, Fix, bytes, bytes], bool]
    Refuses = Callable[[Finding], str | None]

_MOST_ROUNDS = 10
_NO_PYTHON = "the fix was taken back: Python cannot read the file after it"


@dataclass(frozen=True)
class Fixed:
    """What came of it: `fixed` findings, and those `left`, each with the reason.

    `before` and `after` are the bytes of the changed files, by path.
    """

    fixed: tuple[Finding, ...]
    left: tuple[tuple[Finding, str], ...]
    before: dict[str, bytes]
    after: dict[str, bytes]
    report: Report


@dataclass
class _State:
    edited: dict[str, bytes] = field(default_factory=dict)
    before: dict[str, bytes] = field(default_factory=dict)
    fixed: list[Finding] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    wanted: set[str] = field(default_factory=set)
    helpers: frozenset[str] = frozenset()
    one_by_one: set[str] = field(default_factory=set)


def fix(
    paths: Sequence[str],
    registry: Registry,
    options: Options,
    unsafe: bool = False,
    chooses: Chooses | None = None,
    edited: Mapping[str, bytes] | None = None,
    refuses: Refuses = lambda finding: None,
) -> Fixed:
    """Fix what a scan of files and folders finds; nothing is written. Raises what `scan` raises.

    `unsafe` fixes count when asked for. `chooses` is asked about each fix, with the file
    before and after it. The files `options.helpers` need not be there. `edited` are the contents
    of files, by path, that count instead of those on the disk. What is found at first and `refuses`
    gives a reason for is left for that; with "" it is not spoken of.
    """
    state = _State(helpers=options.helpers, edited=dict(edited or {}))

    def again(edited: dict[str, bytes]) -> Report:
        report = scan(paths, registry, options, edited=edited)
        return replace(report, findings=tuple(map(_strict, report.findings))) if unsafe else report

    for path in state.helpers:
        state.before[path], state.edited[path] = _opened(path, state, registry)
    report = again(state.edited)
    reasons = {finding.fingerprint: refuses(finding) for finding in report.findings}
    state.refused = {name: reason for name, reason in reasons.items() if reason is not None}
    for _ in range(_MOST_ROUNDS + len(report.findings)):
        ready = [finding for finding in report.findings if _ready(finding, state, unsafe)]
        chosen = _chosen(ready, state, chooses)
        if not chosen:
            break
        report = _round(chosen, report, state, again)
    left = tuple((finding, why) for finding in report.findings if (why := _why(finding, state, unsafe)))
    touched = set().union(*map(_files, state.fixed))
    after = {p: data for p, data in state.edited.items() if p in touched and data != state.before[p]}
    before = {path: state.before[path] for path in after}
    return Fixed(tuple(state.fixed), left, before, after, report)


def _strict(finding: Finding) -> Finding:
    """Return a finding with the stricter fix, where it has one, in place of the safe one."""
    return finding if finding.stricter is None else replace(finding, fix=finding.stricter)


def _ready(finding: Finding, state: _State, unsafe: bool) -> bool:
    if finding.fix is None or finding.fingerprint in state.refused:
        return False
    return unsafe or finding.fix.applicability is Applicability.SAFE


def _why(finding: Finding, state: _State, unsafe: bool) -> str:
    if finding.fingerprint in state.refused:
        return state.refused[finding.fingerprint]
    if finding.fix is not None and not unsafe:
        words = f"only an unsafe fix: {finding.fix.message} (--unsafe)"
        return f"{words}; {finding.unfixed}" if finding.unfixed else words
    return finding.unfixed or "no fix"


def _chosen(ready: list[Finding], state: _State, chooses: Chooses | None) -> list[Finding]:
    """Return the findings whose fixes are made in one round: those in no conflict with each other."""
    by_fix = {finding.fix: finding for finding in ready if finding.fix is not None}
    chosen: list[Finding] = []
    begun: set[str] = set()
    for each in together(by_fix):
        finding = by_fix[each]
        path = finding.location.path
        if finding.location.path in begun & state.one_by_one:
            continue
        if chooses is not None and finding.fingerprint not in state.wanted:
            old = _data(path, state)
            if not chooses(finding, each, old, _changed(path, old, [each])):
                state.refused[finding.fingerprint] = "not wanted"
                continue
            state.wanted.add(finding.fingerprint)
        begun |= _files(finding)
        chosen.append(finding)
    return chosen


def _round(
    chosen: list[Finding], report: Report, state: _State, again: Callable[[dict[str, bytes]], Report]
) -> Report:
    """Make the fixes, scan, and take back those of each file in which something went wrong."""
    paths = set().union(*map(_files, chosen))
    old = {path: _data(path, state) for path in paths}
    fixes = [finding.fix for finding in chosen if finding.fix is not None]
    new = {path: _changed(path, old[path], fixes) for path in paths}
    after = again(state.edited | new)
    homes = {each.fingerprint: _files(each) - (state.helpers - {each.location.path}) for each in chosen}
    own = sorted(set().union(*homes.values()))
    unread = {path: _NO_PYTHON for path in sorted(paths) if syntax_error(decode(new[path]).text) is not None}
    wrong = {path: reason for path in own if (reason := _wrong(path, chosen, report, after))} | unread
    for _ in chosen:  # what goes wrong in one file takes the others of the same fix with it
        for home in homes.values():
            for reason in [wrong[path] for path in sorted(home & wrong.keys())][:1]:
                wrong |= dict.fromkeys(home - wrong.keys(), reason)
    several = {path for path in wrong if sum(path in home for home in homes.values()) > 1}
    state.one_by_one |= several
    kept: list[Fix] = []
    for finding in chosen:
        home = homes[finding.fingerprint]
        reasons = [wrong[path] for path in sorted(home & wrong.keys())]
        if not reasons and finding.fix is not None:
            state.fixed.append(finding)
            kept.append(finding.fix)
        elif not home & several:
            state.refused[finding.fingerprint] = reasons[0]
    for path in paths - wrong.keys():
        state.before.setdefault(path, old[path])
        state.edited[path] = _changed(path, old[path], kept)
    done = again(state.edited) if wrong else after
    renamed = _renamed([each for each in report.findings if each not in state.fixed], done.findings)
    state.refused = {renamed.get(name, name): reason for name, reason in state.refused.items()}
    state.wanted = {renamed.get(name, name) for name in state.wanted}
    return done


def _renamed(left: Sequence[Finding], after: Sequence[Finding]) -> dict[str, str]:
    """Map the fingerprints of findings that are left to those they have now, for like ones are numbered."""
    names: dict[tuple[str, str, str], list[list[str]]] = {}
    for side, findings in enumerate((left, after)):
        for finding in findings:
            sides = names.setdefault((finding.location.path, *_key(finding)), [[], []])
            sides[side].append(finding.fingerprint)
    return {old: new for sides in names.values() for old, new in zip(*sides, strict=False)}


def _files(finding: Finding) -> set[str]:
    edits = finding.fix.edits if finding.fix is not None else ()
    return {finding.location.path, *(edit.location.path for edit in edits)}


def _opened(path: str, state: _State, registry: Registry) -> tuple[bytes, bytes]:
    """Return what a file has, nothing where there is none, and what fixes find: at least a docstring."""
    data = _data(path, state) if path in state.edited or Path(path).exists() else b""
    titles = " and ".join(api.title for api in registry.apis)
    return data, data or f'"""What errors of {titles} say."""\n'.encode()


def _data(path: str, state: _State) -> bytes:
    data = state.edited[path] if path in state.edited else read_named(path)
    if not isinstance(data, bytes):
        raise OSError(data.message)
    return data


def _changed(path: str, data: bytes, fixes: Sequence[Fix]) -> bytes:
    decoded = decode(data)
    edits = [edit for each in fixes for edit in each.edits if edit.location.path == path]
    return encode(apply(decoded.text, edits), decoded)


def _wrong(path: str, chosen: list[Finding], before: Report, after: Report) -> str | None:
    """Say what is wrong with a file after its fixes; None when all is well."""
    had = Counter(_key(finding) for finding in before.findings if finding.location.path == path)
    has = Counter(_key(finding) for finding in after.findings if finding.location.path == path)
    least = min((each.severity for each in chosen), default=Severity.INFO)
    gone = Counter(_key(finding) for finding in chosen if finding.location.path == path)
    rewritten = Counter(
        finding.code
        for finding in before.findings
        if finding not in chosen and has[_key(finding)] < had[_key(finding)] and _is_edited(finding, chosen)
    )
    for finding in after.findings:
        if finding.severity < least:
            continue  # what the tests now ask may be asked for better, and was not asked before
        if finding.location.path == path and has[_key(finding)] > had[_key(finding)]:
            if rewritten[finding.code]:
                rewritten[finding.code] -= 1  # it was there, in other words
                continue
            return f"the fix was taken back: line {finding.location.start.line} then has {finding.code}"
    for key in gone:
        if has[key] > had[key] - gone[key]:
            return "the fix was taken back: the finding was still there after it"
    return None


def _is_edited(finding: Finding, chosen: list[Finding]) -> bool:
    """Say whether a fix of another finding edits what a finding is about."""
    place = finding.location
    edits = [edit.location for each in chosen if each.fix is not None for edit in each.fix.edits]
    return any(
        edit.path == place.path and place.start <= edit.start and edit.end <= place.end for edit in edits
    )


def _key(finding: Finding) -> tuple[str, str]:
    return (finding.code, finding.anchor)

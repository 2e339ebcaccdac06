"""The status of a migration as a document: made from a scan, written and read as JSON, added up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from kombo_lint.findings import Applicability
from kombo_lint.reporters import well_formed
from kombo_lint.reporters.diffs import diff
from kombo_lint.status import StatusError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from kombo_lint.findings import Finding
    from kombo_lint.registry import Registry
    from kombo_lint.report import Report
    from kombo_lint.status.owners import Owners

State = Literal["open", "baselined", "suppressed"]


class Because(msgspec.Struct, frozen=True):
    """One step of the evidence."""

    path: str
    line: int
    message: str


class Place(msgspec.Struct, frozen=True):
    """A finding, with all that somebody needs to act on it without the source.

    `fix` says whether there is a safe one, an unsafe one or none, and `diff` what it changes; `unfixed` why
    there is none, or no safe one.
    """

    repository: str
    path: str
    line: int
    column: int
    code: str
    name: str
    change: str
    severity: str
    confidence: str
    state: State
    message: str
    help: str
    source: list[str]
    because: list[Because]
    fix: Literal["safe", "unsafe", "none"]
    diff: list[str]
    unfixed: str
    owners: list[str]
    fingerprint: str


class Change(msgspec.Struct, frozen=True):
    """One change of the API and how far it is: `mended` since the baseline, and the numbers of its places.

    `date` and `days` say since when; None for what always held. Of those that are `open`, `safe` ones are
    fixed by themselves, `by_hand` the others; `baselined` are those that are put off.
    """

    id: str
    title: str
    date: str | None
    link: str
    days: int | None
    open: int = 0
    safe: int = 0
    by_hand: int = 0
    baselined: int = 0
    suppressed: int = 0
    mended: int = 0
    files: int = 0

    @property
    def done(self) -> int:
        """How many places need no more work."""
        return self.suppressed + self.mended

    @property
    def share(self) -> float:
        """The share of the places that are done, from 0 to 1; 1 where there are none."""
        return self.done / (self.done + self.open) if self.done + self.open else 1.0


class Status(msgspec.Struct, frozen=True):
    """The status of one repository, or of several added up, on a day."""

    version: int
    date: str
    repositories: list[str]
    changes: list[Change]
    places: list[Place]


def status(report: Report, registry: Registry, repository: str, owners: Owners, today: date) -> Status:
    """Return the status after a scan. What is about no change of the API is not in it."""
    found: list[tuple[State, Finding]] = [("open", each) for each in report.findings]
    found += [("baselined", each) for each in report.baselined]
    found += [("suppressed", each) for each in report.suppressed]
    places = [
        _place(each, state, report, repository, owners)
        for state, each in sorted(found, key=lambda pair: pair[1].sort_key)
        if each.change
    ]
    of_rule = {rule.code: rule.change.id for rule in registry.rules if rule.change is not None}
    mended = [of_rule.get(each.code, "") for each in report.gone]
    changes = [
        Change(
            id=change.id,
            title=change.title,
            date=change.date,
            link=change.link,
            days=(today - type(today).fromisoformat(change.date)).days if change.date else None,
            mended=mended.count(change.id),
        )
        for change in registry.changes
    ]
    return _counted(Status(1, today.isoformat(), [repository], changes, places))


def _place(finding: Finding, state: State, report: Report, repository: str, owners: Owners) -> Place:
    place, fix = finding.location, finding.fix
    safe = fix is not None and fix.applicability is Applicability.SAFE
    return Place(
        repository=repository,
        path=place.path,
        line=place.start.line,
        column=place.start.column,
        code=finding.code,
        name=finding.name,
        change=finding.change,
        severity=finding.severity.value,
        confidence=finding.confidence.value,
        state=state,
        message=finding.message,
        help=finding.help,
        source=report.lines(place.path)[place.start.line - 1 : place.end.line],
        because=[Because(step.path, step.line, step.message) for step in finding.evidence],
        fix="none" if fix is None else "safe" if safe else "unsafe",
        diff=list(diff(report, fix)) if fix is not None else [],
        unfixed=finding.unfixed,
        owners=owners.of(place.path),
        fingerprint=finding.fingerprint,
    )


def added_up(parts: Sequence[Status]) -> Status:
    """Return the status of several repositories as one; of the same repository the last one counts."""
    by_repository = {"\0".join(part.repositories): part for part in parts}
    chosen = sorted(by_repository.values(), key=lambda part: part.repositories)
    changes: dict[str, Change] = {}
    for part in chosen:
        for each in part.changes:
            known = changes.get(each.id)
            mended = each.mended + (known.mended if known else 0)
            newest = max(known or each, each, key=lambda change: change.days or 0)
            changes[each.id] = msgspec.structs.replace(newest, mended=mended)
    return _counted(
        Status(
            1,
            max(part.date for part in chosen),
            [name for part in chosen for name in part.repositories],
            list(changes.values()),
            [place for part in chosen for place in part.places],
        )
    )


def _counted(whole: Status) -> Status:
    counted = []
    for change in whole.changes:
        own = [place for place in whole.places if place.change == change.id]
        left = [place for place in own if place.state != "suppressed"]
        counted.append(
            msgspec.structs.replace(
                change,
                open=len(left),
                safe=sum(place.fix == "safe" for place in left),
                by_hand=sum(place.fix != "safe" for place in left),
                baselined=sum(place.state == "baselined" for place in left),
                suppressed=len(own) - len(left),
                files=len({(place.repository, place.path) for place in left}),
            )
        )
    by_name = sorted(counted, key=lambda change: change.id)
    newest_first = sorted(by_name, key=lambda change: change.date or "", reverse=True)
    return msgspec.structs.replace(whole, changes=newest_first)


def as_json(whole: Status) -> str:
    """Return the document as JSON that `read` reads."""
    import json

    return well_formed(json.dumps(msgspec.to_builtins(whole), ensure_ascii=False, indent=2)) + "\n"


def read(files: Iterable[Path]) -> list[Status]:
    """Return the documents in some files; raise `StatusError`."""
    found = []
    for file in files:
        try:
            found.append(msgspec.json.decode(file.read_bytes(), type=Status))
        except OSError as error:
            raise StatusError(
                f"{file}: {error.strerror}; name files of `kombo-lint status --format json`"
            ) from None
        except msgspec.MsgspecError as error:
            raise StatusError(
                f"{file}: no status of kombo-lint: {error}; make it with --format json"
            ) from None
        if found[-1].version != 1:
            raise StatusError(f"{file}: is of another version of kombo-lint; make it anew")
    return found

"""The rules, the changes and the APIs they are about: everything that `rules/` says, as values.

A folder of rules has one API file `<name>.toml` at its top and one sub-folder a
change: `change.toml` and a page in Markdown for each rule. A sub-folder without
`change.toml` holds rules that belong to no change.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kombo_lint.findings import Severity
from kombo_lint.tables import RulesError as RulesError
from kombo_lint.tables import Table, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


_COMMENT = re.compile(r"^<!--.*-->\n", re.MULTILINE)
"""What a page says to its tests."""


@dataclass(frozen=True)
class Operation:
    """One call of an API: as the SDK names it, and as HTTP.

    `path` has its variables in braces; `kind` is "action", "read", "other" or "unclear".
    """

    sdk_method: str
    sdk_async_method: str
    http_method: str
    path: str
    error_class: str
    kind: str


@dataclass(frozen=True)
class Api:
    """An HTTP API.

    Code that concerns it contains one of `words` (lower case). `code_path` leads to
    the error code in the JSON body of an error; `error_body` are the texts that stand at its
    top, by key, and `success_keys` the keys that no error has. `content_types` are the
    Content-Types that a JSON body may come with, the first without parameters. `prose` are the
    paths to its words for people. `sdk` is the SDK's import name.
    """

    name: str
    title: str
    words: tuple[str, ...]
    hosts: tuple[str, ...]
    headers: tuple[str, ...]
    sdk: str | None
    code_path: tuple[str, ...]
    error_body: tuple[tuple[str, str], ...]
    success_keys: tuple[str, ...]
    content_types: tuple[str, ...]
    prose: tuple[tuple[str, ...], ...]
    codes: tuple[str, ...]
    operations: tuple[Operation, ...]


@dataclass(frozen=True)
class Limit:
    """How many operations of one kind may be in flight at once, and how to go about an error for more.

    `applies_to` is a kind of operation; a retry waits about `backoff_from` seconds, then ever longer.
    `remaining` is the header of each answer that says how many more may be sent.
    """

    applies_to: str
    in_flight: int
    backoff_from: float
    remaining: str


@dataclass(frozen=True)
class Change:
    """One change of an API, or what always holds of it; `id` is its folder's name, `date` is ISO or None.

    `subject` are the words for what the change is about, in the plural; `advice` has words for codes.
    `constant` is what a fix calls the codes in the program, `tell` are those that a person has to know of,
    `webhooks` what tells of the end of the others. Operations of the kinds that it `spares` are never
    `webhooks` what tells of the end of the others. Operations of the kinds that it `spares` are never
    answered with them. `raises` has the exceptions that a fix makes of codes, in a function called `raiser`.
    Since the change the codes come with `to_status`; `from_status` is None where they are new, and `limit`
    what they are about. `says` are words by which a program speaks of these errors and of no others.
    """

    id: str
    kind: str
    title: str
    subject: str
    date: str | None
    link: str
    codes: tuple[str, ...]
    from_status: int | None
    to_status: int | None
    advice: Mapping[str, str] = field(hash=False)
    api: Api
    constant: str = "CODES"
    tell: tuple[str, ...] = ()
    webhooks: tuple[str, ...] = ()
    limit: Limit | None = None
    says: tuple[str, ...] = ()
    spares: tuple[str, ...] = ()
    raises: Mapping[str, str] = field(default_factory=dict, hash=False)
    raiser: str = ""

    @property
    def since(self) -> str:
        """The title, and from when on it holds."""
        return f"{self.title} since {self.date}" if self.date else self.title


@dataclass(frozen=True)
class Rule:
    """What is reported under one code.

    `check` names the module in `kombo_lint/checks` ("" when no check makes the findings),
    `page` is the documentation in Markdown without its front matter and its comments.
    """

    code: str
    name: str
    summary: str
    change: Change | None
    severity: Severity
    check: str
    page: str
    path: Path

    @property
    def document(self) -> str:
        """The whole of what there is to tell about it, in Markdown."""
        about = f"Severity: {self.severity.value}."
        if self.change:
            what = f"a change of {self.change.date}" if self.change.date else "what always holds"
            about += f" About {what}: {self.change.title}, <{self.change.link}>."
        summary = self.summary[:1].upper() + self.summary[1:]
        return f"# {self.code} {self.name}\n\n{summary}.\n\n{about}\n\n{self.page}"


class UnknownRule(Exception):
    """A code that no rule has; `suggestions` are the nearest codes, best first."""

    def __init__(self, code: str, suggestions: Sequence[str]) -> None:
        hint = f"did you mean {suggestions[0]}?" if suggestions else "see `kombo-lint rules`"
        super().__init__(f"there is no rule {code!r}; {hint}")
        self.code = code
        self.suggestions = tuple(suggestions)


@dataclass(frozen=True)
class Registry:
    """All rules, sorted by code, with their changes and APIs."""

    rules: tuple[Rule, ...]
    changes: tuple[Change, ...]
    apis: tuple[Api, ...]

    def rule(self, code: str) -> Rule:
        """Return the rule with this code, in upper or lower case; raise `UnknownRule`."""
        for rule in self.rules:
            if rule.code == code.upper():
                return rule
        raise self._unknown(code)

    def selected(self, select: Iterable[str], ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
        """Return the rules whose code begins with one of `select` (all if empty) and with none of `ignore`.

        Raises `UnknownRule` for a beginning that fits no rule.
        """
        wanted, unwanted = self._beginnings(select), self._beginnings(ignore)
        return tuple(
            rule
            for rule in self.rules
            if (not wanted or rule.code.startswith(wanted)) and not rule.code.startswith(unwanted)
        )

    def _beginnings(self, given: Iterable[str]) -> tuple[str, ...]:
        beginnings = []
        for each in given:
            if not any(rule.code.startswith(each.upper()) for rule in self.rules):
                raise self._unknown(each)
            beginnings.append(each.upper())
        return tuple(beginnings)

    def _unknown(self, code: str) -> UnknownRule:
        from difflib import get_close_matches

        codes = {rule.name: rule.code for rule in self.rules} | {rule.code: rule.code for rule in self.rules}
        near = [*get_close_matches(code.upper(), codes), *get_close_matches(code.lower(), codes)]
        return UnknownRule(code, list(dict.fromkeys(codes[each] for each in near))[:3])


def rules_folder() -> Path:
    """Return the folder of the shipped rules: inside the package, or beside it in a checkout."""
    inside = Path(__file__).parent / "rules"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "rules"


def load_registry(folders: Sequence[Path] = ()) -> Registry:
    """Load the shipped rules and those in `folders`; raise `RulesError`.

    A folder without an API file of its own speaks of the shipped API.
    """
    rules: dict[str, Rule] = {}
    changes: dict[str, Change] = {}
    apis: dict[str, Api] = {}
    shipped: Api | None = None
    for folder in (rules_folder(), *folders):
        api = _folder_api(folder, shipped)
        shipped = shipped or api
        if apis.setdefault(api.name, api) is not api:
            raise RulesError(f"{folder}: API {api.name!r} exists already; give {api.name}.toml another name")
        for sub in sorted(each for each in folder.iterdir() if each.is_dir() and each.name[0] not in "._"):
            change = _change(sub / "change.toml", api) if (sub / "change.toml").exists() else None
            if change and changes.setdefault(change.id, change) is not change:
                raise RulesError(f"{sub}: change {change.id!r} exists already; give the folder another name")
            for page in sorted(sub.glob("*.md")):
                rule = _rule(page, change)
                other = rules.setdefault(rule.code, rule)
                if other is not rule:
                    raise RulesError(f"{page}: {rule.code} is taken by {other.path}; give another code")
    return Registry(
        tuple(rules[code] for code in sorted(rules)),
        tuple(changes[id] for id in sorted(changes)),
        tuple(apis.values()),
    )


def _folder_api(folder: Path, shipped: Api | None) -> Api:
    if not folder.is_dir():
        raise RulesError(f"{folder}: no such folder of rules")
    files = sorted(folder.glob("*.toml"))
    if len(files) > 1:
        names = ", ".join(each.name for each in files)
        raise RulesError(f"{folder}: more than one API ({names}); keep each in a folder of rules of its own")
    if files:
        return _api(files[0])
    if shipped is None:
        raise RulesError(f"{folder}: the API file is missing; install kombo-lint again")
    return shipped


def _api(path: Path) -> Api:
    table = Table(path, read(path))
    hosts = table.texts("hosts")
    if any("/" in host for host in hosts):
        raise RulesError(f"{path}: `hosts` are host names, as in api.example.com, without https:// and path")
    operations = table.take("operations", str, "")
    api = Api(
        name=path.stem,
        title=table.take("title", str),
        words=tuple(word.lower() for word in table.texts("words")),
        hosts=tuple(host.lower() for host in hosts),
        headers=table.texts("headers", []),
        sdk=table.take("sdk", str, "") or None,
        code_path=table.texts("code_path"),
        error_body=tuple(table.take("error_body", dict, {}).items()),
        success_keys=table.texts("success_keys", []),
        content_types=table.texts("content_types", []),
        prose=tuple(tuple(path.split(".")) for path in table.texts("prose", [])),
        codes=table.texts("codes", []),
        operations=_operations(path.parent / operations) if operations else (),
    )
    table.end()
    return api


def _operations(path: Path) -> tuple[Operation, ...]:
    names = list(Operation.__dataclass_fields__)
    rows = [line.split("\t") for line in read(path).splitlines()]
    if rows[:1] != [names]:
        raise RulesError(f"{path}: line 1: the columns must be {', '.join(names)}, with tabs between them")
    for number, row in enumerate(rows, 1):
        if len(row) != len(names):
            raise RulesError(f"{path}: line {number}: must have {len(names)} columns with tabs between them")
    return tuple(Operation(*row) for row in rows[1:])


_STATUSES = {"error-fields": (), "new-error": ("status",), "status-moved": ("from", "to")}
"""The kinds of change, each with the keys of its statuses; one without holds always, and of all codes."""


def _change(path: Path, api: Api) -> Change:
    table = Table(path, read(path))
    kind = table.take("kind", str)
    if kind not in _STATUSES:
        raise RulesError(f"{path}: unknown kind {kind!r}; the kinds are: {', '.join(_STATUSES)}")
    statuses = {key: table.take(key, int) for key in _STATUSES[kind]}
    if not all(100 <= status <= 599 for status in statuses.values()):
        raise RulesError(f"{path}: {' and '.join(statuses)} must be HTTP statuses, from 100 to 599")
    if kind == "new-error":
        codes: tuple[str, ...] = (table.take("code", str),)
    else:
        codes = table.texts("codes") if statuses else ()
    advice = table.take("advice", dict, {})
    if not (advice.keys() <= set(codes) and all(isinstance(words, str) for words in advice.values())):
        raise RulesError(f"{path}: `advice` must have a text for a code in `codes`, and nothing else")
    try:
        day = date.fromisoformat(str(table.take("date", object))).isoformat() if statuses else None
    except ValueError:
        raise RulesError(f"{path}: `date` must be a day, as in date = 2026-05-19") from None
    change = Change(
        id=path.parent.name,
        kind=kind,
        title=table.take("title", str),
        subject=table.take("subject", str),
        date=day,
        link=table.take("link", str),
        codes=codes,
        from_status=statuses.get("from"),
        to_status=statuses.get("to", statuses.get("status")),
        advice=advice,
        api=api,
        constant=table.take("constant", str, "CODES"),
        tell=table.texts("tell", []),
        webhooks=table.texts("webhooks", []),
        says=table.texts("says", []),
        limit=_limit(path, table, api) if kind == "new-error" else None,
        spares=table.texts("spares", []),
        raises=table.take("raises", dict, {}),
        raiser=table.take("raiser", str, ""),
    )
    if not change.constant.isidentifier():
        raise RulesError(f"{path}: `constant` must be a name in Python, as in SETUP_CODES")
    if not set(change.tell) <= set(codes):
        raise RulesError(f"{path}: `tell` must be some of the `codes`")
    if not set(change.spares) <= {each.kind for each in api.operations}:
        raise RulesError(f"{path}: `spares` must be kinds of operations of {api.title}")
    if change.raises and (change.raises.keys() != set(codes) or not _are_names(change)):
        raise RulesError(
            f"{path}: `raises` must have a class for each code, and `raiser` be a function's name"
        )
    table.end()
    return change


def _are_names(change: Change) -> bool:
    return all(
        isinstance(each, str) and each.isidentifier() for each in (change.raiser, *change.raises.values())
    )


def _limit(path: Path, table: Table, api: Api) -> Limit:
    limit = Limit(
        applies_to=table.take("applies_to", str),
        in_flight=table.take("in_flight", int),
        backoff_from=table.take("backoff_from", float),
        remaining=table.take("remaining", str),
    )
    if limit.applies_to not in {each.kind for each in api.operations}:
        raise RulesError(f"{path}: `applies_to` must be a kind of operation of {api.title}")
    if limit.in_flight < 1 or limit.backoff_from <= 0:
        raise RulesError(f"{path}: `in_flight` and `backoff_from` must be above 0")
    return limit


def _rule(path: Path, change: Change | None) -> Rule:
    front, end, page = read(path).removeprefix("+++").partition("\n+++\n")
    if not (front.startswith("\n") and end):
        raise RulesError(f"{path}: a rule's page begins with TOML between two lines of +++")
    table = Table(path, front)
    code, severity = table.take("code", str), table.take("severity", str)
    if not re.fullmatch("[A-Z]+[0-9]+", code):
        raise RulesError(f"{path}: `code` must be capital letters and a number, as in KMB101")
    severities = [each.value for each in Severity]
    if severity not in severities:
        raise RulesError(f"{path}: `severity` must be one of {', '.join(severities)}")
    rule = Rule(
        code=code,
        name=table.take("name", str),
        summary=table.take("summary", str),
        change=change,
        severity=Severity(severity),
        check=table.take("check", str),
        page=_COMMENT.sub("", page).lstrip("\n"),
        path=path,
    )
    table.end()
    return rule

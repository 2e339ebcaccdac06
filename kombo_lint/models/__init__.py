"""What is true of an HTTP or retry library, as data: one TOML file a library in this folder.

A name in a model is the library's import root and the last part of the dotted
name: `urllib3.Retry` stands for `urllib3.util.retry.Retry` too, so moved and
re-exported names need no table. `docs` in each file says where its facts are from.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kombo_lint.models.tables import Library

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kombo_lint.models.tables import (
        Answer,
        Bound,
        Callback,
        Client,
        End,
        Error,
        FanOut,
        Override,
        Policy,
        Ranges,
        Response,
        Retried,
        Send,
        Tries,
        Wait,
    )

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


class Models:
    """All libraries, to be asked by name. Names are as `short` makes them.

    `declared` are the callables that a user declares to be clients of the API, by dotted name, each with
    the type that it returns.
    """

    def __init__(self, libraries: Iterable[Library], declared: Mapping[str, str] | None = None) -> None:
        self.declared = declared or {}
        self.libraries = tuple(libraries)
        self.by_name = {library.name: library for library in self.libraries}
        self.sends: dict[tuple[str, str], tuple[Library, Send]] = {}
        self.requests: dict[tuple[str, str], Send] = {}
        self.responses: dict[str, Library] = {}
        self.errors: dict[str, tuple[Library, Error]] = {}
        self.clients: dict[str, Client] = {}
        self.policies: dict[str, Policy] = {}
        self.callbacks: dict[str, list[Callback]] = {}
        self.overrides: dict[tuple[str, str], tuple[Library, Override]] = {}
        self.retried: dict[str, list[Retried]] = {}
        self.tasks = tuple(library.tasks for library in self.libraries)
        self.attempts = {each.attempt_kind: each.attempt for each in self.libraries if each.attempt}
        self.governs: set[str] = set()
        self.hooks: frozenset[str] = frozenset(
            name for library in self.libraries for client in library.clients for name in client.hooks
        )
        self.carrying = frozenset(
            name for library in self.libraries for client in library.clients for name in client.policies
        )
        self.carried: set[str] = set()
        self.answers: dict[str, list[Answer]] = {}
        self.constants: dict[str, int | list[int]] = {}
        self.ranges: Ranges = {}
        self.fan_outs: dict[tuple[str, str], FanOut] = {}
        self.bounds: dict[str, Bound] = {}
        self.waits: dict[str, list[Wait]] = {}
        self.tries: dict[str, Tries] = {}
        self.ends: dict[str, End] = {}
        self.sleeps = frozenset(name for library in self.libraries for name in library.sleeps)
        self.leaves = frozenset(
            (on, name)
            for library in self.libraries
            for each in library.leaves
            for on in each.on
            for name in each.names
        )
        self.leaving = frozenset(name for _, name in self.leaves)
        self.exits = frozenset(name for on, name in self.leaves if "." not in on)
        self.any_of = frozenset(name for library in self.libraries for name in library.any_of)
        self.kinds_of_errors = {
            name: taken for each in self.libraries for name, taken in each.kinds_of_errors.items()
        }
        for library in self.libraries:
            self._add(library)
        self.overridden = frozenset(method for _, method in self.overrides)
        named = (*self.sends, *self.requests, *self.fan_outs)
        owners = {owner for owner, _ in named if "." in owner}
        made_by = {name.rpartition(".")[0] for tasks in self.tasks for name in tasks.decorators}
        owners |= {owner for owner in made_by if "." in owner}
        self.kinds = owners.union(self.clients, self.policies, self.responses, self.bounds)
        self.routes = frozenset(name for _, send in self.sends.values() for name in send.via)
        self.kinds |= self.waits.keys() - self.tries.keys()
        self.kinds |= {name for end in self.ends.values() for name in end.counts}
        self.send_names = frozenset(name for _, name in self.sends if not name.endswith("*"))
        self.raising = frozenset(name for (_, name), (_, send) in self.sends.items() if send.raises)
        self.raising |= {name for library in self.libraries for name in library.response.raises}

    def _add(self, library: Library) -> None:
        for send in library.sends:
            self.sends.update({(owner, name): (library, send) for owner in send.on for name in send.names})
        for request in library.requests:
            names = request.names or [""]
            self.requests.update({(owner, name): request for owner in request.on for name in names})
        for client in library.clients:
            self.clients.update(dict.fromkeys(client.types, client))
            self.carried.update(client.types if client.carried else ())
        for policy in library.policies:
            self.policies.update(dict.fromkeys(policy.types, policy))
        for callback in library.callbacks:
            self.callbacks.setdefault(callback.call, []).append(callback)
        for retried in library.retried:
            self.retried.setdefault(retried.call, []).append(retried)
        for override in library.overrides:
            replaced = [(on, override.method) for on in override.on]
            self.overrides.update(dict.fromkeys(replaced, (library, override)))
        self.responses.update(dict.fromkeys(library.response.types, library))
        self.errors.update({error.name: (library, error) for error in library.errors})
        for answer in library.answers:
            for name in answer.names or [short(on).rpartition(".")[2] for on in answer.on]:
                self.answers.setdefault(name, []).append(answer)
        for fan_out in library.fan_outs:
            for on in fan_out.on:
                calls = [(on, name) for name in fan_out.names] or [
                    (on.partition(".")[0], on.partition(".")[2])
                ]
                self.fan_outs.update(dict.fromkeys(calls, fan_out))
        for bound in library.bounds:
            self.bounds.update(dict.fromkeys(bound.types, bound))
        for wait in library.waits:
            for on in wait.on:
                self.waits.setdefault(on, []).append(wait)
        for tries in library.tries:
            self.tries.update(dict.fromkeys(tries.on, tries))
        for end in library.ends:
            self.ends.update(dict.fromkeys(end.on, end))
        self.governs.update(library.governs)
        self.constants.update(library.constants)
        self.ranges.update(library.ranges)

    @property
    def speaking(self) -> set[str]:
        """The libraries that speak to the API itself."""
        return {
            each.name
            for each in self.libraries
            if any(send.api for send in each.sends)
            or any(error.api for error in each.errors)
            or any(client.api for client in each.clients)
        }

    def response(self, library: Library) -> Response:
        """Return how the responses to the library's requests are read."""
        return self.by_name[library.responses].response if library.responses else library.response

    def send(self, owner: str, name: str) -> tuple[Library, Send] | None:
        """Return the model of the sending call `name` of `owner`, or None."""
        below = f"{name.partition('.')[0]}.*"
        return self.sends.get((owner, name)) or self.sends.get((owner, below)) or self.sends.get((owner, "*"))

    def raised_as(self, kind: str) -> list[Error]:
        """Return the classes that an error of a kind may really be of, when the API's answer raises it."""
        _, model = self.errors[kind]
        if model.raised_as:
            return [self.errors[each][1] for each in model.raised_as]
        return [error for _, error in self.errors.values() if kind in error.caught_as]


def short(name: str) -> str:
    """Return the name that models use for a dotted name: its root and its last part."""
    root, _, rest = name.partition(".")
    return f"{root}.{rest.rpartition('.')[2]}" if rest else root


class ModelError(Exception):
    """A model that cannot be used: what is wrong in `file`."""

    def __init__(self, file: Path, message: str) -> None:
        super().__init__(message)
        self.file = file


@lru_cache(maxsize=4)
def load_models(files: tuple[Path, ...] = (), clients: tuple[tuple[str, str], ...] = ()) -> Models:
    """Return the models that ship with kombo-lint, and those in `files` (or in folders of such files).

    `clients` are callables that a user declares to be clients of the API, each with the type that it
    returns. Raises `ModelError`.
    """
    texts: dict[str, tuple[Path, str]] = {}
    for file in (Path(__file__).parent, *files):
        for each in sorted(file.glob("*.toml")) if file.is_dir() else [file]:
            texts[each.stem] = (each, _read(each))
    tables = {stem: _table(file, text) for stem, (file, text) in texts.items()}
    return Models([_library(stem, texts, tables) for stem in tables], dict(clients))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(file, f"cannot be read: {error}") from None


def _table(file: Path, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ModelError(file, f"mend the TOML: {error}") from None


def _library(stem: str, texts: dict[str, tuple[Path, str]], tables: dict[str, dict[str, object]]) -> Library:
    file, _ = texts[stem]
    table = tables[stem]
    like = table.get("like")
    if isinstance(like, str):
        if like not in tables:
            raise ModelError(file, f"`like`: there is no model {like!r}; the models are: {', '.join(tables)}")
        source, name = str(tables[like].get("name")), str(table.get("name"))
        text = texts[like][1]
        renamed = table.get("renamed")
        for old, new in renamed.items() if isinstance(renamed, dict) else ():
            text = text.replace(f'"{source}.{old}"', f'"{name}.{new}"')
        text = text.replace(f'"{source}"', f'"{name}"').replace(f'"{source}.', f'"{name}.')
        table = {**tomllib.loads(text), **table}
    try:
        return msgspec.convert(table, Library)
    except msgspec.ValidationError as error:
        raise ModelError(file, f"{error}; CONTRIBUTING.md has a table of the keys") from None

"""A TOML table that is taken apart key by key, so that each mistake in it is named."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

T = TypeVar("T")

_FORMS: Mapping[type, str] = {
    str: "a text",
    int: "a number",
    float: "a number with a point, as in 1.0",
    list: "a list of texts",
    dict: "a table",
}


class RulesError(Exception):
    """A folder of rules that cannot be used: one line that names the file and what to do."""


def read(path: Path) -> str:
    """Return the text of a file; raise `RulesError` when it cannot be read or is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RulesError(f"{path}: {error.strerror}; make it a file that can be read") from None
    except UnicodeDecodeError:
        raise RulesError(f"{path}: not UTF-8; save it in that encoding") from None


class Table:
    """A table in the file `path`; all methods raise `RulesError` for what does not fit."""

    def __init__(self, path: Path, toml: str) -> None:
        self._path = path
        try:
            self._values: dict[str, Any] = tomllib.loads(toml)
        except tomllib.TOMLDecodeError as error:
            raise RulesError(f"{path}: mend the TOML: {error}") from None
        self._known: list[str] = []

    def take(self, key: str, expected: type[T], default: T | None = None) -> T:
        """Return the value of `key`, which must be of type `expected`; without a default it must be there."""
        self._known.append(key)
        value = self._values.pop(key, default)
        if value is None:
            raise RulesError(f"{self._path}: the key `{key}` is missing; add it")
        if not isinstance(value, expected) or isinstance(value, bool):
            raise RulesError(f"{self._path}: `{key}` must be {_FORMS.get(expected, 'a day')}")
        return value

    def texts(self, key: str, default: list[str] | None = None) -> tuple[str, ...]:
        """Return the list of texts of `key`; without a default there must be at least one."""
        values = self.take(key, list, default)
        if not all(isinstance(each, str) and each for each in values) or (default is None and not values):
            raise RulesError(f"{self._path}: `{key}` must be a list of texts")
        return tuple(values)

    def end(self) -> None:
        """Raise `RulesError` when a key is left that nobody took."""
        for key in self._values:
            known = ", ".join(self._known)
            raise RulesError(f"{self._path}: unknown key `{key}`; the keys are: {known}")

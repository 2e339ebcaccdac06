"""The keys of the configuration, and the one line that refuses a file in which something is wrong."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from kombo_lint.findings import Confidence, Severity
from kombo_lint.sources.listing import display

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILES = ("kombo-lint.toml", "pyproject.toml")
"""The names of configuration files; the first one wins in a folder that has both."""

BASELINE = "kombo-lint-baseline.json"
"""The name of a baseline that nobody has named."""

_TABLE = "tool.kombo-lint"


class ConfigError(Exception):
    """A configuration that cannot be used: one line with the file, the line, and what to write instead."""


@dataclass(frozen=True)
class Config:
    """What one configuration file says; `file` is where, None for what counts without any.

    Paths in it are relative to its `folder`.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: dict[str, tuple[str, ...]] = field(default_factory=dict)
    exclude: tuple[str, ...] = ()
    clients: dict[str, str] = field(default_factory=dict)
    models: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    error_code_helper: str = ""
    min_confidence: Confidence = Confidence.LIKELY
    fail_on: Severity = Severity.INFO
    baseline: str = ""
    require_reason: bool = False
    file: Path | None = field(default=None, compare=False)

    @property
    def folder(self) -> Path:
        """Where the configuration file is."""
        return self.file.parent if self.file is not None else Path.cwd()

    def refuse(self, key: str, what: str, value: str = "") -> ConfigError:
        """Return the error for a value of `key` (the one that holds the text `value`)."""
        assert self.file is not None
        return _error(self.file, _text(self.file), what, key, value)


EXAMPLES = {
    "select": 'select = ["KMB1"]',
    "ignore": 'ignore = ["KMB103"]',
    "per-file-ignores": 'per-file-ignores = { "tests/" = ["KMB107"] }',
    "exclude": 'exclude = ["vendor/", "*_pb2.py"]',
    "clients": 'clients = { "app.gateway.call" = "requests.Response" }',
    "models": 'models = ["tools/acme_http.toml"]',
    "rules": 'rules = ["tools/rules"]',
    "error-code-helper": 'error-code-helper = "app.kombo:error_code"',
    "min-confidence": 'min-confidence = "certain"',
    "fail-on": 'fail-on = "error"',
    "baseline": 'baseline = "kombo-lint-known.json"',
    "require-reason": "require-reason = true",
}
"""Each key as it may stand in a file."""


def read(file: Path) -> Config | None:
    """Return what a file says, None for a pyproject.toml that says nothing; raise `ConfigError`."""
    text = _text(file)
    if file.name == FILES[1] and "kombo-lint" not in text:
        return None
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = place[1] if place else text.count("\n") + 1
        raise ConfigError(f"{_shown(file)}:{line}: mend the TOML: {_lower(str(error))}") from None
    if file.name == FILES[1]:
        tool = table.get("tool")
        if not isinstance(tool, dict) or "kombo-lint" not in tool:
            return None
        table = tool["kombo-lint"]
        if not isinstance(table, dict):
            raise ConfigError(f"{_shown(file)}:1: `{_TABLE}` is a table, as in [{_TABLE}]")
    for key in table:
        if key not in EXAMPLES:
            raise _unknown(file, text, key)
    return _converted(file, text, table)


def _converted(file: Path, text: str, table: dict[str, object]) -> Config:
    from msgspec import ValidationError, convert

    types = {each.name.replace("_", "-"): each for each in fields(Config) if each.name != "file"}
    given = {types[key].name: value for key, value in table.items()}
    try:
        found: Config = convert(given, Config)
    except ValidationError as error:
        message, _, place = str(error).partition(" - at `$")
        key = next((key for key in types if place.lstrip(".").startswith(types[key].name)), "")
        value = re.search("value '(.*)'", message)
        words = f"{_lower(message)}, as in {EXAMPLES[key]}"
        raise _error(file, text, f"`{key}`: {words}", key, value[1] if value else "") from None
    return replace(found, file=file)


def _unknown(file: Path, text: str, key: str) -> ConfigError:
    from difflib import get_close_matches

    if file.name == FILES[0] and key == "tool":
        what = f"`{_TABLE}` is for pyproject.toml; here the keys stand at the top, as in {EXAMPLES['select']}"
    elif near := get_close_matches(key.replace("_", "-").lower(), EXAMPLES, 1):
        what = f"unknown key `{key}`; did you mean `{near[0]}`, as in {EXAMPLES[near[0]]}?"
    else:
        what = f"unknown key `{key}`; the keys are: {', '.join(EXAMPLES)}"
    return _error(file, text, what, key)


def _error(file: Path, text: str, what: str, key: str, value: str = "") -> ConfigError:
    return ConfigError(f"{_shown(file)}:{_line(file, text, key, value)}: {what}")


def _line(file: Path, text: str, key: str, value: str) -> int:
    """Return the line of a key, or of a text in its value; TOML readers do not tell."""
    lines = text.split("\n")
    dotted = r"(?:tool\s*\.\s*)?[\"']?kombo-lint[\"']?\s*\.\s*" if file.name == FILES[1] else ""
    found = rf"\s*(?:\[*\s*{dotted})?[\"']?{re.escape(key)}[\"']?\s*[=.\]]"
    start = 0
    if file.name == FILES[1]:
        tables = (number for number, line in enumerate(lines) if re.match(r"\s*\[.*kombo-lint", line))
        start = next(tables, 0)
    at = next((number for number in range(start, len(lines)) if re.match(found, lines[number])), start)
    if value:
        at = next((number for number in range(at, len(lines)) if value in lines[number]), at)
    return at + 1


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(
            f"{_shown(file)}: {_lower(error.strerror or str(error))}; make it readable"
        ) from None
    except UnicodeDecodeError:
        raise ConfigError(f"{_shown(file)}: not UTF-8; save it in that encoding") from None


def _shown(file: Path) -> str:
    return display(str(file))


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]

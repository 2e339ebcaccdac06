"""What the values of a configuration stand for, and whether they can be meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kombo_lint.config.keys import EXAMPLES
from kombo_lint.registry import UnknownRule
from kombo_lint.sources.listing import display

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kombo_lint.config.keys import Config
    from kombo_lint.registry import Registry

_HELPER = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*:[^\W\d]\w*")
_DOTTED = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)+")


def check(config: Config) -> None:
    """Raise `ConfigError` for a value that cannot be meant."""
    for key in ("models", "rules"):
        for path, given in zip(paths(config, key), getattr(config, key), strict=True):
            if not path.exists():
                raise config.refuse(key, f"`{key}`: {given} is not there; paths are from this file on", given)
    for name in config.clients:
        if not _DOTTED.fullmatch(name):
            what = f"`clients`: {name!r} is no callable with its module, as in {EXAMPLES['clients']}"
            raise config.refuse("clients", what, name)
    function = config.error_code_helper
    if function and not _HELPER.fullmatch(function):
        what = f"`error-code-helper`: a module and a function, as in {EXAMPLES['error-code-helper']}"
        raise config.refuse("error-code-helper", what)


def helper(config: Config) -> tuple[str, str] | None:
    """Return the file and the name of the function that fixes use; None for one of each file's own."""
    if not config.error_code_helper:
        return None
    module, _, name = config.error_code_helper.partition(":")
    *above, last = module.split(".")
    roots = (config.folder, config.folder / "src")
    there = [root for root in roots if (root.joinpath(*above) / f"{last}.py").exists()]
    there += [root for root in roots if above and root.joinpath(*above).is_dir()]
    root = there[0] if there else config.folder
    return display(str(root.joinpath(*above) / f"{last}.py")), name


def paths(config: Config, key: str) -> list[Path]:
    """Return the paths that a key names."""
    return [config.folder / each for each in getattr(config, key)]


def words(name: str) -> Iterator[str]:
    """Yield what stands in a file that defines a callable or imports it, in lower case."""
    *module, last = name.split(".")
    if len(module) > 1 and module[-1][:1].isupper():
        last = module.pop()
    yield module[-1].lower()
    yield f"def {last}(".lower()
    yield f"class {last}".lower()


def beginnings(registry: Registry, config: Config, key: str, codes: Iterable[str]) -> tuple[str, ...]:
    """Return the codes of a key in upper case; raise `ConfigError` for one with which no rule begins."""
    for code in codes:
        try:
            registry.selected([code])
        except UnknownRule as error:
            raise config.refuse(key, f"`{key}`: {error}", code) from None
    return tuple(code.upper() for code in codes)


def unknown_type(kind: str, known: Iterable[str]) -> str:
    """Return what is wrong with a type that no model has."""
    from difflib import get_close_matches

    near = get_close_matches(kind, sorted(known), 1)
    hint = (
        f"did you mean {near[0]}?" if near else f"name a response or client type, as in {EXAMPLES['clients']}"
    )
    return f"`clients`: {kind!r} is no type that a library's model knows; {hint}"

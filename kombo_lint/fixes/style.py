"""How an author writes: line length, quotes, line ends, and which annotations their Python can run."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import libcst as cst

if TYPE_CHECKING:
    from kombo_lint.flow.scopes import Scopes

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_DEFAULT_WIDTH = 88
_UNIONS = (3, 10)
_ALL = re.compile(r"[fFrRbBuU]*(\"|')")


@dataclass(frozen=True)
class Style:
    """How new code is written into a module; `unions` says that `str | None` can be evaluated."""

    width: int
    quote: str
    newline: str
    indent: str
    unions: bool


def style_of(scopes: Scopes) -> Style:
    """Return the style of a module, by its own code and the settings of ruff or black around it."""
    tree = scopes.module.tree
    strings = [n.value for n in scopes.by_type.get(cst.SimpleString, ()) if isinstance(n, cst.SimpleString)]
    single = sum(1 for text in strings if (found := _ALL.match(text)) and found[1] == "'")
    width, python = _settings(Path(scopes.module.path).resolve().parent)
    return Style(
        width,
        "'" if single * 2 > len(strings) else '"',
        tree.default_newline,
        tree.default_indent,
        _postponed(scopes) or (python is not None and python >= _UNIONS),
    )


def _postponed(scopes: Scopes) -> bool:
    return "annotations" in scopes.bindings.get(scopes.module.tree, {}) and any(
        isinstance(node, cst.ImportFrom)
        and isinstance(node.module, cst.Name)
        and node.module.value == "__future__"
        for node in scopes.by_type.get(cst.ImportFrom, ())
    )


@lru_cache
def _settings(folder: Path) -> tuple[int, tuple[int, ...] | None]:
    """Return the line length and the lowest Python that the nearest files of settings speak of."""
    width: object = None
    python: tuple[int, ...] | None = None
    for each in (folder, *folder.parents):
        for name in ("ruff.toml", ".ruff.toml", "pyproject.toml"):
            table = _read(each / name)
            tools = table.get("tool", {}) if name == "pyproject.toml" else {"ruff": table}
            for tool in ("ruff", "black"):
                width = width or tools.get(tool, {}).get("line-length")
            wanted = re.search(r">=\s*(\d+)\.(\d+)", str(table.get("project", {}).get("requires-python", "")))
            if python is None and wanted:
                python = (int(wanted[1]), int(wanted[2]))
        if (each / ".git").exists() or (each / "pyproject.toml").exists():
            break
    return width if isinstance(width, int) else _DEFAULT_WIDTH, python


def _read(path: Path) -> dict[str, dict[str, dict[str, object]]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}

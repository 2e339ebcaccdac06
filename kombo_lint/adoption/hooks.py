"""The hook, where a repository uses pre-commit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kombo_lint.adoption import Proposal

if TYPE_CHECKING:
    from pathlib import Path

    from kombo_lint.adoption import Source

_FILE = ".pre-commit-config.yaml"
_REPOSITORIES = re.compile(r"^repos:[ \t]*(?:#.*)?$", re.MULTILINE)
_ITEM = re.compile(r"^([ \t]*)- +repo:", re.MULTILINE)
_NEXT_KEY = re.compile(r"^[A-Za-z_]", re.MULTILINE)
_FROM_GIT = """\
- repo: {repository}
  rev: {revision}
  hooks:
  - id: kombo-lint
"""
_FROM_INDEX = """\
- repo: local
  hooks:
  - id: kombo-lint
    name: kombo-lint
    entry: kombo-lint scan
    language: python
    additional_dependencies: ["{requirement}"]
    types_or: [python, pyi]
    require_serial: true
"""


def hook(root: Path, source: Source) -> Proposal | None:
    """Return the hook in a repository's configuration of pre-commit, if it has that and not this."""
    file = root / _FILE
    if not file.exists():
        return None
    before = file.read_text(encoding="utf-8")
    if "kombo-lint" in before:
        return None
    template = _FROM_GIT if source.repository else _FROM_INDEX
    entry = template.format(**vars(source))
    start, item = _REPOSITORIES.search(before), _ITEM.search(before)
    if start is None or item is None:
        return Proposal(file, f"add this to its `repos`, which are written in a way of their own:\n{entry}")
    following = _NEXT_KEY.search(before, start.end())
    end = following.start() if following else len(before)
    above, below = before[:end].rstrip() + "\n", before[end:]
    lines = "".join(f"{item[1]}{line}\n" for line in entry.splitlines())
    gap = "\n" if below else ""
    return Proposal(file, "the hook of pre-commit", before, f"{above}{lines}{gap}{below}")

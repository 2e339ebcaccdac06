"""A configuration with a comment for each key, so that nobody has to look for what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.adoption import Proposal
from kombo_lint.config.keys import EXAMPLES, FILES, read

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MEANINGS: Mapping[str, str] = {
    "select": "only these rules; a code stands for all that begin with it",
    "ignore": "not these rules",
    "per-file-ignores": "not these rules in these files",
    "exclude": "files that are not read at all",
    "clients": "callables that speak to the API though no trace shows it, and what they return",
    "models": "HTTP libraries of your own, described as CONTRIBUTING.md says",
    "rules": "rules of your own",
    "error-code-helper": "the function that fixes use; the first fix makes it",
    "min-confidence": "leave out what only a name connects with the API",
    "fail-on": "findings that are less bad are reported, and do not fail",
    "baseline": "where `kombo-lint baseline` writes what is put off",
    "require-reason": "comments that suppress have to say why",
}
_HEAD = (
    "# kombo-lint finds the code that a change in Kombo's API breaks. What is behind a # is not in force.\n"
)


def configuration(root: Path) -> Proposal | None:
    """Return the configuration for a repository without one, in its pyproject.toml if it has that."""
    own, project = (root / name for name in FILES)
    if own.exists() or (project.exists() and read(project) is not None):
        return None
    text = _HEAD + "".join(f"\n# {MEANINGS[key]}\n# {example}\n" for key, example in EXAMPLES.items())
    if not project.exists():
        return Proposal(own, "the configuration, all of it in comments", "", text)
    before = project.read_text(encoding="utf-8")
    gap = "" if before.endswith("\n\n") or not before else "\n" if before.endswith("\n") else "\n\n"
    table = f"{before}{gap}[tool.kombo-lint]\n{text}"
    return Proposal(project, "the configuration, all of it in comments", before, table)

"""What a repository gets to switch the gate on: a configuration, a hook and a step in its CI."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from typing import TYPE_CHECKING

from kombo_lint import __version__

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Proposal:
    """A file as it would be: new, or with something added. Without `after` it is only advice."""

    file: Path
    words: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Source:
    """Where kombo-lint comes from: the requirement for pip, and the repository and revision if it was git."""

    requirement: str
    repository: str = ""
    revision: str = ""


def installed_from() -> Source:
    """Return where this kombo-lint was installed from, as pip has written it down (PEP 610)."""
    try:
        text = distribution("kombo-lint").read_text("direct_url.json")
    except PackageNotFoundError:
        text = None
    origin = json.loads(text) if text else {}
    git = origin.get("vcs_info", {})
    if git.get("vcs") == "git":
        url, revision = str(origin["url"]), str(git["commit_id"])
        return Source(f"kombo-lint @ git+{url}@{revision}", url, revision)
    return Source(f"kombo-lint=={__version__}")

"""Which lines of the files in a git checkout have changed since a revision, committed or not."""

from __future__ import annotations

import ast
import os
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kombo_lint.sources.checkouts import Checkout, top_of
from kombo_lint.sources.git import reply, start

if TYPE_CHECKING:
    from collections.abc import Mapping

_HUNK = re.compile(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@")
_WHOLE = range(1, 1 << 62)


class NoRevision(Exception):
    """A revision that a checkout does not have; the message says what to do."""


def changed(path: str, lines: range, revision: str) -> bool:
    """Say whether one of `lines` of a file has changed since the branch left `revision`; raise `NoRevision`.

    Where lines were removed, those before and after them count. A new file has changed as a whole.
    """
    real = os.path.realpath(path)
    top = top_of(real if os.path.isdir(real) else os.path.dirname(real))
    if top is None:
        raise NoRevision(
            f"{path} is in no git checkout, so nothing is known of {revision}; leave out --since"
        )
    parts = _changes(top, revision).get(real, ())
    return any(part.start < lines.stop and lines.start < part.stop for part in parts)


@lru_cache(maxsize=8)
def _changes(top: str, revision: str) -> Mapping[str, list[range]]:
    """Return the changed lines of each file in a checkout, by its real path."""
    checkout = Checkout(top, ())
    known = reply(
        start(checkout, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    )
    if known.status != 0:
        hint = "fetch it, or name a branch, a tag or a commit"
        raise NoRevision(f"{revision!r} is no revision of the git checkout in {top}; {hint}")
    base = reply(start(checkout, "merge-base", revision, "HEAD"))
    since = base.output.decode().strip() if base.status == 0 else known.output.decode().strip()
    options = ("--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--dst-prefix=")
    found: dict[str, list[range]] = {}
    ranges: list[range] = []
    # Only headers are looked at: they begin so, and the lines of a diff with + or -.
    for line in reply(start(checkout, "diff", *options, since, "--")).output.split(b"\n"):
        if line.startswith(b"+++ "):
            ranges = found.setdefault(os.path.join(top, *_name(line[4:]).split("/")), [])
        elif hunk := _HUNK.match(os.fsdecode(line)):
            first, count = int(hunk[1]), int(hunk[2] or 1)
            ranges.append(range(first, first + count) if count else range(first, first + 2))
    new = reply(start(checkout, "ls-files", "-z", "--others", "--exclude-standard"))
    found |= {os.path.join(top, *name.split("/")): [_WHOLE] for name in new.names}
    return found


def _name(shown: bytes) -> str:
    """Return a name as it is in a diff without what git puts around it."""
    text = shown.rstrip(b"\r").removesuffix(b"\t")
    return os.fsdecode(ast.literal_eval(f"b{text.decode('ascii')}") if text.startswith(b'"') else text)

"""Which git checkouts the folders asked for lie in, found without asking git."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kombo_lint.sources.listing import Folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MODULE_PATH = re.compile(r"^\s*path\s*=\s*\"?(.*?)\"?\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Checkout:
    """A git work tree at `top` (a real path), and the folders in it that are asked for."""

    top: str
    folders: tuple[Folder, ...]

    def relative(self, path: str) -> str:
        """Return a real path in the checkout as git calls it; "" for the top."""
        return path[len(self.top) :].replace(os.sep, "/").strip("/")

    def below(self, folder: Folder, names: Iterable[str]) -> list[str]:
        """Return those of `names` (as git calls them) that are in `folder`, relative to it."""
        start = self.relative(folder.real)
        prefix = f"{start}/" if start else ""
        return [name[len(prefix) :] for name in names if name.startswith(prefix)]


def checkouts(folders: Iterable[Folder]) -> tuple[list[Checkout], list[Folder]]:
    """Return the checkouts that the folders are in, those of submodules too, and the folders in none."""
    by_top: dict[str, list[Folder]] = {}
    outside: list[Folder] = []
    for folder in folders:
        top = top_of(folder.real)
        if top is None:
            outside.append(folder)
        else:
            by_top.setdefault(top, []).append(folder)
    waiting = [Checkout(top, tuple(inside)) for top, inside in by_top.items()]
    found: list[Checkout] = []
    while waiting:
        found.append(waiting.pop())
        waiting += _submodules(found[-1])
    return found, outside


def top_of(folder: str) -> str | None:
    """Return the folder, this one or one above it, that holds `.git`; None when there is none."""
    while not os.path.lexists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return folder


def _submodules(checkout: Checkout) -> Iterator[Checkout]:
    """Yield the checkouts of submodules below the folders asked for; those not checked out have no files."""
    try:
        with open(os.path.join(checkout.top, ".gitmodules"), "rb") as file:
            text = os.fsdecode(file.read())
    except OSError:
        return
    for name in _MODULE_PATH.findall(text):
        top = os.path.realpath(os.path.join(checkout.top, name))
        if not top.startswith(os.path.join(checkout.top, "")) or top_of(top) != top:
            continue
        inner = [
            Folder(top, folder.inside(path).shown)
            for folder in checkout.folders
            for path in checkout.below(folder, [checkout.relative(top)])
        ]
        if inner:
            yield Checkout(top, tuple(inner))

"""What lies below the folders asked for, in two looks: the second is only for where Kombo is spoken of."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kombo_lint.sources.checkouts import checkouts, top_of
from kombo_lint.sources.git import ask, named, tracked
from kombo_lint.sources.walking import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kombo_lint.sources.checkouts import Checkout
    from kombo_lint.sources.listing import File, Folder, Problem


@dataclass(frozen=True)
class Tree:
    """The first look.

    `mentioned`: git has found a word in a file of `checkouts`, whose tracked files are
    not listed yet. `files` are all others, unread.
    """

    mentioned: bool
    checkouts: tuple[Checkout, ...]
    files: tuple[File, ...]
    problems: tuple[Problem, ...]


def look(folders: Iterable[Folder], words: Sequence[str]) -> Tree:
    """Take the first look, through git where it can be had, else by walking."""
    inside, outside = checkouts(folders)
    answered: list[Checkout] = []
    files: list[File] = []
    mentioned = False
    for checkout in inside:
        answer = ask(checkout, words)
        if answer is None:
            outside += checkout.folders
            continue
        answered.append(checkout)
        mentioned = mentioned or answer.mentioned
        files += answer.untracked
        outside += answer.ignored
    problems: list[Problem] = []
    for folder in outside:
        found, unreadable = walk(folder, _top(folder))
        files += found
        problems += unreadable
    return Tree(mentioned, tuple(answered), tuple(files), tuple(problems))


def everything(tree: Tree) -> list[File]:
    """Return all files of the tree; they may have gone, or be links."""
    files = list(tree.files)
    for checkout in tree.checkouts:
        files += tracked(checkout)
    return files


def files_named(folders: Iterable[Folder], names: Sequence[str]) -> list[str]:
    """Return the display paths of the files with these names below folders, sorted."""
    inside, outside = checkouts(folders)
    found: list[str] = []
    for checkout in inside:
        listed = named(checkout, names)
        if listed is None:
            outside += checkout.folders
        else:
            found += listed
    for folder in outside:
        files, _ = walk(folder, _top(folder), tuple(names))
        found += [file.shown for file in files if os.path.basename(file.shown) in names]
    return sorted(set(found))


def _top(folder: Folder) -> str:
    """Return from where on `.gitignore` files count: the checkout, or else the working directory."""
    here = os.getcwd()
    return top_of(folder.real) or (here if folder.shown and not os.path.isabs(folder.shown) else folder.real)

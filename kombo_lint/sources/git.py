"""Questions to git: what a checkout holds, and whether any file of it mentions a word."""

from __future__ import annotations

import os
import posixpath
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kombo_lint.sources.checkouts import Checkout
from kombo_lint.sources.listing import SKIPPED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kombo_lint.sources.listing import File, Folder

# A repository's own configuration must not make git run programs or search elsewhere.
_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "submodule.recurse=false", "-C")
# git sets these for the programs that its hooks run, and they are about the hook's repository.
_OF_HOOKS = frozenset(
    f"GIT_{name}"
    for name in (
        *("DIR", "WORK_TREE", "COMMON_DIR", "INDEX_FILE", "PREFIX", "NAMESPACE"),
        *("OBJECT_DIRECTORY", "ALTERNATE_OBJECT_DIRECTORIES"),
        *("GLOB_PATHSPECS", "NOGLOB_PATHSPECS", "LITERAL_PATHSPECS", "ICASE_PATHSPECS"),
    )
)
_PYTHON = ("*.py", "*.pyi")
_MARK = "pyvenv.cfg"
_ESCAPES = str.maketrans({each: f"[{each}]" for each in "*?["} | {"\\": "\\\\"})


@dataclass(frozen=True)
class Answer:
    """`mentioned`: a tracked file has a word or could not be read; `untracked` files; `ignored` folders."""

    mentioned: bool
    untracked: tuple[File, ...]
    ignored: tuple[Folder, ...]


@dataclass(frozen=True)
class Reply:
    """How git ended, None when it did not start, and what it wrote."""

    status: int | None
    output: bytes
    errors: bytes

    @property
    def names(self) -> list[str]:
        """The names in the output, each of which ends in a NUL."""
        return [os.fsdecode(name) for name in self.output.split(b"\0")[:-1]]


def ask(checkout: Checkout, words: Sequence[str]) -> Answer | None:
    """Ask whether a checkout mentions a word, and for what only a look at it can tell; None when git fails.

    `git grep --untracked` would be one question, but leaves out files that are tracked
    though ignored; and nothing reads the tracked ones faster than git grep.
    """
    patterns = (part for word in words for part in ("-e", word))
    python = _pathspecs(checkout, *_PYTHON)
    grep = start(checkout, "grep", "-q", "-a", "-i", "-F", *patterns, "--", *python)
    marks = _pathspecs(checkout, f"*{_MARK}")
    others = start(checkout, "ls-files", "-z", "--others", "--exclude-standard", "--", *python, *marks)
    inner = {checkout.relative(folder.real): folder for folder in checkout.folders}
    inner.pop("", None)
    check = start(checkout, "check-ignore", "-z", "--stdin") if inner else None
    ignored = reply(check, b"".join(os.fsencode(name) + b"\0" for name in inner))
    listed, found = reply(others), reply(grep)
    # A folder that git cannot open is a mere warning to it; the walk makes a problem of it.
    if listed.status != 0 or b"could not open" in listed.errors or found.status not in (0, 1):
        return None
    return Answer(
        found.status == 0 or b"error:" in found.errors,
        tuple(_untracked(checkout, listed.names)),
        tuple(inner[name] for name in ignored.names),
    )


def tracked(checkout: Checkout) -> list[File]:
    """Return the Python files that git tracks, deleted ones included."""
    listing = start(checkout, "ls-files", "-z", "--cached", "--", *_pathspecs(checkout, *_PYTHON))
    names = reply(listing).names
    return [folder.inside(path) for folder in checkout.folders for path in checkout.below(folder, names)]


def named(checkout: Checkout, names: Sequence[str]) -> list[str] | None:
    """Return the display paths of files with these names that git does not ignore; None when git fails."""
    wanted = _pathspecs(checkout, *(f"*{name}" for name in names))
    listed = reply(
        start(checkout, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *wanted)
    )
    if listed.status != 0:
        return None
    return [
        folder.inside(path).shown
        for folder in checkout.folders
        for path in checkout.below(folder, listed.names)
        if posixpath.basename(path) in names
    ]


def branch_of(top: str) -> str:
    """Return the branch that others start from: the remote's own, else the current one."""
    checkout = Checkout(top, ())
    for words in (("--short", "refs/remotes/origin/HEAD"), ("--short", "HEAD")):
        found = reply(start(checkout, "symbolic-ref", "--quiet", *words)).output.decode().strip()
        if found:
            return found.removeprefix("origin/")
    return "main"


def _untracked(checkout: Checkout, names: Sequence[str]) -> Iterator[File]:
    """Yield the Python files of `names`, but not those of an environment that nobody told git to ignore."""
    for folder in checkout.folders:
        paths = checkout.below(folder, names)
        environments = {posixpath.dirname(path) for path in paths if posixpath.basename(path) == _MARK}
        for path in paths:
            *above, file = path.split("/")
            steps = ["/".join(above[: end + 1]) for end in range(len(above))]
            if file != _MARK and SKIPPED.isdisjoint(above) and environments.isdisjoint(steps):
                yield folder.inside(path)


def _pathspecs(checkout: Checkout, *patterns: str) -> list[str]:
    """Return the patterns below each folder; `./` keeps a leading colon from being magic."""
    starts = [checkout.relative(folder.real).translate(_ESCAPES) for folder in checkout.folders]
    return [f"./{start}/{each}" if start else each for start in starts for each in patterns]


def start(checkout: Checkout, *words: str) -> subprocess.Popen[bytes] | None:
    """Start git; None when there is none."""
    environment = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    # Bytes are compared, and a broken `.git` is no reason to answer for a repository around it.
    environment |= {"LC_ALL": "C", "GIT_CEILING_DIRECTORIES": os.path.dirname(checkout.top)}
    try:
        return subprocess.Popen(
            [*_GIT, checkout.top, *words],
            stdin=subprocess.PIPE if "--stdin" in words else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
        )
    except OSError:
        return None


def reply(process: subprocess.Popen[bytes] | None, given: bytes | None = None) -> Reply:
    """Return the answer of a git that was started, when it ends; `given` is its standard input."""
    if process is None:
        return Reply(None, b"", b"")
    output, errors = process.communicate(given)
    return Reply(process.returncode, output, errors)

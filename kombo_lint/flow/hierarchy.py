"""Which classes may derive from which, and which of them may have a member, told from the bytes of files.

A class is looked at, and its module parsed, only where that can add something: of hundreds of
generated subclasses hardly any defines the member that is asked for. All answers are by name and
so may hold classes of the same name that have nothing to do with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kombo_lint.sources.words import places

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

_CLASS = re.compile(rb"class[ \t]+(\w+)[ \t]*(?:\[[^\]]*\][ \t]*)?(?:\(([^)]*)\)|:)")
_AS = b" as "
_BASES = re.compile(rb"[,\s]+")


class Hierarchy:
    """The classes of some files by their names and the last parts of their bases' names."""

    def __init__(
        self,
        files: Mapping[str, bytes],
        files_with: Callable[[str], list[str]],
        resolve: Callable[[str, str, int], str | None],
    ) -> None:
        self._files_with = files_with
        self._files = files
        self._resolve = resolve
        self._homes: dict[tuple[str, str], str | None] = {}
        self._direct: dict[str, list[tuple[str, str]]] = {}
        self._below: dict[str, list[tuple[str, str, str]]] = {}
        self._bases: dict[str, dict[str, None]] = {}
        self._places: dict[str, dict[str, None]] = {}
        self._above: dict[str, frozenset[str]] = {}
        self._inside: dict[str, list[str]] = {}
        self._members: dict[str, frozenset[str]] = {}
        for path, data in sorted(files.items()):
            renamed = dict(_renamed(data))
            for match in _CLASS.finditer(data):
                self._add(path, match[1].decode(), match[2], renamed)

    def _add(self, path: str, name: str, bases: bytes | None, renamed: Mapping[bytes, bytes]) -> None:
        self._places.setdefault(name, {})[path] = None
        self._inside.setdefault(path, []).append(name)
        for base in _BASES.split(bases) if bases is not None else ():
            plain = base.partition(b"[")[0]
            own = plain.rpartition(b".")[2]
            known, last = (each.decode("ascii", "replace") for each in (plain, renamed.get(own, own)))
            self._direct.setdefault(last, []).append((path, name))
            self._bases.setdefault(name, {})[last] = None
            self._below.setdefault(last, []).append((path, name, known))

    @property
    def direct(self) -> Mapping[str, list[tuple[str, str]]]:
        """The (path, name) of what derives from each base, by the last part of the base's name."""
        return self._direct

    @property
    def homes(self) -> Mapping[str, Collection[str]]:
        """The paths, sorted, of the files that define a class, by its name."""
        return self._places

    def below(self, path: str, name: str) -> list[tuple[str, str]]:
        """Return the (path, name) of what may derive from the class `name` of a file, bases first."""
        found: dict[tuple[str, str], None] = {}
        stack = [(path, name)]
        while stack:
            where, base = stack.pop()
            new = [
                (place, each)
                for place, each, known in self._below.get(base, ())
                if (place, each) not in found and self._home(place, known) in (where, None)
            ]
            found.update(dict.fromkeys(new))
            stack.extend(reversed(new))
        return list(found)

    def _home(self, path: str, name: str) -> str | None:
        """Return the file that defines what a file knows as the class `name`; None when that is unsure."""
        key = (path, name)
        if key not in self._homes:
            places = self._places.get(name, {})
            self._homes[key] = path if path in places else self._imported(path, name)
        return self._homes[key]

    def _imported(self, path: str, name: str) -> str | None:
        word = re.escape(name.encode())
        listed = rb"^[ \t]*from[ \t]+(\.*)([\w.]*)[ \t]+import\b[ \t]*(?:\([^)]*|[^\n(]*)\b%s\b"
        match = re.search(listed % word, self._files[path], re.MULTILINE)
        if match is None:
            return None
        found = self._resolve(path, match[2].decode("ascii", "replace"), len(match[1]))
        defines = re.compile(rb"\bclass[ \t]+%s\b" % word)
        return found if found is not None and defines.search(self._files[found]) else None

    def may_define(self, name: str, member: str, base: str) -> bool:
        """Say whether a class below `base` may have a `member` that `base` does not give it."""
        if name == base:
            return bool(self._having(member))  # two of one name: one is imported under another
        return not self._having(member).isdisjoint(self._above_and(name) - self._above_and(base))

    def _having(self, member: str) -> frozenset[str]:
        """Return the names of the classes in files that may define or assign to such a member."""
        if member not in self._members:
            paths = [path for path in self._files_with(member) if gives(self._files[path], member)]
            self._members[member] = frozenset(name for path in paths for name in self._inside.get(path, ()))
        return self._members[member]

    def _above_and(self, name: str) -> frozenset[str]:
        """Return the class and all that it may derive from."""
        known = self._above.get(name)
        if known is None:
            found = {name}
            waiting = [name]
            while waiting:
                new = self._bases.get(waiting.pop(), {}).keys() - found
                found |= new
                waiting.extend(new)
            known = self._above[name] = frozenset(found)
        return known


def gives(data: bytes, member: str) -> bool:
    """Say whether source code may give a class or its objects the attribute `member`."""
    word = member.encode()
    for at in places(data, word):
        start, end = data.rfind(b"\n", 0, at) + 1, at + len(word)
        stop = data.find(b"\n", end)
        if _gives(data[start:at], data[end : stop if stop >= 0 else len(data)]):
            return True
    return False


def _gives(before: bytes, after: bytes) -> bool:
    """Say whether a name between these two parts of a line is defined or assigned to there."""
    if _WORD_BEFORE.search(before) or _WORD_AFTER.match(after):
        return False  # it is a part of a longer name
    if _NAMED.search(before):
        return True
    # A keyword argument on a line of its own looks like an assignment, but ends with a comma.
    keyword = after.startswith(b"=") and after.rstrip().endswith(b",")
    target = before.endswith(b".") or (_TARGETS.fullmatch(before) and not keyword)
    return bool(target and _ASSIGNED.match(after))


def _renamed(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the (new, old) names of `import old as new`, and of whatever looks like it."""
    for at in places(data, _AS):
        old = _LAST_WORD.search(data, max(0, at - _LONGEST), at)
        new = _WORD.match(data, at + len(_AS))
        if old and new:
            yield new[0], old[0]


_LONGEST = 80
_LAST_WORD, _WORD = re.compile(rb"\w+$"), re.compile(rb"\w+")
_WORD_BEFORE, _WORD_AFTER = re.compile(rb"[\w\x80-\xff]$"), re.compile(rb"[\w\x80-\xff]")
_NAMED = re.compile(rb"\b(?:def|class|as|import)[ \t]+$")
_TARGETS = re.compile(rb"[ \t]*(?:[\w.*()]+[ \t]*[,=][ \t]*)*[(*]*")
_ASSIGNED = re.compile(rb"[\w., \t)*\]]*=(?!=)|[ \t]*:.*(?:=|[\[({]\s*$)|[ \t]+in\b|\[.*\][ \t]*=(?!=)")

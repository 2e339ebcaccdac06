"""The source of functions by their names, told from the bytes of files: no file is parsed for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.project import Project

# A regular expression that begins with the name finds it many times as fast.
_DEFINED = rb"%b(?<=\bdef %b)[ \t]*\("
_NEAR = 80  # so many bytes may stand between a decorator and the name of its function
_CALLED = re.compile(rb"([A-Za-z_]\w*)[ \t]*\(")


def bodies(project: Project, name: bytes, decorator: bytes = b"") -> Iterator[bytes]:
    """Yield the source of each function that is called so, and has the decorator."""
    pattern = re.compile(_DEFINED.replace(b"%b", name))
    for path in project.files_with(name.decode()):
        data = project.files[path]
        for match in pattern.finditer(data):
            line = data[data.rfind(b"\n", 0, match.start()) + 1 : match.start()]
            if decorator in data[max(0, match.start() - _NEAR) : match.start()]:
                end = re.compile(rb"\n[ \t]{0,%d}[^\s)#]" % (len(line) - len(line.lstrip())))
                last = end.search(data, match.end())
                yield data[match.end() : last.start() if last else len(data)]


def called(code: bytes) -> list[bytes]:
    """Return the names of what a piece of source calls."""
    return _CALLED.findall(code)

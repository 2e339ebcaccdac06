"""The source of functions by their names, told from the bytes of files: no file is parsed for it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.project import Project

_NEAR = 80  # so many bytes may stand between a decorator and the name of its function
_CALLED = re.compile(rb"([A-Za-z_]\w*)[ \t]*\(")


def bodies(project: Project, name: bytes, decorator: bytes = b"") -> Iterator[bytes]:
    """Yield the source of each function that is called so, and has the decorator."""
    for path, start in project.definitions.get(name, ()):
        data = project.files[path]
        line = data[data.rfind(b"\n", 0, start) + 1 : start]
        if decorator in data[max(0, start - _NEAR) : start]:
            end = _end(len(line) - len(line.lstrip())).search(data, start)
            yield data[start : end.start() if end else len(data)]


@cache
def _end(indented: int) -> re.Pattern[bytes]:
    """Return what ends the body of a function that is indented so far."""
    return re.compile(rb"\n[ \t]{0,%d}[^\s)#]" % indented)


def called(code: bytes) -> list[bytes]:
    """Return the names of what a piece of source calls."""
    return _CALLED.findall(code)

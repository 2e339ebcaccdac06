"""Run what recurses as deep as source code nests, with room for it."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
_STACK = 512 * 1024 * 1024
_DEPTH = 50_000
"""The stack is only address space until it is used; at this depth less than a tenth of it is."""


def with_room(work: Callable[[], T]) -> T:
    """Return `work()`, run in a thread with a deep stack; what it raises is raised here."""
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:
            errors.append(error)

    before, depth = threading.stack_size(_STACK), sys.getrecursionlimit()
    sys.setrecursionlimit(max(depth, _DEPTH))
    try:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
    finally:
        threading.stack_size(before)
    try:
        thread.join()
    finally:
        sys.setrecursionlimit(depth)
    if errors:
        raise errors[0]
    return results[0]

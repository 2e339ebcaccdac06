"""A progress bar on stderr for what takes longer than a second."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE = 1.0
"""After so many seconds the bar appears."""


@contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """Yield a function to call with how many of how many files are done; the bar goes when the block ends."""
    started = time.monotonic()
    with ExitStack() as stack:
        update: Callable[[int, int], None] | None = None

        def on_progress(done: int, total: int) -> None:
            nonlocal update
            if update is None and time.monotonic() - started > PATIENCE:
                update = stack.enter_context(_bar())
            if update:
                update(done, total)

        yield on_progress


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from kombo_lint.reporters.console import console

    columns = (TextColumn("scanning"), BarColumn(), MofNCompleteColumn(), TextColumn("files"))
    screen = console(sys.stderr)
    with Progress(
        *columns, console=screen, transient=True, redirect_stdout=False, redirect_stderr=False
    ) as bar:
        task = bar.add_task("")
        yield lambda done, total: bar.update(task, completed=done, total=total)

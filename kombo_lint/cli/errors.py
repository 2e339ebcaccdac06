"""Every error is one line on stderr that says what to do."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

import click

from kombo_lint.reporters import printable


def complain(message: str) -> None:
    """Print one line on stderr."""
    with suppress(OSError):
        click.echo(f"kombo-lint: error: {printable(' '.join(message.split()))}", err=True)


def explained(error: Exception, command: str) -> str | None:
    """Return what the user did or has to mend; None when the error is a defect of kombo-lint.

    `command` is the command line up to where the help can be asked for.
    """
    if isinstance(error, click.UsageError):
        message = error.format_message().rstrip(".")
        return (
            f"{message[:1].lower()}{message[1:]}{' See' if message.endswith('?') else '; see'} {command} -h"
        )
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'the output'}: {error.strerror}"

    from kombo_lint.baseline import BaselineError
    from kombo_lint.config.keys import ConfigError
    from kombo_lint.registry import RulesError, UnknownRule
    from kombo_lint.sources.changes import NoRevision
    from kombo_lint.sources.listing import PathNotFound
    from kombo_lint.status import StatusError
    from kombo_lint.tracing import NoPlace

    known = (
        BaselineError,
        StatusError,
        ConfigError,
        RulesError,
        UnknownRule,
        PathNotFound,
        NoRevision,
        NoPlace,
    )
    return str(error) if isinstance(error, known) else None


def defect(error: Exception, *, show_traceback: bool) -> str:
    """Return words for an error that must not happen: what, where, and how to report it."""
    import traceback

    if show_traceback:
        traceback.print_exception(type(error), error, error.__traceback__)
    package = Path(__file__).parents[1]
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if package in Path(frame.filename).parents][-1]
    place = f"{Path(ours.filename).relative_to(package.parent).as_posix()}:{ours.lineno}"
    return (
        f"internal error: {type(error).__name__}: {error} ({place}); this is a bug: "
        "report it with the traceback that `kombo-lint scan --verbose` shows"
    )


def drop_output() -> None:
    """Let what is still buffered for stdout go nowhere, or Python would fail on it once more at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

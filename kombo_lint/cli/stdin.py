"""The one file that may come from standard input, as editors give it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    F = TypeVar("F", bound=Callable[..., object])


def stdin_option(command: F) -> F:
    """Add `--stdin-filename`."""
    option = click.option(
        "--stdin-filename",
        metavar="FILE",
        help="Read this one file from standard input, as editors do; give - for PATHS, or none.",
    )
    return option(command)


def read_stdin(paths: tuple[str, ...], stdin_filename: str | None) -> dict[str, bytes]:
    """Return the file that comes from standard input, by its display path; none without the option."""
    from kombo_lint.sources.listing import display

    if stdin_filename is None:
        if "-" in paths:
            raise click.UsageError(
                "- is standard input; say which file it is, as in --stdin-filename app/client.py -"
            )
        return {}
    if paths not in ((), ("-",)):
        raise click.UsageError(
            "--stdin-filename reads one file from standard input; leave out the other paths"
        )
    return {display(stdin_filename): sys.stdin.buffer.read()}

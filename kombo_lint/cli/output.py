"""Where reports go: the options `--format`, `--output` and `--statistics`."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kombo_lint.reporters import REPORTERS, reporter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from kombo_lint.registry import Registry
    from kombo_lint.report import Report

    F = TypeVar("F", bound=Callable[..., object])

_STDOUT = ("", "-", "/dev/stdout")

Target = tuple[str, "str | None"]
"""A format, and the file that it is written to; None for stdout."""


def _parsed(context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> list[Target]:
    """Return each format with its file; raise where the one is unknown or the other is not named."""
    chosen: list[Target] = []
    for value in values:
        form, given, file = value.partition("=")
        if form not in REPORTERS:
            raise click.BadParameter(f"{form!r} is no format; {_nearest(form)}")
        if given and not file:
            raise click.BadParameter(f"name the file, as in {form}=report.{form}")
        chosen.append((form, None if file in _STDOUT else file))
    return chosen


def output_options(command: F) -> F:
    """Add the options that say how and where findings are printed."""
    for option in (
        click.option("--statistics", is_flag=True, help="Count the findings of each rule, and list none."),
        click.option("--output", metavar="FILE", help="Write to this file what would go to stdout."),
        click.option(
            "--format",
            "forms",
            callback=_parsed,
            multiple=True,
            metavar="FORMAT[=FILE]",
            help=f"How findings are printed, and where if not to stdout; may be given again. "
            f"One of {', '.join(REPORTERS)}; text is the default.",
        ),
    ):
        command = option(command)
    return command


def targets(forms: Sequence[Target], output: str | None, statistics: bool) -> list[Target]:
    """Return each format with its file; raise `click.ClickException` for what does not go together."""
    output = None if output in _STDOUT else output
    chosen = [(form, file or output) for form, file in forms] or [("text", output)]
    files = [file for _, file in chosen]
    for form, file in chosen:
        if files.count(file) > 1:
            where = file or "stdout"
            raise click.UsageError(f"two formats for {where}; give one a file, as in --format {form}=FILE")
        if file is not None and not Path(file).parent.is_dir():
            raise click.ClickException(f"{file}: there is no folder {Path(file).parent}; make it first")
        if file is not None and Path(file).is_dir():
            raise click.ClickException(f"{file}: is a folder; name a file")
    if output is not None and output not in [file for form, file in chosen if (form, file) not in forms]:
        raise click.UsageError("--output is for what goes to stdout, and each format has a file")
    if statistics:
        shown = next((form for form, file in chosen if file == output), None)
        if shown not in ("text", "concise"):
            raise click.UsageError("--statistics takes the place of text; leave one of them out")
        chosen = [("statistics" if file == output else form, file) for form, file in chosen]
    return chosen


def write_reports(report: Report, registry: Registry, chosen: Sequence[Target]) -> None:
    """Write the report in each format, to its file or to stdout; raise OSError."""
    for form, file in chosen:
        if file is None:
            reporter(form)(report, registry, sys.stdout)
            continue
        text = io.StringIO()
        reporter(form)(report, registry, text)
        _write(file, text.getvalue().encode("utf-8", "replace"))


def write_text(text: str, output: str | None) -> None:
    """Write a text to a file, or to stdout without one; raise OSError."""
    if output is None or output in _STDOUT:
        click.echo(text, nl=False)
    else:
        _write(output, text.encode("utf-8", "replace"))


def _write(file: str, data: bytes) -> None:
    if os.path.exists(file) and not os.path.isfile(file):  # a device, a pipe
        with open(file, "wb") as stream:
            stream.write(data)
        return
    from kombo_lint.fixes.writing import write_file

    write_file(Path(file), data)


def _nearest(form: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(form, REPORTERS, 1)
    return f"did you mean {near[0]}?" if near else f"the formats are: {', '.join(REPORTERS)}"

"""The command line: one module a command, imported when the command is used."""

from __future__ import annotations

import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kombo_lint import __version__
from kombo_lint.cli.errors import complain, defect, drop_output, explained

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = ("scan", "fix", "baseline", "init", "status", "trace", "lsp", "rules", "explain")


class _Commands(click.Group):
    """A group that imports `kombo_lint.cli.<name>` for the command `<name>`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"kombo_lint.cli.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and Path(args[0]).exists():
            raise click.ClickException(f"no such command {args[0]!r}; to scan it: kombo-lint scan {args[0]}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:  # click would print an empty line first
            complain("interrupted")
            ctx.exit(130)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 no findings, 1 findings, 2 wrong usage, a file that could not be read, "
    "or an error in kombo-lint itself.",
    invoke_without_command=True,
)
@click.version_option(__version__, prog_name="kombo-lint", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Find the code that a change in Kombo's API breaks, and see why."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(2)


def run(arguments: Sequence[str], kept: list[object] | None = None) -> int:
    """Run a command line and return the exit code; every error is one line on stderr.

    What `kept` is given stays in memory for as long as that does.
    """
    try:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):  # to change it writes what it still holds
                if not stream.isatty():  # the same bytes on every system
                    stream.reconfigure(encoding="utf-8", newline="\n")
                stream.reconfigure(errors="replace")
        status = cli.main(list(arguments), prog_name="kombo-lint", standalone_mode=False, obj=kept)
        sys.stdout.flush()
    except BrokenPipeError:
        drop_output()
        return 1
    except Exception as error:
        if isinstance(error, OSError):
            drop_output()
        command = " ".join(["kombo-lint", *(each for each in arguments[:1] if each in COMMANDS)])
        message = explained(error, command)
        complain(message or defect(error, show_traceback="--verbose" in arguments))
        return 2
    return status if isinstance(status, int) else 0

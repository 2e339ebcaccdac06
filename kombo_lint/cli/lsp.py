"""`kombo-lint lsp`: the language server for editors."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from kombo_lint.cli.configuration import baseline_options, configuration_options

_WORKER = """\
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from kombo_lint.cli.lsp import work
work()
"""


@click.command(short_help="Show findings, fixes and rules in an editor.")
@click.option("--stdio", is_flag=True, help="Speak on stdin and stdout, which it always does.")
@configuration_options
@baseline_options
def lsp(stdio: bool, config: str | None, baseline: str | None) -> None:
    """Speak the Language Server Protocol with an editor, which starts this.

    It shows what `scan` finds in the open documents as they are typed, makes fixes,
    and shows the pages of rules.
    """
    from kombo_lint.config.settings import Given

    try:
        from kombo_lint.editor.server import serve
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise click.ClickException(
            "the language server needs pygls: python -m pip install 'kombo-lint[lsp]'"
        ) from None
    if sys.stdin.isatty():
        raise click.ClickException(
            "an editor starts this, and talks with it; the README says how to set one up"
        )
    # -I: a module in the folder that the editor is started in must not stand in the way of one of ours.
    command = [sys.executable, "-I", "-c", _WORKER, json.dumps(sys.path)]
    serve(command, Given(config=_from_anywhere(config), baseline=_from_anywhere(baseline)))


def work() -> None:
    """Be the process that analyses for the server."""
    from kombo_lint.cli.errors import defect, explained
    from kombo_lint.editor.worker import work

    work(lambda error: explained(error, "kombo-lint lsp") or defect(error, show_traceback=True))


def _from_anywhere(path: str | None) -> str | None:
    return str(Path(path).absolute()) if path else path

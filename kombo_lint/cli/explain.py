"""`kombo-lint explain`: show a rule's page."""

from __future__ import annotations

import sys

import click


@click.command(short_help="Show what a rule reports, why, and what to do.")
@click.argument("code")
def explain(code: str) -> None:
    """Show the page of the rule CODE, such as KMB101: what it reports, why, what to do, examples."""
    from kombo_lint.config.settings import Settings

    page = Settings(["."]).registry.rule(code).document
    if not sys.stdout.isatty():
        click.echo(page, nl=False)
        return
    from rich.markdown import Markdown

    from kombo_lint.reporters.console import console

    screen = console(sys.stdout)
    screen.print(Markdown(page), width=min(screen.width, 100))

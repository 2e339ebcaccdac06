"""`kombo-lint explain`: show a rule's page."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kombo_lint.registry import Rule


@click.command(short_help="Show what a rule reports, why, and what to do.")
@click.argument("code")
def explain(code: str) -> None:
    """Show the page of the rule CODE, such as KMB101: what it reports, why, what to do, examples."""
    from kombo_lint.config.settings import Settings

    page = _page(Settings(["."]).registry.rule(code))
    if not sys.stdout.isatty():
        click.echo(page, nl=False)
        return
    from rich.markdown import Markdown

    from kombo_lint.reporters.console import console

    screen = console(sys.stdout)
    screen.print(Markdown(page), width=min(screen.width, 100))


def _page(rule: Rule) -> str:
    about = f"Severity: {rule.severity.value}."
    if rule.change:
        what = f"a change of {rule.change.date}" if rule.change.date else "what always holds"
        about += f" About {what}: {rule.change.title}, <{rule.change.link}>."
    summary = rule.summary[:1].upper() + rule.summary[1:]
    return f"# {rule.code} {rule.name}\n\n{summary}.\n\n{about}\n\n{rule.page}"

"""`kombo-lint rules`: list the rules."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kombo_lint.registry import Rule


@click.command(short_help="List the rules.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How rules are printed.",
)
def rules(form: str) -> None:
    """List the rules; `kombo-lint explain CODE` shows more about one."""
    from kombo_lint.config.settings import Settings

    found = Settings(["."]).registry.rules
    if form == "json":
        document = {"version": 1, "rules": [_as_json(rule) for rule in found]}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    elif sys.stdout.isatty():
        _table(found)
    else:
        width = max(len(rule.name) for rule in found)
        for rule in found:
            click.echo(f"{rule.code}  {rule.name:<{width}}  {rule.severity.value:<7}  {rule.summary}")


def _as_json(rule: Rule) -> dict[str, Any]:
    change = rule.change
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "summary": rule.summary,
        "change": change
        and {"id": change.id, "title": change.title, "date": change.date, "link": change.link},
    }


def _table(found: Sequence[Rule]) -> None:
    from rich.table import Table
    from rich.text import Text

    from kombo_lint.reporters.console import STYLES, console

    columns = ("Code", "Name", "Severity", "What it reports", "Change")
    table = Table(*columns, box=None, pad_edge=False, padding=(0, 2, 1, 0), header_style="bold")
    for rule in found:
        since = rule.change.since if rule.change else ""
        severity = Text(rule.severity.value, style=STYLES[rule.severity])
        table.add_row(Text(rule.code, style="bold"), rule.name, severity, rule.summary, since)
    console(sys.stdout).print(table)

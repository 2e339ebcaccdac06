"""`kombo-lint trace`: why is this reported, or why is it not?"""

from __future__ import annotations

import re

import click

from kombo_lint.cli.configuration import configuration_options
from kombo_lint.reporters import printable


@click.command(short_help="Tell why a value is, or is not, taken for Kombo's response.")
@click.argument("place", metavar="FILE:LINE[:COL]")
@configuration_options
def trace(place: str, config: str | None) -> None:
    """Tell step by step what the value at FILE:LINE[:COL] is taken for, and what is reported there.

    Without a column it is the status on that line, or whatever else comes from a
    response. The file is judged with the project around it.
    """
    from kombo_lint.config.settings import Given, Settings
    from kombo_lint.tracing.trace import Place
    from kombo_lint.tracing.trace import trace as told

    found = re.fullmatch(r"(.+?):(\d+)(?::(\d+))?", place)
    if found is None:
        raise click.UsageError(
            f"{place!r} is no place; name one as in app/client.py:12 or app/client.py:12:8"
        )
    asked = Place(found[1], int(found[2]), int(found[3]) if found[3] else None)
    settings = Settings([asked.path], Given(config=config))
    for each in told(asked, settings):
        click.echo(printable(f"{'  ' * each.depth}{each.path}:{each.line}: {each.words}"))

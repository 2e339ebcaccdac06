"""`kombo-lint status`: how far the migration is."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kombo_lint.cli.configuration import configuration_options
from kombo_lint.cli.errors import complain

if TYPE_CHECKING:
    from kombo_lint.report import Report
    from kombo_lint.status.document import Status


@click.command(short_help="Tell how far the migration is, and whose the rest is.")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json", "html"]),
    default="text",
    show_default=True,
    help="html is one page with every finding, its evidence and its diff.",
)
@click.option("--output", metavar="FILE", help="Write to this file what would go to stdout.")
@click.option("--name", metavar="NAME", help="What the repository is called; by default as its folder.")
@click.option("--merge", is_flag=True, help="PATHS are files of --format json from several repositories.")
@configuration_options
@click.pass_context
def status(
    context: click.Context,
    paths: tuple[str, ...],
    form: str,
    output: str | None,
    name: str | None,
    merge: bool,
    config: str | None,
) -> None:
    """Tell for each change of Kombo's how many places are open and done, in which files, and whose they are.

    What is in the baseline is open, and what has left it is mended. Owners are those of
    CODEOWNERS. The status of many repositories is the sum of those that their CI made.
    """
    from kombo_lint.cli.output import write_text

    problems: Report | None = None
    if merge:
        from kombo_lint.status.document import added_up, read

        if not paths:
            raise click.UsageError("--merge needs the files that `kombo-lint status --format json` has made")
        whole = added_up(read(map(Path, paths)))
    else:
        whole, problems = _of_here(paths or (".",), name, config)
    write_text(_rendered(whole, form), output)
    for problem in problems.problems if problems is not None else ():
        complain(f"{problem.path}: {problem.message}")
    context.exit(2 if problems is not None and problems.problems else 0)


def _of_here(paths: tuple[str, ...], name: str | None, config: str | None) -> tuple[Status, Report]:
    from kombo_lint.config.settings import Given, Settings
    from kombo_lint.scan import Options, scan
    from kombo_lint.sources.checkouts import top_of
    from kombo_lint.status.document import status as made
    from kombo_lint.status.owners import Owners

    settings = Settings(paths, Given(config=config))
    report = scan(paths, settings.registry, Options(settings.rules, settings=settings))
    here = os.path.realpath(os.getcwd())
    repository = name or os.path.basename(top_of(here) or here)
    return made(report, settings.registry, repository, Owners(), date.today()), report


def _rendered(whole: Status, form: str) -> str:
    from kombo_lint.status.document import as_json
    from kombo_lint.status.html import as_html
    from kombo_lint.status.markdown import as_markdown
    from kombo_lint.status.text import as_text

    return {"text": as_text, "markdown": as_markdown, "json": as_json, "html": as_html}[form](whole)

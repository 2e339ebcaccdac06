"""`kombo-lint scan`: report what a change in Kombo's API breaks."""

from __future__ import annotations

import sys
from contextlib import nullcontext

import click

from kombo_lint.cli.configuration import baseline_options, codes, configuration_options
from kombo_lint.cli.errors import complain
from kombo_lint.cli.output import Target, output_options, targets, write_reports
from kombo_lint.cli.progress import progress
from kombo_lint.cli.stdin import read_stdin, stdin_option
from kombo_lint.findings import Confidence, Severity
from kombo_lint.reporters import printable


@click.command(short_help="Report the code that a change in Kombo's API breaks.")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@output_options
@click.option("--select", multiple=True, metavar="CODES", help="Only these rules, as in KMB101,KMB9.")
@click.option("--ignore", multiple=True, metavar="CODES", help="Not these rules, as in KMB103.")
@click.option(
    "--min-confidence",
    type=click.Choice([each.value for each in Confidence]),
    help="`certain` leaves out what only a name connects with Kombo; `likely` is the default.",
)
@click.option(
    "--fail-on",
    type=click.Choice([each.value for each in reversed(Severity)]),
    help="Exit 1 only for findings of this severity or a worse one; `info` is the default.",
)
@click.option("--exit-zero", is_flag=True, help="Exit 0 even when there are findings.")
@click.option(
    "--since",
    metavar="REV",
    help="Only what touches lines changed since REV, by its range or its evidence; all is read all the same.",
)
@stdin_option
@configuration_options
@baseline_options
@click.option("--verbose", is_flag=True, help="Say on stderr for each file why it was read.")
@click.pass_context
def scan(
    context: click.Context,
    paths: tuple[str, ...],
    forms: list[Target],
    output: str | None,
    statistics: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    min_confidence: str | None,
    fail_on: str | None,
    exit_zero: bool,
    since: str | None,
    stdin_filename: str | None,
    config: str | None,
    baseline: str | None,
    verbose: bool,
) -> None:
    """Report the code that a change in Kombo's API breaks, and why.

    PATHS are files and folders; without any, the current folder is scanned. A
    code stands for all that begin with it: KMB1 is KMB101, KMB102 and so on.
    """
    from kombo_lint.config.settings import Given, Settings
    from kombo_lint.scan import Options
    from kombo_lint.scan import scan as run_scan

    chosen = targets(forms, output, statistics)
    given = Given(
        codes(select),
        codes(ignore),
        Confidence(min_confidence) if min_confidence else None,
        Severity(fail_on) if fail_on else None,
        config,
        baseline,
        since,
    )
    unsaved = read_stdin(paths, stdin_filename)
    paths = (stdin_filename,) if stdin_filename is not None else paths or (".",)
    settings = Settings(paths, given, unsaved)
    if not settings.rules:
        raise click.ClickException("--select and --ignore leave no rule; leave one of them out")

    def on_read(path: str, why: str) -> None:
        click.echo(printable(f"{path}: {why}"), err=True)

    with nullcontext() if verbose or not sys.stderr.isatty() else progress() as on_progress:
        report = run_scan(
            paths,
            settings.registry,
            Options(settings.rules, settings=settings),
            on_read=on_read if verbose else None,
            on_progress=on_progress,
            edited=unsaved,
        )
    if context.obj is not None:
        context.obj.append(report)
    write_reports(report, settings.registry, chosen)
    for problem in report.problems:
        complain(f"{problem.path}: {problem.message}")
    if report.problems:
        context.exit(2)
    failing = any(map(settings.fails, report.findings))
    context.exit(1 if failing and not exit_zero else 0)

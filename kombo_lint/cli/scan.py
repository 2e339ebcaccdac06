"""`kombo-lint scan`: report what a change in Kombo's API breaks."""

from __future__ import annotations

import sys
from contextlib import nullcontext

import click

from kombo_lint.cli.errors import complain
from kombo_lint.cli.output import Target, output_options, targets, write_reports
from kombo_lint.cli.progress import progress
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
    default=Confidence.LIKELY.value,
    show_default=True,
    help="`certain` leaves out what only a name connects with Kombo.",
)
@click.option(
    "--fail-on",
    type=click.Choice([each.value for each in reversed(Severity)]),
    default=Severity.INFO.value,
    show_default=True,
    help="Exit 1 only for findings of this severity or a worse one.",
)
@click.option("--exit-zero", is_flag=True, help="Exit 0 even when there are findings.")
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
    min_confidence: str,
    fail_on: str,
    exit_zero: bool,
    verbose: bool,
) -> None:
    """Report the code that a change in Kombo's API breaks, and why.

    PATHS are files and folders; without any, the current folder is scanned. A
    code stands for all that begin with it: KMB1 is KMB101, KMB102 and so on.
    """
    from kombo_lint.registry import load_registry
    from kombo_lint.scan import Options
    from kombo_lint.scan import scan as run_scan

    chosen = targets(forms, output, statistics)
    registry = load_registry()
    rules = registry.selected(codes(select), codes(ignore))
    if not rules:
        raise click.ClickException("--select and --ignore leave no rule; leave one of them out")

    def on_read(path: str, why: str) -> None:
        click.echo(printable(f"{path}: {why}"), err=True)

    with nullcontext() if verbose or not sys.stderr.isatty() else progress() as on_progress:
        report = run_scan(
            paths or (".",),
            registry,
            Options(rules, Confidence(min_confidence)),
            on_read=on_read if verbose else None,
            on_progress=on_progress,
        )
    write_reports(report, registry, chosen)
    for problem in report.problems:
        complain(f"{problem.path}: {problem.message}")
    if report.problems:
        context.exit(2)
    failing = any(finding.severity >= Severity(fail_on) for finding in report.findings)
    context.exit(1 if failing and not exit_zero else 0)


def codes(given: tuple[str, ...]) -> list[str]:
    """Return the codes of an option that may be given more than once, with commas between them."""
    return [code.strip() for codes in given for code in codes.split(",") if code.strip()]

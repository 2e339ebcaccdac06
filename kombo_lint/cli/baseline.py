"""`kombo-lint baseline`: put off what is found today."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kombo_lint.cli.configuration import configuration_options
from kombo_lint.cli.errors import complain
from kombo_lint.reporters import many, printable

if TYPE_CHECKING:
    from kombo_lint.config.settings import Settings
    from kombo_lint.findings import Finding


@click.command(short_help="Put off what is found today; only new findings fail from then on.")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option("--output", metavar="FILE", help="Write to this file, and not to that of the configuration.")
@click.option("--prune", is_flag=True, help="Only remove what is not found any more, and add nothing.")
@configuration_options
@click.pass_context
def baseline(
    context: click.Context, paths: tuple[str, ...], output: str | None, prune: bool, config: str | None
) -> None:
    """Write the findings of today to a file: `scan` and `fix` leave them out from then on.

    The file is the one that the configuration names, or kombo-lint-baseline.json beside
    it. Entries for files that are not below PATHS stay in it.
    """
    from kombo_lint.config.settings import Given, Settings
    from kombo_lint.scan import Options, scan

    settings = Settings(paths or (".",), Given(config=config, baseline=output))
    report = scan(paths or (".",), settings.registry, Options(settings.rules, settings=settings))
    by_file: dict[Path, list[Finding]] = {file: [] for file in settings.baselines}
    for finding in (*report.findings, *report.baselined):
        file = settings.baseline(finding.location.path)
        assert file is not None
        by_file.setdefault(file, []).append(finding)
    for file, findings in sorted(by_file.items()):
        if findings or file.exists():
            _write(file, findings, settings, prune)
    if not any(file.exists() for file in by_file):
        click.echo("Nothing to put off.")
    for problem in report.problems:
        complain(f"{problem.path}: {problem.message}")
    context.exit(2 if report.problems else 0)


def _write(file: Path, findings: list[Finding], settings: Settings, prune: bool) -> None:
    from kombo_lint.baseline import Entry, entry, match, read, written
    from kombo_lint.fixes.writing import write_file
    from kombo_lint.sources.listing import display

    folder = file.parent

    def looked(each: Entry) -> bool:
        return settings.asked(str(folder / each.path))

    before = read(file)
    matched = match(before, findings, folder, looked)
    elsewhere = [each for each in before if not looked(each) and each not in matched.gone]
    kept = matched.known if prune else (*matched.known, *matched.new)
    after = [*elsewhere, *(entry(finding, folder) for finding in kept)]
    write_file(file, written(after).encode())
    new = 0 if prune else len(matched.new)
    counts = [f"{count} {what}" for count, what in ((new, "new"), (len(matched.gone), "gone")) if count]
    click.echo(
        printable(f"{display(str(file))}: {many(len(after), 'problem')} ({', '.join(counts) or 'as before'})")
    )

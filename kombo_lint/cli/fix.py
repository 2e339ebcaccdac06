"""`kombo-lint fix`: rewrite what a scan found."""

from __future__ import annotations

from dataclasses import replace
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kombo_lint.cli.configuration import baseline_options, codes, configuration_options
from kombo_lint.cli.errors import complain
from kombo_lint.cli.stdin import read_stdin, stdin_option
from kombo_lint.reporters import many, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.findings import Finding, Fix
    from kombo_lint.fixing import Fixed


@click.command(short_help="Rewrite it so that it asks error.code.")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option(
    "--diff", is_flag=True, help="Print what would change and write nothing; exit 1 if anything would."
)
@click.option("--unsafe", is_flag=True, help="Make the unsafe fixes too; look at each of them.")
@click.option(
    "--helper-module",
    metavar="FILE",
    help="Put the function that reads error.code into this module, and import it where it is used.",
)
@click.option("--interactive", is_flag=True, help="Ask about each fix, with its diff.")
@click.option("--select", multiple=True, metavar="CODES", help="Only these rules, as in KMB101,KMB107.")
@click.option(
    "--since",
    metavar="REV",
    help="Only what touches lines changed since REV, by its range or its evidence; all is read all the same.",
)
@stdin_option
@configuration_options
@baseline_options
@click.pass_context
def fix(
    context: click.Context,
    paths: tuple[str, ...],
    diff: bool,
    unsafe: bool,
    helper_module: str | None,
    interactive: bool,
    select: tuple[str, ...],
    since: str | None,
    stdin_filename: str | None,
    config: str | None,
    baseline: str | None,
) -> None:
    """Rewrite what `scan` finds so that it asks error.code first.

    Safe fixes are made: the program does what it did before Kombo's change. Each
    file is scanned again before it is written, and left alone when the finding is
    still there or a new one is. What is left is listed with the reason. A file from
    standard input goes to standard output, fixed or not, and the list to stderr.
    """
    from kombo_lint.config.settings import Given, Settings
    from kombo_lint.fixes.writing import write_file
    from kombo_lint.fixing import fix as run_fix
    from kombo_lint.scan import Options

    helper = _helper(helper_module) if helper_module is not None else None
    unsaved = read_stdin(paths, stdin_filename)
    if unsaved and interactive:
        raise click.UsageError("--interactive asks on standard input, where the file comes from")
    paths = (stdin_filename,) if stdin_filename is not None else paths or (".",)
    given = Given(codes(select), config=config, baseline=baseline)
    settings = Settings(paths, given, unsaved)
    recent = Settings(paths, replace(given, since=since), unsaved).recent if since is not None else None
    options = Options(settings.rules, helper=helper, settings=settings)

    def refuses(finding: Finding) -> str | None:
        return _elsewhere(finding, unsaved) if recent is None or recent(finding) else ""

    asks = _ask if interactive else None
    done = run_fix(paths, settings.registry, options, unsafe, asks, unsaved, refuses)
    if diff:
        for path in sorted(done.after):
            click.echo("".join(_diff(path, done.before[path], done.after[path])), nl=False)
        context.exit(1 if done.after else 0)
    for path, data in unsaved.items():
        click.echo(done.after.pop(path, data), nl=False)
    for path, data in sorted(done.after.items(), key=lambda item: (item[0] not in options.helpers, item)):
        write_file(Path(path), data)
    _tell(done, err=bool(unsaved))
    for problem in done.report.problems:
        complain(f"{problem.path}: {problem.message}")
    context.exit(2 if done.report.problems else 1 if done.left else 0)


def _helper(path: str) -> str:
    """Return a path as files are shown; raise where no module can be."""
    from kombo_lint.sources.listing import display

    if not (path.endswith(".py") and Path(path).stem.isidentifier()):
        raise click.BadParameter(f"{path} cannot be imported; name a module, such as app/kombo_errors.py")
    if not Path(path).parent.is_dir():
        raise click.BadParameter(f"there is no folder {Path(path).parent}; make it first")
    return display(path)


def _elsewhere(finding: Finding, unsaved: dict[str, bytes]) -> str | None:
    """Return why the fix of a file from standard input is not made: another would change too."""
    edits = finding.fix.edits if unsaved and finding.fix is not None else ()
    others = sorted({edit.location.path for edit in edits} - unsaved.keys())
    return f"its fix changes {', '.join(others)} too; fix the file where it is" if others else None


def _tell(done: Fixed, err: bool) -> None:
    """Say what was fixed, and what is left and why, a line each; then the sum."""
    for finding in done.fixed:
        words = finding.fix.message if finding.fix is not None else ""
        click.echo(printable(f"{finding.location.shown}: {finding.code} fixed: {words}"), err=err)
    for finding, reason in done.left:
        click.echo(printable(f"{finding.location.shown}: {finding.code} left: {reason}"), err=err)
    files = len(done.before)
    where = f" in {files} file{'' if files == 1 else 's'}" if files else ""
    known = len(done.report.baselined)
    besides = f" {many(known, 'problem')} of the baseline left out (--no-baseline)." if known else ""
    click.echo(f"Fixed {len(done.fixed)}{where}, left {len(done.left)}.{besides}", err=err)


def _ask(finding: Finding, fix: Fix, before: bytes, after: bytes) -> bool:
    click.echo(printable(f"{finding.location.shown}: {finding.code} {finding.message}"))
    click.echo(printable(f"{fix.applicability.value} fix: {fix.message}"))
    click.echo("".join(_diff(finding.location.path, before, after)), nl=False)
    return click.confirm("Make this fix?", default=True)


def _diff(path: str, before: bytes, after: bytes) -> Iterator[str]:
    from kombo_lint.sources.decoding import decode

    old, new = (decode(data).text.splitlines(keepends=True) for data in (before, after))
    for line in unified_diff(old, new, path, path):
        yield line if line.endswith(("\n", "\r")) else f"{line}\n\\ No newline at end of file\n"

"""`kombo-lint init`: a configuration, a hook and a CI step that fit what is there."""

from __future__ import annotations

import os
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kombo_lint.reporters import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.adoption import Proposal


@click.command(short_help="Set up a configuration, a hook and a CI step, and ask before each.")
@click.option("--diff", is_flag=True, help="Print what would change and write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def init(diff: bool, yes: bool) -> None:
    """Set up kombo-lint in the repository around the current folder, or in this folder.

    A commented configuration goes into pyproject.toml, or into kombo-lint.toml where
    there is none; the hook into the configuration of pre-commit, and a step into the
    CI (GitHub, GitLab), where the repository has them. Each is shown and asked for.
    """
    from kombo_lint.fixes.writing import write_file
    from kombo_lint.sources.checkouts import top_of

    here = os.path.realpath(os.getcwd())
    found = list(_proposals(Path(top_of(here) or here)))
    for proposal in found:
        name = printable(os.path.relpath(proposal.file))
        if not proposal.after:
            click.echo(f"{name}: {proposal.words}")
            continue
        click.echo(f"{name}: {proposal.words}")
        click.echo("".join(_lines(proposal, name)), nl=False)
        if not diff and (yes or click.confirm("Write it?", default=True)):
            windows = proposal.file.exists() and b"\r\n" in proposal.file.read_bytes()
            text = proposal.after.replace("\n", "\r\n") if windows else proposal.after
            write_file(proposal.file, text.encode())
    if not found:
        click.echo("Nothing to set up: it is all there.")
    click.echo("Next: `kombo-lint scan`, and `kombo-lint baseline` to put off what is found.")


def _proposals(root: Path) -> Iterator[Proposal]:
    from kombo_lint.adoption import installed_from
    from kombo_lint.adoption.ci import steps
    from kombo_lint.adoption.configuration import configuration
    from kombo_lint.adoption.hooks import hook
    from kombo_lint.sources.git import branch_of

    source = installed_from()
    for proposal in (configuration(root), hook(root, source)):
        if proposal is not None:
            yield proposal
    yield from steps(root, source, branch_of(str(root)))


def _lines(proposal: Proposal, name: str) -> Iterator[str]:
    old, new = (text.splitlines(keepends=True) for text in (proposal.before, proposal.after))
    for line in unified_diff(old, new, name, name):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"

"""The options by which the command line says which configuration counts, and what counts over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    F = TypeVar("F", bound=Callable[..., object])


def configuration_options(command: F) -> F:
    """Add `--config` and `--no-config`, and hand them on as `config`: the file, "" for none, or None."""
    for option in (
        click.option(
            "--no-config", "config", flag_value="", default=None, help="Take no configuration into account."
        ),
        click.option(
            "--config",
            metavar="FILE",
            help="Take this configuration, and not the nearest above each file.",
        ),
    ):
        command = option(command)
    return command


def baseline_options(command: F) -> F:
    """Add `--baseline` and `--no-baseline`, handed on as `baseline`: the file, "" for none, or None."""
    for option in (
        click.option(
            "--no-baseline",
            "baseline",
            flag_value="",
            default=None,
            help="Leave out nothing that a baseline has.",
        ),
        click.option("--baseline", metavar="FILE", help="Leave out the findings that this file has."),
    ):
        command = option(command)
    return command


def codes(given: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes of an option that may be given more than once, with commas between them."""
    return tuple(code.strip() for codes in given for code in codes.split(",") if code.strip())

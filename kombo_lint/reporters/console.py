"""The terminal, as rich sees it."""

from __future__ import annotations

import os
from typing import TextIO

from rich.console import Console

from kombo_lint.findings import Severity

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}


def console(out: TextIO) -> Console:
    """Return a console on `out`: colours only on a terminal, and none at all when NO_COLOR is set.

    Text is taken as it is: no markup, no emoji codes, no highlighting of numbers.
    """
    plain = bool(os.environ.get("NO_COLOR"))
    return Console(
        file=out, color_system=None if plain else "auto", markup=False, emoji=False, highlight=False
    )

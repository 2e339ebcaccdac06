"""What a fix makes of a wait."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wanted:
    """How many seconds to wait before the first retry, and at most."""

    first: float
    most: float


def number(value: float) -> str:
    """Return a number as it is written, without what arithmetic leaves behind."""
    value = round(value, 6)
    return str(int(value)) if value == int(value) else str(value)

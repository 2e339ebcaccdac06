"""A wait before a retry, with the way by which it concerns the API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kombo_lint.findings import Step
    from kombo_lint.flow.waits import Pause


@dataclass(frozen=True, eq=False)
class Backoff:
    """A pause before requests of the API are sent again; `certain` says that they surely are the API's."""

    pause: Pause
    steps: tuple[Step, ...]
    certain: bool

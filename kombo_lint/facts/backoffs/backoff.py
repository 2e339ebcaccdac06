"""A wait before a retry, with the way by which it concerns the API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import libcst as cst

    from kombo_lint.findings import Step
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.waits import Pause


@dataclass(frozen=True, eq=False)
class Policy:
    """The call by which a library is told to try again, and the library's `name` for what it calls."""

    scopes: Scopes
    call: cst.Call
    name: str


@dataclass(frozen=True, eq=False)
class Backoff:
    """A pause before requests of the API are sent again; `certain` says that they surely are the API's.

    They are sent again by a library's `policy`, or in the next turn of a `loop`, or by neither.
    """

    pause: Pause
    steps: tuple[Step, ...]
    certain: bool
    policy: Policy | None = None
    loop: cst.For | cst.While | None = None

"""The fix for a wait before a retry: it grows from what the change asks for, and nothing else changes.

No wait gets shorter than it was, and what is tried is tried as often.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.findings import Applicability, Fix
from kombo_lint.fixes.branches import Mended
from kombo_lint.fixes.literals import NotPlain
from kombo_lint.fixes.sleeps import slept
from kombo_lint.fixes.tries import time_is_short
from kombo_lint.fixes.waits import waited
from kombo_lint.fixes.wanted import Wanted

if TYPE_CHECKING:
    from kombo_lint.facts.backoffs import Backoff
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.registry import Limit

_LONGEST = 60.0
"""The seconds that no wait which a fix writes exceeds, however often it grows."""


def mended(ev: Evaluator, limit: Limit, backoff: Backoff) -> Mended:
    """Return the fix for a wait, if there is one, and why there is no safe one."""
    pause = backoff.pause
    if pause.first is None:
        return Mended(None, "nobody can know from the code how long it waits")
    wanted = Wanted(max(limit.backoff_from, pause.first), _LONGEST)
    if 2 * wanted.first > _LONGEST:
        return Mended(None, f"{pause.first:g} s are long; only a person knows whether to wait longer yet")
    try:
        edits = waited(ev, backoff, wanted) if backoff.policy is not None else slept(ev, backoff, wanted)
        short = time_is_short(ev, backoff, wanted)
    except NotPlain as error:
        return Mended(None, str(error))
    how = Applicability.UNSAFE if short else Applicability.SAFE
    later = "longer" if pause.grows else "twice as long"
    message = f"wait {wanted.first:g} s before the first retry, and {later} before each later one"
    return Mended(Fix(how, message, tuple(edits)), short)

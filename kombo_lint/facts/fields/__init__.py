"""What a program does with a field of an error's body: where it is read, gets to, and is compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.facts.fields.compared import Compared as Compared
from kombo_lint.facts.fields.compared import compared
from kombo_lint.facts.fields.reads import reads
from kombo_lint.facts.fields.spread import spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kombo_lint.flow.evaluate import Evaluator


def comparisons(ev: Evaluator, path: tuple[str, ...], paths: Sequence[str]) -> list[Compared]:
    """Return the tests of what stands at `path` of the API's errors, from where the files read it."""
    return list(compared(ev, spread(ev, reads(ev, path, paths)), path))

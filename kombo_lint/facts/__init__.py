"""What rules speak of, collected from the code: branches on a status, retry policies, doubles, fields."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from kombo_lint.facts.backoffs import Backoff, backoffs
from kombo_lint.facts.branches import StatusBranch, status_branches
from kombo_lint.facts.decisions import Decision, decisions
from kombo_lint.facts.doubles import TestDouble, stale_doubles
from kombo_lint.facts.fan_outs import Burst, bursts
from kombo_lint.facts.fields import Compared, comparisons
from kombo_lint.facts.handling import Handled, handled
from kombo_lint.facts.handling.decided import Asking, askings
from kombo_lint.facts.policies import RetryPolicy, retry_policies
from kombo_lint.facts.unhandled import Unhandled, unhandled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.registry import Change


class Helper(NamedTuple):
    """The file `path` of a project that has, or gets, the function for the error code; what it is called."""

    path: str
    name: str = ""


@dataclass(frozen=True, eq=False)
class Facts:
    """The facts about one change in the files `paths` of a project; each kind is collected when asked for.

    `helper` tells for a file which other one fixes in it put their function into, None for no other.
    """

    ev: Evaluator
    change: Change
    paths: Sequence[str]
    helper: Callable[[str], Helper | None] = lambda path: None

    @cached_property
    def branches(self) -> Sequence[StatusBranch]:
        """Every place where the paths of the change's two worlds part."""
        return tuple(each for each in self._branches if not each.handed_on)

    @cached_property
    def decisions(self) -> Sequence[Decision]:
        """Every test by which the paths part, with the places where they do."""
        return decisions(self._branches)

    @cached_property
    def _branches(self) -> Sequence[StatusBranch]:
        return tuple(status_branches(self.ev, self.change, self.paths))

    @cached_property
    def policies(self) -> Sequence[RetryPolicy]:
        """Every retry policy that treats the two statuses differently and reaches the API's requests."""
        return retry_policies(self.ev, self.change, self.paths)

    @cached_property
    def doubles(self) -> Sequence[TestDouble]:
        """Every made-up answer that has the status before the change and one of its codes."""
        return stale_doubles(self.ev, self.change, self.paths)

    @cached_property
    def code_tests(self) -> Sequence[Compared]:
        """Every comparison of an error's code."""
        return comparisons(self.ev, self.ev.api.code_path, self.paths)

    @cached_property
    def askings(self) -> Sequence[Asking]:
        """Every function that gets to see an error with one of the change's codes, once for each code."""
        return tuple(askings(self.ev, self.change, self.paths))

    @cached_property
    def handled(self) -> Sequence[Handled]:
        """Every place that decides on one of the change's codes and sends it again or tells nobody."""
        return handled(self.askings)

    @cached_property
    def prose_tests(self) -> Sequence[Compared]:
        """Every comparison of the words that an error has for people."""
        return [test for path in self.ev.api.prose for test in comparisons(self.ev, path, self.paths)]

    @cached_property
    def backoffs(self) -> Sequence[Backoff]:
        """Every wait before a retry of the status that the change's codes come with."""
        return backoffs(self.ev, self.change, self.paths)

    @cached_property
    def unhandled(self) -> Sequence[Unhandled]:
        """Every client of the API that leaves some of the change's codes unhandled."""
        return unhandled(self.ev, self.change, self.paths, lambda: self.branches, lambda: self.askings)

    @cached_property
    def bursts(self) -> Sequence[Burst]:
        """Every place where more operations may be in flight than the change's limit allows."""
        return bursts(self.ev, self.change.limit, self.paths) if self.change.limit is not None else ()

"""Which test on the status makes paths part: the one at the branch, or the one in a function that it asks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kombo_lint.flow.decisions import ask
from kombo_lint.flow.tree import walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    import libcst as cst

    from kombo_lint.facts.branches import StatusBranch


@dataclass(frozen=True, eq=False)
class Decision:
    """A test on the status, and the branches that go by it: itself, or those that ask its function."""

    test: StatusBranch
    branches: tuple[StatusBranch, ...]

    @cached_property
    def policy(self) -> cst.CSTNode | None:
        """The library's retry policy that is decided for, None where the program decides for itself."""
        return next((each.policy for each in self.branches if each.policy is not None), None)


def decisions(found: Sequence[StatusBranch]) -> list[Decision]:
    """Return the tests that branches are decided by, each once.

    A branch that asks one function, `if is_outage(resp)`, is decided by the test in there; one
    that asks several, or tells the statuses apart by itself too, by its own.
    """
    inside = {atom: each for each in found if each.parting.way != "branch" for atom in _own_atoms(each)}
    by_test: dict[StatusBranch, list[StatusBranch]] = {}
    for branch in found:
        if not branch.handed_on:
            deciding = {inside.get(atom) for atom in _atoms(branch)}
            test = next(iter(deciding)) if len(deciding) == 1 else None
            by_test.setdefault(test or branch, []).append(branch)
    return [Decision(test, tuple(branches)) for test, branches in by_test.items()]


def _own_atoms(branch: StatusBranch) -> frozenset[cst.CSTNode]:
    return _atoms(branch) & frozenset(walk(branch.parting.node))


def _atoms(branch: StatusBranch) -> frozenset[cst.CSTNode]:
    """Return the comparisons right on a status that come out otherwise, wherever they stand."""
    before, after = branch.worlds.before, branch.worlds.after
    old, new = (ask(each, branch.parting.test, branch.frame).atoms for each in (before, after))
    return frozenset(atom for atom in old | new if before.atoms.get(atom) != after.atoms.get(atom))

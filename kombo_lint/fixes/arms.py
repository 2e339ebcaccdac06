"""What an arm says that it is for: errors of a change alone, or whatever may have the status."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.outcomes import decided
from kombo_lint.flow.worlds import Interpreter

if TYPE_CHECKING:
    from kombo_lint.facts.branches import StatusBranch
    from kombo_lint.registry import Change

_OF_ANY = re.compile(
    r"unavailab|\bdown\b|outage|mainten|busy|overload|temporar|time ?out|\bretr|again|\blater\b|server error"
)
"""Words for a server that cannot answer, which an error without a code of its own is about."""
_JOINTS = re.compile(r"(?<=[a-z])(?=[A-Z])|_+")


def spaced(text: str) -> str:
    """Return code with its names taken apart: `try later` for `TryLater` and `try_later`."""
    return _JOINTS.sub(" ", text).lower()


def speaks_of(change: Change, branch: StatusBranch) -> bool:
    """Say whether a branch plainly is for errors of the change: it says so, and asks for no other status."""
    arm = next((up for up in branch.scopes.ancestors(branch.node) if isinstance(up, cst.If)), None)
    if arm is None or not branch.held or arm.test is not branch.parting.test:
        return False
    text = spaced(branch.scopes.module.tree.code_for_node(arm.body))
    says = any(re.search(rf"\b{re.escape(words)}", text) for words in change.says)
    return says and not _OF_ANY.search(text) and not _holds_for_others(branch, arm.test)


def _holds_for_others(branch: StatusBranch, test: cst.BaseExpression) -> bool:
    """Say whether a test may hold for another status of the family."""
    ev, world = branch.worlds.before.ev, branch.worlds.before.world
    first = world.status // 100 * 100
    others = (replace(world, status=each) for each in range(first, first + 100) if each != world.status)
    results = (Interpreter(ev, each).result(test, branch.frame) for each in others)
    return any(decided(each.outcomes) is not False for each in results)

"""The fix for a branch on a status: the tests on the path before the change come out as they did."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kombo_lint.facts.handling.policies import tries_again
from kombo_lint.findings import Applicability, Fix
from kombo_lint.fixes.arms import speaks_of
from kombo_lint.fixes.carried import carried
from kombo_lint.fixes.conditions import rewrites
from kombo_lint.fixes.handlers import in_front
from kombo_lint.fixes.layout import fitted
from kombo_lint.fixes.readable import check_readable
from kombo_lint.fixes.readers import names_in
from kombo_lint.fixes.retries import retries
from kombo_lint.fixes.subjects import NoSubject
from kombo_lint.fixes.unknowns import unknown_test

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import libcst as cst

    from kombo_lint.facts import Helper
    from kombo_lint.facts.branches import StatusBranch
    from kombo_lint.findings import Edit
    from kombo_lint.fixes.conditions import Rewrite
    from kombo_lint.flow.decisions import Test, Worlds
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.registry import Change


@dataclass(frozen=True)
class Mended:
    """A fix, if there is one, and why there is no safe one; `stricter` is an unsafe one beside a safe one."""

    fix: Fix | None
    reason: str = ""
    stricter: Fix | None = None


def mended(ev: Evaluator, change: Change, branch: StatusBranch, helper: Helper | None = None) -> Mended:
    """Return the fix for a branch; `helper` says where the function goes, None for the branch's own file."""
    if branch.policy is not None:
        reason = f"a policy decides by this, and {_no_retry(change)}"
        return Mended(_ended(ev, change, branch, helper), reason)
    try:
        if retries(branch):
            reason = f"this tries again, and {_no_retry(change)}"
            return Mended(in_front(ev, change, branch, helper), reason)
        line = unknown_test(branch)
        if line is not None:
            fix = replace(_kept(ev, change, branch, helper), applicability=Applicability.UNSAFE)
            return Mended(fix, f"line {line} asks the status too, and it is not known what comes of that")
        return Mended(
            _kept(ev, change, branch, helper),
            stricter=_stricter(ev, change, branch, helper) if speaks_of(change, branch) else None,
        )
    except NoSubject as error:
        reason = _told(change, branch, str(error))
        return Mended(carried(ev, change, branch, helper) if reason != str(error) else None, reason)


def together(found: Sequence[Mended]) -> Mended:
    """Return the fix of everything that goes by one test: there is one where each of them has one."""
    if len(found) == 1:
        return found[0]
    fixes = [each.fix for each in found if each.fix is not None]
    reason = next((each.reason for each in found if each.reason), "")
    if len(fixes) < len(found):
        return Mended(None, reason)
    weakest = max((fix.applicability for fix in fixes), key=lambda each: each is Applicability.UNSAFE)
    edits = tuple(dict.fromkeys(edit for fix in fixes for edit in fix.edits))
    return Mended(Fix(weakest, fixes[0].message, edits), reason)


def _no_retry(change: Change) -> str:
    return f"{change.api.title} asks not to retry {change.subject}"


def _told(change: Change, branch: StatusBranch, reason: str) -> str:
    """Return a reason with what is missing there, and the place that has it."""
    trail = next((source.trail for source in branch.sources if source.trail), ())
    if "only the number" not in reason or not trail:
        return reason
    via = trail[-1]
    place = f"{via.scopes.module.path}:{via.scopes.module.line(via.node)}"
    return f"{reason}: hand {'.'.join(change.api.code_path)} on beside it from {place}"


def _kept(ev: Evaluator, change: Change, branch: StatusBranch, helper: Helper | None) -> Fix:
    """Return the fix by which each test on the path before the change comes out as it did."""
    edits, count = _rewritten(ev, change, branch, helper, branch.parting.asked_before, branch.worlds)
    words = "tests" if count > 1 else "test"
    message = (
        f"let the {words} ask {'.'.join(change.api.code_path)}, so that {change.subject} go where they went"
    )
    return Fix(Applicability.SAFE, message, edits)


def _stricter(ev: Evaluator, change: Change, branch: StatusBranch, helper: Helper | None) -> Fix | None:
    """Return the fix by which the test asks for the codes, and for the status only where there is no code."""
    try:
        edits, _ = _rewritten(ev, change, branch, helper, [branch.parting.test], branch.worlds, alone=True)
    except NoSubject:
        return None
    field = ".".join(change.api.code_path)
    message = f"let {change.subject} come here, and of other errors only those without {field}"
    return Fix(Applicability.UNSAFE, message, edits)


def _ended(ev: Evaluator, change: Change, branch: StatusBranch, helper: Helper | None) -> Fix | None:
    """Return the fix by which a predicate says of the codes that nothing is tried again, whatever status."""
    function, worlds = branch.frame.function, branch.worlds
    again = (
        tries_again(worlds.before, worlds.after, branch.scopes, function) if function is not None else None
    )
    if again is None:
        return None
    quiet = replace(worlds, before=worlds.after, after=worlds.before) if again is worlds.before else worlds
    try:
        edits, _ = _rewritten(ev, change, branch, helper, branch.parting.tests, quiet)
    except NoSubject:
        return None
    return Fix(Applicability.UNSAFE, f"let {change.subject} end the retries, whatever their status", edits)


def _rewritten(
    ev: Evaluator,
    change: Change,
    branch: StatusBranch,
    helper: Helper | None,
    tests: Iterable[Test],
    worlds: Worlds,
    alone: bool = False,
) -> tuple[tuple[Edit, ...], int]:
    """Return the edits by which tests come out as in the world `before`, and how many parts are rewritten."""
    status = worlds.before.world.status
    found: dict[cst.CSTNode, Rewrite] = {}
    for test in tests:
        for rewrite in rewrites(worlds, test, branch.frame, status):
            check_readable(ev, rewrite.subject, rewrite.node, branch.frame)
            found.setdefault(rewrite.node, rewrite)
    if not found or (alone and not all(rewrite.alone for rewrite in found.values())):
        raise NoSubject("the test that decides is somewhere else")
    subjects = {rewrite.subject.read.body: rewrite.subject for rewrite in found.values()}
    if len(subjects) != 1:
        raise NoSubject("responses of different libraries come here")
    names = names_in(ev, change, branch.scopes, next(iter(subjects.values())), helper)
    texts = {
        node: (rewrite.alone if alone else rewrite.text).format(reader=names.reader, codes=names.codes)
        for node, rewrite in found.items()
    }
    return (*names.edits, *fitted(branch.scopes, texts)), len(found)

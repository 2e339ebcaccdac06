"""The fix for a branch on a status: the tests on the path before the change come out as they did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.findings import Applicability, Edit, Fix
from kombo_lint.fixes.conditions import names_the_code, rewrites
from kombo_lint.fixes.layout import fitted
from kombo_lint.fixes.readable import check_readable
from kombo_lint.fixes.readers import names_in
from kombo_lint.fixes.retries import retries
from kombo_lint.fixes.subjects import NoSubject, subject_of
from kombo_lint.flow.values import Err

if TYPE_CHECKING:
    from kombo_lint.facts import Helper
    from kombo_lint.facts.branches import StatusBranch
    from kombo_lint.fixes.conditions import Rewrite
    from kombo_lint.fixes.subjects import Subject
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.registry import Change


@dataclass(frozen=True)
class Mended:
    """A fix, if there is one, and why there is no safe one."""

    fix: Fix | None
    reason: str = ""


def mended(ev: Evaluator, change: Change, branch: StatusBranch, helper: Helper | None = None) -> Mended:
    """Return the fix for a branch; `helper` says where the function goes, None for the branch's own file."""
    if branch.policy is not None:
        return Mended(None, f"a policy decides by this, and {_no_retry(change)}")
    try:
        if retries(branch):
            reason = f"this tries again, and {_no_retry(change)}"
            return Mended(_in_front(ev, change, branch, helper), reason)
        return Mended(_kept(ev, change, branch, helper))
    except NoSubject as error:
        return Mended(None, _told(branch, str(error)))


def _no_retry(change: Change) -> str:
    return f"{change.api.title} asks not to retry {change.subject}"


def _told(branch: StatusBranch, reason: str) -> str:
    """Return a reason with the place that has what is missing."""
    if "only the number" not in reason:
        return reason
    trail = next((source.trail for source in branch.sources if source.trail), ())
    if not trail:
        return reason
    via = trail[-1]
    return f"{reason}: hand it on from {via.scopes.module.path}:{via.scopes.module.line(via.node)} too"


def _kept(ev: Evaluator, change: Change, branch: StatusBranch, helper: Helper | None) -> Fix:
    """Return the fix by which each test on the path before the change comes out as it did."""
    assert change.from_status is not None
    found: dict[cst.CSTNode, Rewrite] = {}
    for test in branch.parting.asked_before:
        for rewrite in rewrites(branch.worlds, test, branch.frame, change.from_status):
            check_readable(ev, rewrite.subject, rewrite.node, branch.frame)
            found.setdefault(rewrite.node, rewrite)
    if not found:
        raise NoSubject("the test that decides is somewhere else")
    subjects = {rewrite.subject.read.body: rewrite.subject for rewrite in found.values()}
    if len(subjects) != 1:
        raise NoSubject("responses of different libraries come here")
    names = names_in(ev, change, branch.scopes, next(iter(subjects.values())), helper)
    texts = {
        node: rewrite.text.format(reader=names.reader, codes=names.codes) for node, rewrite in found.items()
    }
    edits = fitted(branch.scopes, texts)
    words = "tests" if len(found) > 1 else "test"
    message = (
        f"let the {words} ask {'.'.join(change.api.code_path)}, so that {change.subject} go where they went"
    )
    return Fix(Applicability.SAFE, message, (*names.edits, *edits))


def _in_front(ev: Evaluator, change: Change, branch: StatusBranch, helper: Helper | None) -> Fix | None:
    """Return the unsafe fix that takes the codes out before a statement that tries again."""
    try:
        subject = subject_of(ev, branch.node, branch.frame)
        check_readable(ev, subject, branch.node, branch.frame)
    except NoSubject:
        return None
    statement, leaving = _statement(branch), _leaving(ev, branch, subject)
    if statement is None or leaving is None:
        return None
    names = names_in(ev, change, branch.scopes, subject, helper)
    module = branch.scopes.module
    place = module.location(statement)
    blank = module.lines[place.start.line - 1][: place.start.column - 1]
    newline, indent = module.tree.default_newline, module.tree.default_indent
    condition = names_the_code(subject).format(reader=names.reader, codes=names.codes)
    text = f"if {condition}:{newline}{blank}{indent}{leaving}{newline}{blank}"
    here = type(place)(place.path, place.start, place.start)
    message = f"take {change.subject} out before they are retried: `{leaving}`"
    return Fix(Applicability.UNSAFE, message, (*names.edits, Edit(here, text)))


def _statement(branch: StatusBranch) -> cst.CSTNode | None:
    """Return the statement with the test, with the `if` before it if it is an `elif`; None for a `while`."""
    child: cst.CSTNode = branch.node
    for parent in branch.scopes.ancestors(child):
        if isinstance(child, cst.BaseCompoundStatement | cst.SimpleStatementLine) and not isinstance(
            parent, cst.If | cst.Else
        ):
            return None if isinstance(child, cst.While) else child
        child = parent
    return None


def _leaving(ev: Evaluator, branch: StatusBranch, subject: Subject) -> str | None:
    """Return the statement that raises in the library's own way, None where there is none."""
    if any(isinstance(value, Err) for value in subject.values) or "." in subject.source:
        inside = any(isinstance(parent, cst.ExceptHandler) for parent in branch.scopes.ancestors(branch.node))
        return "raise" if inside else None
    raises = {
        name for value in subject.values for name in ev.models.response(value.request.library).raises[:1]
    }
    return f"{subject.source}.{raises.pop()}()" if len(raises) == 1 else None

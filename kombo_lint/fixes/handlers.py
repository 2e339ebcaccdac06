"""The unsafe fix of what tries again: a handler that takes the codes out in front of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.findings import Applicability, Edit, Fix
from kombo_lint.fixes.conditions import names_the_code
from kombo_lint.fixes.readable import check_readable
from kombo_lint.fixes.readers import names_in
from kombo_lint.fixes.subjects import NoSubject, subject_of
from kombo_lint.flow.reaching import own_nodes
from kombo_lint.flow.tree import dotted
from kombo_lint.flow.values import Err

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.facts import Helper
    from kombo_lint.facts.branches import StatusBranch
    from kombo_lint.fixes.subjects import Subject
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.registry import Change


def in_front(ev: Evaluator, change: Change, branch: StatusBranch, helper: Helper | None) -> Fix | None:
    """Return the fix that raises, for a change's codes, before a test that tries again; None for none."""
    try:
        subject = subject_of(ev, branch.node, branch.frame)
        check_readable(ev, subject, branch.node, branch.frame)
    except NoSubject:
        return None
    statement, leaving = _statement(branch), _leaving(ev, branch, subject)
    if statement is None or leaving is None:
        return None
    guards = _guards(branch, subject, statement)
    if guards is None:
        return None
    names = names_in(ev, change, branch.scopes, subject, helper)
    module = branch.scopes.module
    place = module.location(statement)
    blank = module.lines[place.start.line - 1][: place.start.column - 1]
    newline, indent = module.tree.default_newline, module.tree.default_indent
    asked = names_the_code(subject).format(reader=names.reader, codes=names.codes)
    condition = " and ".join([*guards, asked])
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


def _guards(branch: StatusBranch, subject: Subject, statement: cst.CSTNode) -> list[str] | None:
    """Return what the statement asks before it reads on from the subject, as `isinstance(error, ...)`.

    None where that is more than conditions in front of the test: then reading the code there may raise.
    """
    if "." not in subject.source:
        return []  # the reader takes anything
    owners = {subject.source, *_owners(subject.source)}
    ahead: list[cst.CSTNode] = []
    child: cst.CSTNode = branch.node
    found: list[str] = []
    for parent in branch.scopes.ancestors(child):
        if isinstance(parent, cst.BooleanOperation) and parent.right is child:
            if any(_asks(branch, node, owners) for node in (parent.left, *own_nodes(parent.left))):
                if not isinstance(parent.operator, cst.And):
                    return None
                found.insert(0, branch.scopes.module.tree.code_for_node(parent.left))
        elif isinstance(parent, cst.If) and child is not parent.test:
            ahead.append(parent.test)
        if parent is statement:
            break
        child = parent
    if any(_asks(branch, node, owners) for test in ahead for node in (test, *own_nodes(test))):
        return None
    return found


def _owners(source: str) -> Iterator[str]:
    """Yield `a` and `a.b` for `a.b.c`."""
    while "." in source:
        source = source.rpartition(".")[0]
        yield source


def _asks(branch: StatusBranch, node: cst.CSTNode, owners: set[str]) -> bool:
    """Say whether a node is one of the owners, asked as a whole and not read on from."""
    parent = branch.scopes.parents.get(node)
    if not isinstance(node, cst.Name | cst.Attribute) or isinstance(parent, cst.Attribute):
        return False
    return dotted(node) in owners


def _leaving(ev: Evaluator, branch: StatusBranch, subject: Subject) -> str | None:
    """Return the statement that raises in the library's own way, None where there is none."""
    if any(isinstance(value, Err) for value in subject.values) or "." in subject.source:
        inside = any(isinstance(parent, cst.ExceptHandler) for parent in branch.scopes.ancestors(branch.node))
        return "raise" if inside else None
    raises = {
        name for value in subject.values for name in ev.models.response(value.request.library).raises[:1]
    }
    return f"{subject.source}.{raises.pop()}()" if len(raises) == 1 else None

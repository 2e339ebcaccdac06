"""Whether the path that a test chose before a change tries again: to keep that path would be wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.facts.handling.reruns import Reruns
from kombo_lint.fixes.arms import spaced
from kombo_lint.flow.reaching import leaves
from kombo_lint.flow.tree import walk
from kombo_lint.flow.values import Ext, Func, Resp
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kombo_lint.facts.branches import StatusBranch

_NOT = ("not", "no", "non", "never", "without", "stop", "dont", "cannot")
_AGAIN = re.compile(
    "".join(rf"(?<!\b{word} )" for word in _NOT)
    + r"\b(?:sleep|retr[iy]\w*\b(?! (?:exhaust|exceed|limit|fail))|(?:en|re)?queue|back ?off|again\b|later\b"
    r"|postpone|resend|reschedul)"
)
"""What is named for trying again, its words taken apart; `NotRetryable` and `RetriesExhausted` are not."""


def retries(branch: StatusBranch) -> bool:
    """Say whether the request may be sent again on the path before the change."""
    parting = branch.parting
    loop = next(_loops(branch, parting.node), None)
    if loop is not None and _tries_again(branch, loop):
        if isinstance(loop, cst.While) and loop.test in (
            parting.node,
            *branch.scopes.ancestors(parting.node),
        ):
            return True
        if parting.goes_on or _caught_in_loop(branch, loop):
            return True
    return (
        _is_governed(branch)
        or _named_so(branch)
        or any(map(_says_so, (*parting.ran_before, *_arm(branch))))
        or _runs_again(branch)
    )


def _arm(branch: StatusBranch) -> Sequence[cst.CSTNode]:
    """Return what runs where the test holds as before the change, if what it is joined with allows it."""
    child: cst.CSTNode = branch.node
    for parent in branch.scopes.ancestors(child):
        if isinstance(parent, cst.If) and parent.test is child and branch.held is not False:
            return parent.body.body
        if not isinstance(parent, cst.BooleanOperation):
            break
        child = parent
    return ()


def _loops(branch: StatusBranch, node: cst.CSTNode) -> Iterator[cst.For | cst.While]:
    """Yield the loops of the function around a node, the innermost first."""
    for parent in branch.scopes.ancestors(node):
        if parent is branch.frame.function:
            return
        if isinstance(parent, cst.For | cst.While):
            yield parent


def _tries_again(branch: StatusBranch, loop: cst.For | cst.While) -> bool:
    """Say whether a loop sends the same request each time: what it counts is no part of the request."""
    if not _sends(branch, loop):
        return False
    if isinstance(loop, cst.While):
        return True
    names = {node.value for node in walk(loop.target) if isinstance(node, cst.Name)}
    for call in (node for node in walk(loop.body) if isinstance(node, cst.Call)):
        if any(isinstance(value, Resp) for value in branch.worlds.before.ev.values(call, branch.frame)):
            used = {node.value for arg in call.args for node in walk(arg) if isinstance(node, cst.Name)}
            return not names & used
    return True


def _sends(branch: StatusBranch, loop: cst.For | cst.While) -> bool:
    """Say whether what is judged may be answered in the loop, or something else is sent there."""
    scopes, ev, world = branch.scopes, branch.worlds.before.ev, branch.worlds.before.world
    requests = [source.request for source in branch.sources]
    if any(each.scopes is scopes and loop in scopes.ancestors(each.node) for each in requests):
        return True
    for call in (node for node in walk(loop) if isinstance(node, cst.Call)):
        funcs = ev.values(call.func, branch.frame)
        if any(isinstance(value, Func) and world.sends(value.node) for value in funcs):
            return True
        if any(isinstance(value, Resp) for value in ev.values(call, branch.frame)):
            return True
    return False


def _caught_in_loop(branch: StatusBranch, loop: cst.For | cst.While) -> bool:
    """Say whether what is raised at the test is caught inside the loop, which may then go on."""
    child: cst.CSTNode = branch.parting.node
    raised = any(isinstance(node, cst.Raise) for node in branch.parting.ran_before)
    for parent in branch.scopes.ancestors(child):
        if parent is loop:
            return False
        if isinstance(parent, cst.Try | cst.TryStar) and child is parent.body and raised:
            return any(
                any(isinstance(node, cst.Continue) for node in walk(handler.body)) or not leaves(handler.body)
                for handler in parent.handlers
            )
        child = parent
    return False


def _is_governed(branch: StatusBranch) -> bool:
    """Say whether the function runs under a library's retry policy."""
    ev, scopes = branch.worlds.before.ev, branch.scopes
    function = branch.frame.function
    if not isinstance(function, cst.FunctionDef):
        return False
    around = ev.frame_of(scopes, function)
    for decorator in function.decorators:
        node = decorator.decorator
        for value in ev.values(node.func if isinstance(node, cst.Call) else node, around):
            if isinstance(value, Ext) and short(value.name) in ev.models.governs:
                return True
    return False


def _named_so(branch: StatusBranch) -> bool:
    """Say whether a function that returns a decision is named for trying again, or made in one that is."""
    function = branch.frame.function
    decides = branch.parting.way == "returned" or any(map(_says_yes, branch.parting.ran_before))
    around = (function, *branch.scopes.ancestors(function)) if function is not None else ()
    named = (each.name for each in around if isinstance(each, cst.FunctionDef))
    return decides and any(map(_says_again, named))


def _says_yes(statement: cst.CSTNode) -> bool:
    return any(
        isinstance(node, cst.Return) and isinstance(node.value, cst.Name) and node.value.value == "True"
        for node in walk(statement)
    )


def _says_so(statement: cst.CSTNode) -> bool:
    """Say whether a statement calls, raises or sets something that is named for trying again."""
    for node in walk(statement):
        named = node.func if isinstance(node, cst.Call) else node.exc if isinstance(node, cst.Raise) else None
        if isinstance(named, cst.Call):
            named = named.func
        if named is not None and _says_again(named):
            return True
        targets = node.targets if isinstance(node, cst.Assign) and not _is_nothing(node.value) else ()
        if any(_says_again(each.target) for each in targets):
            return True
    return False


def _says_again(named: cst.CSTNode) -> bool:
    return any(isinstance(node, cst.Name) and _AGAIN.search(spaced(node.value)) for node in walk(named))


def _is_nothing(value: cst.BaseExpression) -> bool:
    """Say whether a value is written down that says no: `retry = False` tries nothing again."""
    if isinstance(value, cst.Integer):
        return value.evaluated_value == 0
    return isinstance(value, cst.Name) and value.value in ("False", "None")


def _runs_again(branch: StatusBranch) -> bool:
    """Say whether the function is run again: it calls itself, or is put into a queue."""
    reruns = Reruns(branch.worlds.before.ev, branch.frame)
    return any(map(reruns.by, branch.parting.ran_before))

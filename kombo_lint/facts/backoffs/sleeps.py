"""Waits that the program writes by hand: it sleeps for a status, and sends again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.facts.backoffs.backoff import Backoff
from kombo_lint.facts.backoffs.calls import calls_of
from kombo_lint.facts.backoffs.tries import answer_of
from kombo_lint.facts.backoffs.turns import answered, answered_well, is_apis
from kombo_lint.facts.evidence import evidence, strongest
from kombo_lint.flow.errors import caught, raised
from kombo_lint.flow.growing import growth
from kombo_lint.flow.origins import origin
from kombo_lint.flow.reached import may_reach
from kombo_lint.flow.reaching import own_nodes
from kombo_lint.flow.sending import sent_by
from kombo_lint.flow.tree import walk
from kombo_lint.flow.values import Ext
from kombo_lint.flow.waits import Pause
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Frame, FromRequest
    from kombo_lint.flow.worlds import Interpreter
    from kombo_lint.registry import Change

_ROWS = (cst.IndentedBlock, cst.SimpleStatementSuite, cst.SimpleStatementLine)


def of_sleeps(ev: Evaluator, change: Change, paths: Sequence[str]) -> Iterator[Backoff]:
    """Yield how long the program sleeps before it sends again what the change's status was answered to."""
    for scopes, call in calls_of(ev, ev.models.sleeps, paths, "may wait and try again"):
        found = _of_sleep(ev, change, scopes, call)
        if found is not None:
            yield found


def _of_sleep(ev: Evaluator, change: Change, scopes: Scopes, call: cst.Call) -> Backoff | None:
    frame = ev.frame_of(scopes, call)
    function = frame.function
    if not call.args or not isinstance(function, cst.FunctionDef) or not _sleeps(ev, call, frame):
        return None
    loop = _loop(scopes, call)
    found = growth(ev, call.args[0].value, frame, loop)
    if found.told:
        return None
    sources = _answers(ev, change, call, loop, frame)
    below = any(_sends(ev, each, frame) for each in _below(frame, call))
    if not sources or not (below or _turns_again(ev, call, loop, frame)):
        return None
    source = strongest(ev, sources)
    certain = origin(ev, source.request).whose == "api"
    pause = Pause(found.first, found.grows, scopes, call)
    return Backoff(pause, evidence(ev, source), certain, loop=None if below else loop)


def _sleeps(ev: Evaluator, call: cst.Call, frame: Frame) -> bool:
    return any(
        isinstance(value, Ext) and short(value.name) in ev.models.sleeps
        for value in ev.values(call.func, frame)
    )


def _loop(scopes: Scopes, node: cst.CSTNode) -> cst.For | cst.While | None:
    """Return the innermost loop around a node in its function."""
    for parent in scopes.ancestors(node):
        if isinstance(parent, cst.For | cst.While):
            return parent
        if isinstance(parent, cst.FunctionDef | cst.Lambda):
            return None
    return None


def _answers(
    ev: Evaluator, change: Change, call: cst.Call, loop: cst.For | cst.While | None, frame: Frame
) -> list[FromRequest]:
    """Return the API's answers with the change's status that lead to a sleep, where good ones do not."""
    assert change.to_status is not None
    handler = next((p for p in frame.scopes.ancestors(call) if isinstance(p, cst.ExceptHandler)), None)
    inside = handler is not None and (loop is None or handler in set(walk(loop)))
    errors = _handled(ev, handler, frame) if handler is not None and inside else []
    # Whether it sleeps is told near by; what leads there from far away takes long to find out.
    bad, good = answered(ev, change.to_status, change.codes[0]), answered_well(ev)
    if not may_reach(bad, call, frame, loop):
        return []
    if errors:
        return [] if _polls(good, loop, frame) else errors
    if may_reach(good, call, frame, loop):
        return []
    return list(bad.seen.values())


def _polls(good: Interpreter, loop: cst.For | cst.While | None, frame: Frame) -> bool:
    """Say whether a loop sleeps after good answers, too: then it asks again and again, whatever comes."""
    for call in own_nodes(loop.body) if loop is not None else ():
        if isinstance(call, cst.Call) and call.args and _sleeps(good.ev, call, frame):
            around = frame.scopes.ancestors(call)
            if not any(isinstance(each, cst.ExceptHandler) for each in around) and may_reach(
                good, call, frame, loop
            ):
                return True
    return False


def _handled(ev: Evaluator, handler: cst.ExceptHandler, frame: Frame) -> list[FromRequest]:
    """Return the API's answers whose errors a handler takes."""
    block = frame.scopes.parents.get(handler)
    if not isinstance(block, cst.Try):
        return []
    values = caught(ev, handler, frame) if handler.type is not None else raised(ev, block.body, frame)
    found = [answer_of(ev, value) for value in values]
    return [each for each in found if each is not None]


def _turns_again(ev: Evaluator, call: cst.Call, loop: cst.For | cst.While | None, frame: Frame) -> bool:
    """Say whether the same is sent once more in the next turn of the loop around a sleep."""
    if loop is None or _leaves(frame, call, loop):
        return False
    if isinstance(loop, cst.For):
        targets = _names_in(loop.target)
        calls = (node for node in own_nodes(loop.body) if isinstance(node, cst.Call))
        # A loop over what is sent does not send the same again.
        if any(_sends(ev, node, frame) for node in calls if targets & _names_in(node)):
            return False
    return _sends(ev, loop.body, frame)


def _sends(ev: Evaluator, node: cst.CSTNode, frame: Frame) -> bool:
    return any(is_apis(ev, sent.request) for sent in sent_by(ev, node, frame))


def _below(frame: Frame, call: cst.Call) -> Sequence[cst.CSTNode]:
    """Return the statements that follow a sleep in its block."""
    child: cst.CSTNode = call
    found: list[cst.CSTNode] = []
    for parent in frame.scopes.ancestors(call):
        if isinstance(parent, _ROWS):
            place = next((n for n, each in enumerate(parent.body) if each is child), len(parent.body))
            found += parent.body[place + 1 :]
            if not isinstance(parent, cst.SimpleStatementLine):
                break
        child = parent
    return found


def _leaves(frame: Frame, call: cst.Call, loop: cst.For | cst.While) -> bool:
    """Say whether what follows a sleep surely ends the loop."""
    child: cst.CSTNode = call
    for parent in frame.scopes.ancestors(call):
        if child is loop:
            return False
        if isinstance(parent, _ROWS):
            place = next((n for n, each in enumerate(parent.body) if each is child), len(parent.body))
            for statement in parent.body[place + 1 :]:
                parts = statement.body if isinstance(statement, cst.SimpleStatementLine) else [statement]
                for small in parts:
                    if isinstance(small, cst.Return | cst.Raise | cst.Break | cst.Continue):
                        return not isinstance(small, cst.Continue)
        child = parent
    return False


def _names_in(node: cst.CSTNode) -> set[str]:
    return {each.value for each in walk(node) if isinstance(each, cst.Name)}

"""Whether an answer gets to code in a world: by the tests on the way, and by the errors that carry it.

A handler speaks of an error; whether that error carries an answer of the world hangs on
whether its `raise` can be reached with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import raising
from kombo_lint.flow.errors import taken
from kombo_lint.flow.governed import asked_by
from kombo_lint.flow.instances import self_stores, stored
from kombo_lint.flow.outcomes import Symbol
from kombo_lint.flow.predicates import ended
from kombo_lint.flow.reached import may_reach
from kombo_lint.flow.tree import walk
from kombo_lint.flow.values import FROM_REQUEST, Cls, Err, Inst, Seq

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function, Scopes
    from kombo_lint.flow.values import Frame, Request, Value, Values
    from kombo_lint.flow.worlds import Interpreter


def may_get(it: Interpreter, node: cst.CSTNode, frame: Frame) -> bool:
    """Say whether a run may get to a node; where that speaks of a caught error, to one with an answer."""
    return may_reach(it, node, frame) and is_thrown(it, node, frame)


def is_thrown(it: Interpreter, node: cst.CSTNode, frame: Frame) -> bool:
    """Say whether each caught error that a node speaks of may carry an answer of the world."""
    ways = InWorld(it)
    return all(ways.may_take(handler, frame) for handler in _spoken_of(frame.scopes, node))


def caught(it: Interpreter, handler: cst.ExceptHandler | cst.ExceptStarHandler, frame: Frame) -> Values:
    """Return the errors that a handler gets in a world: of those with an answer only what is raised in it.

    Nothing is returned where no error is known to have one.
    """
    ways = InWorld(it)
    if not any(map(ways.carries, taken(it.ev, handler, frame))):
        return ()
    return taken(it.ev, handler, frame, ways)


def may_be_asked(it: Interpreter, scopes: Scopes, function: Function) -> bool:
    """Say whether a policy asks a predicate about an error with an answer, where one does in any world."""
    ways = InWorld(it)
    uses = [(where, call) for where, call, each in asked_by(it.ev, scopes, function) if each.gives == "error"]
    carried = [use for use in uses if any(map(ways.carries, ended(it.ev, "error", *use)))]
    return not carried or any(
        any(map(ways.carries, ended(it.ev, "error", *use, ways=ways))) for use in carried
    )


@dataclass(frozen=True)
class InWorld:
    """The ways that answers of a world take."""

    it: Interpreter

    def may_reach(self, node: cst.CSTNode, frame: Frame) -> bool:
        """Say whether a run gets to a node in the world."""
        return may_reach(self.it, node, frame)

    def may_take(self, handler: cst.ExceptHandler | cst.ExceptStarHandler, frame: Frame) -> bool:
        """Say whether a handler gets an error with an answer, where it gets one in any world."""
        ev = self.it.ev
        if not any(map(self.carries, taken(ev, handler, frame))):
            return True
        return any(map(self.carries, taken(ev, handler, frame, self)))

    def may_make(self, error: Value) -> bool:
        """Say whether the call that makes an error runs in the world, and may be of its class."""
        if not isinstance(error, Inst) or error.call is None or error.frame is None:
            return True
        if not may_reach(self.it, error.call, error.frame):
            return False
        made = self.it.result(error.call.func, error.frame).outcomes
        kinds = [each.value for each in made if isinstance(each, Symbol) and isinstance(each.value, Cls)]
        return len(kinds) < len(made) or not kinds or error.cls in kinds

    def carries(self, error: Value) -> bool:
        """Say whether an error carries an answer of the world."""
        return any(map(self.it.world.answers, _answers(self.it.ev, error)))


def _answers(ev: Evaluator, error: Value) -> frozenset[Request]:
    """Return the requests whose answers an error carries: its own, or those in what it is made of."""
    if isinstance(error, Err):
        return frozenset({error.request})
    if not isinstance(error, Inst):
        return frozenset()
    return ev.once(("answers", error), lambda: frozenset(_carried(ev, error)), meanwhile=frozenset())


def _carried(ev: Evaluator, error: Inst) -> Iterator[Request]:
    names = dict.fromkeys(store.target.attr.value for _, _, store in self_stores(ev, error, None))
    kept = [value for name in names for value in stored(ev, error, name)]
    rows = [row for row in raising.member(ev, error, "args") if isinstance(row, Seq)]
    given = [value for row in rows for item in row.items for value in item]
    yield from (value.request for value in (*kept, *given) if isinstance(value, FROM_REQUEST))


def _spoken_of(scopes: Scopes, node: cst.CSTNode) -> Iterator[cst.ExceptHandler]:
    """Yield the handlers around a node whose error it names, or a name that is made from it."""
    for parent in scopes.ancestors(node):
        if isinstance(parent, cst.FunctionDef | cst.Lambda):
            return
        if isinstance(parent, cst.ExceptHandler) and parent.name is not None:
            name = parent.name.name
            if isinstance(name, cst.Name) and name.value in _named(parent, node):
                yield parent


def _named(handler: cst.ExceptHandler, node: cst.CSTNode) -> set[str]:
    """Return the names in a node, and those in what the handler assigns to these."""
    found = {each.value for each in walk(node) if isinstance(each, cst.Name)}
    for assign in walk(handler.body):
        if isinstance(assign, cst.Assign) and any(
            isinstance(each.target, cst.Name) and each.target.value in found for each in assign.targets
        ):
            found |= {each.value for each in walk(assign.value) if isinstance(each, cst.Name)}
    return found

"""What a function returns in a world, and whether it returns at all."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import calls, middleware, patterns, runners
from kombo_lint.flow import outcomes as out
from kombo_lint.flow.classes import MAKES_DATA, decorator_names
from kombo_lint.flow.instances import fields
from kombo_lint.flow.leaving import leaves_for_good, never_returns, sure_calls
from kombo_lint.flow.loops import breaks, endless
from kombo_lint.flow.may_raise import may_raise
from kombo_lint.flow.outcomes import Result, merged
from kombo_lint.flow.reaching import own
from kombo_lint.flow.tree import walk
from kombo_lint.flow.values import FROM_REQUEST, Body, Cls, Ext, Func, Inst, Method, Resp, Seq, Unknown
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kombo_lint.flow.values import Frame, Request, Value
    from kombo_lint.flow.worlds import Interpreter

_BAD = 400
_MANAGERS = frozenset({"contextmanager", "asynccontextmanager"})
_UNPARSED = frozenset(
    {"ValueError", "JSONDecodeError", "UnicodeDecodeError", "KeyError", "IndexError", "LookupError",
     "TypeError", "AttributeError", "ContentTypeError", "DecodeError"}
)  # fmt: skip
"""What reading an error code out of a body raises when the body is not the API's."""


_MISSING = frozenset({"KeyError", "LookupError", "Exception"})


def run(it: Interpreter, function: Func, frame: Frame) -> Result:
    """Return what the function returns; no outcome at all when it never returns."""
    node = function.node
    if isinstance(node, cst.Lambda):
        return it.result(node.body, frame)
    if decorator_names(node) & _MANAGERS or calls.exits(node)[1]:
        return Result()
    return it.guarded((node, frame), it.runs, lambda: _run(it, node, frame))


def _run(it: Interpreter, node: cst.FunctionDef, frame: Frame) -> Result:
    ends = _Ends()
    falls = _block(it, node.body.body, frame, ends)
    returned = out.of_the_answer([*ends.returned, *([Result((None,))] if falls else [])])
    found = [o for result in returned for o in result.outcomes]
    way = Result(branches=frozenset(ends.tests), chose=frozenset(ends.chose))
    whole = merged([*returned, way], out.collect(found))
    if not found and ends.loops:  # what tries again and again gives up some time
        return replace(whole, outcomes=(out.UNKNOWN,))
    if not found:
        return Result((), branches=whole.branches, chose=whole.chose)
    return whole


@dataclass
class _Ends:
    returned: list[Result] = field(default_factory=list)
    tests: set[tuple[cst.CSTNode, bool | None]] = field(default_factory=set)
    chose: set[Request] = field(default_factory=set)
    loops: bool = False

    def add(self, node: cst.CSTNode, test: Result) -> None:
        """Note a test by which the function chooses its way."""
        if test.atoms or test.raw:
            self.tests.add((node, test.truth))
        self.chose |= test.chose | (test.asked if test.code else frozenset())


def _block(it: Interpreter, statements: Sequence[cst.CSTNode], frame: Frame, ends: _Ends) -> bool:
    """Run statements; add what is returned; say whether their end is reached."""
    return all(_statement(it, statement, frame, ends) for statement in statements)


def _statement(it: Interpreter, statement: cst.CSTNode, frame: Frame, ends: _Ends) -> bool:
    if isinstance(statement, cst.SimpleStatementLine):
        return _block(it, statement.body, frame, ends)
    if isinstance(statement, cst.BaseSmallStatement):
        if raises(it, statement, frame):
            return False
        if isinstance(statement, cst.Return):
            value = statement.value
            ends.returned.append(it.result(value, frame) if value is not None else Result((None,)))
        return not isinstance(statement, cst.Return | cst.Raise | cst.Continue | cst.Break)
    if isinstance(statement, cst.If):
        return _if(it, statement, frame, ends)
    if isinstance(statement, cst.Match):
        return _match(it, statement, frame, ends)
    if isinstance(statement, cst.With):
        return not raises(it, statement, frame) and _block(it, statement.body.body, frame, ends)
    if isinstance(statement, cst.For | cst.While):
        comes_round = _block(it, statement.body.body, frame, ends)
        again = comes_round or any(isinstance(node, cst.Continue) for node in walk(statement))
        ends.loops = ends.loops or (again and endless(statement))
        if statement.orelse is not None and not _block(it, statement.orelse.body.body, frame, ends):
            return breaks(statement.body)
        return not endless(statement)
    if isinstance(statement, cst.Try | cst.TryStar):
        return _try(it, statement, frame, ends)
    return True


def _if(it: Interpreter, statement: cst.If, frame: Frame, ends: _Ends) -> bool:
    if raises(it, statement, frame):
        return False
    test = it.result(statement.test, frame)
    ends.add(statement.test, test)
    arms: list[Sequence[cst.CSTNode]] = []
    if test.truth is not False:
        arms.append(statement.body.body)
    if test.truth is not True:
        arms.append(otherwise(statement))
    return any([_block(it, arm, frame, ends) for arm in arms])  # noqa: C419  every arm is run


def _match(it: Interpreter, statement: cst.Match, frame: Frame, ends: _Ends) -> bool:
    falls = False
    for case in statement.cases:
        test = patterns.fits(it, statement, case, frame)
        ends.add(case, test)
        if test.truth is not False:
            falls = _block(it, case.body.body, frame, ends) or falls
        if test.truth is True:
            return falls
    return True


def _try(it: Interpreter, statement: cst.Try | cst.TryStar, frame: Frame, ends: _Ends) -> bool:
    falls = _block(it, statement.body.body, frame, ends)
    if falls and statement.orelse is not None:
        falls = _block(it, statement.orelse.body.body, frame, ends)
    for handler in reachable_handlers(it, statement, frame):
        falls = _block(it, handler.body.body, frame, ends) or falls
    if statement.finalbody is not None:
        return _block(it, statement.finalbody.body.body, frame, ends) and falls
    return falls


def otherwise(statement: cst.If) -> Sequence[cst.CSTNode]:
    """Return the statements that run when the test of an `if` does not hold."""
    orelse = statement.orelse
    if orelse is None:
        return ()
    return [orelse] if isinstance(orelse, cst.If) else orelse.body.body


def reachable_handlers(
    it: Interpreter, statement: cst.Try | cst.TryStar, frame: Frame
) -> Iterator[cst.ExceptHandler | cst.ExceptStarHandler]:
    """Yield the handlers that may run in this world.

    A setup error always has a JSON body: where the `try` reads that body, a handler for
    bodies that cannot be read never runs, nor does any where the `try` only reads. But an
    error's body has no more than is said of it: a key of anything else is missing.
    """
    reads, does_more, misses = False, False, False
    for node in walk(statement.body):
        if isinstance(node, cst.Call | cst.Attribute):
            read = any(isinstance(v, Body) and it.answered(v) for v in it.ev.values(node, frame))
            reads = reads or read
            does_more = does_more or (isinstance(node, cst.Call) and not _only_reads(it, node, frame))
        does_more = does_more or isinstance(node, cst.Raise | cst.Assert)
        misses = misses or (isinstance(node, cst.Subscript) and _misses(it, node, frame))
    for handler in statement.handlers:
        unparsed = reads and (not does_more or _is_for_unparsed(it, handler, frame))
        if not unparsed or (misses and _takes_missing(it, handler, frame)):
            yield handler


def _misses(it: Interpreter, node: cst.Subscript, frame: Frame) -> bool:
    """Say whether an item is asked of a body that no error's body has."""
    return any(
        isinstance(v, Body) and v.path[-1:] and it.lacks(v.path[:1]) and it.answered(v)
        for v in it.ev.values(node, frame)
    )


def _takes_missing(it: Interpreter, handler: cst.ExceptHandler | cst.ExceptStarHandler, frame: Frame) -> bool:
    if handler.type is None:
        return True
    return any(isinstance(one, Ext) and one.name in _MISSING for one in _flat(it, handler.type, frame))


def _only_reads(it: Interpreter, call: cst.Call, frame: Frame) -> bool:
    """Say whether a call does no more than take something out of a body, or ask a built-in function."""
    callees = it.ev.values(call.func, frame)
    if all(isinstance(v, Ext) and "." not in v.name for v in callees):
        return True
    if isinstance(call.func, cst.Attribute) and call.func.attr.value in MAKES_DATA:
        return _has_code(it, call.func.value, frame)
    read = any(isinstance(v, Body) and it.answered(v) for v in it.ev.values(call, frame))
    runs = any(isinstance(v, Func) or runners.place(it.ev, v, call) is not None for v in callees)
    return read and not runs


def _has_code(it: Interpreter, made: cst.BaseExpression, frame: Frame) -> bool:
    """Say whether a class of data has a place for the error: else an error's body is none of its objects."""
    first = it.ev.api.code_path[0]
    kinds = [v for v in it.ev.values(made, frame) if isinstance(v, Cls)]
    return any(first in fields(it.ev, kind) for kind in kinds)


def _is_for_unparsed(
    it: Interpreter, handler: cst.ExceptHandler | cst.ExceptStarHandler, frame: Frame
) -> bool:
    if handler.type is None:
        return False
    return all(
        isinstance(one, Ext) and short(one.name).rpartition(".")[2] in _UNPARSED
        for one in _flat(it, handler.type, frame)
    )


def _flat(it: Interpreter, types: cst.BaseExpression, frame: Frame) -> list[Value]:
    return [
        one
        for value in it.ev.values(types, frame)
        for one in ((v for item in value.items for v in item) if isinstance(value, Seq) else (value,))
    ]


def raises(it: Interpreter, statement: cst.CSTNode, frame: Frame) -> bool:
    """Say whether the head of a statement surely raises: a call in it never returns."""
    if (
        it.world.status < _BAD
    ):  # nothing raises for a good status, and what else raises does so in every world
        return False
    return any(_never_returns(it, call, frame) for call in sure_calls(statement))


def _is_handed_an_answer(it: Interpreter, function: Func, call: cst.Call, frame: Frame) -> bool:
    """Say whether a function sees an answer of this world: as an argument, or in what it is called on."""
    given = [(arg.value, frame) for arg in call.args]
    owner = function.receiver
    if isinstance(owner, Inst) and owner.call is not None and owner.frame is not None:
        given += [(arg.value, owner.frame) for arg in owner.call.args]
    return any(
        isinstance(value, FROM_REQUEST) and it.world.answers(value.request)
        for node, where in given
        for value in it.ev.values(node, where)
    )


def _never_returns(it: Interpreter, call: cst.Call, frame: Frame) -> bool:
    values = it.ev.values(call.func, frame)
    if any(isinstance(value, Method) and value.kind == "response" for value in values):
        # As where a status is read, the answer counts, and not what else might be handed in.
        values = tuple(value for value in values if not isinstance(value, Unknown))
    return bool(values) and all(_raises_when_called(it, value, call, frame) for value in values)


def _is_never_entered(it: Interpreter, function: Func, frame: Frame) -> bool:
    """Say whether a generator that manages a `with` raises before it gets to its `yield`."""
    from kombo_lint.flow.reached import may_reach

    node = function.node
    if not isinstance(node, cst.FunctionDef) or not decorator_names(node) & _MANAGERS:
        return False
    yields = list(own(node, cst.Yield))
    return bool(yields) and not any(may_reach(it, each, frame) for each in yields)


def _raises_when_called(it: Interpreter, value: Value, call: cst.Call, frame: Frame) -> bool:
    if isinstance(value, Func):
        if never_returns(it.ev, value):
            return True
        if not may_raise(it.ev, value):
            return False
        if not _is_handed_an_answer(it, value, call, frame) and not it.world.sends(value.node):
            return False
        inner = calls.entered(it.ev, value, call, frame)
        if _is_never_entered(it, value, inner) or run(it, value, inner).outcomes == ():
            return True
        return any(_stops(it, each) for each in middleware.wrappers(it.ev, value, call, frame))
    if isinstance(value, Method) and value.kind == "response" and isinstance(value.receiver, Resp):
        model = it.ev.models.response(value.receiver.request.library)
        return value.name in model.raises and it.answered(value.receiver)
    if leaves_for_good(it.ev, value, call, frame):
        return True
    if isinstance(value, Method | Ext):
        request = calls.raising_request(it.ev, value, call, frame)
        if request is not None:
            return it.world.answers(request)
        on_the_way = middleware.passed(it.ev, value, call, frame, it.world.answers)
        return any(_stops(it.answering(each.asks), each) for each in on_the_way)
    return False


def _stops(it: Interpreter, passed: middleware.Passed) -> bool:
    """Say whether what an answer passes on its way raises for it."""
    return may_raise(it.ev, passed.function) and run(it, passed.function, passed.frame).outcomes == ()

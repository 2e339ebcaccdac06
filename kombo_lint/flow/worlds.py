"""What an expression comes to when requests are answered with one status and one error code.

A world is one answer to a group of requests. Everything else that the program
could know stays unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

import libcst as cst

from kombo_lint.flow import comprehensions, expressions, headers, invocations, messages
from kombo_lint.flow import outcomes as out
from kombo_lint.flow.attributes import RAW
from kombo_lint.flow.outcomes import Result, Symbol, Table, merged
from kombo_lint.flow.unknowns import SOME_TEXT
from kombo_lint.flow.values import (
    FROM_REQUEST,
    Body,
    Cls,
    Const,
    Err,
    Expr,
    Ext,
    Func,
    Header,
    InRange,
    Inst,
    Map,
    Resp,
    Seq,
    Status,
    Text,
    Told,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, FromRequest, Request, Value, Values

_DEEPEST = 40
Key: TypeAlias = "tuple[cst.CSTNode, Frame]"


@dataclass(frozen=True)
class World:
    """How requests are answered: those that `answers` holds for, with this status and code.

    `sends` says of a function whether it sends one of them, or calls one that does.
    """

    answers: Callable[[Request], bool]
    status: int
    code: str | None
    sends: Callable[[cst.CSTNode], bool] = lambda function: False


@dataclass(eq=False)
class Interpreter:
    """Evaluates expressions in one world.

    `atoms` has what each test right on the status came to, `seen` the values from
    the world's requests that were asked for; `code_asked` says that a body was looked at.
    """

    ev: Evaluator
    world: World
    atoms: dict[cst.CSTNode, tuple[out.Outcome, ...]] = field(default_factory=dict)
    seen: dict[Request, FromRequest] = field(default_factory=dict)
    code_asked: bool = False
    runs: dict[Key, Result] = field(default_factory=dict)
    _memo: dict[Key, Result] = field(default_factory=dict)
    _asked: set[Key] = field(default_factory=set)
    _nearby: Interpreter | None = None
    _error_body: dict[str, str | None] = field(init=False)

    def __post_init__(self) -> None:
        api = self.ev.api
        self._error_body = {**dict(api.error_body), **dict.fromkeys(api.success_keys)}

    def result(self, node: cst.BaseExpression, frame: Frame) -> Result:
        """Return what the expression comes to; unknown where that depends on itself."""
        return self.guarded((node, frame), self._memo, lambda: self._result(node, frame))

    def nearby(self, node: cst.BaseExpression, frame: Frame) -> Result:
        """Return what the expression comes to as far as its module says: whether there is anything at all."""
        if self.ev is self.ev.local:
            return self.result(node, frame)
        if self._nearby is None:
            self._nearby = Interpreter(self.ev.local, self.world, self.atoms, self.seen)
        result = self._nearby.result(node, frame)
        self.code_asked = self.code_asked or self._nearby.code_asked
        return result

    def answering(self, answers: Callable[[Request], bool]) -> Interpreter:
        """Return the interpreter of the same world as seen from elsewhere: there the answer is to these."""
        if answers is self.world.answers:
            return self
        return Interpreter(self.ev, replace(self.world, answers=answers))

    def guarded(self, key: Key, memo: dict[Key, Result], work: Callable[[], Result]) -> Result:
        """Return what `memo` has for `key`, or else `work()`; unknown inside itself and too deep."""
        if key in memo:
            return memo[key]
        if key in self._asked or len(self._asked) > _DEEPEST:
            return Result()
        self._asked.add(key)
        try:
            memo[key] = work()
        finally:
            self._asked.discard(key)
        return memo[key]

    def decide(self, node: cst.CSTNode, result: Result) -> Result:
        """Note a test right on the status; from here on it is a decision."""
        if not result.raw:
            return result
        self.atoms[node] = result.outcomes
        return replace(result, raw=False, atoms=result.atoms | {node})

    def of_values(self, values: Values, node: cst.CSTNode) -> Result:
        """Return what evaluated values come to in this world."""
        parts = out.of_the_answer(self._of_value(value, node) for value in values)
        return merged(parts, out.collect(o for part in parts for o in part.outcomes))

    def lacks(self, path: tuple[str, ...]) -> bool:
        """Say whether no error's body has anything at a path."""
        return self.world.code is not None and any(path[:1] == (key,) for key in self.ev.api.success_keys)

    def answered(self, value: Value) -> bool:
        """Say whether a value comes from a request that this world answers."""
        if not isinstance(value, FROM_REQUEST) or not self.world.answers(value.request):
            return False
        self.seen.setdefault(value.request, value)
        return True

    def _result(self, node: cst.BaseExpression, frame: Frame) -> Result:
        handler = _HANDLERS.get(type(node))
        if handler is not None:
            return handler(self, node, frame)
        return self.of_values(self.ev.values(node, frame), node)

    def _of_value(self, value: Value, node: cst.CSTNode) -> Result:
        if isinstance(value, Const):
            return Result((value.value,))
        if isinstance(value, Status) and self.answered(value):
            return Result((self.world.status,), raw=True, asked=frozenset({value.request}))
        if isinstance(value, InRange) and self.answered(value):
            answer = any(low <= self.world.status <= high for low, high in value.ranges)
            return self.decide(node, Result((answer,), raw=True, asked=frozenset({value.request})))
        if isinstance(value, Told) and self.answered(value):
            words = messages.told(value.text, self.world.status)
            return Result((words,), raw=True, asked=frozenset({value.request}))
        if isinstance(value, Body) and self.answered(value):
            return self._of_body(value)
        if isinstance(value, Header) and self.world.answers(value.request) and self.world.code is not None:
            texts = headers.texts(self.ev.api, value)
            return Result(texts, asked=frozenset({value.request})) if texts else Result()
        if isinstance(value, Expr):
            return self.result(value.node, value.frame) if value.node is not node else Result()
        if isinstance(value, Seq):
            parts = [self.of_values(item, node) for item in value.items]
            asked = frozenset().union(*(part.asked for part in parts))
            raw = any(part.raw for part in parts)
            return Result((tuple(part.one for part in parts),), raw=raw, asked=asked)
        if isinstance(value, Text) and any(value.parts):
            return Result((SOME_TEXT,))
        if isinstance(value, Map):
            return Result((Table(tuple((_key(keys), values) for keys, values in value.entries)),))
        if isinstance(value, Resp | Err) and self.answered(value):
            return Result((Symbol(value),), asked=frozenset({value.request}))
        if isinstance(value, Cls | Func | Ext | Inst | Resp):
            return Result((Symbol(value),))
        return Result()

    def _of_body(self, value: Body) -> Result:
        path, wanted = value.path, self.ev.api.code_path
        asked = frozenset({value.request})
        self.code_asked = True
        if self.world.code is not None and len(path) == 1 and path[0] in self._error_body:
            return Result((self._error_body[path[0]],), asked=asked)
        if path == wanted:
            return Result((self.world.code,), code=True, asked=asked)
        if path == (RAW,) or path == wanted[: len(path)]:
            return Result((Symbol(replace(value, trail=())),), code=True, asked=asked)
        return Result(code=True, asked=asked)


_HANDLERS = {**expressions.HANDLERS, **invocations.HANDLERS, **comprehensions.HANDLERS}


def _key(values: Values) -> out.Outcome:
    return values[0].value if len(values) == 1 and isinstance(values[0], Const) else out.UNKNOWN

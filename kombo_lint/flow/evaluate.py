"""Evaluation on demand: what may an expression stand for?

`Evaluator.values` is asked from the place of interest backwards. Answers are
kept per expression and frame, see `questions`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

import libcst as cst

from kombo_lint.flow import attributes, calls, classes, messages, names, parts, texts, turns
from kombo_lint.flow.containers import elements, item
from kombo_lint.flow.questions import FINAL, Questions
from kombo_lint.flow.values import (
    UNKNOWN,
    Const,
    Expr,
    Ext,
    Frame,
    Func,
    Many,
    Map,
    Seq,
    Unknown,
    gather,
    union,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from kombo_lint.flow.callers import CallSites
    from kombo_lint.flow.project import Project
    from kombo_lint.flow.scopes import Function, Scopes
    from kombo_lint.flow.values import Value, Values
    from kombo_lint.models import Models
    from kombo_lint.registry import Api

Callers: TypeAlias = Literal["project", "module", "none"]
T = TypeVar("T")
U = TypeVar("U")
_DEEPEST_FRAME = 3


class Evaluator:
    """Evaluates expressions of one project for one API, with the models of the libraries.

    A parameter stands for what its frame's call passes. In a frame without a call `asks` says
    which calls count: those of the whole project, of the function's own module, or none.
    """

    def __init__(self, project: Project, models: Models, api: Api, asks: Callers = "project") -> None:
        self.asks = asks
        self.project = project
        self.models = models
        self.api = api
        self.callers: dict[tuple[Function, str | None], CallSites] = {}
        self._frames: dict[tuple[object, ...], Frame] = {}
        self._questions = Questions()
        self._answers = self._questions.answers

    def values(self, node: cst.BaseExpression, frame: Frame, path: tuple[int, ...] = ()) -> Values:
        """Return the alternatives for `node` as seen in `frame`; never empty for lack of knowledge.

        With a `path` return those for what an unpacking target gets at that place. An empty
        result means that the question was cut: it depends on itself.
        """
        key = (node, frame, path)
        known = self._answers.get(key)
        if known is not None and known.level == FINAL:
            return known.value  # type: ignore[return-value]
        nothing: Values = ()
        return self._questions.ask(key, lambda: self._evaluate(node, frame, path), nothing, UNKNOWN)

    def once(self, key: Hashable, find: Callable[[], T], meanwhile: U) -> T | U:
        """Return what `find` returns, found once for a key; `meanwhile` where that depends on itself."""
        return self._questions.ask(key, find, meanwhile, meanwhile)

    def knows(self, key: Hashable) -> bool:
        """Say whether there is an answer for a key, be it one for now."""
        return self._questions.knows(key)

    def wait_for(self, key: Hashable) -> None:
        """Let what is being found out be good only until the question `key`, which is open, is answered."""
        self._questions.wait_for(key)

    @cached_property
    def near(self) -> Evaluator:
        """The evaluator that asks no callers, for what is worth no long search."""
        return self._with("none")

    @cached_property
    def local(self) -> Evaluator:
        """The evaluator that asks callers in the same module only."""
        return self._with("module") if self.asks == "project" else self

    def _with(self, asks: Callers) -> Evaluator:
        if asks == self.asks:
            return self
        other = Evaluator(self.project, self.models, self.api, asks)
        other._frames = self._frames  # frames compare by identity
        return other

    def under(self, node: cst.BaseExpression, frame: Frame, key: str) -> Values:
        """Return what surely stands under a text in the mapping `node`; nothing where that is not known."""
        return parts.under_key(self, node, frame, key)

    def frame(
        self,
        scopes: Scopes,
        function: Function | None = None,
        call: cst.Call | None = None,
        caller: Frame | None = None,
        receiver: Value | None = None,
        outer: Frame | None = None,
    ) -> Frame:
        """Return the one frame for this activation; a very deep one forgets its call, a recursive one too."""
        depth = caller.depth + 1 if caller is not None else 0
        if depth > _DEEPEST_FRAME or _recurs(function, caller):
            call, caller, depth = None, None, 0
        key = (scopes, function, call, caller, receiver, outer)
        if key not in self._frames:
            self._frames[key] = Frame(scopes, function, call, caller, receiver, outer, depth)
        return self._frames[key]

    def turn(self, frame: Frame, loop: cst.CompFor, values: Values) -> Frame:
        """Return the frame for one turn of a comprehension in `frame`: its target is one of `values`."""
        key = ("turn", frame, loop, values)
        if key not in self._frames:
            self._frames[key] = replace(frame, turn=(loop, values), around=frame)
        return self._frames[key]

    def frame_of(self, scopes: Scopes, node: cst.CSTNode) -> Frame:
        """Return the frame for any activation of the function that `node` stands in."""
        return self.frame(scopes, scopes.function_of(node))

    def _evaluate(self, node: cst.BaseExpression, frame: Frame, path: tuple[int, ...]) -> Values:
        if path:
            return parts.part_values(self, node, frame, path)
        handler = _HANDLERS.get(type(node))
        return handler(self, node, frame) if handler is not None else UNKNOWN


def _recurs(function: Function | None, caller: Frame | None) -> bool:
    while caller is not None:
        if caller.function is function:
            return True
        caller = caller.caller
    return False


def _constant(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> Values:
    if isinstance(node, cst.Integer | cst.Float | cst.SimpleString):
        return (Const(node.evaluated_value),)
    if isinstance(node, cst.ConcatenatedString) and node.evaluated_value is not None:
        return (Const(node.evaluated_value),)
    if isinstance(node, cst.ConcatenatedString):
        return texts.add(ev.values(node.left, frame), ev.values(node.right, frame))
    return UNKNOWN


def _formatted(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> Values:
    assert isinstance(node, cst.FormattedString)
    asked: list[Values] = []
    text = texts.concatenate([messages.noted(_part(ev, part, frame), asked) for part in node.parts])
    return messages.or_told(ev, node, frame, text, asked)


def _part(ev: Evaluator, part: cst.BaseFormattedStringContent, frame: Frame) -> texts.Part:
    if isinstance(part, cst.FormattedStringExpression):
        return _later(ev, part.expression, frame)
    assert isinstance(part, cst.FormattedStringText)
    return (Const(part.value.replace("{{", "{").replace("}}", "}")),)


def _inner(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> Values:
    if isinstance(node, cst.Await):
        return ev.values(node.expression, frame)
    if isinstance(node, cst.NamedExpr):
        return ev.values(node.value, frame)
    return UNKNOWN


def _either(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> Values:
    if isinstance(node, cst.IfExp):
        return union(ev.values(node.body, frame), ev.values(node.orelse, frame))
    assert isinstance(node, cst.BooleanOperation)
    left, right = ev.values(node.left, frame), ev.values(node.right, frame)
    if isinstance(node.operator, cst.Or):
        return union(tuple(v for v in left if not (isinstance(v, Const) and not v.value)), right)
    return union(tuple(v for v in left if isinstance(v, Const) and not v.value), right)


def _binary(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> Values:
    assert isinstance(node, cst.BinaryOperation)
    left = ev.values(node.left, frame)
    if isinstance(node.operator, cst.Modulo) and texts.any_text(left):
        asked: list[Values] = []
        filled_in = _filled_in(ev, node.right, frame)

        def given(place: int | str, settled: bool) -> Values:
            asked.append(filled_in(place, settled))
            return asked[-1]

        return messages.or_told(ev, node, frame, texts.percent(left, given), asked)
    joins = isinstance(node.operator, cst.Add | cst.Divide)
    start = [left, (Const("/"),)] if isinstance(node.operator, cst.Divide) else [left]
    if joins and texts.any_text(left):
        added: list[Values] = [left]
        text = texts.concatenate([*start, messages.noted(_later(ev, node.right, frame), added)])
        return messages.or_told(ev, node, frame, text, added)
    right = ev.values(node.right, frame)
    if isinstance(node.operator, cst.Add | cst.BitOr) and any(isinstance(v, Seq) for v in left):
        return tuple(
            Seq((*_items(a), *(_items(b) if isinstance(b, Seq | Many) else (UNKNOWN,))))
            if isinstance(a, Seq | Many) and isinstance(b, Seq | Many | Unknown)
            else Expr(frame.scopes, node, frame)
            for a in left
            for b in right
        )
    if isinstance(node.operator, cst.BitOr) and all(isinstance(v, Map) for v in (*left, *right)):
        return tuple(
            Map((*b.entries, *a.entries))
            for a in left
            for b in right
            if isinstance(a, Map) and isinstance(b, Map)
        )
    if joins and texts.any_text(right):
        return messages.or_told(ev, node, frame, texts.concatenate([*start, right]), [left])
    return (Expr(frame.scopes, node, frame),)


def _later(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> texts.Part:
    """Return what finds out a part of a text, from near where nothing hangs on it."""
    return lambda settled: (ev.near if settled else ev).values(node, frame)


def _filled_in(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> texts.Given:
    """Return what finds out what `format % node` fills in."""

    def given(place: int | str, settled: bool) -> Values:
        asked = ev.near if settled else ev
        if isinstance(place, str):
            return asked.under(node, frame, place) or (Unknown(place),)
        inner = parts.item_at(node, place) if isinstance(node, cst.Tuple) else None
        if inner is not None:
            return asked.values(inner, frame)
        values = asked.values(node, frame)
        if values and isinstance(values[0], Seq):
            return values[0].items[place] if place < len(values[0].items) else UNKNOWN
        return values

    return given


def _items(value: Seq | Many) -> tuple[Values, ...]:
    """Return the items of a sequence; one stands for however many where their number is unknown."""
    return value.items if isinstance(value, Seq) else (value.items,)


def _computed(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> Values:
    return (Expr(frame.scopes, node, frame),)


def _sequence(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> Values:
    items: list[Values] = []
    for element in node.elements if isinstance(node, cst.List | cst.Tuple | cst.Set) else ():
        found = ev.values(element.value, frame)
        if not isinstance(element, cst.StarredElement):
            items.append(found)
        elif len(found) == 1 and isinstance(found[0], Seq):
            items.extend(found[0].items)
        else:
            items.append(elements(found))
    return (Seq(tuple(items)),)


def _mapping(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> Values:
    assert isinstance(node, cst.Dict)
    groups = [_entries(ev, element, frame) for element in node.elements]
    if any(isinstance(element, cst.StarredDictElement) for element in node.elements):
        groups.reverse()  # of equal keys the last one wins, and the first entry is what is looked up
    return (Map(tuple(entry for group in groups for entry in group)),)


def _entries(ev: Evaluator, element: cst.BaseDictElement, frame: Frame) -> tuple[tuple[Values, Values], ...]:
    if isinstance(element, cst.DictElement):
        return ((ev.values(element.key, frame), ev.values(element.value, frame)),)
    spread = next(iter(ev.values(element.value, frame)), None)
    return spread.entries if isinstance(spread, Map) else ((UNKNOWN, UNKNOWN),)


def _lambda(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> Values:
    assert isinstance(node, cst.Lambda)
    return (Func(frame.scopes, node, None, frame if frame.function is not None else None),)


def _subscript(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> Values:
    assert isinstance(node, cst.Subscript)
    index = node.slice[0].slice if len(node.slice) == 1 else None
    if isinstance(index, cst.Index) and isinstance(index.value, cst.Integer):
        place = index.value.evaluated_value
        return ev.values(node.value, frame, (place,)) or UNKNOWN
    if isinstance(index, cst.Slice):
        whole = ev.values(node.value, frame)
        rows = tuple(value for value in whole if isinstance(value, Seq | Many))
        if rows:
            return (Many(elements(rows)),)
    values = ev.values(node.value, frame)
    if any(isinstance(value, Ext) and value.name.rpartition(".")[2] == "Literal" for value in values):
        items = (part.slice.value for part in node.slice if isinstance(part.slice, cst.Index))
        return (Seq(tuple(ev.values(item, frame) for item in items)),)
    asked = parts.key_evaluator(ev, values)
    keys = asked.values(index.value, frame) if isinstance(index, cst.Index) else UNKNOWN
    found = gather(
        attributes.status_constant(ev, value, key)
        or classes.member_of_enum(ev, value, key)
        or item(value, key)
        for value in values
        for key in keys or UNKNOWN
    )
    return found if values else UNKNOWN


_HANDLERS: dict[type[cst.CSTNode], Callable[[Evaluator, cst.BaseExpression, Frame], Values]] = {
    cst.Integer: _constant,
    cst.Float: _constant,
    cst.SimpleString: _constant,
    cst.ConcatenatedString: _constant,
    cst.FormattedString: _formatted,
    cst.Name: names.name_values,
    cst.Attribute: attributes.attribute_values,
    cst.Call: calls.call_values,
    cst.Await: _inner,
    cst.NamedExpr: _inner,
    cst.IfExp: _either,
    cst.BooleanOperation: _either,
    cst.BinaryOperation: _binary,
    cst.Comparison: _computed,
    cst.UnaryOperation: _computed,
    cst.List: _sequence,
    cst.Tuple: _sequence,
    cst.Set: _sequence,
    cst.Dict: _mapping,
    cst.ListComp: turns.comprehension_values,
    cst.SetComp: turns.comprehension_values,
    cst.GeneratorExp: turns.comprehension_values,
    cst.DictComp: turns.comprehension_values,
    cst.Lambda: _lambda,
    cst.Subscript: _subscript,
}

"""Where a field of an error's body is compared with texts, and where these are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import libcst as cst

from kombo_lint.facts.fields.patterns import matched, patterns
from kombo_lint.facts.fields.reads import is_of_api, rest_of
from kombo_lint.flow.origins import origin
from kombo_lint.flow.values import Body, Const, Ext, Seq
from kombo_lint.flow.written import Place, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Frame, Value, Values

How: TypeAlias = Literal["equal", "key", "start", "end", "part", "pattern"]
_METHODS: Mapping[str, How] = {
    "startswith": "start", "endswith": "end", "find": "part", "index": "part", "count": "part",
    "__contains__": "part",
}  # fmt: skip
_SEARCHES = frozenset({"search", "match", "fullmatch", "findall", "finditer"})
_COLLECTIONS = frozenset({"set", "frozenset", "tuple", "list", "dict", "sorted"})
_LOOKUPS = frozenset({"get", "pop"})
_DEEPEST = 6


@dataclass(frozen=True, eq=False)
class Word:
    """A text that a field is compared with, as a whole or in `how`; `place` is where it is written."""

    text: str
    how: How
    place: Place

    @property
    def stands_in(self) -> bool:
        """Whether it is a member of an enumeration that says itself what an unknown value is."""
        scopes = self.place.frame.scopes
        around = scopes.scope_of(self.place.node)
        return isinstance(around, cst.ClassDef) and "_missing_" in scopes.bindings.get(around, {})


@dataclass(frozen=True, eq=False)
class Compared:
    """A test of the field at `path` of the API's errors, and what it is compared with.

    `sources` are where it comes from, `whole` unless only made from them (`.lower()`). `instead` are the
    program's own texts that stand in for a field that is not there. `others` says that the answers of
    others come here too, and `shared` that these or values that nobody knows do.
    """

    scopes: Scopes
    node: cst.CSTNode
    path: tuple[str, ...]
    words: tuple[Word, ...]
    sources: tuple[Body, ...]
    whole: bool
    instead: frozenset[str]
    others: bool
    shared: bool

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts that the field is compared with."""
        return tuple(word.text for word in self.words)

    @property
    def condition(self) -> cst.CSTNode:
        """The whole condition that the test is a part of, or the whole `match`."""
        node: cst.CSTNode = self.node
        for parent in self.scopes.ancestors(node):
            if not isinstance(parent, cst.BooleanOperation | cst.UnaryOperation | cst.Match):
                break
            node = parent
        return node

    @property
    def asserted(self) -> bool:
        """Whether the test is what an `assert` states."""
        return any(isinstance(parent, cst.Assert) for parent in self.scopes.ancestors(self.node))


def compared(ev: Evaluator, spots: Mapping[cst.CSTNode, Scopes], path: tuple[str, ...]) -> Iterator[Compared]:
    """Yield the tests, right on one of the spots, of the field at a path of the API's errors."""
    for node, scopes in spots.items():
        assert isinstance(node, cst.BaseExpression)
        frame = ev.frame_of(scopes, node)
        for test, sides, inside in _tests(ev, scopes, node, frame, path):
            values = ev.values(node, frame)
            sources = tuple(
                v
                for v in values
                if isinstance(v, Body) and rest_of(v, path) == inside and is_of_api(ev, v.request)
            )
            if sources:
                yield Compared(
                    scopes,
                    test,
                    path,
                    tuple(word for side, how in sides for word in _words(ev, Place(side, frame), how)),
                    sources,
                    all(len(value.path) <= len(path) for value in sources),
                    frozenset(_texts(values)),
                    any(isinstance(v, Body) and not _is_certain(ev, v) for v in values),
                    not all(isinstance(v, Const) or _is_certain(ev, v) for v in values),
                )


def _is_certain(ev: Evaluator, value: Value) -> bool:
    return isinstance(value, Body) and is_of_api(ev, value.request) and not origin(ev, value.request).shared


Sides: TypeAlias = "list[tuple[cst.BaseExpression, How]]"


def _tests(
    ev: Evaluator, scopes: Scopes, node: cst.BaseExpression, frame: Frame, path: tuple[str, ...]
) -> Iterator[tuple[cst.CSTNode, Sides, tuple[str, ...]]]:
    """Yield the tests of an expression, what it is compared with, and where in it that is looked for."""
    parent = scopes.parents.get(node)
    if isinstance(parent, cst.ComparisonTarget):
        parent = scopes.parents.get(parent)
    if isinstance(parent, cst.Comparison):
        yield from ((parent, [side], ()) for side in _compared_with(parent, node))
    elif isinstance(parent, cst.Attribute):
        call = scopes.parents.get(parent)
        how = _METHODS.get(parent.attr.value)
        if isinstance(call, cst.Call) and call.func is parent and how is not None and call.args:
            yield call, [(call.args[0].value, how)], ()
    elif isinstance(parent, cst.Arg):
        yield from ((test, sides, ()) for test, sides in _as_argument(ev, scopes, parent, frame))
    elif isinstance(parent, cst.Index):
        subscript = scopes.parents[scopes.parents[parent]]
        if isinstance(subscript, cst.Subscript):
            yield subscript, [(subscript.value, "key")], ()
    else:
        for case, pattern in patterns(scopes, node):
            for inside in {rest for v in ev.values(node, frame) if (rest := rest_of(v, path)) is not None}:
                sides: Sides = [(value, "equal") for value in matched(pattern, inside)]
                if sides:
                    yield case, sides, inside


def _compared_with(comparison: cst.Comparison, node: cst.CSTNode) -> Iterator[tuple[cst.BaseExpression, How]]:
    left = comparison.left
    for target in comparison.comparisons:
        right, kind = target.comparator, target.operator
        if isinstance(kind, cst.In | cst.NotIn):
            if left is node:
                yield right, "equal"
            elif right is node:
                yield left, "part"
        elif isinstance(kind, cst.Equal | cst.NotEqual | cst.Is | cst.IsNot) and node in (left, right):
            yield (right if left is node else left), "equal"
        left = right


def _as_argument(
    ev: Evaluator, scopes: Scopes, arg: cst.Arg, frame: Frame
) -> Iterator[tuple[cst.CSTNode, Sides]]:
    """`TABLE.get(code)` looks it up, `re.search(pattern, text)` and `pattern.search(text)` look into it."""
    call = scopes.parents[arg]
    if not isinstance(call, cst.Call) or not isinstance(call.func, cst.Attribute):
        return
    name, place = call.func.attr.value, list(call.args).index(arg)
    if name in _LOOKUPS and place == 0 and not _is_shown(call):
        yield call, [(call.func.value, "key")]
    elif name in _SEARCHES:
        module = any(value == Ext("re") for value in ev.values(call.func.value, frame))
        if place == (1 if module else 0):
            yield call, [(call.args[0].value if module else call.func.value, "pattern")]


def _is_shown(call: cst.Call) -> bool:
    """Say whether what is looked up stands for itself if it is not found: `WORDS.get(text, text)`."""
    given = [arg.value for arg in call.args]
    return len(given) == 2 and given[0].deep_equals(given[1])


def _words(ev: Evaluator, place: Place, how: How, depth: int = _DEEPEST) -> Iterator[Word]:
    """Yield the texts that an expression is, or holds: of a mapping its keys."""
    for each in written(ev, place) if depth else ():
        node = each.node
        inner: list[cst.BaseExpression] = []
        if isinstance(node, cst.List | cst.Tuple | cst.Set):
            inner = [element.value for element in node.elements]
        elif isinstance(node, cst.Dict):
            inner = [element.key for element in node.elements if isinstance(element, cst.DictElement)]
        elif isinstance(node, cst.Call) and _collects(ev, node, each.frame):
            inner = [node.args[0].value]
        elif isinstance(node, cst.BinaryOperation) and not _is_text(ev.values(node, each.frame)):
            inner = [node.left, node.right]
        elif isinstance(node, cst.Attribute) and node.attr.value == "value":
            inner = [node.value]
        if inner:
            for part in inner:
                yield from _words(ev, Place(part, each.frame), how, depth - 1)
        else:
            yield from (Word(text, how, each) for text in _texts(ev.values(node, each.frame)))


def _collects(ev: Evaluator, call: cst.Call, frame: Frame) -> bool:
    called = ev.values(call.func, frame)
    compiles = Ext("re.compile") in called
    return bool(call.args) and (compiles or any(v == Ext(name) for name in _COLLECTIONS for v in called))


def _is_text(values: Values) -> bool:
    return any(isinstance(value, Const) and isinstance(value.value, str) for value in values)


def _texts(values: Values) -> Iterator[str]:
    found = [v for value in values for v in (sum(value.items, ()) if isinstance(value, Seq) else (value,))]
    return iter([v.value for v in found if isinstance(v, Const) and isinstance(v.value, str)])

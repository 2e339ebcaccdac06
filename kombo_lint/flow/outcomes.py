"""Plain values that an expression has once a status is put in, and what Python does with them.

An outcome is a Python value, a `Symbol` for something of the program, or
UNKNOWN. Containers are tuples whose items may be UNKNOWN, and `Table` for
dicts; so every outcome is hashable.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import libcst as cst

from kombo_lint.flow.unknowns import UNKNOWN as UNKNOWN
from kombo_lint.flow.unknowns import NotKnown, Wording, filled, text_of
from kombo_lint.flow.unknowns import Outcome as Outcome
from kombo_lint.flow.values import Const, Seq

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kombo_lint.flow.values import Request, Value, Values


_MOST = 16


@dataclass(frozen=True)
class Symbol:
    """A class, function, object or response: known as itself, true, equal only to itself."""

    value: Value


@dataclass(frozen=True)
class Missing:
    """What looking up an absent key comes to: the exception, not a value."""

    key: Outcome


@dataclass(frozen=True)
class Table:
    """A dict with its keys; what stands under a key is evaluated when it is looked up."""

    entries: tuple[tuple[Outcome, Values], ...]

    def get(self, key: Outcome) -> Values | None:
        """Return the values under `key`; None when it is not there."""
        return next((values for known, values in self.entries if same(known, key) is True), None)


@dataclass(frozen=True)
class Result:
    """The outcomes of an expression, and what they depend on.

    `raw` says that the status itself is in them, `code` that the error code is; `atoms`
    are the tests right on the status that they depend on, `branches` the tests by which
    a function that was called chose its way, with how they came out, `asked` the requests
    whose answers were looked at, `chose` those whose code chose the way of a function that
    was called. No outcomes at all means that the expression never comes to a value: it raises.
    """

    outcomes: tuple[Outcome, ...] = (UNKNOWN,)
    raw: bool = False
    code: bool = False
    atoms: frozenset[cst.CSTNode] = frozenset()
    branches: frozenset[tuple[cst.CSTNode, bool | None]] = frozenset()
    asked: frozenset[Request] = frozenset()
    chose: frozenset[Request] = frozenset()

    @property
    def known(self) -> bool:
        """Whether there is exactly one outcome and it is known."""
        return len(self.outcomes) == 1 and self.outcomes[0] != UNKNOWN

    @property
    def one(self) -> Outcome:
        """The outcome where there is exactly one, else UNKNOWN."""
        return self.outcomes[0] if len(self.outcomes) == 1 else UNKNOWN

    @property
    def truth(self) -> bool | None:
        """True or False when every outcome is so, else None."""
        seen = {truth(outcome) for outcome in self.outcomes}
        return next(iter(seen)) if len(seen) == 1 else None


def decided(outcomes: tuple[Outcome, ...]) -> bool | None:
    """Return the one outcome where it is True or False; None for several, and for any other."""
    return outcomes[0] if len(outcomes) == 1 and isinstance(outcomes[0], bool) else None


def merged(parts: Iterable[Result], outcomes: tuple[Outcome, ...]) -> Result:
    """Return a result with these outcomes that depends on all that the parts depend on."""
    parts = [part for part in parts if part.raw or part.code or part.asked or part.branches or part.chose]
    if not parts:
        return Result(outcomes or (UNKNOWN,))
    return Result(
        outcomes or (UNKNOWN,),
        any(part.raw for part in parts),
        any(part.code for part in parts),
        frozenset().union(*(part.atoms for part in parts)),
        frozenset().union(*(part.branches for part in parts)),
        frozenset().union(*(part.asked for part in parts)),
        frozenset().union(*(part.chose for part in parts)),
    )


def of_the_answer(results: Iterable[Result]) -> list[Result]:
    """Return the alternatives that come from the world's answer where some do, else all of them.

    What stands in for an answer that never came, such as None, is no part of a world in
    which it comes; nor is what is said of a body that is not the API's.
    """
    found = list(results)
    answered = [each for each in found if each.raw or (each.asked and UNKNOWN not in each.outcomes)]
    return answered or found


def every(given: Iterable[Outcome]) -> Outcome:
    """Return whether all are true."""
    seen = [truth(outcome) for outcome in given]
    return False if False in seen else UNKNOWN if None in seen else True


def some(given: Iterable[Outcome]) -> Outcome:
    """Return whether one is true."""
    seen = [truth(outcome) for outcome in given]
    return True if True in seen else UNKNOWN if None in seen else False


def collect(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Return the outcomes, each once; 1 and True are two."""
    seen: dict[tuple[object, Outcome], Outcome] = {}
    for outcome in outcomes:
        kind = _what_is_known(outcome) if isinstance(outcome, NotKnown) else type(outcome)
        seen.setdefault((kind, outcome), outcome)
    return tuple(seen.values()) if 0 < len(seen) <= _MOST else (UNKNOWN,)


def _what_is_known(outcome: NotKnown) -> object:
    return (outcome.text, outcome.inside) if isinstance(outcome, Wording) else outcome.truth


def truth(outcome: Outcome) -> bool | None:
    """Return the truth of an outcome, None where it is unknown."""
    if isinstance(outcome, NotKnown):
        return outcome.truth
    if isinstance(outcome, Missing):
        return None
    if isinstance(outcome, Symbol):
        return True
    if isinstance(outcome, Table):
        return bool(outcome.entries)
    return bool(outcome)


def same(left: Outcome, right: Outcome) -> Outcome:
    """Return `left == right`."""
    for text, other in ((left, right), (right, left)):
        if isinstance(text, Wording) and isinstance(other, str) and text.starts(other) is False:
            return False
    if left == UNKNOWN or right == UNKNOWN:
        return UNKNOWN
    if isinstance(left, Symbol) or isinstance(right, Symbol):
        return (
            True
            if left == right
            else UNKNOWN
            if isinstance(left, Symbol) and isinstance(right, Symbol)
            else False
        )
    return left == right


def contains(container: Outcome, item: Outcome) -> Outcome:
    """Return `item in container`; unknown items may be equal to anything."""
    if isinstance(container, Table):
        container = tuple(key for key, _ in container.entries)
    if isinstance(container, str):
        return item in container if isinstance(item, str) else UNKNOWN
    if isinstance(container, Wording):
        return container.contains(item) if isinstance(item, str) else UNKNOWN
    if isinstance(container, range):
        return item in container if isinstance(item, int) else UNKNOWN
    if not isinstance(container, tuple | frozenset) or item == UNKNOWN:
        return UNKNOWN
    answers = [same(item, other) for other in container]
    return True if True in answers else UNKNOWN if UNKNOWN in answers else False


_COMPARE: dict[type[cst.BaseCompOp], Callable[[Outcome, Outcome], Outcome]] = {
    cst.Equal: same,
    cst.NotEqual: lambda a, b: negate(same(a, b)),
    cst.Is: same,
    cst.IsNot: lambda a, b: negate(same(a, b)),
    cst.In: lambda a, b: contains(b, a),
    cst.NotIn: lambda a, b: negate(contains(b, a)),
    cst.LessThan: lambda a, b: order(operator.lt, a, b),
    cst.LessThanEqual: lambda a, b: order(operator.le, a, b),
    cst.GreaterThan: lambda a, b: order(operator.gt, a, b),
    cst.GreaterThanEqual: lambda a, b: order(operator.ge, a, b),
}
_ARITHMETIC: dict[type[cst.BaseBinaryOp], Callable[[Any, Any], Any]] = {
    cst.Add: operator.add,
    cst.Subtract: operator.sub,
    cst.Multiply: operator.mul,
    cst.FloorDivide: operator.floordiv,
    cst.Divide: operator.truediv,
    cst.Modulo: operator.mod,
    cst.BitOr: operator.or_,
    cst.BitAnd: operator.and_,
}


def plain(values: Values) -> Outcome:
    """Return the one outcome of values that are constants, or rows of them; else UNKNOWN."""
    if len(values) == 1 and isinstance(values[0], Const):
        return values[0].value
    if len(values) == 1 and isinstance(values[0], Seq):
        return tuple(map(plain, values[0].items))
    return UNKNOWN


def negate(outcome: Outcome) -> Outcome:
    """Return `not outcome`."""
    known = truth(outcome)
    return UNKNOWN if known is None else not known


def order(compare: Callable[[Any, Any], bool], left: Outcome, right: Outcome) -> Outcome:
    """Return an ordering comparison of two numbers or two strings."""
    if isinstance(left, int | float) and isinstance(right, int | float):
        return compare(left, right)
    if isinstance(left, str) and isinstance(right, str):
        return compare(left, right)
    return UNKNOWN


OPERATORS: dict[str, type[cst.BaseCompOp]] = {
    "operator.eq": cst.Equal,
    "operator.ne": cst.NotEqual,
    "operator.lt": cst.LessThan,
    "operator.le": cst.LessThanEqual,
    "operator.gt": cst.GreaterThan,
    "operator.ge": cst.GreaterThanEqual,
}
"""Functions that compare two values as an operator does."""


def compare(kind: cst.BaseCompOp, left: Outcome, right: Outcome) -> Outcome:
    """Return one link of a comparison."""
    return _COMPARE[type(kind)](left, right)


def arithmetic(kind: cst.BaseBinaryOp, left: Outcome, right: Outcome) -> Outcome:
    """Return a binary operation on two numbers, strings or tuples."""
    function = _ARITHMETIC.get(type(kind))
    if isinstance(left, Table) and isinstance(right, Table) and isinstance(kind, cst.BitOr):
        return Table((*right.entries, *left.entries))
    if isinstance(left, frozenset | tuple) and isinstance(right, frozenset | tuple):
        if isinstance(kind, cst.BitOr | cst.Add):
            return (*left, *right)
        if isinstance(kind, cst.Subtract):
            return tuple(item for item in left if contains(right, item) is not True)
        return _in_both(left, right) if isinstance(kind, cst.BitAnd) else UNKNOWN
    plain = isinstance(left, int | float | str) and isinstance(right, int | float | str)
    if isinstance(left, str) and isinstance(kind, cst.Modulo):
        return filled(left, "%", right if isinstance(right, tuple) else (right,))
    if function is None or not plain:
        joined = isinstance(kind, cst.Add) and any(isinstance(side, str | Wording) for side in (left, right))
        return text_of((left, right)) if joined else UNKNOWN
    try:
        return function(left, right)
    except (TypeError, ValueError, ArithmeticError):
        return UNKNOWN


def _in_both(left: Iterable[Outcome], right: Outcome) -> Outcome:
    """Return the items of one set that are in the other, where that is known of each."""
    found = [(item, contains(right, item)) for item in left]
    known = all(isinstance(inside, bool) for _, inside in found)
    return tuple(item for item, inside in found if inside) if known else UNKNOWN


def combine(function: Callable[..., Outcome], *operands: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Apply a function to every choice of outcomes."""
    count = 1
    for outcomes in operands:
        count *= len(outcomes)
    return collect(function(*choice) for choice in product(*operands)) if count <= 256 else (UNKNOWN,)


_STRING_METHODS = frozenset(
    {"startswith", "endswith", "lower", "upper", "strip", "lstrip", "rstrip", "isdigit", "split", "partition",
     "rpartition", "replace", "zfill", "casefold", "find", "index", "count", "removeprefix", "removesuffix"}
)  # fmt: skip


def method(value: Outcome, name: str, arguments: tuple[Outcome, ...]) -> Outcome:
    """Return `value.name(*arguments)` for the methods of strings and sets.

    A compiled regular expression is the string that it was made from.
    """
    if name in _MATCHES and len(arguments) == 1:
        return matches(name, value, arguments[0])
    if name in _SETS and isinstance(value, tuple | frozenset):
        return _SETS[name](value, *arguments) if _are_many(arguments) else UNKNOWN
    if isinstance(value, str) and name == "format":
        return filled(value, name, arguments)
    if not isinstance(value, str | Wording) or name not in _STRING_METHODS or UNKNOWN in arguments:
        return UNKNOWN
    try:
        if isinstance(value, Wording):
            return value.method(name, arguments)
        result = getattr(value, name)(*arguments)
    except (TypeError, ValueError):
        return UNKNOWN
    return tuple(result) if isinstance(result, list) else result


_MATCHES = frozenset({"match", "fullmatch", "search"})


def matches(name: str, pattern: Outcome, text: Outcome) -> Outcome:
    """Return whether a regular expression matches: True for the match, or None."""
    if isinstance(pattern, str) and isinstance(text, Wording):
        return text.matches(name, pattern)
    if not isinstance(pattern, str) or not isinstance(text, str):
        return UNKNOWN
    try:
        return True if getattr(re, name)(pattern, text) else None
    except re.error:
        return UNKNOWN


def _are_many(given: tuple[Outcome, ...]) -> bool:
    return len(given) == 1 and isinstance(given[0], tuple | frozenset | range)


_SETS: dict[str, Callable[[Any, Any], Outcome]] = {
    "union": lambda a, b: (*a, *b),
    "difference": lambda a, b: tuple(item for item in a if contains(b, item) is not True),
    "intersection": lambda a, b: tuple(item for item in a if contains(b, item) is not False),
    "issuperset": lambda a, b: every(contains(a, item) for item in b),
    "issubset": lambda a, b: every(contains(b, item) for item in a),
    "isdisjoint": lambda a, b: negate(some(contains(a, item) for item in b)),
}


def builtin(name: str, arguments: tuple[Outcome, ...]) -> Outcome:
    """Return what a built-in function gives for known arguments, UNKNOWN for others."""
    if any(argument == UNKNOWN or isinstance(argument, Symbol | Missing | Table) for argument in arguments):
        return UNKNOWN
    try:
        if name == "range":
            return range(*arguments)
        if name in ("tuple", "list", "set", "frozenset", "sorted", "reversed"):
            return tuple(arguments[0]) if arguments else ()
        if name == "str" and any(isinstance(argument, tuple | frozenset) for argument in arguments):
            return UNKNOWN  # nobody asks for that text, and what is in there may be a whole tree
        if name in _PLAIN:
            return _PLAIN[name](*arguments)
    except (TypeError, ValueError, ArithmeticError):
        return UNKNOWN
    return UNKNOWN


_PLAIN: dict[str, Callable[..., Any]] = {
    "int": int, "str": str, "bool": bool, "float": float, "len": len, "abs": abs, "round": round,
    "divmod": divmod, "min": min, "max": max,
}  # fmt: skip

"""What an expression may stand for.

An evaluation returns a tuple of these, the alternatives. Two values are equal
when they mean the same; how the value came here (`trail`) is evidence and
takes no part in the comparison.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import libcst as cst

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kombo_lint.flow.scopes import Function, Scopes
    from kombo_lint.models.tables import Library, Send

Constant: TypeAlias = "int | float | str | bytes | bool | None"


C = TypeVar("C")


def _hashed_once(cls: type[C]) -> type[C]:
    """Let instances keep their hash: values hold values, deep down, and are put into dicts all the time."""
    compute, equal = cls.__hash__, cls.__eq__

    def __hash__(self: C) -> int:
        known: int | None = self.__dict__.get("_hash")
        if known is None:
            known = self.__dict__["_hash"] = compute(self)
        return known

    def __eq__(self: C, other: object) -> bool:
        return self is other or (hash(self) == hash(other) and equal(self, other) is True)

    cls.__hash__ = __hash__  # type: ignore[method-assign, assignment]
    cls.__eq__ = __eq__  # type: ignore[method-assign, assignment]
    return cls


@dataclass(frozen=True)
class Via:
    """One step of a trail: what happens to the value at `node`."""

    scopes: Scopes
    node: cst.CSTNode
    words: str


Trail: TypeAlias = "tuple[Via, ...]"


@dataclass(frozen=True, eq=False)
class Frame:
    """One activation of a function: who called it, on what, with which arguments.

    Frames are made by `Frames.enter` alone, which returns the same object for
    the same activation; so they compare by identity.

    Without a `call` it is any activation. `outer` is the frame of the function
    around it, for the names that a nested function reads from there. In one `turn` of a
    comprehension its target has these values; `around` is the frame that the turns are in.
    """

    scopes: Scopes
    function: Function | None = None
    call: cst.Call | None = None
    caller: Frame | None = None
    receiver: Value | None = None
    outer: Frame | None = None
    depth: int = 0
    turn: tuple[cst.CSTNode, Values] | None = None
    around: Frame | None = None


@dataclass(frozen=True)
class Const:
    """A constant of the program; `True` is not `1` here."""

    value: Constant
    kind: type = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", type(self.value))


@_hashed_once
@dataclass(frozen=True)
class Text:
    """A string of which some parts are known; None stands for an unknown part."""

    parts: tuple[str | None, ...]
    hints: tuple[str, ...] = ()


@_hashed_once
@dataclass(frozen=True)
class Expr:
    """A computed value, kept as its expression: worked out where a status is put in."""

    scopes: Scopes
    node: cst.BaseExpression
    frame: Frame


@dataclass(frozen=True)
class Ext:
    """Something from outside the project by its dotted name, such as `requests.get`."""

    name: str


@_hashed_once
@dataclass(frozen=True)
class Obj:
    """An instance of an outside class, made by `call` in `frame`."""

    kind: str
    scopes: Scopes | None = None
    call: cst.Call | None = None
    frame: Frame | None = None


@_hashed_once
@dataclass(frozen=True)
class Method:
    """The method `name` of an outside class, found on `receiver`."""

    receiver: Value
    kind: str
    name: str


@_hashed_once
@dataclass(frozen=True)
class Func:
    """A function of the project; `receiver` when it is bound to an instance or class."""

    scopes: Scopes
    node: Function
    receiver: Value | None = None
    outer: Frame | None = None


@_hashed_once
@dataclass(frozen=True)
class Cls:
    """A class of the project."""

    scopes: Scopes
    node: cst.ClassDef


@_hashed_once
@dataclass(frozen=True)
class Inst:
    """An instance of a project class; without a `call`, any instance of it or of a subclass.

    `runs` is a method of the class that is known to run on it: subclasses that replace
    that method are then none of its classes. An `exact` one is of the class itself, and of no subclass.
    """

    cls: Cls
    call: cst.Call | None = None
    frame: Frame | None = None
    runs: cst.FunctionDef | None = None
    exact: bool = False


@_hashed_once
@dataclass(frozen=True)
class Super:
    """`super()` in a method of `cls`, on `receiver`."""

    cls: Cls
    receiver: Value


@_hashed_once
@dataclass(frozen=True)
class Mod:
    """A module of the project."""

    scopes: Scopes


@_hashed_once
@dataclass(frozen=True)
class Seq:
    """A list, tuple or set: the alternatives of each item."""

    items: tuple[Values, ...]


@_hashed_once
@dataclass(frozen=True)
class Many:
    """Something iterable with unknown length; `items` are the alternatives of any item."""

    items: Values


@_hashed_once
@dataclass(frozen=True)
class Map:
    """A dict: the alternatives of each key and of each value."""

    entries: tuple[tuple[Values, Values], ...]


@_hashed_once
@dataclass(frozen=True)
class Request:
    """A call that sends a request: the call, in the frame that it was seen from.

    For a value that is only annotated as a library's response, `node` is the
    annotation, `send` is None and `receiver` is the instance around it.
    """

    scopes: Scopes
    node: cst.CSTNode
    frame: Frame
    library: Library
    send: Send | None
    receiver: Value | None


@_hashed_once
@dataclass(frozen=True)
class Resp:
    """The response to a request."""

    request: Request
    trail: Trail = field(default=(), compare=False)


@_hashed_once
@dataclass(frozen=True)
class Status:
    """The HTTP status of a response."""

    request: Request
    trail: Trail = field(default=(), compare=False)


@_hashed_once
@dataclass(frozen=True)
class InRange:
    """Whether the status of a response lies in one of the ranges (both ends included)."""

    request: Request
    ranges: tuple[tuple[int, int], ...]
    trail: Trail = field(default=(), compare=False)


@_hashed_once
@dataclass(frozen=True)
class Body:
    """The JSON body of a response, or what stands in it at `path`."""

    request: Request
    path: tuple[str, ...] = ()
    trail: Trail = field(default=(), compare=False)


@_hashed_once
@dataclass(frozen=True)
class Header:
    """The header `name` (in lower case) of a response, or all of them; `plain` without its parameters."""

    request: Request
    name: str | None = None
    plain: bool = False


@_hashed_once
@dataclass(frozen=True)
class Err:
    """A library's exception that was raised for the status of a response."""

    kind: str
    request: Request
    trail: Trail = field(default=(), compare=False)


@_hashed_once
@dataclass(frozen=True)
class Told:
    """A text that tells the status of a response, as `text` says: "{status}" and "{reason}" stand in it."""

    request: Request
    text: str
    trail: Trail = field(default=(), compare=False)


@dataclass(frozen=True)
class Unknown:
    """Nothing is known but the names that led here."""

    hint: str = ""


FromRequest: TypeAlias = "Resp | Status | InRange | Body | Err | Told"
Value: TypeAlias = (
    "Const | Text | Expr | Ext | Obj | Method | Func | Cls | Inst | Super | Mod | Seq | Many | Map"
    " | FromRequest | Header | Unknown"
)
Values: TypeAlias = "tuple[Value, ...]"
FROM_REQUEST = (Resp, Status, InRange, Body, Err, Told)
UNKNOWN: Values = (Unknown(),)
_MOST = 24
V = TypeVar("V")


def union(*groups: Values) -> Values:
    """Return the alternatives of all groups, each once, the first of equal ones."""
    filled = [group for group in groups if group]
    if len(filled) <= 1:
        return filled[0] if filled else ()
    seen: dict[Value, None] = {}
    for group in filled:
        for value in group:
            seen.setdefault(value)
    # Beyond a few dozen alternatives nothing is learned, and products of them explode.
    return tuple(seen)[:_MOST]


def gather(groups: Iterable[Values]) -> Values:
    """Return `union(*groups)`, asking for no more groups than that needs.

    A loop, since what is asked for here goes deep: Python allows much less depth where a call
    goes through `union(*(... for ...))`, which is written in C.
    """
    first: Values = ()
    seen: dict[Value, None] = {}
    for group in groups:
        if not first:
            first = group
        elif group:
            seen = seen or dict.fromkeys(first)
            seen.update(dict.fromkeys(group))
            if len(seen) >= _MOST:
                break
    return tuple(seen)[:_MOST] if seen else first


def via(values: Values, scopes: Scopes, node: cst.CSTNode, words: str) -> Values:
    """Return the values with one more step on the trail of those that come from a request."""
    step = Via(scopes, node, words)
    return tuple(
        replace(value, trail=(*value.trail, step))
        if isinstance(value, FROM_REQUEST) and step not in value.trail
        else value
        for value in values
    )


def hint(values: Values) -> str:
    """Return the names that led to the first unknown value, for rules that read names."""
    return next((value.hint for value in values if isinstance(value, Unknown)), "")

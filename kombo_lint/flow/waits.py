"""How long a library's policy waits before each retry, read out of what it is made with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import libcst as cst

from kombo_lint.flow.arguments import argument
from kombo_lint.flow.numbers import numbers
from kombo_lint.flow.values import Expr, Ext, Obj
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Callable

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Frame, Value, Values
    from kombo_lint.models.tables import Wait

    Given: TypeAlias = "Callable[[int | None, str], Values | None]"
    """Returns what is given at a position or under a keyword; None where nothing is."""

_DEEPEST = 4


@dataclass(frozen=True, eq=False)
class Pause:
    """A wait before each retry: `first` seconds (None where nobody knows), later ones longer if it `grows`.

    `node` is what says so, `kind` the library's name for it (empty for none), and `model` what is true of
    that: of a sum, of the part that decides.
    """

    first: float | None
    grows: bool
    scopes: Scopes
    node: cst.CSTNode
    kind: str = ""
    model: Wait | None = None


def pause(
    ev: Evaluator, node: cst.BaseExpression, frame: Frame, own: cst.Call, depth: int = _DEEPEST
) -> Pause | None:
    """Return what an expression says of how long to wait; None where that is not known.

    What is only named there takes its arguments from the call `own` that it is handed to.
    """
    found = [_of_value(ev, value, frame, own, depth) for value in ev.values(node, frame)]
    return found[0] if len(found) == 1 else None


def _of_value(ev: Evaluator, value: Value, frame: Frame, own: cst.Call, depth: int) -> Pause | None:
    if isinstance(value, Expr) and isinstance(value.node, cst.BinaryOperation) and depth:
        sides = (value.node.left, value.node.right)
        return _together(
            [pause(ev, side, value.frame, own, depth - 1) for side in sides], value.frame, value.node
        )
    if isinstance(value, Obj):
        return made(ev, value)
    if isinstance(value, Ext) and short(value.name) in ev.models.waits:
        return of_arguments(
            ev,
            short(value.name),
            lambda place, name: argument(ev, own, frame, None, name),
            frame.scopes,
            own,
        )
    return None


def made(ev: Evaluator, value: Obj) -> Pause | None:
    """Return how long an object makes those wait that it is given to; None for one that says nothing."""
    call, frame = value.call, value.frame
    if call is None or frame is None or value.kind not in ev.models.waits:
        return None
    return of_arguments(
        ev, value.kind, lambda place, name: argument(ev, call, frame, place, name), frame.scopes, call
    )


def _together(parts: list[Pause | None], frame: Frame, node: cst.CSTNode) -> Pause | None:
    """Return the sum of waits."""
    whole = [part for part in parts if part is not None]
    if len(whole) < len(parts):
        return None
    firsts = [part.first for part in whole if part.first is not None]
    first = sum(firsts) if len(firsts) == len(whole) else None
    chief = max(whole, key=lambda part: part.grows)
    return Pause(first, chief.grows, frame.scopes, node, chief.kind, chief.model)


def of_arguments(ev: Evaluator, name: str, given: Given, scopes: Scopes, node: cst.CSTNode) -> Pause | None:
    """Return how long `name` waits when it is made with these arguments."""
    models = ev.models.waits[name]
    fitting = [
        each for each in models if each.first is not None and given(each.position, each.first) is not None
    ]
    model = (fitting or models[-1:])[0]
    first = model.default
    if model.first is not None and (values := given(model.position, model.first)) is not None:
        found = numbers(ev, values)
        first = min(found) if found else None
    if first is not None:
        first *= model.unit * model.times
        least = given(None, model.least) if model.least is not None else None
        first = max([first, *(each * model.unit for each in numbers(ev, least or ()))])
    grows = model.grows
    if model.base is not None and (values := given(None, model.base)) is not None:
        bases = numbers(ev, values)
        grows = not bases or min(bases) > 1
    most = _most(ev, model, given)
    if first is not None and most is not None and most <= first:
        first, grows = most, False
    return Pause(first, grows, scopes, node, name, model)


def _most(ev: Evaluator, model: Wait, given: Given) -> float | None:
    """Return the seconds that a wait never exceeds; None where nothing says so."""
    values = given(model.most_position, model.most) if model.most is not None else None
    if values is None:
        return None if model.most_default is None else model.most_default * model.unit
    found = numbers(ev, values)
    return min(found) * model.unit if len(found) == len(values) else None

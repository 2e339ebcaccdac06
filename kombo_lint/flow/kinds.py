"""Of which classes an exception is: what a handler takes, and `isinstance` says."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from kombo_lint.flow.classes import derives, lineage
from kombo_lint.flow.values import Cls, Err, Ext, Inst, union
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Value, Values
    from kombo_lint.models.tables import Error

_ANY = frozenset({"Exception", "BaseException", "object"})


def is_of(ev: Evaluator, kinds: Values, error: Value) -> bool | None:
    """Say whether an exception is of one of these classes; None where only some that it stands for are."""
    answers: set[bool | None]
    if isinstance(error, Err) and _may_be_any(ev, error):
        return any(isinstance(kind, Ext) and _is_any(kind) for kind in kinds) or None
    if isinstance(error, Err):
        # One of which only a base is known is always one of those below it: all of them together decide.
        answers = {any(_fits(kind, model) for kind in kinds) for model in ev.models.raised_as(error.kind)}
    else:
        each = {_is(ev, kind, error) for kind in kinds}
        answers = {True} if True in each else each or {False}
    return answers.pop() if len(answers) == 1 else None


def takes(ev: Evaluator, types: Values | None, error: Value) -> bool | None:
    """Say whether a handler for these types takes an exception; a bare one (None) takes all."""
    if types is not None and isinstance(error, Err) and _may_be_any(ev, error):
        known = any(isinstance(kind, Ext) and short(kind.name) in ev.models.errors for kind in types)
        return is_of(ev, types, error) or (None if known else False)
    return types is None or is_of(ev, types, error)


def left_over(ev: Evaluator, errors: Values, earlier: Sequence[Values | None]) -> Values:
    """Return the exceptions that the earlier handlers together do not surely take."""
    if None in earlier:
        return ()
    types = union(*(each for each in earlier if each is not None))
    return tuple(error for error in errors if is_of(ev, types, error) is not True)


def has(ev: Evaluator, error: Err, name: str) -> bool | None:
    """Say whether an exception that carries the API's answer has an attribute; None where nobody knows."""
    model = ev.models.errors[error.kind][1]
    known = {*model.status, *model.response, *model.json, *model.raw, *model.prose, "args"}
    return True if name in known else None


def _may_be_any(ev: Evaluator, error: Err) -> bool:
    """Say whether an error is one of a library that has no model."""
    return ev.models.errors[error.kind][1].caught_as == ["*"]


def _fits(kind: Value, model: Error) -> bool:
    return isinstance(kind, Ext) and (_is_any(kind) or short(kind.name) in model.caught_as)


def _is(ev: Evaluator, kind: Value, error: Value) -> bool | None:
    if isinstance(kind, Ext) and _is_any(kind):
        return True
    if not isinstance(error, Inst):
        return None
    if isinstance(kind, Ext):
        return any(_derives(ev, base, kind.name) for base in lineage(ev, error.cls)[1])
    if not isinstance(kind, Cls):
        return None
    if derives(ev, error.cls, kind):
        return True
    return None if error.call is None and derives(ev, kind, error.cls) else False


def _is_any(kind: Ext) -> bool:
    return kind.name.rpartition(".")[2] in _ANY


def _derives(ev: Evaluator, base: str, kind: str) -> bool:
    """Say whether an outside class is, or derives from, another: as models and Python itself have it."""
    known = ev.models.errors.get(short(base))
    if base == kind or (known is not None and short(kind) in known[1].caught_as):
        return True
    ours, theirs = getattr(builtins, base, None), getattr(builtins, kind, None)
    return isinstance(ours, type) and isinstance(theirs, type) and issubclass(ours, theirs)

"""What runs elsewhere and fails: the exception that a task, or a group of them, gives as a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import errors, names
from kombo_lint.flow.tree import walk
from kombo_lint.flow.values import union, via

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Values

_DEEPEST = 5


def failures(ev: Evaluator, waited: cst.BaseExpression, frame: Frame) -> Values:
    """Return the exceptions with which what `waited` stands for may end."""
    found = ev.once(("failures", waited, frame), lambda: _failures(ev, waited, frame, _DEEPEST), meanwhile=())
    return via(found, frame.scopes, waited, "its exception is taken as a result")


def _failures(ev: Evaluator, node: cst.CSTNode, frame: Frame, depth: int) -> Values:
    """Return what the calls in an expression raise; where there are none, what its names stand for."""
    found = errors.raised(ev, node, frame)
    if found or not depth:
        return found
    made = (each for name in walk(node) if isinstance(name, cst.Name) for each in _made(ev, name, frame))
    return union(*(_failures(ev, value, where, depth - 1) for value, where in made))


def _made(ev: Evaluator, name: cst.Name, frame: Frame) -> Iterator[tuple[cst.CSTNode, Frame]]:
    """Yield what a name is set to, gone through for, and what is put into it."""
    seen = names.visible(ev, name, frame)
    if seen is None:
        return
    where, bindings = seen
    for binding in bindings:
        if binding.kind in ("assign", "for") and binding.value is not None:
            yield binding.value, where
    for call in names.growing(name, where):
        yield from ((arg.value, where) for arg in call.args)
    for store in names.item_stores(name, where):
        yield from ((part, where) for part in (store.key, store.value))

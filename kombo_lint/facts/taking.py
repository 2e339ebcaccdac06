"""Which errors a library takes for worth another try: by their kind, or by asking the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import running
from kombo_lint.flow.arguments import argument_node
from kombo_lint.flow.errors import is_taken
from kombo_lint.flow.kinds import is_of
from kombo_lint.flow.origins import origin
from kombo_lint.flow.outcomes import truth
from kombo_lint.flow.values import Cls, Ext, Func, Seq
from kombo_lint.flow.worlds import Interpreter, World
from kombo_lint.models import short

if TYPE_CHECKING:
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Request, Value
    from kombo_lint.models.tables import Tries
    from kombo_lint.registry import Change

_OTHER = 418
"""A status that no program asks for."""


def takes(ev: Evaluator, change: Change, call: cst.Call, model: Tries, error: Value, frame: Frame) -> bool:
    """Say whether what raises `error` for the change's status is tried again."""
    taken = True
    if model.errors is not None:
        given = argument_node(call, model.position, model.errors)
        taken = given is None or bool(_takes(ev, change, given, error, frame))
    if not taken or model.giveup is None:
        return taken
    giveup = argument_node(call, None, model.giveup)
    return giveup is None or _takes(ev, change, giveup, error, frame) is False


def _takes(
    ev: Evaluator, change: Change, node: cst.BaseExpression, error: Value, frame: Frame
) -> bool | None:
    """Return whether a filter takes an error; None where nobody can say."""
    if isinstance(node, cst.BinaryOperation):
        sides = [_takes(ev, change, side, error, frame) for side in (node.left, node.right)]
        if isinstance(node.operator, cst.BitOr):
            return True if True in sides else None if None in sides else False
        return False if False in sides else None if None in sides else True
    if isinstance(node, cst.Call):
        return _made(ev, change, node, error, frame)
    if isinstance(node, cst.Name) and (found := frame.scopes.visible(node)) is not None:
        bindings = found[1]
        if len(bindings) == 1 and bindings[0].kind == "assign" and isinstance(bindings[0].value, cst.Call):
            return _takes(ev, change, bindings[0].value, error, frame)
    answers = [_says(ev, change, value, error) for value in ev.values(node, frame)]
    return True if True in answers else None if None in answers else False


def _made(ev: Evaluator, change: Change, node: cst.Call, error: Value, frame: Frame) -> bool | None:
    """Return whether a predicate that a library makes takes an error."""
    for value in ev.values(node.func, frame):
        name = short(value.name) if isinstance(value, Ext) else ""
        if name in ev.models.any_of:
            sides = [_takes(ev, change, arg.value, error, frame) for arg in node.args]
            return True if True in sides else None if None in sides else False
        if name in ev.models.kinds_of_errors:
            wanted = ev.models.kinds_of_errors[name]
            taken = node.args and is_taken(ev, node.args[0].value, frame, error)
            return (not node.args or bool(taken)) is wanted
        for callback in ev.models.callbacks.get(name, ()):
            given = argument_node(node, callback.position, callback.keyword)
            if given is not None and callback.gives == "error":
                answer = _takes(ev, change, given, error, frame)
                stops = callback.stops
                return answer if answer is None or not stops else not answer
    return None


def _says(ev: Evaluator, change: Change, value: Value, error: Value) -> bool | None:
    """Return whether a kind of error, or a function of the program, takes an error."""
    if isinstance(value, Seq):
        answers = [_says(ev, change, each, error) for item in value.items for each in item]
        return True if True in answers else None if None in answers else False
    if isinstance(value, Func):
        return _answer(ev, change, value)
    if isinstance(value, Cls | Ext):
        return is_of(ev, (value,), error)
    return None


def _answer(ev: Evaluator, change: Change, predicate: Func) -> bool | None:
    """Return what a predicate says of an answer with the change's status.

    Of several things that it may say, the one that it says of no other error.
    """
    found = []
    for status in (change.to_status, _OTHER):
        assert status is not None
        it = Interpreter(ev, World(lambda request: _is_apis(ev, request), status, change.codes[0]))
        frame = ev.frame(predicate.scopes, predicate.node, receiver=predicate.receiver)
        found.append({truth(outcome) for outcome in running.run(it, predicate, frame).outcomes})
    own, other = found
    said = own if len(own) == 1 else own - other - {None}
    return said.pop() if len(said) == 1 else None


def _is_apis(ev: Evaluator, request: Request) -> bool:
    return origin(ev, request).whose in ("api", "likely")

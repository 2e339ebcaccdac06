"""What in a function runs it again: a call of itself, at once or by a queue, or the retry of a task."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.classes import lineage
from kombo_lint.flow.tree import last_name, walk
from kombo_lint.flow.values import Cls, Ext, Func, Method
from kombo_lint.models import short

if TYPE_CHECKING:
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame


class Reruns:
    """Finds the statements of a function that run it again."""

    def __init__(self, ev: Evaluator, frame: Frame) -> None:
        self._ev = ev
        self._frame = frame

    def by(self, statement: cst.CSTNode) -> bool:
        """Say whether a statement does so."""
        raised = statement.exc if isinstance(statement, cst.Raise) else None
        if raised is not None and self._asks_for_it(raised):
            return True
        return any(isinstance(node, cst.Call) and self._runs(node) for node in walk(statement))

    def _runs(self, call: cst.Call) -> bool:
        if isinstance(call.func, cst.Attribute) and (
            self._is_it(call.func.value) or self._is_retry(call.func)
        ):
            return True
        return self._is_it(call.func) or any(self._is_it(arg.value) for arg in call.args)

    def _is_it(self, node: cst.BaseExpression) -> bool:
        function = self._frame.function
        if not isinstance(function, cst.FunctionDef) or not isinstance(node, cst.Name | cst.Attribute):
            return False
        if last_name(node) != function.name.value:
            return False
        values = self._ev.values(node, self._frame)
        return any(isinstance(value, Func) and value.node is function for value in values)

    def _asks_for_it(self, raised: cst.BaseExpression) -> bool:
        """Say whether an exception asks a library to run the task again."""
        kind = raised.func if isinstance(raised, cst.Call) else raised
        names = {short(v.name) for v in self._ev.values(kind, self._frame) if isinstance(v, Ext)}
        return any(not names.isdisjoint(tasks.raises) for tasks in self._ev.models.tasks)

    def _is_retry(self, func: cst.Attribute) -> bool:
        """Say whether a method of a library's task runs it again, called on the task itself."""
        function, scopes = self._frame.function, self._frame.scopes
        if not isinstance(function, cst.FunctionDef) or not isinstance(func.value, cst.Name):
            return False
        first = [*function.params.posonly_params, *function.params.params][:1]
        if func.value.value not in [param.name.value for param in first]:
            return False
        made_by = self._made_by(function)
        owner = scopes.class_of(function)
        bases = {short(name) for name in lineage(self._ev, Cls(scopes, owner))[1]} if owner else set()
        return any(
            func.attr.value in tasks.methods
            and not (made_by.isdisjoint(tasks.decorators) and bases.isdisjoint(tasks.bases))
            for tasks in self._ev.models.tasks
        )

    def _made_by(self, function: cst.FunctionDef) -> set[str]:
        around = self._ev.frame_of(self._frame.scopes, function)
        nodes = [each.decorator for each in function.decorators]
        return {
            name
            for node in nodes
            for name in called(self._ev, node.func if isinstance(node, cst.Call) else node, around)
        }


def called(ev: Evaluator, func: cst.BaseExpression, frame: Frame) -> set[str]:
    """Return what is called, as models name it."""
    names = set()
    for value in ev.values(func, frame):
        if isinstance(value, Ext):
            names.add(short(value.name))
        elif isinstance(value, Method):
            names.add(f"{value.kind}.{value.name}")
    return names

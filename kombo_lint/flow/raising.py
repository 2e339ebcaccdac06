"""What an exception of the program carries by being raised: its arguments, its cause, its group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import callers
from kombo_lint.flow.classes import lineage, members
from kombo_lint.flow.reaching import own_nodes
from kombo_lint.flow.values import Many, Seq, gather

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Inst, Values


def member(ev: Evaluator, error: Inst, name: str) -> Values:
    """Return what `error.args`, `error.__cause__` or `group.exceptions` gives; nothing for other names."""
    if name == "args":
        return gather((_arguments(ev, error, call, frame),) for call, frame in _made(ev, error))
    if name in ("__cause__", "__context__"):
        return gather(_cause(ev, call, frame) for call, frame in _made(ev, error))
    return (Many((error,)),) if name == "exceptions" else ()


def _made(ev: Evaluator, error: Inst) -> Iterator[tuple[cst.Call, Frame]]:
    if error.call is not None and error.frame is not None:
        yield error.call, error.frame
        return
    for site in callers.constructions(ev, error.cls):
        yield site.call, site.frame


def _arguments(ev: Evaluator, error: Inst, call: cst.Call, frame: Frame) -> Seq:
    """Return what reaches the base of all exceptions: what the class is called with, or hands upward."""
    for owner in lineage(ev, error.cls)[0]:
        init = next((each.node for each in members(owner, "__init__")), None)
        if not isinstance(init, cst.FunctionDef):
            continue
        upward = next((each for each in own_nodes(init) if _is_upward(each)), None)
        if not isinstance(upward, cst.Call):
            break
        call, frame = upward, ev.frame(owner.scopes, init, call, frame, error)
    return Seq(
        tuple(ev.values(arg.value, frame) for arg in call.args if arg.keyword is None and not arg.star)
    )


def _is_upward(node: cst.CSTNode) -> bool:
    return (
        isinstance(node, cst.Call)
        and isinstance(node.func, cst.Attribute)
        and node.func.attr.value == "__init__"
    )


def _cause(ev: Evaluator, call: cst.Call, frame: Frame) -> Values:
    """Return what follows the `from` of the statement that raises what the call makes."""
    statement = frame.scopes.parents.get(call)
    if not isinstance(statement, cst.Raise) or statement.cause is None:
        return ()
    return ev.values(statement.cause.item, frame)

"""What an exception of the program carries by being raised: its arguments, its cause, its group."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import attributes, callers, instances
from kombo_lint.flow.classes import lineage, method, upward_calls
from kombo_lint.flow.values import Body, Err, Expr, Inst, Many, Seq, Status, Told, gather

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Value, Values


def member(ev: Evaluator, error: Inst, name: str) -> Values:
    """Return what `error.args`, `error.__cause__` or `group.exceptions` gives; nothing for other names."""
    if name == "args":
        return gather((_arguments(ev, error, call, frame),) for call, frame in _made(ev, error))
    if name in ("__cause__", "__context__"):
        return gather(_cause(ev, call, frame) for call, frame in _made(ev, error))
    return (Many((error,)),) if name == "exceptions" else ()


def text(ev: Evaluator, value: Value) -> Values:
    """Return what of an answer `str(value)` is: a field, the words of an error, its first argument."""
    if isinstance(value, Body):
        return (value,) if value.path and value.path != (attributes.RAW,) else ()
    if isinstance(value, Err):
        return attributes.prose(ev, value) or attributes.told(ev, value)
    if not isinstance(value, Inst):
        return ()
    written = method(ev, value.cls, "__str__")
    if written is not None:
        given = [instances.read_property(ev, written, value)]
    elif any(_is_builtin(name) for name in lineage(ev, value.cls)[1]):
        given = [args.items[0] for args in member(ev, value, "args") if isinstance(args, Seq) and args.items]
    else:
        return ()
    return tuple(v for values in given for v in values if isinstance(v, Body | Status | Told | Expr))


def _is_builtin(name: str) -> bool:
    found = getattr(builtins, name, None)
    return isinstance(found, type) and issubclass(found, BaseException)


def _made(ev: Evaluator, error: Inst) -> Iterator[tuple[cst.Call, Frame]]:
    if error.call is not None and error.frame is not None:
        yield error.call, error.frame
        return
    for site in callers.constructions(ev, error.cls):
        yield site.call, site.frame


def _arguments(ev: Evaluator, error: Inst, call: cst.Call, frame: Frame) -> Seq:
    """Return what reaches the base of all exceptions: what the class is called with, or hands upward."""
    for init, inner in instances.init_frames(ev, Inst(error.cls, call, frame)).items():
        upward = next(upward_calls(init), None)
        if upward is not None:
            call, frame = upward, inner
    return Seq(
        tuple(ev.values(arg.value, frame) for arg in call.args if arg.keyword is None and not arg.star)
    )


def _cause(ev: Evaluator, call: cst.Call, frame: Frame) -> Values:
    """Return what follows the `from` of the statement that raises what the call makes."""
    statement = frame.scopes.parents.get(call)
    if not isinstance(statement, cst.Raise) or statement.cause is None:
        return ()
    return ev.values(statement.cause.item, frame)

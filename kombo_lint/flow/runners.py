"""Who calls a function for the program: pools, threads, loops, retriers, breakers, limiters.

Such a call is handed the function, and behind it what the function is called with. Those
of Python are known by name; of anything else that nobody knows, a call that begins with
a function of the project and goes on with more is taken for one.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import libcst as cst
from msgspec import structs

from kombo_lint.flow.tree import last_name
from kombo_lint.flow.values import Ext, Func, Method, Unknown
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Value
    from kombo_lint.models.tables import Library, Send

_KNOWN = {
    "to_thread": 0, "submit": 0, "start_soon": 0, "run_sync": 0, "run_in_executor": 1,
    "run_in_threadpool": 0, "partial": 0, "apply": 0, "apply_async": 0,
}  # fmt: skip
"""Runners by the last part of their name, with the place of the function among the arguments."""
_RESULTS = _KNOWN.keys() - {"partial", "start_soon"}
"""Those that give what the function returns, at once or when it is waited for."""


def place(ev: Evaluator, runner: Value, call: cst.Call) -> int | None:
    """Return which argument of a call of `runner` is the function that it runs, None where it runs none."""
    name = named(runner)
    if name in _KNOWN:
        return _KNOWN[name]
    if not _is_nobodys(runner):
        return None
    governs = isinstance(runner, Unknown) and short(runner.hint) in ev.models.governs
    first = call.args[0] if call.args else None
    if first is None or first.keyword is not None or first.star or not (governs or _goes_on(call)):
        return None
    name = last_name(first.value)
    return 0 if name.encode() in ev.project.definitions or name in ev.models.send_names else None


def run(ev: Evaluator, runner: Value, call: cst.Call, frame: Frame) -> list[Func]:
    """Return the functions that a call of `runner` runs, and gives the result of."""
    at = _result_of(ev, runner, call)
    if at is None:
        return []
    return [value for value in ev.values(call.args[at].value, frame) if isinstance(value, Func)]


def _result_of(ev: Evaluator, runner: Value, call: cst.Call) -> int | None:
    """Return which argument is the function whose result the call gives, now or later; None for no call."""
    name, at = named(runner), place(ev, runner, call)
    gives = name not in _KNOWN or name in _RESULTS
    return at if at is not None and at < len(call.args) and gives else None


def sends(
    ev: Evaluator, runner: Value, call: cst.Call, frame: Frame, at: int | None = None
) -> Iterator[tuple[Library, Send, Value | None]]:
    """Yield a library's own sending functions that a call runs, as that call has their arguments.

    They are at `at`, or where such a `runner` has the function and gives its result.
    """
    at = _result_of(ev, runner, call) if at is None else at
    if at is None or len(call.args) <= at:
        return
    if last_name(call.args[at].value) not in ev.models.send_names:
        return
    for value in ev.values(call.args[at].value, frame):
        found = send_of(ev, value) if isinstance(value, Method | Ext) else None
        if found is not None:
            yield found[0], shifted(found[1], at + 1), value.receiver if isinstance(value, Method) else None


@lru_cache(maxsize=256)
def shifted(send: Send, by: int) -> Send:
    """Return a sending call whose arguments stand further behind, as others do before them."""

    def after(place: int | None) -> int | None:
        return None if place is None else place + by

    return structs.replace(send, url=after(send.url), request=after(send.request), method=after(send.method))


def send_of(ev: Evaluator, value: Method | Ext) -> tuple[Library, Send] | None:
    """Return the model of the sending call that a value is when it is called, or None."""
    if isinstance(value, Method):
        return ev.models.send(value.kind, value.name)
    root, _, last = short(value.name).rpartition(".")
    return ev.models.send(root, last)


def named(runner: Value) -> str:
    """Return the last part of the name of what is called, or the empty string."""
    name = (
        runner.hint
        if isinstance(runner, Unknown)
        else runner.name
        if isinstance(runner, Ext | Method)
        else ""
    )
    return name.rpartition(".")[2]


def _is_nobodys(runner: Value) -> bool:
    return isinstance(runner, Unknown) or (isinstance(runner, Ext) and "." in runner.name)


def _goes_on(call: cst.Call) -> bool:
    """Say whether something stands behind the first argument that can be an argument of a function."""
    return sum(arg.keyword is None for arg in call.args) > 1

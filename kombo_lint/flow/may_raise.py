"""Which functions may raise at all, told by name from the bytes of files; rather too many than too few.

Whether a function raises for an answer takes long to find out. Of most, such as those that log,
no `raise` can be reached.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.definitions import bodies, called
from kombo_lint.flow.leaving import leaves_for_good
from kombo_lint.flow.tree import walk
from kombo_lint.flow.values import Ext, Func

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame

_RAISE = re.compile(rb"\braise\b")
_IMPORTED = rb"\b(?:import|from)[ \t]+%b\b"


def may_raise(ev: Evaluator, function: Func) -> bool:
    """Say whether calling a function may lead to a `raise`, or to a library's call that raises."""

    def found() -> bool:
        nodes = list(walk(function.node.body))
        frame = ev.near.frame(function.scopes, function.node)
        calls = (node for node in nodes if isinstance(node, cst.Call))
        return any(isinstance(node, cst.Raise) for node in nodes) or any(
            _leads_to_one(ev, call, frame) for call in calls
        )

    return ev.once(
        ("may raise", function.node), found, meanwhile=False
    )  # what it says of itself adds nothing


def _leads_to_one(ev: Evaluator, call: cst.Call, frame: Frame) -> bool:
    name = call.func.attr if isinstance(call.func, cst.Attribute) else call.func
    word = name.value.encode() if isinstance(name, cst.Name) else b""
    values = ev.near.values(call.func, frame)
    if all(isinstance(value, Func) for value in values):
        return any(isinstance(value, Func) and may_raise(ev, value) for value in values)
    if any(leaves_for_good(ev.near, value, call, frame) for value in values if not isinstance(value, Func)):
        return True
    if all(isinstance(value, Ext) for value in values):
        return word.decode() in ev.models.raising
    return _by_name(ev, word)


def _any(ev: Evaluator, names: Iterable[bytes]) -> bool:
    return any(_by_name(ev, name) for name in dict.fromkeys(names))


def _by_name(ev: Evaluator, name: bytes) -> bool:
    if not name or name.decode() in ev.models.raising | ev.models.exits:
        return True

    def reached() -> bool:
        found = list(bodies(ev.project, name))
        raises = any(_RAISE.search(body) or _any(ev, called(body)) for body in found)
        return raises or (not found and _uses_sdk(ev))

    return ev.once(("may raise", name), reached, meanwhile=False)


def _uses_sdk(ev: Evaluator) -> bool:
    """Say whether the API's SDK is imported: any call that is not the project's own may be one of its."""
    return ev.api.sdk is not None and bool(ev.project.files_like(_IMPORTED, ev.api.sdk))

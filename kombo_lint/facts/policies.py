"""Retry policies that are handed to a library as a list of statuses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.arguments import argument
from kombo_lint.flow.carriers import Carried, carried
from kombo_lint.flow.classes import lineage
from kombo_lint.flow.origins import Origin
from kombo_lint.flow.values import Const, Inst, Obj
from kombo_lint.flow.worlds import Interpreter, World
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Frame
    from kombo_lint.models import Policy
    from kombo_lint.registry import Change


@dataclass(frozen=True, eq=False)
class RetryPolicy:
    """A policy made by the call `node` that retries one of a change's statuses and not the other.

    `use` is the surest way on which it gets to requests of the API.
    """

    scopes: Scopes
    node: cst.Call
    retried_before: bool
    use: Carried


def retry_policies(ev: Evaluator, change: Change, paths: Sequence[str]) -> list[RetryPolicy]:
    """Return the policies in the files that tell the change's statuses apart and are used for the API."""
    before, after = change.from_status, change.to_status
    assert before is not None
    assert after is not None
    found = []
    for scopes, call, model, frame in _policy_calls(ev, paths):
        for statuses in _statuses(ev, call, model, frame):
            held = statuses.has(before)
            if held is None or held is statuses.has(after) or statuses.has(after) is None:
                continue
            use = (
                Carried(Origin("api", f"for the {ev.api.title} SDK"), ())
                if model.api
                else carried(ev, call, scopes)
            )
            if use is not None and use.origin.whose in ("api", "likely"):
                found.append(RetryPolicy(scopes, call, held, use))
            break
    return found


def _policy_calls(ev: Evaluator, paths: Sequence[str]) -> Iterator[tuple[Scopes, cst.Call, Policy, Frame]]:
    names = {kind.rpartition(".")[2] for kind in ev.models.policies}
    pattern = re.compile(rb"\b(?:" + "|".join(sorted(names)).encode() + rb")\b")
    for path in paths:
        if not pattern.search(ev.project.files[path]):
            continue
        scopes = ev.project.module(path, "makes a retry policy")
        for call in scopes.by_type.get(cst.Call, ()) if scopes is not None else ():
            assert scopes is not None
            assert isinstance(call, cst.Call)
            frame = ev.frame_of(scopes, call)
            model = _model(ev, call, frame)
            if model is not None:
                yield scopes, call, model, frame


def _model(ev: Evaluator, call: cst.Call, frame: Frame) -> Policy | None:
    if not isinstance(call.func, cst.Name | cst.Attribute):
        return None
    for value in ev.values(call, frame):
        if isinstance(value, Obj) and value.call is call and value.kind in ev.models.policies:
            return ev.models.policies[value.kind]
        if isinstance(value, Inst) and value.call is call:
            for base in lineage(ev, value.cls)[1]:
                if short(base) in ev.models.policies:
                    return ev.models.policies[short(base)]
    return None


@dataclass(frozen=True)
class _Statuses:
    items: tuple[object, ...] | None
    ranges: tuple[tuple[int, int], ...] = ()

    def has(self, status: int) -> bool | None:
        """Say whether a status is retried; None where that cannot be known."""
        if any(low <= status <= high for low, high in self.ranges):
            return True
        if self.items is None:
            return None
        return any(_means(item, status) for item in self.items)


def _means(item: object, status: int) -> bool:
    """Say whether an item of a list is the status: 503, "503" or "5XX"."""
    if isinstance(item, str):
        return item.lower() in (str(status), f"{status // 100}xx")
    return item == status


def _statuses(ev: Evaluator, call: cst.Call, model: Policy, frame: Frame) -> Iterator[_Statuses]:
    """Yield the alternatives for what a policy retries."""
    if model.off is not None:
        given = argument(ev, call, frame, model.off.position, model.off.keyword)
        if given == (Const(model.off.value),):
            return
    ranges = tuple(
        bounds
        for flag, bounds in model.flags.items()
        if argument(ev, call, frame, None, flag) in (None, (Const(True),))
    )
    given = argument(ev, call, frame, model.position, model.statuses)
    values = () if given is None else tuple(v for v in given if v != Const(None))
    if given is None or len(values) < len(given):
        yield _Statuses(tuple(model.default), ranges)
    nowhere = Interpreter(ev, World(lambda request: False, 0, None))
    for value in values:
        for outcome in nowhere.of_values((value,), call).outcomes:
            known = isinstance(outcome, tuple | range | frozenset)
            yield _Statuses(tuple(outcome) if known else None, ranges)

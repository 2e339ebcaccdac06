"""Retry policies that are handed to a library as a list of statuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import libcst as cst

from kombo_lint.flow.activations import activations
from kombo_lint.flow.arguments import argument
from kombo_lint.flow.cargo import constructor_calls, kinds, partly_made
from kombo_lint.flow.carriers import carried
from kombo_lint.flow.destinations import Carried
from kombo_lint.flow.origins import Origin
from kombo_lint.flow.values import Cls, Const, Ext, Inst, Obj
from kombo_lint.flow.worlds import Interpreter, World
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Frame, Values
    from kombo_lint.models.tables import Policy
    from kombo_lint.registry import Change


_Making: TypeAlias = "tuple[cst.Call, Frame, int]"


@dataclass(frozen=True, eq=False)
class RetryPolicy:
    """A policy that retries one of a change's statuses and not the other, with the list in the call `node`.

    `use` is the surest way on which it gets to requests of the API.
    """

    scopes: Scopes
    node: cst.Call
    retried_before: bool
    use: Carried


def retry_policies(ev: Evaluator, change: Change, paths: Sequence[str]) -> list[RetryPolicy]:
    """Return the policies in the files that tell the change's statuses apart and are used for the API."""
    found: dict[cst.CSTNode, RetryPolicy] = {}
    for scopes, policy, model in _policies(ev, paths):
        for node, held in _lists(ev, change, policy, model):
            known = found.get(node)
            if known is None or known.use.origin.whose != "api":
                use = _use(ev, policy, model, scopes)
                if use is not None and use.origin.whose in ("api", "likely"):
                    where = _scopes_of(ev, policy, node) or scopes
                    found[node] = RetryPolicy(where, node, held, use)
    return list(found.values())


@dataclass(frozen=True, eq=False)
class Retried:
    """A policy that retries some status: what it is, and what its constructor is given."""

    scopes: Scopes
    policy: Obj | Inst
    kind: str
    model: Policy
    making: tuple[_Making, ...]

    def given(self, ev: Evaluator, position: int | None, keyword: str) -> Values | None:
        """Return what the library's constructor is given at a position or by name; None where nothing is."""
        found = _argument(ev, self.making, position, keyword)
        return found[1] if found is not None else None

    def has(self, ev: Evaluator, status: int) -> bool:
        """Say whether a status is in its list."""
        if not self.making or _is_off(ev, self.making, self.model):
            return False
        _, given = _given(ev, self.making, self.model)
        return any(each.has(status) for each in _statuses(ev, self.making, self.model, given))

    @property
    def node(self) -> cst.Call:
        """The call that makes it."""
        return self.making[-1][0]


def policies_that_retry(ev: Evaluator, status: int, paths: Sequence[str]) -> Iterator[Retried]:
    """Yield the policies that the files make and that have a status in their list."""
    for scopes, policy, _ in _policies(ev, paths):
        found = made(ev, scopes, policy)
        if found.has(ev, status):
            yield found


def made(ev: Evaluator, scopes: Scopes, policy: Obj | Inst) -> Retried:
    """Return a policy with what its constructor is given."""
    kind = kinds(ev, policy, ev.models.policies)[0]
    return Retried(scopes, policy, kind, ev.models.policies[kind], tuple(_making(ev, policy)))


def use(ev: Evaluator, retried: Retried) -> Carried | None:
    """Return the surest way on which a policy gets to requests of the API; None where it gets to none."""
    found = _use(ev, retried.policy, retried.model, retried.scopes)
    return found if found is not None and found.origin.whose in ("api", "likely") else None


def _use(ev: Evaluator, policy: Obj | Inst, model: Policy, scopes: Scopes) -> Carried | None:
    if model.api:
        return Carried(Origin("api", f"for the {ev.api.title} SDK"), ())
    return carried(ev, policy, scopes)


def _policies(ev: Evaluator, paths: Sequence[str]) -> Iterator[tuple[Scopes, Obj | Inst, Policy]]:
    """Yield the policies that the files make, once for each run of the function that makes them."""
    named = {path for name in _names(ev) for path in ev.project.files_with(name)}
    for path in paths:
        if path not in named:
            continue
        scopes = ev.project.module(path, "makes a retry policy")
        for call in scopes.by_type.get(cst.Call, ()) if scopes is not None else ():
            assert scopes is not None
            assert isinstance(call, cst.Call)
            if _makes_a_policy(ev, call, ev.frame_of(scopes, call)):
                for frame in activations(ev, scopes, call):
                    for value in ev.values(call, frame):
                        if isinstance(value, Obj | Inst) and value.call is call:
                            for kind in kinds(ev, value, ev.models.policies)[:1]:
                                yield scopes, value, ev.models.policies[kind]


def _names(ev: Evaluator) -> frozenset[str]:
    """Return the last parts of the names of policies and of the classes that derive from them."""
    names = {kind.rpartition(".")[2] for kind in ev.models.policies}
    waiting = list(names)
    while waiting:
        new = {name for _, name in ev.project.hierarchy.direct.get(waiting.pop(), ())} - names
        names |= new
        waiting.extend(new)
    return frozenset(names)


def _makes_a_policy(ev: Evaluator, call: cst.Call, frame: Frame) -> bool:
    """Say whether a call's function is the class of a policy: asked before the call, which costs more."""
    for value in ev.near.values(call.func, frame):
        if isinstance(value, Ext) and short(value.name) in ev.models.policies:
            return True
        if isinstance(value, Cls) and kinds(ev, Inst(value), ev.models.policies):
            return True
    return False


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


def _lists(
    ev: Evaluator, change: Change, policy: Obj | Inst, model: Policy
) -> Iterator[tuple[cst.Call, bool]]:
    """Yield the call with the list that retries one of the statuses, and whether that is the one before."""
    before, after = change.from_status, change.to_status
    assert before is not None
    assert after is not None
    making = list(_making(ev, policy))
    if _is_off(ev, making, model):
        return
    node, given = _given(ev, making, model)
    for statuses in _statuses(ev, making, model, given):
        held, then = statuses.has(before), statuses.has(after)
        if held is not None and then is not None and held is not then:
            yield node, held
            return


def _making(ev: Evaluator, policy: Obj | Inst) -> Iterator[_Making]:
    """Yield the calls that pass arguments to the library's constructor, and how many they leave out in front.

    The last that gives an argument decides: of a subclass, what its constructor hands up.
    """
    calls = list(constructor_calls(ev, policy))
    for call, frame in reversed(calls):
        yield call, frame, 0
        partly = partly_made(ev, call, frame)
        if partly is not None:
            yield partly, ev.frame_of(frame.scopes, partly), 1


def _argument(
    ev: Evaluator, making: Sequence[_Making], position: int | None, keyword: str | None
) -> tuple[cst.Call, Values] | None:
    """Return what the library's constructor is given, and the call in which that is written."""
    handed_on: tuple[cst.Call, Values] | None = None
    for call, frame, ahead in making:
        given = argument(ev, call, frame, None if position is None else position + ahead, keyword)
        if given is not None:
            spelled = any(arg.keyword is not None and arg.keyword.value == keyword for arg in call.args)
            if spelled or not any(arg.star for arg in call.args):
                return call, given if handed_on is None else handed_on[1]
            handed_on = handed_on or (call, given)
        upwards = isinstance(call.func, cst.Attribute) and call.func.attr.value == "__init__"
        if upwards and given is None and not any(arg.star for arg in call.args):
            return None  # what the subclass is made with does not get to the library
    return handed_on


def _given(ev: Evaluator, making: Sequence[_Making], model: Policy) -> tuple[cst.Call, Values | None]:
    found = _argument(ev, making, model.position, model.statuses)
    return found if found is not None else (making[-1][0], None)


def _is_off(ev: Evaluator, making: Sequence[_Making], model: Policy) -> bool:
    found = _argument(ev, making, model.off.position, model.off.keyword) if model.off is not None else None
    if found is None or model.off is None:
        return False
    return model.off.value is None or found[1] == (Const(model.off.value),)


def _statuses(
    ev: Evaluator, making: Sequence[_Making], model: Policy, given: Values | None
) -> Iterator[_Statuses]:
    """Yield the alternatives for what a policy retries."""
    ranges = []
    for flag, bounds in model.flags.items():
        flagged = _argument(ev, making, None, flag)
        if flagged is None or flagged[1] == (Const(True),):
            ranges.append(bounds)
    values = () if given is None else tuple(v for v in given if v != Const(None))
    if given is None or len(values) < len(given):
        yield _Statuses(tuple(model.default), tuple(ranges))
    nowhere = Interpreter(ev, World(lambda request: False, 0, None))
    for value in values:
        for outcome in nowhere.of_values((value,), making[0][0]).outcomes:
            known = isinstance(outcome, tuple | range | frozenset)
            yield _Statuses(tuple(outcome) if known else None, tuple(ranges))


def _scopes_of(ev: Evaluator, policy: Obj | Inst, node: cst.Call) -> Scopes | None:
    return next((frame.scopes for call, frame, _ in _making(ev, policy) if call is node), None)

"""Clients whose errors are looked at, if at all, without regard to some of a change's codes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.facts.backoffs.tries import retried_errors, tries
from kombo_lint.facts.branches import status_branches
from kombo_lint.facts.clients import clients
from kombo_lint.facts.looking import looked_at
from kombo_lint.facts.policies import policies_that_retry
from kombo_lint.facts.retried import is_retried
from kombo_lint.flow.outcomes import UNKNOWN, Missing, Symbol
from kombo_lint.flow.tree import last_name
from kombo_lint.flow.values import Body

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kombo_lint.facts.branches import StatusBranch
    from kombo_lint.facts.clients import Client
    from kombo_lint.facts.handling.decided import Asking
    from kombo_lint.facts.looking import Look
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.outcomes import Outcome
    from kombo_lint.flow.values import Request
    from kombo_lint.registry import Change

_STORES = (cst.AssignTarget, cst.AnnAssign, cst.AugAssign)
_LOOK_UPS = frozenset({"get", "pop", "__getitem__"})
_FILLED = rb"%b(?<!\w%b)(?:\[[^\]'\"]+\]\s*=(?!=)|\.setdefault\()"
_OTHER = 418
"""A status that no program asks for."""


@dataclass(frozen=True, eq=False)
class Unhandled:
    """A client that decides on none of `codes`; `looks` are the places where its errors are looked at."""

    client: Client
    codes: tuple[str, ...]
    looks: Sequence[Look]

    @property
    def place(self) -> Look | Request:
        """Where it first looks at errors, or else what it first sends."""
        return self.looks[0] if self.looks else self.client.requests[0]


@dataclass(frozen=True, eq=False)
class _Decision:
    """Something that decides on the answers to some requests; `anywhere` when nobody sees which these are."""

    answers: Callable[[Request], bool]
    anywhere: bool

    def covers(self, client: Client) -> bool:
        """Say whether it is about the answers that a client gets."""
        return self.anywhere or any(map(self.answers, client.requests))


def unhandled(
    ev: Evaluator,
    change: Change,
    paths: Sequence[str],
    branches: Callable[[], Sequence[StatusBranch]],
    askings: Callable[[], Sequence[Asking]],
) -> list[Unhandled]:
    """Return the clients that leave codes of a change unhandled, each once.

    A limit is handled too by what decides on its status, or tries again. A status that has moved is not:
    but of a client with `branches` that part by it, these say more than that codes are missing.
    `askings` are those that get to see one of the codes.
    """
    left = clients(ev, change, paths)
    if left and change.limit is None:
        left = _not_covered(left, (_of_branch(each) for each in branches() if each.policy is None))
    elif left:
        left = _not_covered(left, _by_status(ev, change, paths))
        if left and any(policies_that_retry(ev, change.to_status or 0, paths)):
            left = [client for client in left if not _is_retried(ev, change, client)]
    by_code = _by_code(change, askings(), left) if left else {}
    found = []
    for client in left:
        codes = tuple(c for c in change.codes if not any(each.covers(client) for each in by_code[c]))
        if codes:
            found.append(Unhandled(client, codes, looked_at(ev, client)))
    return found


def _not_covered(found: Sequence[Client], decisions: Iterable[_Decision]) -> list[Client]:
    """Return the clients that none of some decisions is about; no more are asked for when none is left."""
    left = list(found)
    for each in decisions:
        left = [client for client in left if not each.covers(client)]
        if not left:
            break
    return left


def _is_retried(ev: Evaluator, change: Change, client: Client) -> bool:
    """Say whether each call that sends has a policy for the status, on one of its sessions at least."""
    status = change.to_status or 0
    covered = {request.node for request in client.requests if is_retried(ev, status, request)}
    return all(request.node in covered for request in client.requests)


def _by_code(change: Change, askings: Sequence[Asking], left: Sequence[Client]) -> dict[str, list[_Decision]]:
    """Return what decides on each of the codes, for some of the clients at least."""
    found: dict[str, list[_Decision]] = {code: [] for code in change.codes}
    for asking in askings:
        concerns = _decision(tuple(asking.requests))
        if any(map(concerns.covers, left)) and (
            asking.decisions
            or any(_decides(asking, node) for node in _around(asking))
            or any(_may_differ(asking, node) or _is_filled(asking, node) for node in _looked_up(asking))
        ):
            found[asking.code].append(_decision([source.request for source in asking.sources()]))
    return found


def _around(asking: Asking) -> Iterator[cst.BaseExpression]:
    """Yield the expressions that the code, or a decision on it, is part of."""
    for node in asking.nodes:
        current: cst.CSTNode | None = node
        while isinstance(current, cst.BaseExpression | cst.Arg | cst.Index | cst.SubscriptElement):
            if isinstance(current, cst.Comparison | cst.Subscript | cst.Call):
                yield current
            current = asking.scopes.parents.get(current)


def _decides(asking: Asking, node: cst.BaseExpression) -> bool:
    """Say whether an expression comes to another truth, or to something else of the program, by the code."""
    one, other = (it.result(node, asking.frame) for it in (asking.worlds.before, asking.worlds.after))
    if one.outcomes == other.outcomes:
        return False
    return all(map(_is_chosen, one.outcomes)) or all(map(_is_chosen, other.outcomes))


def _looked_up(asking: Asking) -> Iterator[cst.BaseExpression]:
    """Yield what the code is compared with, and what is looked up by it: `TEXTS[code]`, `TEXTS.get(code)`."""
    parents = asking.scopes.parents
    for node in asking.nodes:
        parent = parents.get(node)
        around = parents.get(parent) if parent is not None else None
        if isinstance(parent, cst.Comparison):
            yield parent
        elif isinstance(parent, cst.Index) and around is not None:
            subscript = parents.get(around)
            if isinstance(subscript, cst.Subscript) and not isinstance(parents.get(subscript), _STORES):
                yield subscript
        elif (
            isinstance(around, cst.Call) and last_name(around.func) in _LOOK_UPS and around.args[0] is parent
        ):
            yield around


def _may_differ(asking: Asking, node: cst.BaseExpression) -> bool:
    """Say whether an expression comes to something else by the code, or nobody here can know to what."""
    one, other = (
        it.result(node, asking.frame).outcomes for it in (asking.worlds.before, asking.worlds.after)
    )
    return one != other or UNKNOWN in one


def _is_filled(asking: Asking, node: cst.BaseExpression) -> bool:
    """Say whether what is looked into is filled somewhere under keys that are not written: a registry."""
    if isinstance(node, cst.Comparison):
        return False
    looked_into = node.value if isinstance(node, cst.Subscript) else node.func.value  # type: ignore[attr-defined]
    name = last_name(looked_into)
    filled = re.compile(_FILLED.replace(b"%b", re.escape(name.encode())))
    project = asking.worlds.before.ev.project
    return bool(name) and any(filled.search(project.files[path]) for path in project.files_with(name))


def _is_chosen(outcome: Outcome) -> bool:
    if isinstance(outcome, Symbol):
        return not isinstance(outcome.value, Body)
    return isinstance(outcome, bool | Missing)


def _by_status(ev: Evaluator, change: Change, paths: Sequence[str]) -> Iterator[_Decision]:
    """Yield what decides on a limit's status, or tries again what it was answered to."""
    for scopes, call, _, model in tries(ev, paths):
        sources = retried_errors(ev, change, scopes, call, model)
        if sources:
            yield _decision([source.request for source in sources])
    asked = replace(change, from_status=_OTHER)
    yield from (_of_branch(each) for each in status_branches(ev, asked, paths) if not each.handed_on)


def _of_branch(branch: StatusBranch) -> _Decision:
    return _decision([source.request for source in branch.sources])


def _decision(requests: Sequence[Request]) -> _Decision:
    nodes = {request.node for request in requests}
    # Of what a hook gets, or an annotation says, the calls that send it are not known.
    anywhere = not all(each.send is not None and isinstance(each.node, cst.Call) for each in requests)
    return _Decision(lambda request: request.node in nodes, anywhere)

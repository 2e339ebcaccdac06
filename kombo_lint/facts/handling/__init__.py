"""What becomes of errors with a code where a program decides on it: sent again, or told to nobody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

import libcst as cst

from kombo_lint.facts.handling.again import sent_again
from kombo_lint.facts.handling.caught import catching
from kombo_lint.facts.handling.decided import raised
from kombo_lint.facts.handling.policies import predicates, types
from kombo_lint.facts.handling.results import ends_in
from kombo_lint.facts.handling.telling import is_empty, tells
from kombo_lint.facts.handling.ways import way
from kombo_lint.flow import running
from kombo_lint.flow.decisions import Case
from kombo_lint.flow.residual import choice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kombo_lint.facts.handling.decided import Asking
    from kombo_lint.flow.paths import Parting
    from kombo_lint.flow.residual import Choice
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import FromRequest

Fate: TypeAlias = Literal["again", "silent"]


@dataclass(frozen=True, eq=False)
class Handled:
    """A place that decides on `codes`: errors with them are sent again from here, or nobody is told."""

    scopes: Scopes
    node: cst.CSTNode
    fate: Fate
    codes: tuple[str, ...]
    sources: tuple[FromRequest, ...]


def handled(askings: Sequence[Asking]) -> list[Handled]:
    """Return the places where errors with a change's codes are sent again, or nobody is told."""
    found: dict[tuple[cst.CSTNode, Fate], list[_Fated]] = {}
    for asking in askings:
        for each in (*_decided(asking), *_caught(asking), *_by_policies(asking)):
            found.setdefault((each.test, each.fate), []).append(each)
    return [_joined(test, fate, each) for (test, fate), each in found.items()]


@dataclass(frozen=True, eq=False)
class _Fated:
    """What becomes of errors with one code after a test; `node` is what in the test is about the code."""

    scopes: Scopes
    test: cst.CSTNode
    node: cst.CSTNode
    fate: Fate
    code: str
    sources: tuple[FromRequest, ...]


def _joined(test: cst.CSTNode, fate: Fate, found: Sequence[_Fated]) -> Handled:
    nodes = {each.node for each in found}
    codes = tuple(dict.fromkeys(each.code for each in found))
    return Handled(found[0].scopes, nodes.pop() if len(nodes) == 1 else test, fate, codes, found[0].sources)


def _decided(asking: Asking) -> Iterator[_Fated]:
    for parting in asking.decisions:
        fate = _of_parting(asking, parting)
        if fate == "again" or (fate and _ends_here(asking)):
            node = asking.decisive(parting.node)
            sources = asking.sources(parting.test)
            yield _Fated(asking.scopes, parting.node, node, fate, asking.code, sources)


def _ends_here(asking: Asking) -> bool:
    """Say whether it ends in the function, or in those that call it: nobody looks at what they return."""
    function, ev = asking.frame.function, asking.worlds.before.ev
    return function is None or ends_in(ev, asking.scopes, function, asking.sends)


def _of_parting(asking: Asking, parting: Parting) -> Fate | None:
    statement = _statement(asking, parting)
    if statement is not None:
        arm = () if isinstance(statement, cst.While) else _arm(asking, parting, statement)
        return _fate(asking, statement, arm)
    parent = asking.scopes.parents.get(parting.node)
    if not isinstance(parent, cst.IfExp) or not isinstance(asking.scopes.parents.get(parent), cst.Return):
        return None
    it = asking.worlds.before
    chosen = parent.body if it.result(parent.test, asking.frame).truth else parent.orelse
    return "silent" if is_empty(it.ev, chosen, asking.frame) else None


def _caught(asking: Asking) -> Iterator[_Fated]:
    """Yield what becomes of the exceptions that are raised for the code alone, where they are caught."""
    ev = asking.worlds.before.ev
    for cls in raised(asking):
        for scopes, kinds, statement, arm in catching(ev, cls):
            there = replace(asking, scopes=scopes, frame=ev.frame_of(scopes, kinds))
            fate = _fate(there, statement, arm)
            if fate is not None:
                yield _Fated(scopes, kinds, kinds, fate, asking.code, asking.sources())


def _by_policies(asking: Asking) -> Iterator[_Fated]:
    """Yield where a retry policy is told to try again for the code."""
    told = [(asking.scopes, node) for node in predicates(asking)]
    for scopes, node in (*told, *types(asking)):
        yield _Fated(scopes, node, node, "again", asking.code, asking.sources())


def _fate(asking: Asking, statement: cst.CSTNode, arm: Sequence[cst.CSTNode | Choice]) -> Fate | None:
    it, frame = asking.worlds.before, asking.frame
    found = way(it, asking.scopes, statement, arm, frame)
    if sent_again(asking, statement, found):
        return "again"
    told = any(running.raises(it, each, frame) or tells(it.ev, each, frame) for each in found.ran)
    return None if told or isinstance(statement, cst.While) else "silent"


def _statement(asking: Asking, parting: Parting) -> cst.If | cst.Match | cst.While | None:
    """Return the statement whose test a decision is; None for a conditional expression and the like."""
    if isinstance(parting.test, Case):
        return parting.test.statement
    parent = asking.scopes.parents.get(parting.test)
    return parent if isinstance(parent, cst.If | cst.While) and parent.test is parting.test else None


def _arm(asking: Asking, parting: Parting, statement: cst.If | cst.Match) -> Sequence[cst.CSTNode | Choice]:
    """Return what runs for the code and not for others: the statements of a branch."""
    holds = any(one and not other for one, other in asking.worlds.pairs(parting.test, asking.frame))
    made = choice(statement)
    while made is not None and made.test is not parting.test and not _is_case(made, parting.test):
        made = next((each for each in made.other if not isinstance(each, cst.CSTNode)), None)
    assert made is not None
    return made.then if holds else made.other


def _is_case(made: Choice, test: object) -> bool:
    return isinstance(made.test, Case) and isinstance(test, Case) and made.test.case is test.case

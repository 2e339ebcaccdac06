"""Where a program decides on an error code: one code goes another way than others of the same status.

The question is the same as for a moved status, only that the two worlds differ in the code.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.facts.asked import groups
from kombo_lint.facts.branches import Senders
from kombo_lint.facts.fields.reads import is_of_api, reads
from kombo_lint.facts.fields.spread import spread
from kombo_lint.flow.classes import lineage
from kombo_lint.flow.decisions import Worlds, ask, conditions
from kombo_lint.flow.outcomes import Symbol
from kombo_lint.flow.paths import partings
from kombo_lint.flow.residual import left
from kombo_lint.flow.values import Cls, Inst
from kombo_lint.flow.worlds import Interpreter, World

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kombo_lint.facts.asked import Answers
    from kombo_lint.flow.decisions import Test
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.outcomes import Outcome
    from kombo_lint.flow.paths import Parting
    from kombo_lint.flow.scopes import Function, Scopes
    from kombo_lint.flow.values import Frame, FromRequest, Request
    from kombo_lint.registry import Change

_OTHER, _ANOTHER = "?", "??"
"""Codes that nobody asks for."""


@dataclass(frozen=True, eq=False)
class Asking:
    """A function (or module) that gets to see errors with `code`, or what was made from it, at `nodes`.

    `worlds.before` has an error with the code, `worlds.after` one with another code and the same status.
    `sends` tells the functions that send the `requests`.
    """

    scopes: Scopes
    frame: Frame
    worlds: Worlds
    code: str
    nodes: tuple[cst.BaseExpression, ...]
    requests: frozenset[Request]
    sends: Senders

    @cached_property
    def decisions(self) -> Sequence[Parting]:
        """The tests by which the code goes another way than others."""
        return partings(self.worlds, _body(self.frame), self.frame)

    def sources(self, *nodes: Test) -> tuple[FromRequest, ...]:
        """Return the values from requests that some tests ask, or else the nodes."""
        alone = Interpreter(self.worlds.before.ev, self.worlds.before.world)
        for node in nodes or self.nodes:
            ask(alone, node, self.frame)
        return tuple(alone.seen.values())

    def decisive(self, test: cst.CSTNode) -> cst.CSTNode:
        """Return the one condition in a test that makes the difference, or else the whole test."""
        differing = [part for part in conditions(test) if self.differs(part)]
        return differing[0] if len(differing) == 1 else test

    def differs(self, node: cst.BaseExpression) -> bool:
        """Say whether an expression comes to something else for the code than for others."""
        one, other = (it.result(node, self.frame) for it in (self.worlds.before, self.worlds.after))
        return one.outcomes != other.outcomes


def askings(ev: Evaluator, change: Change, paths: Sequence[str]) -> Iterator[Asking]:
    """Yield the functions that get to see an error with one of a change's codes, for each code once."""
    if _mentions(ev, change, paths):
        yield from _of_spots(ev, change, _places(ev, change, paths))


def _mentions(ev: Evaluator, change: Change, paths: Sequence[str]) -> bool:
    """Say whether a file names one of the codes, or a part of one: else no program decides on them."""
    words = {word for code in change.codes for word in _words(code)}
    return any(not set(ev.project.files_with(word)).isdisjoint(paths) for word in words)


def _words(code: str) -> Iterator[str]:
    """Yield the words by which a code may be named: its parts, and what stands before or after a joint."""
    area, _, last = code.rpartition(".")
    yield from filter(None, (area, last))
    for place in (place for place, sign in enumerate(last) if sign == "_"):
        yield from (last[:place], last[: place + 1], last[place:], last[place + 1 :])


def _places(ev: Evaluator, change: Change, paths: Sequence[str]) -> dict[cst.CSTNode, Scopes]:
    """Return the expressions that an error's code, or a decision on it, may get to."""
    begin = [*reads(ev, ev.api.code_path, paths), *_in_texts(ev, change, paths)]
    return spread(ev, begin, decisions=True)


def _in_texts(
    ev: Evaluator, change: Change, paths: Sequence[str]
) -> Iterator[tuple[Scopes, cst.BaseExpression]]:
    """Yield `"CODE" in text`: the text of a body has the code too. In a loop over codes they have a name."""
    for code in change.codes:
        for path in {path for path in paths if code.encode() in ev.project.files[path]}:
            scopes = ev.project.module(path, f"has {code}")
            for node in scopes.by_type.get(cst.Comparison, ()) if scopes is not None else ():
                assert isinstance(node, cst.Comparison)
                named = isinstance(node.left, cst.Name) and isinstance(node.comparisons[0].operator, cst.In)
                if scopes is not None and (named or isinstance(node.left, cst.SimpleString)):
                    yield scopes, node


def _of_spots(ev: Evaluator, change: Change, spots: Mapping[cst.CSTNode, Scopes]) -> Iterator[Asking]:
    """Yield the functions with the spots, for each code once."""
    probe = Interpreter(ev, World(lambda request: is_of_api(ev, request), change.to_status or 0, _OTHER))
    for scopes, function, nodes in _by_function(spots):
        frame = ev.frame(scopes, function)
        for answers in groups(_asked(probe, node, frame) for node in nodes):
            sends = Senders(ev, answers)
            for code in change.codes:
                worlds = _worlds(ev, change, code, answers, sends)
                yield Asking(scopes, frame, worlds, code, tuple(nodes), answers.requests, sends)


def _body(frame: Frame) -> Sequence[cst.CSTNode]:
    """Return the statements of a function or module; a lambda has none."""
    if isinstance(frame.function, cst.Lambda):
        return ()
    return (frame.function.body if frame.function is not None else frame.scopes.module.tree).body


def raised(asking: Asking) -> frozenset[Cls]:
    """Return the program's exceptions that the function raises for the code, and for no other.

    A base of theirs is one of them if nothing else derives from it that is raised for others.
    """
    one, other = (_raised(it, asking.frame) for it in (asking.worlds.before, asking.worlds.after))
    ev = asking.worlds.before.ev
    common = {cls for each in other for cls in lineage(ev, each)[0]}
    return frozenset(cls for each in one for cls in lineage(ev, each)[0] if cls not in common)


def _raised(it: Interpreter, frame: Frame) -> set[Cls]:
    found: set[Cls] = set()
    for statement in left(it, _body(frame), None, frame).ran:
        exc = statement.exc if isinstance(statement, cst.Raise) else None
        values = [o.value for o in _outcomes(it, exc, frame) if isinstance(o, Symbol)]
        found.update(v for v in values if isinstance(v, Cls))
        found.update(v.cls for v in values if isinstance(v, Inst))
    return found


def _outcomes(it: Interpreter, exc: cst.BaseExpression | None, frame: Frame) -> tuple[Outcome, ...]:
    """Return what is raised: of a call of a class, the class, which may be looked up by the code."""
    if isinstance(exc, cst.Call):
        called = it.result(exc.func, frame).outcomes
        if any(isinstance(o, Symbol) and isinstance(o.value, Cls) for o in called):
            return called
    return it.result(exc, frame).outcomes if exc is not None else ()


def _by_function(
    spots: Mapping[cst.CSTNode, Scopes],
) -> Iterator[tuple[Scopes, Function | None, list[cst.BaseExpression]]]:
    """Yield the functions (None for a module's own code) with the spots in them."""
    found: dict[cst.CSTNode, tuple[Scopes, Function | None, list[cst.BaseExpression]]] = {}
    for node, scopes in spots.items():
        function = scopes.function_of(node)
        if isinstance(node, cst.BaseExpression):
            found.setdefault(function or scopes.module.tree, (scopes, function, []))[2].append(node)
    yield from found.values()


def _asked(probe: Interpreter, node: cst.BaseExpression, frame: Frame) -> frozenset[Request]:
    """Return the requests whose bodies are looked at for an expression."""
    result = probe.result(node, frame)
    return result.chose | (result.asked if result.code else frozenset())


def _worlds(ev: Evaluator, change: Change, code: str, answers: Answers, sends: Senders) -> Worlds:
    """Return the worlds with an error of one code and with others of the same status."""
    status = change.to_status
    assert status is not None

    def world(code: str | None, status: int = status) -> Interpreter:
        return Interpreter(ev, World(answers.hold, status, code, sends))

    return Worlds(world(code), world(_OTHER), world(None, 200), world(_ANOTHER), world(_ANOTHER))

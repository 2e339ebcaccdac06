"""The way back from an expression to what it comes from, as far as it can be followed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.facts.evidence import evidence
from kombo_lint.flow.callers import call_sites
from kombo_lint.flow.origins import origin
from kombo_lint.flow.values import FROM_REQUEST
from kombo_lint.tracing.words import described, judged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.binder import Binding
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Frame, FromRequest

_DEEPEST = 8
_MOST = 3
_HANDED_ON = (cst.Await, cst.Attribute, cst.Subscript, cst.Call)


@dataclass(frozen=True)
class Told:
    """One line of the answer; `depth` says which one it belongs to."""

    depth: int
    path: str
    line: int
    words: str


def explained(ev: Evaluator, scopes: Scopes, node: cst.BaseExpression) -> Iterator[Told]:
    """Yield what an expression is taken for; of a response whose it is, of all else where it is from."""
    yield from _Way(ev).back(scopes, node, ev.frame_of(scopes, node), 0)


def responses(ev: Evaluator, scopes: Scopes, node: cst.BaseExpression) -> list[FromRequest]:
    """Return what of an expression's values comes from a request."""
    values = ev.values(node, ev.frame_of(scopes, node))
    return [value for value in values if isinstance(value, FROM_REQUEST)]


class _Way:
    def __init__(self, ev: Evaluator) -> None:
        self._ev = ev
        self._seen: set[cst.CSTNode] = set()

    def back(self, scopes: Scopes, node: cst.BaseExpression, frame: Frame, depth: int) -> Iterator[Told]:
        """Yield what an expression is, then what it is made from."""
        values = self._ev.values(node, frame)
        shown = scopes.module.code(node)
        words = list(dict.fromkeys(described(self._ev, value) for value in values))[:_MOST]
        yield self._told(scopes, node, depth, f"{shown} is {', or '.join(words) or 'nothing that is known'}")
        found = [value for value in values if isinstance(value, FROM_REQUEST)]
        told: dict[Told, None] = {}
        for value in found[:_MOST]:
            steps = evidence(self._ev, value)
            told.update(dict.fromkeys(Told(depth + 1, each.path, each.line, each.message) for each in steps))
            whose = judged(origin(self._ev, value.request), self._ev.api)
            told[self._told(scopes, node, depth + 1, whose)] = None
        yield from told
        if not found and depth < _DEEPEST and node not in self._seen:
            self._seen.add(node)
            yield from self._parts(scopes, node, frame, depth + 1)

    def _parts(self, scopes: Scopes, node: cst.BaseExpression, frame: Frame, depth: int) -> Iterator[Told]:
        if isinstance(node, cst.Name):
            bound = scopes.visible(node)
            if bound is None:
                yield self._told(scopes, node, depth, f"nothing in this file gives {node.value} a value")
            for binding in bound[1][:_MOST] if bound is not None else ():
                yield from self._bound(scopes, binding, frame, depth)
        elif isinstance(node, _HANDED_ON):
            inner = {cst.Await: "expression", cst.Call: "func"}.get(type(node), "value")
            yield from self.back(scopes, getattr(node, inner), frame, depth)

    def _bound(self, scopes: Scopes, binding: Binding, frame: Frame, depth: int) -> Iterator[Told]:
        if binding.kind == "param":
            yield from self._passed(scopes, binding, depth)
        elif binding.kind in ("import", "def", "class"):
            yield self._told(scopes, binding.node, depth, f"{binding.name} comes from this {binding.kind}")
        elif binding.value is not None:
            yield self._told(
                scopes, binding.node, depth, f"{binding.name} gets its value here ({binding.kind})"
            )
            yield from self.back(scopes, binding.value, frame, depth)

    def _passed(self, scopes: Scopes, binding: Binding, depth: int) -> Iterator[Told]:
        around = (binding.node, *scopes.ancestors(binding.node))
        function = next((each for each in around if isinstance(each, cst.FunctionDef | cst.Lambda)), None)
        name = function.name.value if isinstance(function, cst.FunctionDef) else "lambda"
        yield self._told(scopes, binding.node, depth, f"{binding.name} is a parameter of {name}()")
        if function is None:
            return
        sites = list(islice(call_sites(self._ev, scopes, function), _MOST))
        if not sites:
            yield self._told(scopes, binding.node, depth, f"no call of {name}() is seen in what is read")
        for site in sites:
            yield self._told(site.frame.scopes, site.call, depth, f"{name}() is called here")

    def _told(self, scopes: Scopes, node: cst.CSTNode, depth: int, words: str) -> Told:
        return Told(depth, scopes.module.path, scopes.module.line(node), words)

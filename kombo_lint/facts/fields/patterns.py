"""What the cases of a `match` compare a field with, whether the subject is the field or a body around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.scopes import Scopes


def patterns(scopes: Scopes, node: cst.CSTNode) -> Iterator[tuple[cst.MatchCase, cst.MatchPattern]]:
    """Yield the cases that an expression is matched with, as the subject or as one item of it."""
    parent, place = scopes.parents.get(node), None
    if isinstance(parent, cst.Element) and isinstance(around := scopes.parents[parent], cst.Tuple):
        place = list(around.elements).index(parent)
        parent = scopes.parents.get(around)
    if isinstance(parent, cst.Match):
        for case in parent.cases:
            pattern = case.pattern if place is None else _item(case.pattern, place)
            if pattern is not None:
                yield case, pattern


def _item(pattern: cst.MatchPattern, place: int) -> cst.MatchPattern | None:
    if not isinstance(pattern, cst.MatchTuple | cst.MatchList) or place >= len(pattern.patterns):
        return None
    found = pattern.patterns[place]
    return found.value if isinstance(found, cst.MatchSequenceElement) else None


def matched(pattern: cst.MatchPattern, path: tuple[str, ...]) -> Iterator[cst.BaseExpression]:
    """Yield what a pattern compares with what stands at a path of its subject."""
    if isinstance(pattern, cst.MatchOr):
        for part in pattern.patterns:
            yield from matched(part.pattern, path)
    elif isinstance(pattern, cst.MatchAs) and pattern.pattern is not None:
        yield from matched(pattern.pattern, path)
    elif isinstance(pattern, cst.MatchMapping) and path:
        for element in pattern.elements:
            if isinstance(element.key, cst.SimpleString) and element.key.evaluated_value == path[0]:
                yield from matched(element.pattern, path[1:])
    elif isinstance(pattern, cst.MatchClass) and path:
        for named in pattern.kwds:
            if named.key.value == path[0]:
                yield from matched(named.pattern, path[1:])
    elif isinstance(pattern, cst.MatchValue) and not path:
        yield pattern.value

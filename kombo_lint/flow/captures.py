"""What a name in a pattern of a `match` stands for."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import attributes, instances
from kombo_lint.flow.containers import item
from kombo_lint.flow.values import UNKNOWN, Cls, Const, Ext, union

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Values


def captured(ev: Evaluator, node: cst.CSTNode, frame: Frame) -> Values:
    """Return what the pattern `node` binds: the subject, or the part of it at which the pattern stands."""
    way = [node]
    for parent in frame.scopes.ancestors(node):
        if isinstance(parent, cst.Match):
            return _at(ev, way, ev.values(parent.subject, frame), frame)
        way.insert(0, parent)
    return UNKNOWN


def captured_whole(node: cst.CSTNode, frame: Frame) -> cst.BaseExpression | None:
    """Return the subject of a `match` where the pattern `node` binds the whole of it, None for a part."""
    for parent in frame.scopes.ancestors(node):
        if isinstance(parent, cst.Match):
            return parent.subject
        if not isinstance(parent, cst.MatchAs | cst.MatchCase):
            return None
    return None


def _at(ev: Evaluator, way: list[cst.CSTNode], subject: Values, frame: Frame) -> Values:
    """Follow the nodes from a case down to a name, each into a part of the subject."""
    for outer, inner in pairwise(way):
        if isinstance(outer, cst.MatchTuple | cst.MatchList):
            place = _place(outer.patterns, inner)
            if any(isinstance(each, cst.MatchStar) for each in outer.patterns[: place + 1]):
                return UNKNOWN
            subject = union(*(item(value, Const(place)) for value in subject))
        elif isinstance(outer, cst.MatchMappingElement):
            keys = ev.values(outer.key, frame)
            subject = union(*(item(value, key) for value in subject for key in keys))
        elif isinstance(outer, cst.MatchMapping) and not isinstance(inner, cst.MatchMappingElement):
            return UNKNOWN
        elif isinstance(outer, cst.MatchKeywordElement):
            subject = union(*(attributes.member(ev, value, outer.key.value) for value in subject))
        elif isinstance(outer, cst.MatchClass) and isinstance(inner, cst.MatchSequenceElement):
            subject = _field(ev, outer, _place(outer.patterns, inner), subject, frame)
    return subject or UNKNOWN


def _place(patterns: Sequence[cst.CSTNode], inner: cst.CSTNode) -> int:
    return next(place for place, each in enumerate(patterns) if each is inner)


def _field(ev: Evaluator, pattern: cst.MatchClass, place: int, subject: Values, frame: Frame) -> Values:
    """`Reply(status)` binds the first field, `int(status)` the subject itself."""
    kinds = ev.values(pattern.cls, frame)
    if any(isinstance(kind, Ext) for kind in kinds):
        return subject
    names = [name for kind in kinds if isinstance(kind, Cls) for name in instances.fields(ev, kind)]
    if place >= len(names):
        return UNKNOWN
    return union(*(attributes.member(ev, value, names[place]) for value in subject))

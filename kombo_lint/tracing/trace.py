"""The answer to a question about a place: what stands there, where it is from, and what is reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.deep import with_room
from kombo_lint.flow.evaluate import Evaluator
from kombo_lint.flow.origins import origin
from kombo_lint.flow.project import Project
from kombo_lint.flow.values import Status
from kombo_lint.scan import Options, scan
from kombo_lint.sources.listing import display
from kombo_lint.tracing import NoPlace
from kombo_lint.tracing.steps import Told, explained, responses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.config.settings import Settings
    from kombo_lint.findings import Finding
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.registry import Api
    from kombo_lint.report import Report

_EXPRESSIONS = (cst.Attribute, cst.Name, cst.Call, cst.Subscript, cst.Await)


@dataclass(frozen=True)
class Place:
    """A line of a file, from 1, and a column where one is given."""

    path: str
    line: int
    column: int | None = None


def trace(place: Place, settings: Settings) -> Iterator[Told]:
    """Yield the answer, line by line; raise `NoPlace`, and what `scan` raises."""
    report = scan([place.path], settings.registry, Options(settings.rules, settings=settings))
    path = display(place.path)
    project = report.project
    if not isinstance(project, Project):
        titles = " or ".join(api.title for api in settings.registry.apis)
        words = f"the file does not speak of {titles}, and no import connects it with one that does"
        yield Told(0, path, place.line, f"{words}, so nothing in it was looked at")
        return
    scopes = with_room(lambda: project.module(path, "is asked about"))
    if scopes is None:
        yield Told(0, path, place.line, f"the file does not parse: {project.unparsable[path].message}")
        return
    told, sure = with_room(lambda: _told(report, scopes, place))
    yield from told
    yield from _verdict(report, path, place, sure, settings.registry.apis[0])


def _told(report: Report, scopes: Scopes, place: Place) -> tuple[list[Told], bool]:
    """Return what is to be said of the expressions at a place, and whether one is taken for the API's.

    The scan has asked already, and where a question is too long to be answered at once, in parts.
    """
    told: list[Told] = []
    sure = False
    for ev in report.evaluators.values():
        assert isinstance(ev, Evaluator)
        for node in _asked(ev, scopes, place):
            told += explained(ev, scopes, node)
            whose = {origin(ev, value.request).whose for value in responses(ev, scopes, node)}
            sure = sure or not whose.isdisjoint({"api", "likely"})
    return told, sure


def _asked(ev: Evaluator, scopes: Scopes, place: Place) -> list[cst.BaseExpression]:
    """Return the expression at a column; without one, those of the line that tell the most."""
    found = [node for node in _at(scopes, place) if not _is_part_of_name(scopes, node)]
    if not found:
        where = f"column {place.column} of line {place.line}" if place.column else f"line {place.line}"
        raise NoPlace(f"{place.path}: there is no name, attribute or call on {where}; name another place")
    if place.column is not None:
        return found[-1:]
    of_request = {node: responses(ev, scopes, node) for node in found}
    status = [node for node, values in of_request.items() if any(isinstance(v, Status) for v in values)]
    return (status or [node for node, values in of_request.items() if values] or found)[:1]


def _at(scopes: Scopes, place: Place) -> list[cst.BaseExpression]:
    """Return the expressions that begin on a line, or are around a column of it, the outermost first."""
    nodes = [node for kind in _EXPRESSIONS for node in scopes.by_type.get(kind, ())]
    found = []
    for node in nodes:
        where = scopes.module.location(node)
        if place.column is None:
            inside = where.start.line == place.line
        else:
            asked = (place.line, place.column)
            inside = (where.start.line, where.start.column) <= asked < (where.end.line, where.end.column)
        if inside and isinstance(node, cst.BaseExpression):
            found.append((where.start, (-where.end.line, -where.end.column), node))
    return [node for _, _, node in sorted(found, key=lambda each: each[:2])]


def _is_part_of_name(scopes: Scopes, node: cst.BaseExpression) -> bool:
    """Say whether a name is no expression of its own: an attribute's, a keyword's, one that is bound."""
    parent = scopes.parents.get(node)
    if isinstance(parent, cst.Attribute):
        return parent.attr is node
    if isinstance(parent, cst.Arg):
        return parent.keyword is node
    return isinstance(parent, cst.FunctionDef | cst.ClassDef | cst.Param | cst.ImportAlias)


def _verdict(report: Report, path: str, place: Place, sure: bool, api: Api) -> Iterator[Told]:
    def here(finding: Finding) -> bool:
        where = finding.location
        return where.path == path and where.start.line <= place.line <= where.end.line

    kinds = (("reported", report.findings), ("put off by the baseline", report.baselined))
    said = [
        f"{kind} here: {finding.code} {finding.message}"
        for kind, findings in (*kinds, ("suppressed by a comment", report.suppressed))
        for finding in findings
        if here(finding)
    ]
    if not said and sure:
        said = [
            "not reported: as far as can be told, the same code runs here before and after each change, or "
            "the configuration leaves it out"
        ]
    for words in said or [f"not reported: nothing here is taken for an answer of {api.title}'s"]:
        yield Told(0, path, place.line, words)

"""The unsafe fix that needs more than one function: the code is handed on beside the bare status.

It is made only where everything that hands the status on is in view: the function that takes it, or the
exception that keeps it, gets one more argument that need not be given.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.findings import Applicability, Edit, Fix, Location
from kombo_lint.fixes.carriers import carrier_of
from kombo_lint.fixes.conditions import named_before, rewrites
from kombo_lint.fixes.imports import at_line
from kombo_lint.fixes.layout import fitted
from kombo_lint.fixes.readable import check_readable
from kombo_lint.fixes.readers import names_in
from kombo_lint.fixes.reads import status_reads
from kombo_lint.fixes.style import style_of
from kombo_lint.fixes.subjects import NoSubject, Subject, subject_of
from kombo_lint.fixes.unknowns import unknown_test
from kombo_lint.flow.arguments import argument_node
from kombo_lint.flow.decisions import Case, conditions
from kombo_lint.flow.values import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.facts import Helper
    from kombo_lint.facts.branches import StatusBranch
    from kombo_lint.fixes.carriers import Carrier
    from kombo_lint.flow.callers import CallSite
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.registry import Change


def carried(ev: Evaluator, change: Change, branch: StatusBranch, helper: Helper | None) -> Fix | None:
    """Return the fix that hands the code to a branch that only gets the number of the status; or None."""
    try:
        return _carried(ev, change, branch, helper)
    except NoSubject:
        return None


def _carried(ev: Evaluator, change: Change, branch: StatusBranch, helper: Helper | None) -> Fix:
    if unknown_test(branch) is not None:
        raise NoSubject("it is not known what comes of another test")
    read = _read(ev, branch)
    carrier = carrier_of(ev, read, branch.frame)
    subjects = list(_subjects(ev, carrier))
    if not subjects:
        raise NoSubject("nothing that is Kombo's is handed on")
    name = _name(change, carrier, branch)
    owner = f"{_source(branch.scopes, read.value)}." if isinstance(read, cst.Attribute) else ""
    own = replace(subjects[0][1], source=f"{owner}{name}", is_code=True)
    texts: dict[Scopes, dict[cst.CSTNode, str]] = {}
    edits: list[Edit] = []
    names = {}
    for scopes in dict.fromkeys([branch.scopes, *(site.frame.scopes for site, _ in subjects)]):
        here = {subject.read: subject for site, subject in subjects if site.frame.scopes is scopes}
        if len(here) > 1:
            raise NoSubject("responses of different libraries come here")
        wanted = {"codes"} if scopes is branch.scopes else set()
        wanted |= {"reader"} if here else set()
        names[scopes] = names_in(ev, change, scopes, next(iter(here.values()), own), helper, wanted)
        edits += names[scopes].edits
    for test in branch.parting.asked_before:
        for rewrite in rewrites(
            branch.worlds, test, branch.frame, branch.worlds.before.world.status, lambda *_: own
        ):
            texts.setdefault(branch.scopes, {})[rewrite.node] = rewrite.text.format(
                reader="", codes=names[branch.scopes].codes
            )
    for scopes, changed in texts.items():
        edits += fitted(scopes, changed)
    edits += _taken(carrier, name)
    for site, subject in subjects:
        awaited = "await " if subject.read.body.startswith("await ") else ""
        given = f"{name}={awaited}{names[site.frame.scopes].reader}({subject.source})"
        last = site.call.args[-1]
        edits.append(_behind(site.frame.scopes, last, given, last))
    message = f"hand {'.'.join(change.api.code_path)} on beside the status, as {name!r}, and ask it"
    return Fix(Applicability.UNSAFE, message, tuple(dict.fromkeys(edits)))


def _read(ev: Evaluator, branch: StatusBranch) -> cst.BaseExpression:
    """Return the one expression by which the tests of a branch read the status."""
    found: dict[str, cst.BaseExpression] = {}
    for test in branch.parting.asked_before:
        parts = [test.statement.subject] if isinstance(test, Case) else list(conditions(test))
        for node in [named_before(part, branch.frame) or part for part in parts]:
            for outer in status_reads(ev, node, branch.frame):
                read = outer
                while isinstance(read, cst.Call) and len(read.args) == 1:  # `int(status)`
                    read = read.args[0].value
                found.setdefault(_source(branch.scopes, read), read)
    if len(found) != 1:
        raise NoSubject("it asks more than one response")
    return next(iter(found.values()))


def _subjects(ev: Evaluator, carrier: Carrier) -> Iterator[tuple[CallSite, Subject]]:
    """Yield the calls that hand on a status of the API's, and what it is the status of."""
    for site in carrier.sites:
        given = argument_node(site.call, carrier.position, carrier.param.name.value)
        if given is None:
            if any(arg.star for arg in site.call.args) or carrier.param.default is None:
                raise NoSubject("it is not written down what is handed on")
            continue
        if any(isinstance(value, Status) for value in ev.values(given, site.frame)):
            subject = subject_of(ev, given, site.frame)
            check_readable(ev, subject, given, site.frame)
            yield site, subject


def _name(change: Change, carrier: Carrier, branch: StatusBranch) -> str:
    """Return a name for the code that nothing there has."""
    field = change.api.code_path[-1]
    taken = {
        name
        for scopes in (carrier.scopes, branch.scopes)
        for name in (*scopes.names, *scopes.attributes, *scopes.stores)
    }
    names = (field, f"{change.api.name}_{field}", f"{change.api.name}_error_{field}")
    free = next((name for name in names if name not in taken), None)
    if free is None:
        raise NoSubject("there is no name left for the code")
    return free


def _taken(carrier: Carrier, name: str) -> Iterator[Edit]:
    """Yield the edits by which a function takes the code, and an exception keeps it."""
    params = carrier.function.params
    last = [*params.posonly_params, *params.params, *params.kwonly_params][-1]
    style = style_of(carrier.scopes)
    kind = "str | None" if style.unions else f"{style.quote}str | None{style.quote}"
    given = f"{name}: {kind} = None" if carrier.param.annotation is not None else f"{name}=None"
    end = last.default or (last.annotation.annotation if last.annotation is not None else last.name)
    yield _behind(carrier.scopes, last, given, end)
    if carrier.kept is not None:
        module = carrier.scopes.module
        place = module.location(carrier.kept)
        blank = module.lines[place.start.line - 1][: place.start.column - 1]
        owner = module.lines[place.start.line - 1].strip().partition(".")[0]
        yield at_line(carrier.scopes, place.end.line + 1, f"{blank}{owner}.{name} = {name}{style.newline}")


def _behind(scopes: Scopes, last: cst.CSTNode, text: str, end: cst.CSTNode) -> Edit:
    """Return the edit that puts one more thing behind the last of a row, on a line of its own if that is."""
    start, place = scopes.module.location(last).start, scopes.module.location(end).end
    before = scopes.module.lines[start.line - 1][: start.column - 1]
    joint = f",{scopes.module.tree.default_newline}{before}" if before and not before.strip() else ", "
    return Edit(Location(scopes.module.path, place, place), joint + text)


def _source(scopes: Scopes, node: cst.CSTNode) -> str:
    return scopes.module.tree.code_for_node(node)

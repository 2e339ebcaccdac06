"""Branches on the status: where a function parts the worlds before and after a change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.facts.asked import asked, groups
from kombo_lint.facts.candidates import Candidates, returned_calls
from kombo_lint.facts.kinds import parts_for_a_class
from kombo_lint.flow import governed
from kombo_lint.flow.activations import single_runs, starts
from kombo_lint.flow.callers import call_sites
from kombo_lint.flow.classes import is_property
from kombo_lint.flow.decisions import Case, Worlds, ask
from kombo_lint.flow.origins import origin
from kombo_lint.flow.outcomes import UNKNOWN, decided
from kombo_lint.flow.paths import Parting, parting_value, partings
from kombo_lint.flow.reaching import own_nodes
from kombo_lint.flow.thrown import is_thrown, may_be_asked, may_get
from kombo_lint.flow.worlds import Interpreter, World

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kombo_lint.facts.asked import Answers
    from kombo_lint.flow.decisions import Test
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function, Scopes
    from kombo_lint.flow.values import Frame, FromRequest
    from kombo_lint.registry import Change


_DEEPEST = 5
_DECIDES = re.compile(rb"\b(?:def|if|while|match|lambda|assert)\b")
"""What a file must contain to hold a test at all; one of data alone does not."""
_RESTS = ("", "xx", "xX", "Xx", "XX", *(f"{n:02}" for n in range(100)))
"""What may follow the first digit of a status."""


@dataclass(frozen=True, eq=False)
class StatusBranch:
    """A test that comes out otherwise since a change.

    `node` is the source to point at. `held` says whether the test held before the
    change (None where it is not a plain truth), `only_after` that only the status after
    the change is written down. `sources` are the values from requests that it asks,
    with their trails, and `shared` says that others than the API answer here too. `policy`
    is the library's retry policy that the test decides for, and `handed_on` says that the project's own
    callers decide by it. `parting`, `worlds` and `frame` are how it was found, for those who ask more.
    """

    scopes: Scopes
    node: cst.CSTNode
    held: bool | None
    only_after: bool
    sources: tuple[FromRequest, ...]
    shared: bool
    policy: cst.CSTNode | None
    handed_on: bool
    parting: Parting
    worlds: Worlds
    frame: Frame


def status_branches(ev: Evaluator, change: Change, paths: Sequence[str]) -> Iterator[StatusBranch]:
    """Yield the branches in the files that can hold one, and in those that ask their predicates.

    What a predicate returns is among them, `handed_on`, whether or not paths part by it.
    """
    probe = Interpreter(ev, World(lambda request: origin(ev, request).whose in ("api", "likely"), 0, None))
    candidates = Candidates(ev, change)
    waiting = list(_asking(ev, change, paths))
    done: dict[str, Scopes] = {}
    deciders: set[str] = set()
    found: set[cst.CSTNode] = set()
    while waiting:
        names: set[str] = set()
        for branch, name in _of_files(probe, candidates, change, waiting, done, frozenset(deciders)):
            if branch is not None and branch.node not in found:
                found.add(branch.node)
                yield branch
            if name is not None:
                names.add(name)
        new = names - deciders
        deciders |= new
        waiting = sorted({path for name in new for path in ev.project.files_with(name)})


def _of_files(
    probe: Interpreter,
    candidates: Candidates,
    change: Change,
    paths: Sequence[str],
    done: dict[str, Scopes],
    deciders: frozenset[str],
) -> Iterator[tuple[StatusBranch | None, str | None]]:
    """Yield the branches of the files, and of all that are done those that hand on a decision."""
    for path in paths:
        scopes = probe.ev.project.module(path, "asks for a status")
        if path not in done and scopes is not None:
            done[path] = scopes
            yield from _of_module(probe, candidates, change, scopes)
    for scopes in done.values():
        for function, value in returned_calls(scopes, deciders):
            yield from _of_function(probe, change, scopes, function, [value])


def _asking(ev: Evaluator, change: Change, paths: Sequence[str]) -> Iterator[str]:
    """Yield the files that may hold a test that tells the two statuses apart."""
    project = ev.project
    statuses = (change.from_status or 0, change.to_status or 0)
    attributes = {name for library in ev.models.libraries for name in library.response.status}
    attributes.update(name for _, error in ev.models.errors.values() for name in error.status)
    words = {HTTPStatus(each).name for each in statuses if each in set(HTTPStatus)}
    words.update(name.rpartition(".")[2] for name, value in ev.models.constants.items() if value in statuses)
    words.update(name.rpartition(".")[2] for name in ev.models.ranges)
    words.update(name for library in ev.models.libraries for name in library.response.ranges)
    families = sorted({str(each // 100) for each in statuses})
    # Each pattern begins with characters, and looks back from behind them: so it is found many times as fast.
    reads = [re.compile(rf"\.(?:{'|'.join(sorted(attributes))})\b".encode())]
    numbers = [
        re.compile(rf"{each}(?<![\w.+-]{each})(?:\d\d|[xX]{{2}})?['\"]?(?![\w.])".encode())
        for each in families
    ]
    names = [
        re.compile(rf"{each}(?<!['\"\w]{each})\b(?!['\"])".encode()) for each in sorted(map(re.escape, words))
    ]
    phrases = [HTTPStatus(each).phrase for each in statuses if each in set(HTTPStatus)]
    names += [re.compile(re.escape(each).encode(), re.IGNORECASE) for each in phrases]
    having_a_name = {path for word in words for path in project.files_with(word)}
    ends = {form for each in phrases for form in (each.split()[-1], each.split()[-1].lower())}
    having_a_name.update(path for word in ends for path in project.files_with(word))
    digits = {f"{family}{rest}" for family in families for rest in _RESTS}
    having_any = having_a_name.union(*map(project.files_with, attributes | digits))

    def decides(text: bytes, patterns: Sequence[re.Pattern[bytes]]) -> bool:
        return _DECIDES.search(text) is not None and any(each.search(text) for each in patterns)

    for path in paths:
        patterns = [*reads, *numbers, *(names if path in having_a_name else ())]
        # Comments and docstrings are taken out last, for that takes longest.
        if (
            path in having_any
            and decides(project.files[path], patterns)
            and decides(project.code(path), patterns)
        ):
            yield path


def _of_module(
    probe: Interpreter, candidates: Candidates, change: Change, scopes: Scopes
) -> Iterator[tuple[StatusBranch | None, str | None]]:
    functions: list[Function | None] = [None, *scopes.functions]
    functions.extend(node for node in scopes.by_type.get(cst.Lambda, ()) if isinstance(node, cst.Lambda))
    for function in functions:
        tests = candidates.tests(scopes, function)
        if tests:
            yield from _of_function(probe, change, scopes, function, tests)


def _of_function(
    probe: Interpreter, change: Change, scopes: Scopes, function: Function | None, tests: Sequence[Test]
) -> Iterator[tuple[StatusBranch | None, str | None]]:
    ev = probe.ev
    frame = ev.frame(scopes, function)
    found: dict[cst.CSTNode, tuple[Parting, Worlds]] = {}
    for answers in groups(asked(probe, test, frame) for test in tests):
        sends = Senders(ev, answers)
        for code in change.codes:
            worlds = _worlds(ev, change, code, answers, sends)
            for parting in _partings(worlds, function, frame):
                given = (probe, function, parting, worlds, frame)
                if parting.node not in found and _is_handed_both(*given) and parts_for_a_class(*given):
                    found[parting.node] = (parting, worlds)
            if not (worlds.before.code_asked or worlds.after.code_asked):
                break  # the other codes would go the same way
    for parting, worlds in found.values():
        if _is_mixed_up(probe, function, parting, worlds, frame):
            continue
        if parting.way == "branch":
            policy = _policy(ev, scopes, function)
            yield _branch(scopes, parting, worlds, frame, policy), None
        else:
            yield from _decided_for_others(ev, scopes, function, parting, worlds, frame)


def _partings(worlds: Worlds, function: Function | None, frame: Frame) -> list[Parting]:
    if isinstance(function, cst.Lambda):
        return parting_value(worlds, function.body, frame)
    body = function.body if function is not None else frame.scopes.module.tree
    return partings(worlds, body.body, frame)


def _is_mixed_up(
    probe: Interpreter, function: Function | None, parting: Parting, worlds: Worlds, frame: Frame
) -> bool:
    """Say whether paths part only where a call's response meets another call's arguments.

    That is so when the test surely comes out alike in each run that asks the API's answer.
    """
    at_once = [ask(it, parting.test, frame).outcomes for it in (worlds.before, worlds.after)]
    if not isinstance(function, cst.FunctionDef) or all(len(outcomes) == 1 for outcomes in at_once):
        return False  # nothing that differs from run to run is asked
    if any(UNKNOWN in outcomes for outcomes in at_once):
        return False  # somebody may come with any value
    concerned = False
    for run in single_runs(probe.ev, frame.scopes, function):
        if asked(probe, parting.test, run):
            if not _is_alike(worlds, parting.test, run):
                return False
            concerned = True
    return concerned


def _is_handed_both(
    probe: Interpreter, function: Function | None, parting: Parting, worlds: Worlds, frame: Frame
) -> bool:
    """Say whether the answers of both worlds get to a test; where one does not, paths part before it."""
    both = (worlds.before, worlds.after)
    asked_of = parting.test.statement.subject if isinstance(parting.test, Case) else parting.node
    if not all(is_thrown(world, asked_of, frame) for world in both):
        return False
    if function is not None and not all(may_be_asked(world, frame.scopes, function) for world in both):
        return False
    if not isinstance(function, cst.FunctionDef):
        return True
    handed = False
    for run, site in starts(probe.ev, frame.scopes, function):
        it = Interpreter(probe.ev, worlds.before.world)
        ask(it, parting.test, run)
        if any(step.node is site.call for value in it.seen.values() for step in value.trail):
            handed = True
            if all(may_get(world, site.call, site.frame) for world in both):
                return True
        elif it.seen:
            return True
    return not handed


def _is_alike(worlds: Worlds, test: Test, frame: Frame) -> bool:
    before, after = (ask(it, test, frame).outcomes for it in (worlds.before, worlds.after))
    return before == after and UNKNOWN not in before


def _decided_for_others(
    ev: Evaluator,
    scopes: Scopes,
    function: Function | None,
    parting: Parting,
    worlds: Worlds,
    frame: Frame,
) -> Iterator[tuple[StatusBranch | None, str | None]]:
    """A function that returns a decision: its callers branch on it, or a policy, or somebody outside."""
    assert function is not None
    policy = _policy(ev, scopes, function)
    name = function.name.value if isinstance(function, cst.FunctionDef) else None
    alone = not _is_used(ev, scopes, function) or governed.decides_outside(ev, scopes, function)
    handed_on = policy is None and not alone
    yield _branch(scopes, parting, worlds, frame, policy, handed_on), name if policy is None else None


def _is_used(ev: Evaluator, scopes: Scopes, function: Function) -> bool:
    """Say whether the project calls the function, reads it as a property, or hands it on."""
    if isinstance(function, cst.FunctionDef) and is_property(function):
        name = function.name.value
        modules = [ev.project.module(path, f"may read {name}") for path in ev.project.files_with(name)]
        return any(module is not None and name in module.attributes for module in modules)
    if call_sites(ev, scopes, function):
        return True
    return any(True for _ in governed.references(ev, scopes, function))


def _policy(ev: Evaluator, scopes: Scopes, function: Function | None) -> cst.CSTNode | None:
    return governed.callback_at(ev, scopes, function) if function is not None else None


def _branch(
    scopes: Scopes,
    parting: Parting,
    worlds: Worlds,
    frame: Frame,
    policy: cst.CSTNode | None,
    handed_on: bool = False,
) -> StatusBranch:
    sides = [worlds.singles_out_after(test, frame) for test in parting.tests]
    alone = Interpreter(worlds.before.ev, worlds.before.world)
    before, after = ask(alone, parting.test, frame), ask(worlds.after, parting.test, frame)
    node = _pointed_at(parting, before.atoms | after.atoms, worlds)
    return StatusBranch(
        scopes,
        node,
        decided(alone.atoms.get(node, before.outcomes)),
        all(side is not False for side in sides),
        tuple(alone.seen.values()),
        _is_shared(alone, parting.test, frame),
        policy,
        handed_on,
        parting,
        worlds,
        frame,
    )


def _is_shared(it: Interpreter, test: Test, frame: Frame) -> bool:
    """Say whether a test is also asked about answers that surely come from somewhere else."""
    everybody = Interpreter(it.ev, World(lambda request: True, it.world.status, it.world.code))
    ask(everybody, test, frame)
    whose = [origin(it.ev, request) for request in everybody.seen]
    return any(each.shared or each.whose == "other" for each in whose)


def _pointed_at(parting: Parting, atoms: frozenset[cst.CSTNode], worlds: Worlds) -> cst.CSTNode:
    """Return the one comparison in a longer test that makes the difference, or else the whole test."""
    node = parting.test.case.pattern if isinstance(parting.test, Case) else parting.node
    if isinstance(parting.test, Case) and parting.test.case.guard is not None:
        node = parting.test.case.guard
    inside = set(own_nodes(node)) | {node}
    differing = [
        atom
        for atom in atoms
        if atom in inside and worlds.before.atoms.get(atom) != worlds.after.atoms.get(atom)
    ]
    return differing[0] if len(differing) == 1 else node


def _worlds(ev: Evaluator, change: Change, code: str, answers: Answers, sends: Senders) -> Worlds:
    before, after = change.from_status, change.to_status
    assert before is not None
    assert after is not None

    def world(status: int, code: str | None) -> Interpreter:
        return Interpreter(ev, World(answers.hold, status, code, sends))

    # Other answers show which side a test writes down: a success, and another error of each family.
    others = (world(other, None) for other in (200, before // 100 * 100 + 18, after // 100 * 100 + 18))
    return Worlds(world(before, code), world(after, code), *others)


class Senders:
    """Tells the functions that send one of the requests, and those that call them; found when first asked."""

    def __init__(self, ev: Evaluator, answers: Answers) -> None:
        self._ev = ev
        self._places = answers.places

    def __call__(self, function: cst.CSTNode) -> bool:
        """Say whether a function is one of them."""
        return function in self._found

    @cached_property
    def _found(self) -> frozenset[cst.CSTNode]:
        found: dict[cst.CSTNode, Scopes] = {}
        new = [(scopes, scopes.function_of(node)) for scopes, node in self._places]
        for _ in range(_DEEPEST):
            fresh = [(scopes, f) for scopes, f in new if f is not None and f not in found]
            found.update((function, scopes) for scopes, function in fresh)
            sites = [site for scopes, function in fresh for site in call_sites(self._ev, scopes, function)]
            new = [(site.frame.scopes, site.frame.scopes.function_of(site.call)) for site in sites]
        return frozenset(found)

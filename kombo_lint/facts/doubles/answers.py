"""Answers that a program makes itself, as tests and made-up servers do: a status and a body of their own.

They are calls that models describe, mappings and tuples of both, objects that are given both by
assignments, and instances of the program's own classes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import libcst as cst

from kombo_lint.facts.doubles.objects import answer_names, objects
from kombo_lint.flow.callers import constructions
from kombo_lint.flow.classes import lineage, members
from kombo_lint.flow.instances import annotated_fields
from kombo_lint.flow.tree import last_name
from kombo_lint.flow.values import Cls, Ext, Func, Inst, Method, Obj
from kombo_lint.flow.written import Place, member
from kombo_lint.models import short

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Frame
    from kombo_lint.models.tables import Answer

    Expressions: TypeAlias = "list[cst.BaseExpression]"
    Parted: TypeAlias = "tuple[Expressions, Expressions]"
    Parts: TypeAlias = "tuple[list[Place], list[Place]]"
_NO_STATUS = (cst.SimpleString, cst.FormattedString, cst.Dict, cst.List, cst.Lambda, cst.Comparison, cst.Call)


@dataclass(frozen=True, eq=False)
class MadeAnswer:
    """An answer that is made at `node`; `parts` gives where its status and its body stand in a run."""

    scopes: Scopes
    node: cst.CSTNode
    parts: Callable[[Frame], Parts]


def made_answers(ev: Evaluator, scopes: Scopes, statuses: Collection[int]) -> Iterator[MadeAnswer]:
    """Yield the answers that a module makes and that may have one of the statuses."""

    def in_call(call: cst.Call) -> Parted:
        return _of_call(ev, scopes, call, statuses)

    for call in scopes.by_type.get(cst.Call, ()):
        assert isinstance(call, cst.Call)
        found = in_call(call)
        if all(found) and all(in_meant := _of_call(ev, scopes, call, statuses, meant=True)):
            yield _plain(scopes, call, *in_meant)
    for mapping in scopes.by_type.get(cst.Dict, ()):
        assert isinstance(mapping, cst.Dict)
        given = [list(_under(mapping, names)) for names in answer_names(ev)]
        if all(given) and any(_may_be(each, statuses) for each in given[0]):
            yield _plain(scopes, mapping, *given)
    for row in scopes.by_type.get(cst.Tuple, ()):
        assert isinstance(row, cst.Tuple)
        items = [element.value for element in row.elements]
        numbers = [item for item in items if _is_a_number(scopes, row, item) and _may_be(item, statuses)]
        if numbers and len(items) > len(numbers):
            yield _plain(scopes, row, numbers, [item for item in items if item not in numbers])
    for status, bodies in objects(ev, scopes, in_call):
        if _may_be(status, statuses):
            yield _plain(scopes, status, [status], bodies)
    for node in scopes.classes:
        yield from _of_class(ev, Cls(scopes, node))


def _may_be(node: cst.BaseExpression, statuses: Collection[int]) -> bool:
    """Say whether an expression may be a status, without a trace."""
    if isinstance(node, cst.Integer):
        return node.evaluated_value in statuses
    return not isinstance(node, _NO_STATUS)


def _plain(scopes: Scopes, node: cst.CSTNode, statuses: Expressions, bodies: Expressions) -> MadeAnswer:
    """Return an answer whose parts stand in the same function as itself."""

    def parts(frame: Frame) -> Parts:
        return [Place(each, frame) for each in statuses], [Place(each, frame) for each in bodies]

    return MadeAnswer(scopes, node, parts)


def _of_call(
    ev: Evaluator, scopes: Scopes, call: cst.Call, statuses: Collection[int], *, meant: bool = False
) -> Parted:
    """Return the arguments that may be the status, and the body: by name, or (`meant`) by what is called."""
    models = [*ev.models.answers.get(last_name(call.func), ()), *ev.models.answers.get("*", ())]
    if meant:
        models = _meant(ev, call, ev.frame_of(scopes, call), models)
    found = [each for model in models for each in _given(call, model, model.status)]
    bodies = [each for model in models for each in _given(call, model, model.body)]
    return list(dict.fromkeys(s for s in found if _may_be(s, statuses))), list(dict.fromkeys(bodies))


def _meant(ev: Evaluator, call: cst.Call, frame: Frame, models: list[Answer]) -> list[Answer]:
    """Return the models that can describe a call; none for what the project itself defines."""
    owners: set[str] = set()
    for value in ev.values(call.func, frame):
        if isinstance(value, Func):
            return []
        if isinstance(value, Cls):
            bases = {short(base) for base in lineage(ev, value)[1]}
            return [model for model in models if not model.names and bases & set(model.on)]
        if isinstance(value, Method | Obj) and value.kind != "builtin":
            owners.add(value.kind)
        elif isinstance(value, Ext) and "." not in value.name and value.name != "dict":
            return []  # one of Python's own functions keeps nothing
        elif isinstance(value, Ext):
            owners |= {short(value.name), short(value.name.rpartition(".")[0])}
    return [model for model in models if not owners or "*" in model.names or owners & set(model.on)]


def _given(call: cst.Call, model: Answer, names: Sequence[str]) -> Expressions:
    found: Expressions = []
    places = {model.positions[name] for name in names if name in model.positions}
    for position, arg in enumerate(call.args):
        if arg.keyword is not None:
            found.extend([arg.value] if arg.keyword.value in names else [])
        elif arg.star == "**" and isinstance(arg.value, cst.Dict):
            found.extend(_under(arg.value, names))
        elif not arg.star and position in places:
            found.append(arg.value)
    return found


def _under(node: cst.Dict, names: Collection[str]) -> Iterator[cst.BaseExpression]:
    for element in node.elements:
        key = element.key if isinstance(element, cst.DictElement) else None
        if isinstance(key, cst.SimpleString) and key.evaluated_value in names:
            yield element.value


def _is_a_number(scopes: Scopes, around: cst.Tuple, node: cst.BaseExpression) -> bool:
    """Say whether an item of a tuple may be a status: of one that is returned, by any name."""
    returned = isinstance(scopes.parents.get(around), cst.Return | cst.Lambda)
    return isinstance(node, cst.Integer) or (returned and isinstance(node, cst.Name | cst.Attribute))


def _of_class(ev: Evaluator, cls: Cls) -> Iterator[MadeAnswer]:
    """Yield the instances of a class that looks like a response, or the class where nobody makes one."""
    status_names, body_names = answer_names(ev)
    statuses = [name for name in sorted(status_names) if _has(ev, cls, name)]
    bodies = [name for name in sorted(body_names) if _has(ev, cls, name)] if statuses else []
    if not bodies:
        return

    def made(scopes: Scopes, call: cst.Call | None) -> MadeAnswer:
        def parts(frame: Frame) -> Parts:
            instance = Inst(cls, call, frame) if call is not None else Inst(cls)
            found = [
                [each for name in names for each in member(ev, instance, name)]
                for names in (statuses, bodies)
            ]
            return found[0], found[1]

        return MadeAnswer(scopes, call if call is not None else cls.node, parts)

    sites = constructions(ev, cls)
    yield from (made(site.frame.scopes, site.call) for site in sites)
    if not sites:
        yield made(cls.scopes, None)


def _has(ev: Evaluator, cls: Cls, name: str) -> bool:
    return any(
        members(owner, name)
        or name in annotated_fields(owner)
        or any(_is_own(owner, store.target) for store in owner.scopes.stores.get(name, ()))
        for owner in lineage(ev, cls)[0]
    )


def _is_own(cls: Cls, target: cst.Attribute) -> bool:
    method = cls.scopes.function_of(target)
    return method is not None and cls.scopes.class_of(method) is cls.node

"""What a test examines: the response, or the error that carries it, as it can be written at the test."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.fixes.reads import within
from kombo_lint.flow.binder import COMPREHENSIONS
from kombo_lint.flow.classes import is_property, method
from kombo_lint.flow.reaching import own_nodes, reaching
from kombo_lint.flow.tree import walk
from kombo_lint.flow.values import Const, Err, InRange, Inst, Obj, Resp, Status, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kombo_lint.flow.binder import Binding
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, FromRequest, Value
    from kombo_lint.models.tables import CodeRead


@dataclass(frozen=True)
class Step:
    """A name that a test uses, and the only binding that it can have there."""

    use: cst.Name
    binding: Binding


class NoSubject(Exception):
    """Why the code cannot be read at a test: one clause, in words for a user."""


@dataclass(frozen=True)
class Subject:
    """What stands for the response: its source, the model's words for its code, and where it is from.

    `status` is the name of its attribute with the status, None for an error, which always is one. With
    `is_code` the source is the code itself, which somebody has read before.
    """

    source: str
    read: CodeRead
    status: str | None
    values: tuple[FromRequest, ...]
    is_code: bool = False


def subject_of(ev: Evaluator, test: cst.CSTNode, frame: Frame) -> Subject:
    """Return the one thing that a test asks for its status; raise `NoSubject`."""
    found = {subject.source: subject for subject in _subjects(ev, test, (), frame)}
    if len(found) != 1:
        raise NoSubject(
            "it asks more than one response"
            if found
            else "only the number of the status gets here, and no response or code"
        )
    return next(iter(found.values()))


def subject_from(ev: Evaluator, source: str, values: Sequence[Resp | Err]) -> Subject:
    """Return the subject that is written so and stands for the values; raise `NoSubject`."""
    return _made(ev, source, tuple(values))


def _subjects(ev: Evaluator, node: cst.CSTNode, way: tuple[Step, ...], frame: Frame) -> Iterator[Subject]:
    """Yield what an expression asks that stands in the test, or that the `way` from there led to."""
    found: list[cst.CSTNode] = []
    for inner in (node, *own_nodes(node)):
        if not isinstance(inner, cst.Name | cst.Attribute | cst.Call | cst.NamedExpr):
            continue
        parent = frame.scopes.parents.get(inner)
        if (isinstance(parent, cst.Attribute) and parent.attr is inner) or within(frame, inner, found):
            continue  # `error` of `error.response`
        values = ev.values(inner.value if isinstance(inner, cst.NamedExpr) else inner, frame)
        if any(isinstance(value, Resp | Err) for value in values):
            if _in_turns(ev, frame, inner, node, values):
                raise NoSubject("it asks many responses at once")
            found.append(inner)
            yield _subject(ev, inner, way, frame)
        elif any(isinstance(value, Status | InRange) for value in values):
            yield from _behind(ev, inner, way, frame)


def _in_turns(
    ev: Evaluator, frame: Frame, node: cst.CSTNode, within: cst.CSTNode, values: Sequence[Value]
) -> bool:
    """Say whether a response is one of many of a comprehension in the expression, or awaited in one."""
    between = takewhile(lambda parent: parent is not within, (node, *frame.scopes.ancestors(node)))
    around = [each for each in (*between, within) if isinstance(each, COMPREHENSIONS)]
    names = {name.value for each in around for name in _targets(each.for_in)}
    if any(part.value in names for part in walk(node) if isinstance(part, cst.Name)):
        return True
    reads = [_read(ev, value)[0] for value in values if isinstance(value, Resp | Err)]
    return bool(around) and any(read is not None and read.body.startswith("await ") for read in reads)


def _targets(loop: cst.CompFor) -> Iterator[cst.Name]:
    yield from (node for node in walk(loop.target) if isinstance(node, cst.Name))
    if loop.inner_for_in is not None:
        yield from _targets(loop.inner_for_in)


def _behind(
    ev: Evaluator, node: cst.BaseExpression, way: tuple[Step, ...], frame: Frame
) -> Iterator[Subject]:
    """Yield what a name for a status was read from, or what stands beside it on an exception."""
    if isinstance(node, cst.Name):
        found = frame.scopes.visible(node)
        if found is not None and len(found[1]) == 1 and frame.scopes.function_of(node) is frame.function:
            binding = found[1][0]
            value = _item(binding.value, binding.unpack) if binding.kind == "assign" else None
            if value is not None:
                yield from _subjects(ev, value, (*way, Step(node, binding)), frame)
            elif binding.kind == "assign" and binding.unpack:
                yield from _with_it(ev, node, binding, (*way, Step(node, binding)), frame)
    elif isinstance(node, cst.Attribute):
        owners = [value for value in ev.values(node.value, frame) if isinstance(value, Inst)]
        if owners:
            yield from _beside(ev, node, owners, frame)


def _item(node: cst.BaseExpression | None, places: tuple[int, ...]) -> cst.BaseExpression | None:
    """Return what stands at a place of a tuple that is written down; None for what is not."""
    for place in places:
        if not isinstance(node, cst.Tuple) or place < 0 or len(node.elements) <= place:
            return None
        node = node.elements[place].value
    return node


def _with_it(
    ev: Evaluator, node: cst.Name, binding: Binding, way: tuple[Step, ...], frame: Frame
) -> Iterator[Subject]:
    """Yield the response that a call returned together with its status: `resp, status = send()`."""
    statuses = {value.request for value in ev.values(node, frame) if isinstance(value, Status)}
    found = frame.scopes.visible(node)
    scope = found[0] if found is not None else frame.scopes.scope_of(node)
    for name, bindings in frame.scopes.bindings.get(scope, {}).items():
        other = bindings[0]
        if len(bindings) != 1 or other.node is not binding.node or other is binding or other.value is None:
            continue
        values = ev.values(other.value, frame, other.unpack)
        kept = tuple(value for value in values if isinstance(value, Resp))
        if kept and len(kept) == len(values) and {value.request for value in kept} == statuses:
            for step in way[:-1]:
                if reaching(frame.scopes, step.use, [step.binding, other]) != [step.binding]:
                    raise NoSubject("the response may have been replaced by then")
            yield _made(ev, name, kept)
            return


def _beside(ev: Evaluator, node: cst.Attribute, owners: Sequence[Inst], frame: Frame) -> Iterator[Subject]:
    """Yield `error.response` for `error.status`, where an exception of the project has both."""
    from kombo_lint.flow.attributes import member

    names = {
        name
        for owner in owners
        for name in owner.cls.scopes.stores
        if any(isinstance(value, Resp) for value in member(ev, owner, name))
    }
    statuses = [value for value in ev.values(node, frame) if isinstance(value, Status)]
    for name in sorted(names):
        values = tuple(value for owner in owners for value in member(ev, owner, name))
        kept = tuple(value for value in values if isinstance(value, Resp))
        same = {value.request for value in kept} == {value.request for value in statuses}
        if same and len(kept) == len(values):
            source = f"{frame.scopes.module.tree.code_for_node(node.value)}.{name}"
            yield _made(ev, source, kept)
            return


def _subject(ev: Evaluator, node: cst.BaseExpression, way: tuple[Step, ...], frame: Frame) -> Subject:
    """Return what an expression with a response is as a subject; raise `NoSubject` where it is none."""
    if isinstance(node, cst.Call):
        raise NoSubject("the response has no name")
    given = node.value if isinstance(node, cst.NamedExpr) else node
    node = node.target if isinstance(node, cst.NamedExpr) else node
    _check_stable(ev, node, way, frame)
    kept: list[Resp | Err] = []
    strangers: list[Value] = []
    for value in ev.values(given, frame):
        if isinstance(value, Resp | Err):
            kept.append(value)
        elif not isinstance(value, Unknown) and value != Const(None) and not _is_response(ev, value):
            strangers.append(value)
    if strangers:
        raise NoSubject("not only responses come here")
    source, values = _held(ev, frame.scopes.module.tree.code_for_node(node), tuple(kept))
    return _made(ev, source, values)


def _held(ev: Evaluator, source: str, values: tuple[Resp | Err, ...]) -> tuple[str, tuple[Resp | Err, ...]]:
    """Return the response that errors hold, where the errors themselves have no code."""
    models = [ev.models.errors[value.kind][1] for value in values if isinstance(value, Err)]
    names = {model.response[0] for model in models if model.response and model.code is None}
    if len(models) != len(values) or len(names) != 1 or not all(model.response for model in models):
        return source, values
    return f"{source}.{names.pop()}", tuple(Resp(value.request, value.trail) for value in values)


def _is_response(ev: Evaluator, value: Value) -> bool:
    """Say whether a value is a response, of which no more is known than its class."""
    return isinstance(value, Obj) and value.kind in ev.models.responses


def _made(ev: Evaluator, source: str, values: tuple[Resp | Err, ...]) -> Subject:
    reads = {_read(ev, value) for value in values}
    if len(reads) > 1:
        values = tuple(value for value in values if _can_be(ev, value))
        reads = {_read(ev, value) for value in values}
    if len(reads) != 1:
        raise NoSubject("responses of different libraries come here")
    read, status = reads.pop()
    if read is None:
        raise NoSubject("the error has no body to read the code from")
    return Subject(source, read, status, values)


def _can_be(ev: Evaluator, value: Resp | Err) -> bool:
    """Say whether a library's call can stand where it stands: in `async with` only one that is awaited."""
    request = value.request
    item = request.scopes.parents.get(request.node)
    block = request.scopes.parents.get(item) if isinstance(item, cst.WithItem) else None
    if not isinstance(block, cst.With) or block.asynchronous is None:
        return True
    read, _ = _read(ev, value)
    return read is not None and read.body.startswith("await ")


def _read(ev: Evaluator, value: Resp | Err) -> tuple[CodeRead | None, str | None]:
    if isinstance(value, Err):
        return ev.models.errors[value.kind][1].code, None
    model = ev.models.response(value.request.library)
    return model.code, model.status[0] if model.status else None


def _check_stable(ev: Evaluator, node: cst.BaseExpression, way: tuple[Step, ...], frame: Frame) -> None:
    """Raise `NoSubject` where the expression may mean something else at the test, or do something."""
    current: cst.BaseExpression = node
    while isinstance(current, cst.Attribute):
        for value in ev.values(current.value, frame):
            if way and isinstance(value, Inst):
                raise NoSubject("the response may have been replaced by then")
            found = method(ev, value.cls, current.attr.value) if isinstance(value, Inst) else None
            if found is not None and isinstance(found.node, cst.FunctionDef) and is_property(found.node):
                raise NoSubject("the response comes out of a property")
        current = current.value
    if not isinstance(current, cst.Name):
        raise NoSubject("the response has no name")
    read = frame.scopes.visible(current)
    owner = frame.scopes.lookup(current.value, frame.scopes.scope_of(current))
    if read is None or owner is None or not way:
        return
    around = set(frame.scopes.ancestors(way[0].use))
    if any(each.kind == "except" and each.node not in around for each in read[1]):
        raise NoSubject("the error has no name any more by then")
    if any(current.value == name.value for name in _deleted(frame)):
        raise NoSubject("the response may have no name any more by then")
    # Of all that binds the status or the response, the status must come last on each way to its use:
    # in a loop the name may still have the status of the round before.
    for step in way:
        if reaching(frame.scopes, step.use, [step.binding, *owner[1]]) != [step.binding]:
            raise NoSubject("the response may have been replaced by then")


def _deleted(frame: Frame) -> Iterator[cst.Name]:
    """Yield the names in the `del` statements of a module."""
    for statement in frame.scopes.by_type.get(cst.Del, ()):
        yield from (node for node in walk(statement) if isinstance(node, cst.Name))

"""Names, attributes and calls in a world."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow import calls, comprehensions, messages, running
from kombo_lint.flow import outcomes as out
from kombo_lint.flow.captures import captured_whole
from kombo_lint.flow.classes import is_property, method
from kombo_lint.flow.enumerations import asked_of_code
from kombo_lint.flow.expressions import is_body, looked_up
from kombo_lint.flow.kinds import has, is_of
from kombo_lint.flow.names import binding_values, visible
from kombo_lint.flow.outcomes import UNKNOWN, Result, Symbol, Table, merged
from kombo_lint.flow.unknowns import Wording
from kombo_lint.flow.values import FROM_REQUEST, Err, Expr, Ext, Func, Inst, Many, Map, Seq
from kombo_lint.models import short

if TYPE_CHECKING:
    from kombo_lint.flow.binder import Binding
    from kombo_lint.flow.expressions import Handler
    from kombo_lint.flow.values import Frame, Value, Values
    from kombo_lint.flow.worlds import Interpreter


def _name(it: Interpreter, node: cst.BaseExpression, frame: Frame) -> Result:
    assert isinstance(node, cst.Name)
    if node.value in ("True", "False", "None"):
        return Result(({"True": True, "False": False, "None": None}[node.value],))
    found = visible(it.ev, node, frame)
    if found is None:
        return it.of_values(it.ev.values(node, frame), node)
    where, bindings = found
    if node.value in frame.scopes.grown or node.value in frame.scopes.items:
        values = it.ev.values(node, frame)
        if any(isinstance(value, Seq | Many | Map) for value in values):
            return it.of_values(values, node)
    kept = out.of_the_answer(_binding(it, binding, where) for binding in bindings)
    return merged(kept, out.collect(o for result in kept for o in result.outcomes))


def _binding(it: Interpreter, binding: Binding, frame: Frame) -> Result:
    if binding.kind == "assign" and binding.value is not None:
        taken = binding_values(it.ev, binding, frame) if binding.unpack else ()
        part = it.of_values(taken, binding.node)
        if any(isinstance(value, FROM_REQUEST) for value in taken) and UNKNOWN not in part.outcomes:
            return part
        result = it.result(binding.value, frame)
        for place in binding.unpack:
            items = [
                o[place] if isinstance(o, tuple) and -1 < place < len(o) else UNKNOWN for o in result.outcomes
            ]
            result = replace(result, outcomes=out.collect(items))
        if not (taken and (UNKNOWN in result.outcomes or any(isinstance(v, FROM_REQUEST) for v in taken))):
            return result
        return result if UNKNOWN in part.outcomes and UNKNOWN not in result.outcomes else part
    if isinstance(binding.node, cst.ExceptHandler) and (errors := _caught(it, binding.node, frame)):
        return it.of_values(errors, binding.node)
    subject = captured_whole(binding.node, frame) if binding.kind == "capture" else None
    if subject is not None:
        return it.result(subject, frame)
    return it.of_values(binding_values(it.ev, binding, frame), binding.node)


def _caught(it: Interpreter, handler: cst.ExceptHandler, frame: Frame) -> Values:
    from kombo_lint.flow.thrown import caught

    return caught(it, handler, frame)


def _attribute(it: Interpreter, node: cst.BaseExpression, frame: Frame) -> Result:
    assert isinstance(node, cst.Attribute)
    values = it.ev.values(node, frame)
    if any(isinstance(value, Expr) and value.node is node for value in values):
        base = it.result(node.value, frame)
        answers = out.collect(_of_status(o, node.attr.value) for o in base.outcomes)
        return it.decide(node, merged([base], answers))
    bases = it.ev.values(node.value, frame)
    read = [
        f for base in bases if isinstance(base, Inst) for f in [_property(it, base, node.attr.value)] if f
    ]
    asked = asked_of_code(it.ev, bases, node.attr.value)
    if asked is not None and isinstance(asked.node, cst.FunctionDef) and is_property(asked.node):
        inner = it.ev.frame(asked.scopes, asked.node, receiver=asked.receiver)
        read.append(running.run(it, asked, inner))
    if read:
        return merged(read, out.collect(o for result in read for o in result.outcomes))
    return it.of_values(values, node)


def _property(it: Interpreter, instance: Inst, name: str) -> Result | None:
    found = method(it.ev, instance.cls, name)
    if found is None or not isinstance(found.node, cst.FunctionDef) or not is_property(found.node):
        return None
    return running.run(it, found, it.ev.frame(found.scopes, found.node, receiver=instance))


def _call(it: Interpreter, node: cst.BaseExpression, frame: Frame) -> Result:
    assert isinstance(node, cst.Call)
    results: list[Result] = []
    others = False
    for value in it.ev.values(node.func, frame):
        if isinstance(value, Func):
            results.append(running.run(it, value, calls.entered(it.ev, value, node, frame)))
        elif isinstance(value, Ext):
            results.append(_outside(it, value, node, frame))
        else:
            others = True
    if isinstance(node.func, cst.Attribute) and (others or not results):
        asked = asked_of_code(it.ev, it.ev.values(node.func.value, frame), node.func.attr.value)
        if asked is not None:
            results.append(running.run(it, asked, calls.entered(it.ev, asked, node, frame)))
        else:
            results.append(_method(it, node, node.func, frame))
    elif others:
        results.append(it.of_values(it.ev.values(node, frame), node))
    results = out.of_the_answer(results)
    return merged(results, out.collect(o for result in results for o in result.outcomes))


def _outside(it: Interpreter, value: Ext, node: cst.Call, frame: Frame) -> Result:
    key = short(value.name)
    arguments = [it.result(arg.value, frame) for arg in node.args if arg.keyword is None and not arg.star]
    if key in it.ev.models.ranges:
        ranges = it.ev.models.ranges[key]
        answers = out.combine(
            lambda o: any(low <= o <= high for low, high in ranges) if isinstance(o, int) else UNKNOWN,
            arguments[0].outcomes if arguments else (UNKNOWN,),
        )
        return it.decide(node, merged(arguments, answers))
    if value.name == "str" and len(node.args) == 1:
        text = messages.said(it, node.args[0].value, frame)
        if text.raw or text.code:
            return text
    if value.name == "isinstance" and len(node.args) == 2:
        return _isinstance(it, arguments[0], node.args[1].value, frame)
    if value.name == "hasattr" and len(arguments) == 2:
        return _hasattr(it, *arguments)
    if value.name in ("any", "all") and node.args:
        return _any_or_all(it, value.name, node.args[0].value, arguments, frame)
    if value.name in out.OPERATORS and len(arguments) == 2:
        kind = out.OPERATORS[value.name]()
        both = out.combine(lambda a, b: out.compare(kind, a, b), *(a.outcomes for a in arguments))
        return it.decide(node, merged(arguments, both))
    root, _, last = key.rpartition(".")
    if root == "re" and len(arguments) == 2:
        both = out.combine(lambda a, b: out.method(a, last, (b,)), *(a.outcomes for a in arguments))
        return it.decide(node, merged(arguments, both))
    if last == "HTTPStatus" and arguments:
        return arguments[0]
    if value.name in _ROWS and len(arguments) == 1 and isinstance(arguments[0].one, Symbol):
        items = comprehensions.items(it, arguments[0].one)
        if items is not None:
            return merged(arguments, (tuple(items),))
    found = out.combine(lambda *given: out.builtin(value.name, given), *(a.outcomes for a in arguments))
    if found != (UNKNOWN,):
        return merged(arguments, found)
    return it.of_values(it.ev.values(node, frame), node)


_ROWS = frozenset({"list", "tuple", "set", "frozenset", "sorted"})


def _any_or_all(
    it: Interpreter, name: str, given: cst.BaseExpression, arguments: list[Result], frame: Frame
) -> Result:
    """`any(r.status == 503 for r in answers)` asks each answer; all of them are the world's."""
    decide = out.some if name == "any" else out.every
    if isinstance(given, cst.GeneratorExp | cst.ListComp):
        turns = comprehensions.turns(it, given.for_in, frame)
        if turns is not None:
            parts = [it.result(given.elt, turn) for turn in turns]
            return merged(parts, out.combine(lambda *got: decide(got), *(p.outcomes for p in parts)))
        each = it.result(given.elt, frame)
        return replace(
            each, outcomes=tuple(UNKNOWN if o is None else o for o in map(out.truth, each.outcomes))
        )
    answers = (decide(o) if isinstance(o, tuple) else UNKNOWN for o in arguments[0].outcomes)
    return merged(arguments, out.collect(answers))


def _isinstance(it: Interpreter, subject: Result, kinds: cst.BaseExpression, frame: Frame) -> Result:
    wanted = tuple(_flat(it.ev.values(kinds, frame)))
    names = [v.name for v in wanted if isinstance(v, Ext)]
    answers = []
    for outcome in subject.outcomes:
        if isinstance(outcome, Symbol) and isinstance(outcome.value, Err | Inst):
            answers.append(_known(is_of(it.ev, wanted, outcome.value)))
            continue
        kind = "dict" if is_body(outcome) else type(outcome).__name__
        known = outcome != UNKNOWN and not (isinstance(outcome, Symbol) and not is_body(outcome))
        answers.append(any(n in (kind, "Mapping", "object") for n in names) if known and names else UNKNOWN)
    return merged([subject], out.collect(answers))


def _hasattr(it: Interpreter, subject: Result, names: Result) -> Result:
    """`hasattr(error, "data")` is known for what an error that carries the API's answer surely has."""

    def answer(outcome: out.Outcome, name: out.Outcome) -> out.Outcome:
        error = outcome.value if isinstance(outcome, Symbol) else None
        return _known(has(it.ev, error, name)) if isinstance(error, Err) else UNKNOWN

    return merged([subject], out.combine(answer, subject.outcomes, names.outcomes))


def _known(answer: bool | None) -> out.Outcome:
    return UNKNOWN if answer is None else answer


def _method(it: Interpreter, node: cst.Call, func: cst.Attribute, frame: Frame) -> Result:
    base = it.result(func.value, frame)
    name = func.attr.value
    texts = (str, Wording)
    kinds = (Table, *texts, tuple, frozenset) if name in _OF_SETS else (Table, *texts)
    if not any(isinstance(o, kinds) for o in base.outcomes):
        return it.of_values(it.ev.values(node, frame), node)
    given = [arg.value for arg in node.args if arg.keyword is None and not arg.star]
    arguments = [
        messages.said(it, arg, frame) if name == "format" else it.result(arg, frame) for arg in given
    ]
    if name in ("get", "pop") and arguments and any(isinstance(o, Table) for o in base.outcomes):
        default = arguments[1] if len(arguments) > 1 else Result((None,))
        return looked_up(it, node, base, arguments[0], default)
    if any(isinstance(o, texts) for o in base.outcomes) or (
        name in _OF_SETS and any(isinstance(o, tuple | frozenset) for o in base.outcomes)
    ):
        found_all = out.combine(
            lambda o, *given: out.method(o, name, given), base.outcomes, *(a.outcomes for a in arguments)
        )
        found_result = merged([base, *arguments], found_all)
        return it.decide(node, found_result) if name in _DECIDES else found_result
    return it.of_values(it.ev.values(node, frame), node)


_OF_SETS = frozenset({"union", "difference", "intersection", "issuperset", "issubset", "isdisjoint"})
_DECIDES = frozenset(
    {"startswith", "endswith", "match", "fullmatch", "search", "issuperset", "issubset", "isdisjoint"}
)


def _of_status(outcome: out.Outcome, name: str) -> out.Outcome:
    """`HTTPStatus(status).is_server_error` and its like; its `name` and `phrase` too."""
    classes = {"informational": 1, "success": 2, "redirection": 3, "client_error": 4, "server_error": 5}
    family = classes.get(name.removeprefix("is_"))
    if not isinstance(outcome, int):
        return UNKNOWN
    if name in ("name", "phrase"):
        return getattr(HTTPStatus(outcome), name) if outcome in set(HTTPStatus) else UNKNOWN
    return outcome // 100 == family if family is not None else UNKNOWN


def _flat(values: Values) -> list[Value]:
    return [v for value in values for v in (sum(value.items, ()) if isinstance(value, Seq) else (value,))]


HANDLERS: dict[type[cst.CSTNode], Handler] = {cst.Name: _name, cst.Attribute: _attribute, cst.Call: _call}

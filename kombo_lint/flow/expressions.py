"""Operators in a world: comparisons, boolean and arithmetic operations, displays, subscripts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import libcst as cst

from kombo_lint.flow import comprehensions, messages
from kombo_lint.flow import outcomes as out
from kombo_lint.flow.attributes import RAW
from kombo_lint.flow.comparable import is_beside_the_point
from kombo_lint.flow.outcomes import UNKNOWN, Missing, Result, Symbol, Table, merged
from kombo_lint.flow.unknowns import PHRASES, Wording, text_of
from kombo_lint.flow.values import FROM_REQUEST, Body

if TYPE_CHECKING:
    from collections.abc import Callable

    from kombo_lint.flow.values import Frame
    from kombo_lint.flow.worlds import Interpreter

    Handler: TypeAlias = "Callable[[Interpreter, cst.BaseExpression, Frame], Result]"


def _comparison(it: Interpreter, node: cst.BaseExpression, frame: Frame) -> Result:
    assert isinstance(node, cst.Comparison)
    if is_beside_the_point(it.ev, node, frame):
        return Result()
    kind, right_side = node.comparisons[0].operator, node.comparisons[0].comparator
    within = isinstance(kind, cst.In | cst.NotIn)
    if within and _is_word(it, node.left) and not _is_text(it, right_side, frame):
        return Result()
    left_nearby = isinstance(kind, cst.Is | cst.IsNot) or _is_word(it, right_side)
    left = it.nearby(node.left, frame) if left_nearby else it.result(node.left, frame)
    parts = [left]
    answers: tuple[out.Outcome, ...] = (True,)
    for target in node.comparisons:
        kind = target.operator
        if left == Result() and not isinstance(kind, cst.In | cst.NotIn):
            return merged(parts, (UNKNOWN,))  # so what it is compared with need not be found out
        right = it.result(target.comparator, frame)

        def link(a: out.Outcome, b: out.Outcome, kind: cst.BaseCompOp = kind) -> out.Outcome:
            if isinstance(kind, cst.In | cst.NotIn) and isinstance(b, Symbol):
                members = comprehensions.items(it, b)
                b = b if members is None else tuple(members)
            return _in_body(it, kind, a, b) if is_body(b) or _quotes(b) else out.compare(kind, a, b)

        answers = out.combine(
            lambda *two: out.every(two), answers, out.combine(link, left.outcomes, right.outcomes)
        )
        parts.append(right)
        left = right
    return it.decide(node, merged(parts, answers))


def _is_word(it: Interpreter, node: cst.BaseExpression) -> bool:
    """Say whether an operand is a text that is no part of a code, no status, and no key of an error."""
    text = node.evaluated_value if isinstance(node, cst.SimpleString) else None
    api = it.ev.api
    known = (
        *api.codes,
        *api.content_types,
        it.world.code or "",
        *api.code_path,
        *api.success_keys,
        *dict(api.error_body),
    )
    return (
        isinstance(text, str)
        and text not in PHRASES
        and not any(text in each or each.isdigit() for each in (*known, *text))
    )


def _is_text(it: Interpreter, node: cst.BaseExpression, frame: Frame) -> bool:
    """Say whether an operand is a text of which all is known, as a header of the answer."""
    return any(isinstance(outcome, str) for outcome in it.nearby(node, frame).outcomes)


def is_body(outcome: out.Outcome) -> bool:
    """Say whether an outcome is an error's JSON body, or a part of it that holds the code."""
    return isinstance(outcome, Symbol) and isinstance(outcome.value, Body)


def _quotes(outcome: out.Outcome) -> bool:
    """Say whether a text has an error's body in it."""
    return isinstance(outcome, Wording) and any(map(is_body, outcome.inside))


def _in_body(it: Interpreter, kind: cst.BaseCompOp, key: out.Outcome, body: out.Outcome) -> out.Outcome:
    """`"error" in body` is known for the keys that lead to the code."""
    if not isinstance(kind, cst.In | cst.NotIn):
        return out.compare(kind, key, body)
    if isinstance(body, Wording):
        holds = isinstance(kind, cst.In)
        found = out.compare(kind, key, body)
        return found if found is holds else _in_text(it, key, holds)
    path, wanted = body.value.path, it.ev.api.code_path
    if path == (RAW,):
        return _in_text(it, key, isinstance(kind, cst.In))
    if path == wanted[: len(path)] and len(path) < len(wanted) and key == wanted[len(path)]:
        return isinstance(kind, cst.In)
    if path == () and it.lacks((key,)):
        return isinstance(kind, cst.NotIn)
    return UNKNOWN


def _in_text(it: Interpreter, words: out.Outcome, holds: bool) -> out.Outcome:
    """`"..." in resp.text` is known for what stands in the code, and for the API's other codes."""
    text = words.decode("latin-1") if isinstance(words, bytes) else words
    code = it.world.code
    if not isinstance(text, str) or code is None:
        return UNKNOWN
    return holds if text in code else not holds if text in it.ev.api.codes else UNKNOWN


def _boolean(it: Interpreter, node: cst.BaseExpression, frame: Frame) -> Result:
    assert isinstance(node, cst.BooleanOperation)
    left = it.result(node.left, frame)
    stops = isinstance(node.operator, cst.Or)
    if left.truth is stops:
        return left
    right = it.result(node.right, frame)
    if left.truth is (not stops):
        return merged([left, right], right.outcomes)
    kept = [o for o in left.outcomes if out.truth(o) in (stops, None)]
    return merged([left, right], out.collect([*kept, *right.outcomes]))


def _unary(it: Interpreter, node: cst.BaseExpression, frame: Frame) -> Result:
    assert isinstance(node, cst.UnaryOperation)
    inner = it.result(node.expression, frame)
    if isinstance(node.operator, cst.Not):
        return replace(inner, outcomes=out.collect(map(out.negate, inner.outcomes)))
    if isinstance(node.operator, cst.Minus):
        negative = (-o if isinstance(o, int) else UNKNOWN for o in inner.outcomes)
        return replace(inner, outcomes=out.collect(negative))
    return replace(inner, outcomes=(UNKNOWN,))


def _binary(it: Interpreter, node: cst.BaseExpression, frame: Frame) -> Result:
    assert isinstance(node, cst.BinaryOperation)
    left, kind = it.result(node.left, frame), node.operator
    fills = isinstance(kind, cst.Modulo) and isinstance(left.one, str)
    right = _filled_in(it, node.right, frame) if fills else it.result(node.right, frame)
    answers = out.combine(lambda a, b: out.arithmetic(kind, a, b), left.outcomes, right.outcomes)
    result = merged([left, right], answers)
    both = isinstance(kind, cst.BitAnd) and any(isinstance(o, tuple) for o in answers)
    return it.decide(node, result) if both else result


def _filled_in(it: Interpreter, node: cst.BaseExpression, frame: Frame) -> Result:
    """Return what `text % node` fills in, as texts."""
    if not isinstance(node, cst.Tuple):
        return messages.said(it, node, frame)
    parts = [messages.said(it, element.value, frame) for element in node.elements]
    return merged(parts, (tuple(part.one for part in parts),))


def _conditional(it: Interpreter, node: cst.BaseExpression, frame: Frame) -> Result:
    assert isinstance(node, cst.IfExp)
    test = it.result(node.test, frame)
    if test.atoms:
        test = replace(test, branches=test.branches | {(node.test, test.truth)})
    if test.truth is not None:
        chosen = it.result(node.body if test.truth else node.orelse, frame)
        return merged([replace(test, raw=False), chosen], chosen.outcomes)
    arms = [it.result(node.body, frame), it.result(node.orelse, frame)]
    return merged([test, *arms], out.collect(o for arm in arms for o in arm.outcomes))


def _inner(it: Interpreter, node: cst.BaseExpression, frame: Frame) -> Result:
    assert isinstance(node, cst.Await | cst.NamedExpr)
    return it.result(node.expression if isinstance(node, cst.Await) else node.value, frame)


def _formatted(it: Interpreter, node: cst.BaseExpression, frame: Frame) -> Result:
    assert isinstance(node, cst.FormattedString)
    parts: list[Result] = []
    for part in node.parts:
        if isinstance(part, cst.FormattedStringText):
            parts.append(Result((part.value.replace("{{", "{").replace("}}", "}"),)))
        elif isinstance(part, cst.FormattedStringExpression) and part.format_spec is None:
            parts.append(messages.said(it, part.expression, frame))
        else:
            parts.append(Result())
    if not any(part.raw or part.code for part in parts):
        return it.of_values(it.ev.values(node, frame), node)
    return merged(parts, out.combine(lambda *texts: text_of(texts), *(part.outcomes for part in parts)))


def _display(it: Interpreter, node: cst.BaseExpression, frame: Frame) -> Result:
    assert isinstance(node, cst.Tuple | cst.List | cst.Set)
    items: list[out.Outcome] = []
    parts = []
    for element in node.elements:
        result = it.result(element.value, frame)
        parts.append(result)
        one = result.outcomes[0] if len(result.outcomes) == 1 else UNKNOWN
        if isinstance(element, cst.StarredElement):
            items.extend(one if isinstance(one, tuple | range) else (UNKNOWN,))
        else:
            items.append(one)
    return merged(parts, (tuple(items),))


def _subscript(it: Interpreter, node: cst.BaseExpression, frame: Frame) -> Result:
    assert isinstance(node, cst.Subscript)
    index = node.slice[0].slice if len(node.slice) == 1 else None
    base = it.result(node.value, frame)
    if isinstance(index, cst.Index):
        key = it.result(index.value, frame)
        if any(isinstance(o, Table) and not _is_record(o, key) for o in base.outcomes):
            return looked_up(it, node, base, key, None)
        taken = it.ev.values(node, frame)
        of_answer = any(isinstance(value, FROM_REQUEST) for value in taken)
        found = it.of_values(taken, node) if of_answer else Result()
        if UNKNOWN in found.outcomes and any(isinstance(o, str | tuple) for o in base.outcomes):
            inside = merged([base, key], out.combine(_indexed, base.outcomes, key.outcomes))
            return inside if not of_answer or UNKNOWN not in inside.outcomes else found
        if of_answer:
            return found
    elif isinstance(index, cst.Slice) and any(isinstance(o, str | Wording) for o in base.outcomes):
        low = it.result(index.lower, frame).outcomes if index.lower is not None else (None,)
        high = it.result(index.upper, frame).outcomes if index.upper is not None else (None,)
        return merged([base], out.combine(_sliced, base.outcomes, low, high))
    return it.of_values(it.ev.values(node, frame), node)


def _is_record(table: Table, key: Result) -> bool:
    """Say whether what is looked up by a number has names for its items, as a named tuple has."""
    return isinstance(key.one, int) and all(isinstance(each, str) for each, _ in table.entries)


def looked_up(
    it: Interpreter, node: cst.CSTNode, tables: Result, keys: Result, default: Result | None
) -> Result:
    """Return what looking up the keys in the tables comes to; without a default a missing key raises.

    Where the key is the status this is a decision; else what stands there is as it is.
    """
    parts: list[Result] = []
    for table in tables.outcomes:
        for key in keys.outcomes:
            if not isinstance(table, Table) or key == UNKNOWN:
                parts.append(Result())
                continue
            found = table.get(key)
            if found is not None:
                parts.append(it.of_values(found, node))
            elif any(each == UNKNOWN for each, _ in table.entries):
                parts.append(Result())
            else:
                parts.append(default if default is not None else Result((Missing(key),)))
    answers = out.collect(o for part in parts for o in part.outcomes)
    if keys.raw:
        return it.decide(node, merged([tables, keys, *parts], answers))
    return merged([tables, keys, *parts], answers)


def _indexed(base: out.Outcome, key: out.Outcome) -> out.Outcome:
    if isinstance(base, str | tuple) and isinstance(key, int) and -len(base) <= key < len(base):
        return base[key]
    return UNKNOWN


def _sliced(base: out.Outcome, low: out.Outcome, high: out.Outcome) -> out.Outcome:
    if UNKNOWN in (low, high) or not isinstance(base, str | Wording):
        return UNKNOWN
    return base[low:high] if isinstance(base, str) else base.part(low, high)


HANDLERS: dict[type[cst.CSTNode], Handler] = {
    cst.Comparison: _comparison,
    cst.BooleanOperation: _boolean,
    cst.UnaryOperation: _unary,
    cst.BinaryOperation: _binary,
    cst.IfExp: _conditional,
    cst.Await: _inner,
    cst.NamedExpr: _inner,
    cst.FormattedString: _formatted,
    cst.Tuple: _display,
    cst.List: _display,
    cst.Set: _display,
    cst.Subscript: _subscript,
}

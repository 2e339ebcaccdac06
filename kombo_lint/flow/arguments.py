"""Which argument of a call reaches which parameter, through `*args` and `**kwargs` too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.containers import elements, unpack
from kombo_lint.flow.values import Const, Map, Seq, union

if TYPE_CHECKING:
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Function
    from kombo_lint.flow.values import Frame, Values

_KEY = rb"%b(?:[\"']|\s*=(?!=))"
"""The form of a key of a mapping, or of a keyword."""


def argument(
    ev: Evaluator,
    call: cst.Call,
    frame: Frame,
    position: int | None,
    keyword: str | None,
    path: tuple[int, ...] = (),
) -> Values | None:
    """Return what a call in `frame` passes at `position` or as `keyword`; None when it passes neither.

    With a `path` return what stands there in what is passed.
    """
    place = 0
    for number, arg in enumerate(call.args):
        if arg.star == "**":
            # Mappings are long to follow, and most can hold no such key: it is written nowhere.
            if keyword and ev.project.files_like(_KEY, keyword):
                found = ev.under(arg.value, frame, keyword)
                if found:
                    return unpack(found, path)
        elif arg.keyword is not None:
            if arg.keyword.value == keyword:
                return ev.values(arg.value, frame, path)
        elif arg.star == "*" and position is not None:
            if position >= place and _is_last_and_long_enough(call, number, frame):
                return ev.values(arg.value, frame, (position - place, *path))
            values = ev.values(arg.value, frame)
            known = [value for value in values if isinstance(value, Seq)]
            lengths = {len(value.items) for value in known}
            if len(lengths) != 1:
                if position >= place:
                    return unpack(elements(values), path)
                continue
            length = lengths.pop()
            if place <= position < place + length:
                return unpack(union(*(value.items[position - place] for value in known)), path)
            place += length
        else:
            if place == position:
                return ev.values(arg.value, frame, path)
            place += 1
    return None


def argument_node(call: cst.Call, position: int | None, keyword: str | None) -> cst.BaseExpression | None:
    """Return the expression that a call passes at `position` or as `keyword`; None where none is written."""
    place = 0
    for arg in call.args:
        if arg.keyword is not None:
            if arg.keyword.value == keyword:
                return arg.value
        elif arg.star:
            return None
        else:
            if place == position:
                return arg.value
            place += 1
    return None


def _is_last_and_long_enough(call: cst.Call, number: int, frame: Frame) -> bool:
    """Say whether the argument `number` is the last by position, and no rest of a caller's arguments."""
    last = all(arg.keyword is not None or arg.star == "**" for arg in call.args[number + 1 :])
    rest = frame.function.params.star_arg if frame.function is not None else None
    value = call.args[number].value
    is_rest = isinstance(rest, cst.Param) and isinstance(value, cst.Name) and value.value == rest.name.value
    return last and not is_rest


def passed(
    ev: Evaluator,
    function: Function,
    param: cst.Param,
    call: cst.Call,
    frame: Frame,
    path: tuple[int, ...] = (),
    *,
    bound: bool,
) -> Values | None:
    """Return what `call` in `frame` passes for `param` (at `path` in it); None when the default holds.

    `bound` says that the first parameter is taken by the receiver.
    """
    params = function.params
    positional = [*params.posonly_params, *params.params]
    name = param.name.value
    if param in positional:
        return argument(ev, call, frame, positional.index(param) - bound, name, path)
    if param in params.kwonly_params:
        return argument(ev, call, frame, None, name, path)
    if param.star == "*":
        return unpack((_rest(ev, call, frame, len(positional) - bound),), path)
    taken = {p.name.value for p in (*positional, *params.kwonly_params)}
    return unpack((_keywords(ev, call, frame, taken),), path)


def _rest(ev: Evaluator, call: cst.Call, frame: Frame, taken: int) -> Seq:
    items: list[Values] = []
    for arg in call.args:
        if arg.keyword is not None or arg.star == "**":
            continue
        values = ev.values(arg.value, frame)
        if not arg.star:
            items.append(values)
        elif len(values) == 1 and isinstance(values[0], Seq):
            items.extend(values[0].items)
        else:
            items.append(elements(values))
    return Seq(tuple(items[taken:]))


def _keywords(ev: Evaluator, call: cst.Call, frame: Frame, taken: set[str]) -> Map:
    entries: list[tuple[Values, Values]] = []
    for arg in call.args:
        if arg.keyword is not None and arg.keyword.value not in taken:
            entries.append(((Const(arg.keyword.value),), ev.values(arg.value, frame)))
        elif arg.star == "**":
            for value in ev.values(arg.value, frame):
                if isinstance(value, Map):
                    entries.extend(
                        (keys, values)
                        for keys, values in value.entries
                        if not any(isinstance(key, Const) and key.value in taken for key in keys)
                    )
    return Map(tuple(entries))

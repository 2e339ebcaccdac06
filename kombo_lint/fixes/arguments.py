"""Edits of the arguments of a call: other values, other names, and further ones at the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.findings import Edit
from kombo_lint.fixes.layout import fitted
from kombo_lint.fixes.style import style_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kombo_lint.flow.scopes import Scopes


@dataclass(frozen=True)
class Passed:
    """An argument as it is to be: by this `keyword`, in place of the node `old` or else at the end."""

    keyword: str
    text: str
    old: cst.BaseExpression | None = None


def passing(scopes: Scopes, call: cst.Call, wanted: Sequence[Passed]) -> list[Edit]:
    """Return the edits by which a call passes arguments; it has no `*args` or `**kwargs`."""
    texts: dict[cst.CSTNode, str] = {}
    new: list[str] = []
    for each in wanted:
        arg = scopes.parents[each.old] if each.old is not None else None
        if isinstance(arg, cst.Arg) and arg in call.args:
            texts[arg] = f"{each.keyword}={each.text}" if arg.keyword is not None else each.text
        elif each.old is not None:
            texts[each.old] = each.text
        else:
            new.append(f"{each.keyword}={each.text}")
    code = scopes.module.tree.code_for_node
    if new and not call.args:
        texts[call] = f"{code(call.func)}({', '.join(new)})"
    elif new:
        last = call.args[-1]
        own = code(last.with_changes(comma=cst.MaybeSentinel.DEFAULT)).rstrip()
        parts = [texts.get(last, own), *new]
        # A comment behind the last argument stays with it.
        texts[last] = _joint(scopes, call, new).join(parts[::-1] if _has_comment(scopes, last) else parts)
    return put(scopes, texts)


def put(scopes: Scopes, texts: dict[cst.CSTNode, str]) -> list[Edit]:
    """Return the edits that put each text where its node is, in lines that are not too long."""
    newline = scopes.module.tree.default_newline
    places = {node: scopes.module.location(node) for node in texts}
    if any(newline in text for text in texts.values()) or any(
        place.start.line != place.end.line for place in places.values()
    ):
        return [Edit(places[node], text) for node, text in texts.items()]
    return fitted(scopes, texts)


def _joint(scopes: Scopes, call: cst.Call, new: Sequence[str]) -> str:
    """Return what stands between the last argument and further ones: a new line where each has its own.

    It is one, too, where they would get too long for a line that is not the first of the call.
    """
    place = scopes.module.location(call.args[-1])
    line = scopes.module.lines[place.start.line - 1]
    before = line[: place.start.column - 1]
    blank = line[: len(line) - len(line.lstrip())]
    inside = place.start.line > scopes.module.location(call).start.line
    long = len(line) + len(", ".join(new)) + 2 > style_of(scopes).width
    return (
        f",{scopes.module.tree.default_newline}{blank}" if not before.strip() or (inside and long) else ", "
    )


def _has_comment(scopes: Scopes, arg: cst.Arg) -> bool:
    end = scopes.module.location(arg).end
    return arg.keyword is not None and "#" in scopes.module.lines[end.line - 1][end.column - 1 :]

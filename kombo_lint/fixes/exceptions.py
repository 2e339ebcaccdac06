"""The exceptions that a fix makes of error codes, one a concern, and the function that raises them."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.fixes.readers import free, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kombo_lint.fixes.style import Style
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.registry import Change


def raised_for(change: Change, codes: Sequence[str]) -> list[str]:
    """Return what the exceptions for some of a change's codes are called."""
    return list(dict.fromkeys(kind for code, kind in change.raises.items() if code in codes))


def raiser(change: Change, codes: Sequence[str], scopes: Scopes, style: Style) -> tuple[str, list[str]]:
    """Return the name of the function that raises for some of a change's codes, in a module.

    With it come the definitions that the module lacks for that.
    """
    kinds = raised_for(change, codes)
    own = scopes.bindings.get(scopes.module.tree, {})
    classes = [_class(change, kind, style) for kind in kinds if kind not in own]
    for function in scopes.functions:
        if isinstance(function, cst.FunctionDef) and scopes.parents.get(function) is scopes.module.tree:
            made = _function(change, codes, function.name.value, style)
            if plain(scopes.module.tree.code_for_node(function)) == plain(made):
                return function.name.value, classes
    name = free(scopes, [change.raiser])
    return name, [*classes, _function(change, codes, name, style)]


def _class(change: Change, name: str, style: Style) -> str:
    codes = [code for code, kind in change.raises.items() if kind == name]
    advice = dict.fromkeys(change.advice[code] for code in codes if code in change.advice)
    words = [f"{change.api.title} answered {' or '.join(codes)}.", *map(_sentence, advice)]
    lines = [f"class {name}(Exception):", *_docstring(words, style)]
    return style.newline.join(lines)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _docstring(words: Sequence[str], style: Style) -> list[str]:
    """Return a docstring with the first words on a line of their own."""
    indent = style.indent
    first, *rest = ([*textwrap.wrap(each, style.width - len(indent) - 3)] for each in words)
    if not rest and len(first) == 1:
        return [f'{indent}"""{first[0]}"""']
    lines = [f'{indent}"""{first[0]}', *(indent + line for line in first[1:])]
    for each in rest:
        lines += ["", *(indent + line for line in each)]
    return [*lines, f'{indent}"""']


def _function(change: Change, codes: Sequence[str], name: str, style: Style) -> str:
    q, indent = style.quote, style.indent
    kinds = raised_for(change, codes)
    given = "str | None" if style.unions else f"{q}str | None{q}"
    lines = [
        f"def {name}(code: {given}) -> None:",
        f'{indent}"""Raise {" or ".join(kinds)} for {"their" if kinds[1:] else "its"} codes, '
        'and nothing for others."""',
    ]
    for kind in kinds:
        wanted = [f"{q}{code}{q}" for code in codes if change.raises[code] == kind]
        test = f"code in ({', '.join(wanted)})" if len(wanted) > 1 else f"code == {wanted[0]}"
        if len(indent) + len(test) + 4 > style.width:
            rows = (f"{indent * 2}{code}," for code in wanted)
            lines += [f"{indent}if code in (", *rows, f"{indent}):"]
        else:
            lines.append(f"{indent}if {test}:")
        lines.append(f"{indent * 2}raise {kind}(code)")
    return style.newline.join(lines)

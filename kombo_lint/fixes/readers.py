"""The function that reads the error code of an answer, and the codes beside it: found, made or imported."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING, TypeAlias

import libcst as cst

from kombo_lint.findings import Edit, Location
from kombo_lint.fixes.imports import (
    at_line,
    behind_imports,
    imported_as,
    module_name,
    project_imports,
    standard_import,
)
from kombo_lint.fixes.style import style_of
from kombo_lint.fixes.subjects import NoSubject
from kombo_lint.flow.worlds import Interpreter, World

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

    from kombo_lint.facts import Helper
    from kombo_lint.fixes.style import Style
    from kombo_lint.fixes.subjects import Subject
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.registry import Change

_ERRORS = 400


@dataclass(frozen=True)
class Names:
    """How a module calls the function and the codes, and the edits that it needs for that."""

    reader: str
    codes: str
    edits: tuple[Edit, ...]
    further: str = ""


BOTH = frozenset({"reader", "codes"})
Further: TypeAlias = "Callable[[Scopes, Style], tuple[str, list[str]]]"
"""Gives the name of another function for a module, and the definitions that the module lacks for it."""


def names_in(
    ev: Evaluator,
    change: Change,
    scopes: Scopes,
    subject: Subject,
    helper: Helper | None = None,
    wanted: AbstractSet[str] = BOTH,
    further: Further | None = None,
) -> Names:
    """Return the names for the reader of a subject's code and for the codes, in the module.

    They are defined there, or by the `helper` and imported, those that are `wanted`; raise `NoSubject` where
    they cannot be. So is a `further` function.
    """
    if helper is None or helper.path == scopes.module.path:
        return _defined(ev, change, scopes, subject, helper, wanted, further)
    own = _defined(ev, change, scopes, subject, None, wanted, further)
    if not own.edits:
        return own
    home = ev.project.module(helper.path, "has the function that fixes use")
    if home is None:
        raise NoSubject(f"{helper.path} is not Python")
    there = _defined(ev, change, home, subject, helper, further=further)
    module = module_name(ev, scopes, helper.path)
    asked = {"reader": there.reader, "codes": there.codes, "further": there.further}
    used = wanted | {"further"} if further is not None else wanted
    known = {name: imported_as(scopes, module, name) for each, name in asked.items() if each in used}
    names = {name: own or free(scopes, [name]) for name, own in known.items()}
    new = {name: own for name, own in names.items() if known[name] is None}
    edits = project_imports(scopes, module, new, style_of(scopes))
    reader, codes, more = (names.get(asked[each], "") for each in ("reader", "codes", "further"))
    return Names(reader, codes, (*there.edits, *edits), more)


def _defined(
    ev: Evaluator,
    change: Change,
    scopes: Scopes,
    subject: Subject,
    helper: Helper | None = None,
    wanted: AbstractSet[str] = BOTH,
    further: Further | None = None,
) -> Names:
    """Return the names as a module has them, or with the edits that define them in it.

    In a `helper`, which has readers for more than one library, each has a name of its own.
    """
    style = style_of(scopes)
    codes, known_codes = _codes_name(ev, change, scopes)
    names = [subject.read.name] if helper is not None else ["error_code", subject.read.name]
    names.append(f"{change.api.name}_error_code")
    wished = helper.name if helper is not None else ""
    reader, known_reader = _reader_name(change, scopes, subject, style, names, wished)
    known_codes, known_reader = known_codes or "codes" not in wanted, known_reader or "reader" not in wanted
    parts = [] if known_codes else [_codes(change, codes, style)]
    parts += [] if known_reader else [_reader(change, subject, reader, style)]
    edits = [] if known_reader else _needed(scopes, subject, style)
    name, more = further(scopes, style) if further is not None else ("", [])
    parts += more
    edits += [_inserted(scopes, parts, style)] if parts else []
    return Names(reader, codes, _in_order(edits, style.newline), name)


def _codes_name(ev: Evaluator, change: Change, scopes: Scopes) -> tuple[str, bool]:
    """Return the name of a constant of the module that has the codes, or one for a new constant."""
    nowhere = Interpreter(ev, World(lambda request: False, 0, None))
    frame = ev.frame(scopes)
    if all(code in scopes.module.text for code in change.codes):
        for name, bindings in scopes.bindings.get(scopes.module.tree, {}).items():
            if len(bindings) == 1 and bindings[0].kind == "assign" and bindings[0].value is not None:
                if bindings[0].unpack:
                    continue
                outcomes = nowhere.result(bindings[0].value, frame).outcomes
                known = outcomes[0] if len(outcomes) == 1 else None
                if isinstance(known, tuple | frozenset) and set(known) == set(change.codes):
                    return name, True
    return free(scopes, [change.constant]), False


def _reader_name(
    change: Change, scopes: Scopes, subject: Subject, style: Style, names: list[str], wished: str = ""
) -> tuple[str, bool]:
    """Return the name of a function of the module that reads such a code, or one for a new function.

    The one that is `wished` for does by its name, if it is awaited just as the body is; where there is
    none of that name, a new function gets it.
    """
    for function in scopes.functions:
        if scopes.parents.get(function) is scopes.module.tree:
            awaited = isinstance(function, cst.FunctionDef) and function.asynchronous is not None
            if function.name.value == wished and awaited == subject.read.body.startswith("await "):
                return wished, True
            text = scopes.module.tree.code_for_node(function).strip()
            made = _reader(change, subject, function.name.value, style)
            if plain(text) == plain(made):
                return function.name.value, True
    return free(scopes, [wished, *names] if wished else names), False


def plain(text: str) -> str:
    """Return a source as it is compared: whatever its quotes and its layout."""
    return " ".join(text.replace("'", '"').split())


def free(scopes: Scopes, names: list[str]) -> str:
    """Return the first of some names that the module uses for nothing."""
    taken = {name for bindings in scopes.bindings.values() for name in bindings} | scopes.names.keys()
    numbered = (f"{names[0]}_{number}" for number in count(2))
    return next(name for name in chain(names, numbered) if name not in taken)


def _codes(change: Change, name: str, style: Style) -> str:
    lines = [
        f"{name} = (",
        *(f"{style.indent}{style.quote}{code}{style.quote}," for code in change.codes),
        ")",
    ]
    return style.newline.join(lines)


def _reader(change: Change, subject: Subject, name: str, style: Style) -> str:
    """Return the source of the function that reads the code, without a line end."""
    q, read = style.quote, subject.read
    given = "error" if subject.status is None else "response"
    returned = "str | None" if style.unions else f"{q}str | None{q}"
    a_sync = "async " if read.body.startswith("await ") else ""
    path = change.api.code_path
    body = read.body.replace("it.", f"{given}.")
    field = ".".join(path)
    lines = [
        f"{a_sync}def {name}({given}: Any) -> {returned}:",
        f'    """Return `{field}` of an error from {change.api.title}, None for anything else."""',
    ]
    if read.attributes:
        owner, _, first = body.partition(".")
        code = owner
        for part in (first, *path):
            code = f"getattr({code}, {q}{part}{q}, None)"
        lines += [f"    code = {code}"]
    else:
        lines += ["    try:"]
        if subject.status is not None:
            lines += [f"        if {given}.{subject.status} < {_ERRORS}:", "            return None"]
        if a_sync:
            body = f"({body})"
        items = "".join(f"[{q}{part}{q}]" for part in path)
        lines += [
            f"        code = {body}{items}",
            "    except Exception:  # no answer, or no body of that form",
            "        return None",
        ]
    lines += ["    return code if isinstance(code, str) else None"]
    return style.newline.join(line.replace("    ", style.indent) for line in lines)


def _inserted(scopes: Scopes, parts: list[str], style: Style) -> Edit:
    """Return the edit that puts definitions behind the imports of a module."""
    line, follows = behind_imports(scopes)
    rest = scopes.module.lines[line - 1 :]
    blanks = next((count for count, text in enumerate(rest) if text.strip()), None)
    end = style.newline * (1 if blanks is None else max(1, 3 - blanks))
    start = style.newline * (2 if parts[0].startswith(("def ", "async ", "class ")) else 1) if follows else ""
    return at_line(scopes, line, start + (style.newline * 3).join(parts) + end)


def _in_order(edits: list[Edit], newline: str) -> tuple[Edit, ...]:
    """Return the edits with those at one place made one, in the order they are given in."""
    merged: dict[Location, str] = {}
    for edit in edits:
        before = merged.get(edit.location)
        apart = before is not None and not edit.replacement.startswith((newline, "import ", "from "))
        merged[edit.location] = (before or "") + newline * apart + edit.replacement
    return tuple(Edit(location, text) for location, text in merged.items())


def _needed(scopes: Scopes, subject: Subject, style: Style) -> list[Edit]:
    """Return the edits that import what the new function uses and the module has not."""
    wanted = [("", name) for name in subject.read.imports] + [("typing", "Any")]
    return [
        standard_import(scopes, module, name, style)
        for module, name in wanted
        if imported_as(scopes, module, name) != name
    ]

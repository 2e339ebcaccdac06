"""The function that reads the error code of an answer, and the codes beside it: found, made or imported."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.findings import Edit, Location, Position
from kombo_lint.fixes.style import style_of
from kombo_lint.flow.tree import dotted
from kombo_lint.flow.worlds import Interpreter, World

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def names_in(ev: Evaluator, change: Change, scopes: Scopes, subject: Subject) -> Names:
    """Return the names for the reader of a subject's code and for the codes, in the module."""
    style = style_of(scopes)
    codes, known_codes = _codes_name(ev, change, scopes)
    reader, known_reader = _reader_name(change, scopes, subject, style)
    parts = [] if known_codes else [_codes(change, codes, style)]
    parts += [] if known_reader else [_reader(change, subject, reader, style)]
    edits = [] if known_reader else _needed(scopes, subject, style)
    edits += [_inserted(scopes, parts, style)] if parts else []
    return Names(reader, codes, _in_order(edits, style.newline))


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
    return _free(scopes, [change.constant]), False


def _reader_name(change: Change, scopes: Scopes, subject: Subject, style: Style) -> tuple[str, bool]:
    """Return the name of a function of the module that reads such a code, or one for a new function."""
    for function in scopes.functions:
        if scopes.parents.get(function) is scopes.module.tree:
            text = scopes.module.tree.code_for_node(function).strip()
            made = _reader(change, subject, function.name.value, style)
            if _plain(text) == _plain(made):
                return function.name.value, True
    return _free(scopes, ["error_code", subject.read.name, f"{change.api.name}_error_code"]), False


def _plain(text: str) -> str:
    return " ".join(text.replace("'", '"').split())


def _free(scopes: Scopes, names: list[str]) -> str:
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
    line, follows = _behind_imports(scopes)
    rest = scopes.module.lines[line - 1 :]
    blanks = next((count for count, text in enumerate(rest) if text.strip()), None)
    end = style.newline * (1 if blanks is None else max(1, 3 - blanks))
    start = style.newline if follows else ""
    return _at_line(scopes, line, start + (style.newline * 3).join(parts) + end)


def _in_order(edits: list[Edit], newline: str) -> tuple[Edit, ...]:
    """Return the edits with those at one place made one, in the order they are given in."""
    merged: dict[Location, str] = {}
    for edit in edits:
        before = merged.get(edit.location)
        apart = before is not None and not edit.replacement.startswith((newline, "import ", "from "))
        merged[edit.location] = (before or "") + newline * apart + edit.replacement
    return tuple(Edit(location, text) for location, text in merged.items())


def _behind_imports(scopes: Scopes) -> tuple[int, bool]:
    """Return the number of the line before which definitions go, and whether something stands before it."""
    last: cst.CSTNode | None = None
    for number, statement in enumerate(scopes.module.tree.body):
        if isinstance(statement, cst.FunctionDef | cst.ClassDef):
            break
        if (number == 0 and _is_text(statement)) or _imports(statement):
            last = statement
    if last is not None:
        ends = [last, *(node for node in _lines_in(scopes, last))]
        return max(scopes.module.location(node).end.line for node in ends) + 1, True
    body = scopes.module.tree.body
    if not body:
        return 1, False
    line = scopes.module.line(body[0])
    if isinstance(body[0], cst.FunctionDef | cst.ClassDef) and body[0].decorators:
        line = min(line, scopes.module.line(body[0].decorators[0]))
    while line > 2 and scopes.module.lines[line - 2].startswith("#"):
        line -= 1
    return line, False


def _lines_in(scopes: Scopes, statement: cst.CSTNode) -> Iterator[cst.CSTNode]:
    for node in scopes.by_type.get(cst.SimpleStatementLine, ()):
        if statement in scopes.ancestors(node):
            yield node


def _is_text(statement: cst.CSTNode) -> bool:
    return (
        isinstance(statement, cst.SimpleStatementLine)
        and isinstance(statement.body[0], cst.Expr)
        and isinstance(statement.body[0].value, cst.SimpleString | cst.ConcatenatedString)
    )


def _imports(statement: cst.CSTNode) -> bool:
    """Say whether a statement imports, by itself or under a condition."""
    if isinstance(statement, cst.SimpleStatementLine):
        return any(isinstance(part, cst.Import | cst.ImportFrom) for part in statement.body)
    if isinstance(statement, cst.If | cst.Try):
        return any(map(_imports, statement.body.body))
    return False


def _needed(scopes: Scopes, subject: Subject, style: Style) -> list[Edit]:
    """Return the edits that import what the new function uses and the module has not."""
    wanted = [("", name) for name in subject.read.imports] + [("typing", "Any")]
    return [
        _imported(scopes, module, name, style) for module, name in wanted if not _has(scopes, module, name)
    ]


def _has(scopes: Scopes, module: str, name: str) -> bool:
    """Say whether a name is imported at the top of the module, whatever happens."""
    for binding in scopes.bindings.get(scopes.module.tree, {}).get(name, ()):
        line = scopes.parents.get(binding.node)
        if binding.kind == "import" and scopes.parents.get(line or binding.node) is scopes.module.tree:
            source = binding.node.module if isinstance(binding.node, cst.ImportFrom) else None
            if dotted(source) == module:
                return True
    return False


def _imported(scopes: Scopes, module: str, name: str, style: Style) -> Edit:
    """Return the edit that imports `name` (from `module`), among the imports of the standard library."""
    text = (f"from {module} import {name}" if module else f"import {name}") + style.newline
    leading = list(_leading_imports(scopes))
    standard = [
        (node, small) for node, small in leading if _root(small) in sys.stdlib_module_names - {"__future__"}
    ]
    before = [node for node, small in standard if _order(small) < (bool(module), module or name)]
    if before:
        return _at_line(scopes, scopes.module.location(before[-1]).end.line + 1, text)
    if standard:
        return _at_line(scopes, scopes.module.line(standard[0][0]), text)
    others = [node for node, small in leading if _root(small) != "__future__"]
    if others:
        return _at_line(scopes, scopes.module.line(others[0]), text + style.newline)
    line, follows = _behind_imports(scopes)
    return _at_line(scopes, line, style.newline * follows + text)


def _leading_imports(scopes: Scopes) -> Iterator[tuple[cst.CSTNode, cst.Import | cst.ImportFrom]]:
    for statement in scopes.module.tree.body:
        if isinstance(statement, cst.FunctionDef | cst.ClassDef):
            return
        small = statement.body[0] if isinstance(statement, cst.SimpleStatementLine) else None
        if isinstance(small, cst.Import | cst.ImportFrom):
            yield statement, small


def _order(small: cst.Import | cst.ImportFrom) -> tuple[bool, str]:
    """Return what imports of one kind are sorted by: `import a` first, then `from a import b`."""
    return isinstance(small, cst.ImportFrom), _imported_from(small)


def _root(small: cst.Import | cst.ImportFrom) -> str:
    return _imported_from(small).split(".")[0]


def _imported_from(small: cst.Import | cst.ImportFrom) -> str:
    if isinstance(small, cst.Import):
        return dotted(small.names[0].name)
    return "." * bool(small.relative) + dotted(small.module)


def _at_line(scopes: Scopes, line: int, text: str) -> Edit:
    """Return the edit that inserts whole lines before a line, or at the end of the file."""
    lines = scopes.module.lines
    if line > len(lines):
        place, text = Position(len(lines), len(lines[-1]) + 1), scopes.module.tree.default_newline + text
    else:
        place = Position(line, 1)
    return Edit(Location(scopes.module.path, place, place), text)

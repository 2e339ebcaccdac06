"""Imports that new code needs, and the line behind those that a module has."""

from __future__ import annotations

import posixpath
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.findings import Edit, Location, Position
from kombo_lint.fixes.subjects import NoSubject
from kombo_lint.flow.tree import dotted, walk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from kombo_lint.fixes.style import Style
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes

    Leading: TypeAlias = "list[tuple[cst.CSTNode, cst.Import | cst.ImportFrom]]"

_FROM = rb"(?m)^\s*(?:from|import)\s+%b\b"
"""A form of imports that take a folder for a package."""
_DECIDES = (cst.Comparison, cst.IfExp, cst.Assert, cst.Subscript)
_NAMES = (cst.Import, cst.ImportFrom, cst.Assign, cst.AnnAssign, cst.Pass)


def imported_as(scopes: Scopes, module: str, name: str) -> str | None:
    """Return what a name (of `module`, or a module by itself) is called that is surely imported, or None."""
    for own, bindings in scopes.bindings.get(scopes.module.tree, {}).items():
        for binding in bindings:
            line = scopes.parents.get(binding.node, binding.node)
            surely = binding.kind == "import" and scopes.parents.get(line) is scopes.module.tree
            if surely and _source(binding.node) == module and dotted(binding.value) == name:
                return own
    return None


def _source(node: cst.CSTNode) -> str:
    if not isinstance(node, cst.ImportFrom):
        return ""
    return "." * len(node.relative) + dotted(node.module)


def standard_import(scopes: Scopes, module: str, name: str, style: Style) -> Edit:
    """Return the edit that imports `name` (from `module`), among the imports of the standard library."""
    text = (f"from {module} import {name}" if module else f"import {name}") + style.newline
    leading = list(_leading_imports(scopes))
    known = next((small for _, small in leading if module and _takes_more(small, module)), None)
    if known is not None:
        return _with_more(scopes, known, [name], style)
    standard = [
        (node, small) for node, small in leading if _root(small) in sys.stdlib_module_names - {"__future__"}
    ]
    before = [node for node, small in standard if _order(small) < (bool(module), module or name)]
    if before:
        return at_line(scopes, scopes.module.location(before[-1]).end.line + 1, text)
    if standard:
        return at_line(scopes, scopes.module.line(standard[0][0]), text)
    others = [node for node, small in leading if _root(small) != "__future__"]
    if others:
        return at_line(scopes, scopes.module.line(others[0]), text + style.newline)
    line, follows = behind_imports(scopes)
    return at_line(scopes, line, style.newline * follows + text)


def project_imports(
    scopes: Scopes, module: str, names: Mapping[str, str], style: Style, unused: Collection[str] = ()
) -> list[Edit]:
    """Return the edits that import names from a module, each as what it is called here.

    They go into a statement that imports from it, and take those out of that which are `unused`.
    """
    plain = [name for name, own in names.items() if name == own]
    lines = [f"from {module} import {name} as {own}" for name, own in names.items() if name != own]
    leading = list(_leading_imports(scopes))
    edits = []
    known = next((small for _, small in leading if plain and _takes_more(small, module)), None)
    if known is not None:
        edits.append(_with_more(scopes, known, plain, style, unused))
        plain = []
    if plain:
        lines.insert(0, _statement(module, (), plain, style))
    if lines:
        text = "".join(line + style.newline for line in lines)
        edits.append(_among(scopes, leading, module, text, style.newline))
    return edits


def imported_into(
    scopes: Scopes, small: cst.ImportFrom, names: Sequence[str], style: Style, unused: Collection[str] = ()
) -> Edit | None:
    """Return the edit by which one statement imports more names, and no `unused` ones; None if not plain."""
    if not _takes_more(small, _source(small)):
        return None
    return _with_more(scopes, small, names, style, unused)


def _takes_more(small: cst.Import | cst.ImportFrom, module: str) -> bool:
    """Say whether an import is of names of the module, without others for them, a star or a comment."""
    return (
        _source(small) == module
        and isinstance(small, cst.ImportFrom)
        and not isinstance(small.names, cst.ImportStar)
        and all(alias.asname is None for alias in small.names)
        and "#" not in cst.Module([]).code_for_node(small)
    )


def _with_more(
    scopes: Scopes,
    small: cst.Import | cst.ImportFrom,
    names: Sequence[str],
    style: Style,
    unused: Collection[str] = (),
) -> Edit:
    """Return the edit that adds names to an import and takes others out, over several lines if it is so."""
    place = scopes.module.location(small)
    assert not isinstance(small.names, cst.ImportStar)
    had = [alias.evaluated_name for alias in small.names if alias.evaluated_name not in unused]
    in_rows = place.start.line != place.end.line
    text = _statement(_source(small), had, names, style, in_rows)
    blank = scopes.module.lines[place.start.line - 1][: place.start.column - 1]
    return Edit(place, text.replace(style.newline, style.newline + blank))


def _statement(
    module: str, had: Sequence[str], names: Iterable[str], style: Style, in_rows: bool = False
) -> str:
    """Return the import of the names that there were and of new ones, sorted if those were."""

    def order(name: str) -> tuple[bool, bool, str]:
        # Constants, then classes, then the rest, as ruff and isort have it.
        return not name.isupper(), not name[:1].isupper(), name

    listed = list(dict.fromkeys([*had, *sorted(names)]))
    listed = sorted(listed, key=order) if list(had) == sorted(had, key=order) else listed
    line = f"from {module} import {', '.join(listed)}"
    if len(line) <= style.width and not in_rows:
        return line
    rows = (f"{style.indent}{name}," for name in listed)
    return style.newline.join([f"from {module} import (", *rows, ")"])


def _among(scopes: Scopes, leading: Leading, module: str, text: str, newline: str) -> Edit:
    """Return the edit that puts lines with imports from `module` among those that there are."""
    if not leading:
        line, follows = behind_imports(scopes)
        return at_line(scopes, line, newline * follows + text + newline * (not follows) * 2)
    same = [(node, small) for node, small in leading if _root(small) == module.split(".")[0]]
    before = [node for node, small in same if _order(small) <= (True, module)]
    if same and not before:
        return at_line(scopes, scopes.module.line(same[0][0]), text)
    last = before[-1] if before else leading[-1][0]
    return at_line(scopes, scopes.module.location(last).end.line + 1, newline * (not same) + text)


def module_name(ev: Evaluator, scopes: Scopes, path: str) -> str:
    """Return the name by which a module imports the file at `path`; raise `NoSubject` where it is unclear."""
    folder, file = posixpath.split(path)
    parts = [posixpath.splitext(file)[0]]
    while _is_package(ev, folder):
        folder, name = posixpath.split(folder)
        parts.insert(0, name)
    root = posixpath.dirname(scopes.module.path)
    while _is_package(ev, root):
        root = posixpath.dirname(root)
    if folder != root and folder.startswith(f"{root}/" if root else ""):  # a folder without __init__.py
        parts = [*posixpath.relpath(folder, root or ".").split("/"), *parts]
        folder = root
    own = posixpath.basename(folder)
    clear = len(parts) > 1 or (folder == root and not (own and ev.project.files_like(_FROM, own)))
    if not clear or ev.project.imported(scopes.module.path, ".".join(parts), 0) != path:
        raise NoSubject(f"it is not clear by which name {path} is imported here")
    return ".".join(parts)


def _is_package(ev: Evaluator, folder: str) -> bool:
    init = posixpath.join(folder, "__init__.py")
    return bool(folder) and (init in ev.project.files or Path(init).exists())


def behind_imports(scopes: Scopes) -> tuple[int, bool]:
    """Return the number of the line before which definitions go, and whether something stands before it.

    That is before all that may use them: what decides something, too, where it runs as the module does.
    """
    last: cst.CSTNode | None = None
    for number, statement in enumerate(scopes.module.tree.body):
        if not _imports(statement) and (
            isinstance(statement, cst.BaseCompoundStatement)
            or any(isinstance(node, _DECIDES) for node in walk(statement))
        ):
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
    """Say whether a statement imports, by itself or under a condition and with nothing else but names."""
    if isinstance(statement, cst.SimpleStatementLine):
        return any(isinstance(part, cst.Import | cst.ImportFrom) for part in statement.body)
    if isinstance(statement, cst.If | cst.Try):
        small = [node for node in walk(statement) if isinstance(node, cst.BaseSmallStatement)]
        return any(map(_imports, statement.body.body)) and all(isinstance(node, _NAMES) for node in small)
    return False


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


def at_line(scopes: Scopes, line: int, text: str) -> Edit:
    """Return the edit that inserts whole lines before a line, or at the end of the file."""
    lines = scopes.module.lines
    if line > len(lines):
        place, text = Position(len(lines), len(lines[-1]) + 1), scopes.module.tree.default_newline + text
    else:
        place = Position(line, 1)
    return Edit(Location(scopes.module.path, place, place), text)

"""How a module calls further names of a library that it uses, in the author's own way of importing."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.fixes.imports import imported_as, imported_into, project_imports
from kombo_lint.fixes.literals import NotPlain
from kombo_lint.fixes.style import style_of
from kombo_lint.flow.tree import walk
from kombo_lint.flow.values import Ext

if TYPE_CHECKING:
    from kombo_lint.findings import Edit
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes

_ELSEWHERE = "it is not clear where to import what waits longer"


@dataclass
class Naming:
    """Names of the library that the expression `like` is one of, as they are written where that stands."""

    ev: Evaluator
    scopes: Scopes
    like: cst.BaseExpression
    _imported: dict[str, dict[str, str]] = field(default_factory=dict)
    _written: set[str] = field(default_factory=set)

    def text(self, name: str) -> str:
        """Return what is written for a name, such as `library.name` or, where it is imported, `name`."""
        library, _, last = name.partition(".")
        if isinstance(self.like, cst.Attribute) and isinstance(self.like.value, cst.Name):
            values = self.ev.values(self.like.value, self.ev.frame_of(self.scopes, self.like))
            if all(isinstance(value, Ext) and value.name == library for value in values):
                return f"{self.like.value.value}.{last}"
        own = imported_as(self.scopes, library, last)
        if own is None:
            self._imported.setdefault(library, {})[last] = last
        self._written.add(own or last)
        return own or last

    def edits(self, gone: cst.CSTNode | None = None) -> list[Edit]:
        """Return the edits that import the names, and no more what only stands in a node that is replaced."""
        if not self._imported:
            return []
        unused = self._only_in(gone) if gone is not None else frozenset()
        style = style_of(self.scopes)
        small = self._import()
        tree = self.scopes.module.tree
        if small is not None and self.scopes.parents.get(self.scopes.parents[small]) is not tree:
            # Imported where it is used, or only where it is there: so are the others.
            names = [name for each in self._imported.values() for name in each]
            if isinstance(small, cst.ImportFrom):
                edit = imported_into(self.scopes, small, names, style, unused)
                if edit is not None:
                    return [edit]
            raise NotPlain(_ELSEWHERE)
        return [
            edit
            for library, names in self._imported.items()
            for edit in project_imports(self.scopes, library, names, style, unused)
        ]

    def _import(self) -> cst.CSTNode | None:
        """Return the statement that imports what `like` begins with; None for a star."""
        first = self.like
        while isinstance(first, cst.Attribute):
            first = first.value
        found = self.scopes.visible(first) if isinstance(first, cst.Name) else None
        bindings = found[1] if found is not None else []
        if len(bindings) > 1 or any(each.kind != "import" for each in bindings):
            raise NotPlain(_ELSEWHERE)
        return bindings[0].node if bindings else None

    def _only_in(self, node: cst.CSTNode) -> frozenset[str]:
        """Return the names that stand nowhere else; those of an `__init__.py` others may import."""
        if posixpath.basename(self.scopes.module.path) == "__init__.py":
            return frozenset()
        names = {each.value for each in walk(node) if isinstance(each, cst.Name)} - self._written
        return frozenset(
            name
            for name in names
            if all(node in (each, *self.scopes.ancestors(each)) for each in self._uses(name))
        )

    def _uses(self, name: str) -> list[cst.Name]:
        return [
            each
            for each in walk(self.scopes.module.tree)
            if isinstance(each, cst.Name)
            and each.value == name
            and not any(isinstance(around, cst.ImportFrom) for around in self.scopes.ancestors(each))
        ]

"""Where the program's own exceptions for a code are caught, or let be by a `with suppress(...)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.tree import last_name, walk
from kombo_lint.flow.values import Cls, Seq

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes

_MOST_FILES = 40


def naming(ev: Evaluator, cls: Cls) -> Iterator[Scopes]:
    """Yield the modules that have the name of a class."""
    name = cls.node.name.value
    paths = ev.project.files_with(name)
    for path in paths if len(paths) <= _MOST_FILES else [cls.scopes.module.path]:
        scopes = ev.project.module(path, f"uses {name}")
        if scopes is not None:
            yield scopes


def catching(
    ev: Evaluator, cls: Cls
) -> Iterator[tuple[Scopes, cst.CSTNode, cst.CSTNode, Sequence[cst.CSTNode]]]:
    """Yield where an exception is caught by its class: the types, the statement, and what runs then."""
    for scopes in naming(ev, cls):
        for handler in scopes.by_type.get(cst.ExceptHandler, ()):
            assert isinstance(handler, cst.ExceptHandler)
            if handler.type is not None and is_among(ev, scopes, handler.type, cls):
                yield scopes, handler.type, scopes.parents[handler], handler.body.body
        for block in scopes.by_type.get(cst.With, ()):
            assert isinstance(block, cst.With)
            for call in (item.item for item in block.items):
                if (
                    isinstance(call, cst.Call)
                    and last_name(call.func) == "suppress"
                    and any(is_among(ev, scopes, arg.value, cls) for arg in call.args)
                ):
                    yield scopes, call, block, ()


def is_among(ev: Evaluator, scopes: Scopes, types: cst.BaseExpression, cls: Cls) -> bool:
    """Say whether an expression is a class, or a collection that has it."""
    if not any(isinstance(n, cst.Name) for n in walk(types)):
        return False
    return any(
        value == cls or (isinstance(value, Seq) and any(cls in item for item in value.items))
        for value in ev.values(types, ev.frame_of(scopes, types))
    )

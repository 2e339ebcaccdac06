"""Which functions run under a retry policy: decorated with it, handed to it, in a loop over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.classes import is_property
from kombo_lint.flow.runners import send_of
from kombo_lint.flow.tree import targets
from kombo_lint.flow.values import Ext, Func, Method

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes

_MOST_FILES = 30


def governed_by(
    ev: Evaluator, scopes: Scopes, node: cst.CSTNode, seen: frozenset[cst.CSTNode] = frozenset()
) -> Iterator[Func | tuple[Scopes, cst.CSTNode]]:
    """Yield the functions (or blocks) that the policy built around `node` runs."""
    child, parent = node, scopes.parents.get(node)
    while parent is not None and child not in seen:
        if isinstance(parent, cst.Decorator):
            decorated = scopes.parents.get(parent)
            if isinstance(decorated, cst.FunctionDef):
                yield Func(scopes, decorated)
            return
        if isinstance(parent, cst.For):
            if child is parent.iter:
                yield scopes, parent.body
            return
        if isinstance(parent, cst.Call) and child is parent.func and parent.args:
            for value in ev.values(parent.args[0].value, ev.frame_of(scopes, parent)):
                if isinstance(value, Func):
                    yield value
                elif isinstance(value, Method | Ext) and send_of(ev, value) is not None:
                    yield scopes, parent
            return
        if isinstance(parent, cst.Return):
            yield from _where_returned(ev, scopes, parent, seen | {child})
            return
        if isinstance(parent, cst.Assign | cst.AnnAssign):
            yield from _under_name(ev, scopes, parent, seen | {child})
            return
        if isinstance(parent, cst.BaseStatement | cst.BaseSmallStatement):
            return
        child, parent = parent, scopes.parents.get(parent)


def _where_returned(
    ev: Evaluator, scopes: Scopes, node: cst.Return, seen: frozenset[cst.CSTNode]
) -> Iterator[Func | tuple[Scopes, cst.CSTNode]]:
    """A function that returns a policy is called, or read as a property, where the policy is used."""
    from kombo_lint.flow.callers import call_sites

    function = scopes.function_of(node)
    if not isinstance(function, cst.FunctionDef):
        return
    if is_property(function):
        yield from _at_name(ev, scopes, function.name.value, function, seen)
        return
    for site in call_sites(ev, scopes, function):
        yield from governed_by(ev, site.frame.scopes, site.call, seen)


def _under_name(
    ev: Evaluator, scopes: Scopes, assign: cst.Assign | cst.AnnAssign, seen: frozenset[cst.CSTNode]
) -> Iterator[Func | tuple[Scopes, cst.CSTNode]]:
    for target in targets(assign):
        if isinstance(target, cst.Name):
            yield from _at_name(ev, scopes, target.value, assign, seen)
        elif isinstance(target, cst.Attribute):
            yield from _at_name(ev, scopes, target.attr.value, assign, seen)


def _at_name(
    ev: Evaluator, scopes: Scopes, name: str, bound: cst.CSTNode, seen: frozenset[cst.CSTNode]
) -> Iterator[Func | tuple[Scopes, cst.CSTNode]]:
    """Yield what runs under the policy where it is used by its name or as an attribute."""
    for path in ev.project.files_with(name)[:_MOST_FILES]:
        where = ev.project.module(path, f"may use {name}")
        if where is None:
            continue
        for reference in where.names.get(name, ()):
            if isinstance(where.parents.get(reference), cst.Attribute | cst.AssignTarget):
                continue
            if _is(where, reference, scopes, bound):
                yield from governed_by(ev, where, reference, seen)
        for attribute in where.attributes.get(name, ()):
            if not isinstance(where.parents.get(attribute), cst.AssignTarget):
                yield from governed_by(ev, where, attribute, seen)


def _is(where: Scopes, reference: cst.Name, scopes: Scopes, bound: cst.CSTNode) -> bool:
    """Say whether a name can be the one that `bound` binds: in its module, or imported into another."""
    found = where.visible(reference)
    if found is None:
        return where is not scopes  # by `import *`
    return any(
        binding.node is bound or (where is not scopes and binding.kind == "import") for binding in found[1]
    )

"""A status as it is written: what else it is used for, and how another is written in its place."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.instances import fields, self_stores
from kombo_lint.flow.tree import dotted
from kombo_lint.flow.values import Inst
from kombo_lint.flow.written import Place, written

if TYPE_CHECKING:
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Frame

_FRAMEWORK = re.compile(r"HTTP_\d{3}_\w+")


def is_shared_name(ev: Evaluator, node: cst.BaseExpression, frame: Frame) -> bool:
    """Say whether an expression names a constant that is used in more than one place."""
    if isinstance(node, cst.Attribute):
        return not _is_given(ev, node, frame)
    found = frame.scopes.visible(node) if isinstance(node, cst.Name) else None
    if not isinstance(node, cst.Name) or found is None:
        return False
    scope, bindings = found
    if any(binding.kind in ("param", "for") for binding in bindings):
        return False
    elsewhere = isinstance(scope, cst.Module) and len(ev.project.files_with(node.value)) > 1
    return elsewhere or _reads(frame.scopes, node) > 1


def _is_given(ev: Evaluator, node: cst.Attribute, frame: Frame) -> bool:
    """Say whether an instance got the attribute when it was made: it is no constant of the class."""
    name = node.attr.value
    owners = written(ev, Place(node.value, frame))
    values = (value for owner in owners for value in ev.values(owner.node, owner.frame))
    return any(
        name in fields(ev, value.cls) or any(True for _ in self_stores(ev, value, name))
        for value in values
        if isinstance(value, Inst)
    )


def other_uses(given: Place, place: Place) -> str:
    """Return in words what else a status at `place`, which is given to an answer as `given`, is used for."""
    if dotted(place.node) and _renamed(place.node, HTTPStatus.OK) is None:
        return f"{dotted(place.node)} is used elsewhere too"
    if (
        isinstance(given.node, cst.Name)
        and given.node is not place.node
        and _reads(given.frame.scopes, given.node) > 1
    ):
        return f"{given.node.value} is used for more than this answer"
    return ""


def _reads(scopes: Scopes, name: cst.Name) -> int:
    """Return in how many places the variable that a name stands for is read."""
    found = scopes.visible(name)
    others = [scopes.visible(other) for other in scopes.names.get(name.value, ()) if _is_read(scopes, other)]
    return sum(1 for each in others if found is not None and each is not None and each[0] is found[0])


def _is_read(scopes: Scopes, name: cst.Name) -> bool:
    """Say whether a name reads a variable: it may be assigned to, or name a keyword or an attribute."""
    parent = scopes.parents.get(name)
    if isinstance(parent, cst.Arg):
        return parent.keyword is not name
    if isinstance(parent, cst.Attribute):
        return parent.value is name
    if isinstance(parent, cst.Param):
        return parent.default is name
    node: cst.CSTNode | None = name
    while isinstance(parent, cst.Element | cst.Tuple | cst.List | cst.StarredElement):
        node, parent = parent, scopes.parents.get(parent)
    if isinstance(parent, cst.For | cst.CompFor):
        return parent.target is not node
    return not isinstance(parent, cst.AssignTarget)


def with_status(node: cst.BaseExpression, status: int) -> str:
    """Return the source for `status` in the way in which the status at `node` is written."""
    return _renamed(node, status) or str(status)


def _renamed(node: cst.BaseExpression, status: int) -> str | None:
    """Return `HTTPStatus.X` with the name of another status, or None where it is no such name."""
    if not isinstance(node, cst.Attribute) or status not in set(HTTPStatus):
        return None
    owner, name, new = dotted(node.value), node.attr.value, HTTPStatus(status).name
    if name == "value":
        inner = _renamed(node.value, status)
        return f"{inner}.value" if inner is not None else None
    if _FRAMEWORK.fullmatch(name):
        return f"{owner}.HTTP_{status}_{new}"
    if name in HTTPStatus.__members__:
        return f"{owner}.{new}"
    return f"{owner}.{new.lower()}" if owner.rpartition(".")[2] == "codes" else None

"""Where a field of an error's body is read, told from bytes first and from the evaluator then."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

import libcst as cst

from kombo_lint.flow.origins import origin
from kombo_lint.flow.values import Body

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes
    from kombo_lint.flow.values import Request, Value

Spot: TypeAlias = "tuple[Scopes, cst.BaseExpression]"
"""An expression, and the module that it stands in."""
_ASKS = frozenset({"get", "pop", "getattr"})


def rest_of(value: Value, path: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the way that is left from a value to what stands at a path of a body; None if none leads there.

    What was made from it, as by `.lower()`, counts as the field itself.
    """
    if not isinstance(value, Body):
        return None
    if value.path[: len(path)] == path:
        return ()
    return path[len(value.path) :] if value.path == path[: len(value.path)] else None


def reads(ev: Evaluator, path: tuple[str, ...], paths: Sequence[str]) -> list[Spot]:
    """Return the expressions in the files that read the field at `path` of the API's errors.

    The error around it is among them where the module says what it is: it may be handed to a function
    that reads the field.
    """
    around = [spot for size in range(1, len(path)) for spot in _of_keys(ev.local, path[:size], paths)]
    return [*_of_keys(ev, path, paths), *_said(ev, path, paths), *around]


def _of_keys(ev: Evaluator, path: tuple[str, ...], paths: Sequence[str]) -> Sequence[Spot]:
    key = ("reads", path)
    return ev.once(key, lambda: tuple(_by_keys(ev, path, paths)), meanwhile=())


def _by_keys(ev: Evaluator, path: tuple[str, ...], paths: Sequence[str]) -> Iterator[Spot]:
    having_all = set.intersection(*(set(ev.project.files_with(key)) for key in path))
    keyed = [_keyed(key) for key in path]
    for file in paths:
        if file in having_all and all(each.search(ev.project.files[file]) for each in keyed):
            scopes = ev.project.module(file, f"reads {'.'.join(path)}")
            for node in may_read(scopes, path[-1]) if scopes is not None else ():
                assert scopes is not None
                if _is_read(ev, scopes, node, path):
                    yield scopes, node


def _said(ev: Evaluator, path: tuple[str, ...], paths: Sequence[str]) -> Iterator[Spot]:
    """Yield where the API's words are read of an error that has them for its own, `str(error)` among them."""
    speaking = [error for _, error in ev.models.errors.values() if error.prose]
    if path not in ev.api.prose[:1]:
        return
    names = {name for error in speaking for name in error.prose}
    naming = {file for error in speaking for file in ev.project.files_with(error.name.rpartition(".")[2])}
    for file in naming.intersection(paths):
        scopes = ev.project.module(file, f"reads {'.'.join(path)}")
        if scopes is not None:
            for node in (
                *(node for name in names for node in scopes.attributes.get(name, ())),
                *texts_of(scopes),
            ):
                if _is_read(ev, scopes, node, path):
                    yield scopes, node


def texts_of(scopes: Scopes) -> Iterator[cst.Call]:
    """Yield `str(name)`."""
    for call in scopes.calls.get("str", ()):
        if call.args and isinstance(call.args[0].value, cst.Name):
            yield call


_FORMS = (
    rb"%b\b(?:(?<=\.%b)(?<!\bself\.%b)(?!\s*\()"  # error.code
    rb"|(?<=\[[\"']%b)[\"']\s*\]"  # error["code"]
    rb"|(?:(?<=\([\"']%b)|(?<=, [\"']%b))[\"']\s*[,)]"  # error.get("code"), getattr(error, "code")
    rb"|(?:(?<=case \{[\"']%b)|(?<=: \{[\"']%b))[\"']\s*:)"  # case {"code": ...}
)
"""How `may_read` finds a key written. A pattern that begins with the word is found many times as fast."""


def _keyed(key: str) -> re.Pattern[bytes]:
    """Return what a file contains that may read a key."""
    return re.compile(_FORMS.replace(b"%b", re.escape(key.encode())))


def may_read(scopes: Scopes, key: str) -> Iterator[cst.BaseExpression]:
    """Yield `error.key`, `error["key"]`, `error.get("key")` and `getattr(error, "key")`.

    What an object reads of itself was put there, from where the value is followed to here.
    """
    for node in scopes.attributes.get(key, ()):
        parent = scopes.parents.get(node)
        other = isinstance(parent, cst.AssignTarget | cst.AnnAssign) or (
            isinstance(parent, cst.Call) and parent.func is node
        )
        if not other and not (isinstance(node.value, cst.Name) and node.value.value == "self"):
            yield node
    for text in scopes.by_type.get(cst.SimpleString, ()):
        assert isinstance(text, cst.SimpleString)
        if text.evaluated_value != key:
            continue
        parent = scopes.parents.get(text)
        call = scopes.parents.get(parent) if isinstance(parent, cst.Arg) else None
        if isinstance(parent, cst.Index):
            subscript = scopes.parents.get(scopes.parents[parent])
            if isinstance(subscript, cst.Subscript):
                yield subscript
        elif isinstance(call, cst.Call):
            called = call.func.attr if isinstance(call.func, cst.Attribute) else call.func
            if isinstance(called, cst.Name) and called.value in _ASKS:
                yield call
        elif isinstance(parent, cst.MatchMappingElement):
            yield from (up.subject for up in scopes.ancestors(parent) if isinstance(up, cst.Match))


def _is_read(ev: Evaluator, scopes: Scopes, node: cst.BaseExpression, path: tuple[str, ...]) -> bool:
    inside = isinstance(scopes.parents.get(node), cst.Match)  # a case may look further into it
    return any(
        isinstance(value, Body)
        and (rest_of(value, path) == () or (inside and rest_of(value, path) is not None))
        and is_of_api(ev, value.request)
        for value in ev.values(node, ev.frame_of(scopes, node))
    )


def is_of_api(ev: Evaluator, request: Request) -> bool:
    """Say whether a request is to the API, or likely so."""
    return origin(ev, request).whose in ("api", "likely")

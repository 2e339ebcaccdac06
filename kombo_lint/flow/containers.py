"""Taking values out of lists, dicts and response bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.flow import headers
from kombo_lint.flow.values import UNKNOWN, Body, Const, Ext, Header, Many, Map, Seq, Unknown, hint, union

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kombo_lint.flow.values import Value, Values


def item(value: Value, key: Value) -> Values:
    """Return what `value[key]` may be."""
    constant = key.value if isinstance(key, Const) else None
    if isinstance(value, Seq):
        if isinstance(constant, int) and -len(value.items) <= constant < len(value.items):
            return value.items[constant]
        return union(*value.items) or UNKNOWN
    if isinstance(value, Many):
        return value.items
    if isinstance(value, Map):
        same = [values for keys, values in value.entries if key in keys]
        return same[0] if same else union(*(values for _, values in value.entries), UNKNOWN)
    if isinstance(value, Body):
        return (Body(value.request, (*value.path, str(constant)), value.trail),)
    if isinstance(value, Header):
        return headers.item(value, key)
    if isinstance(value, Ext):
        # `Response[T]`, `Annotated[...]`, or `os.environ["NAME"]`, whose name is all there is.
        return (Unknown(constant) if isinstance(constant, str) else value,)
    return (Unknown(constant if isinstance(constant, str) else hint((value,))),)


def with_items(values: Values, items: Iterable[tuple[Values, Values]]) -> Values:
    """Return the values, each mapping among them with more items than it was made with."""
    more = tuple(items)
    if not more:
        return values
    return tuple(Map((*value.entries, *more)) if isinstance(value, Map) else value for value in values)


def elements(values: Values) -> Values:
    """Return what iterating over the values may give."""
    result: list[Values] = []
    for value in values:
        if isinstance(value, Seq):
            result.extend(value.items)
        elif isinstance(value, Many):
            result.append(value.items)
        elif isinstance(value, Map):
            result.extend(keys for keys, _ in value.entries)
        else:
            result.append((Unknown(hint((value,))),))
    return union(*result)


def unpack(values: Values, path: tuple[int, ...]) -> Values:
    """Return what a target at `path` of an unpacking assignment gets; -1 is a starred rest."""
    for place in path:
        values = elements(values) if place < 0 else union(*(item(value, Const(place)) for value in values))
    return values


def lookup(mapping: Map, key: str) -> Values:
    """Return the value for a string key that the mapping surely has, or nothing."""
    return next((values for keys, values in mapping.entries if keys == (Const(key),)), ())

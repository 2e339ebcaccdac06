"""Strings of which only parts are known: joined, formatted, and read for the host in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kombo_lint.flow.values import Const, Ext, Map, Seq, Text, Unknown, union

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kombo_lint.flow.values import Value, Values

_MOST = 12
_HOLE = "\0"
_PERCENT = re.compile(r"%(?:\((\w+)\))?[-#0 +]*\d*(?:\.\d+)?[sdrif]")
_WHOLE_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}")
_BRACES = re.compile(r"\{([\w.]*)(?:\[[^\]]*\])?(?:![rsa])?(?::[^{}]*)?\}")


def any_text(values: Values) -> bool:
    """Say whether one of the values is a string."""
    return any(isinstance(v, Text) or (isinstance(v, Const) and isinstance(v.value, str)) for v in values)


def as_text(values: Values) -> Values:
    """Return the values as strings; what is not known becomes a hole that keeps its names."""
    return union(tuple(_text(value) for value in values))


def _text(value: Value) -> Value:
    if isinstance(value, Text):
        return value
    if isinstance(value, Const):
        return Const(value.value if isinstance(value.value, str) else str(value.value))
    return Text((None,), hints(value))


def add(left: Values, right: Values) -> Values:
    """Return every concatenation of a left with a right string."""
    left = tuple(sorted(left, key=_starts_unknown))[:_MOST]
    # The host stands on the left: each left string keeps some continuation, whatever their number.
    most = max(2, _MOST // max(1, len(left)))
    return union(tuple(_join(a, b) for a in left for b in right[:most]))


def _starts_unknown(value: Value) -> bool:
    """Known beginnings first: what is cut off at the end is what says least of the host."""
    text = plain(value)
    return text is None or text.startswith(_HOLE)


def _join(left: Value, right: Value) -> Value:
    if isinstance(left, Const) and isinstance(right, Const):
        return Const(f"{left.value!s}{right.value!s}")
    parts: list[str | None] = []
    hints: list[str] = []
    for value in (left, right):
        if isinstance(value, Text):
            parts.extend(value.parts)
            hints.extend(value.hints)
        else:
            parts.append(value.value if isinstance(value, Const) and isinstance(value.value, str) else None)
    return Text(tuple(parts), tuple(hints))


def join(separator: Value, items: Sequence[Values]) -> Values:
    """Return `separator.join(items)`."""
    result: Values = (Const(""),)
    for number, values in enumerate(items):
        if number:
            result = add(result, as_text((separator,)))
        result = add(result, as_text(values))
    return result


def percent(formats: Values, arguments: Values) -> Values:
    """Return `format % arguments`."""
    first = arguments[0] if arguments else None
    given = first.items if isinstance(first, Seq) else (arguments,)
    entries = first.entries if isinstance(first, Map) else ()
    named = {
        key.value: values
        for keys, values in reversed(entries)
        for key in keys
        if isinstance(key, Const) and isinstance(key.value, str)
    }
    return union(*(_fill(value, _PERCENT, list(given), named) for value in formats))


def brace_format(template: Value, arguments: Sequence[Values], keywords: dict[str, Values]) -> Values:
    """Return `template.format(*arguments, **keywords)`."""
    return _fill(template, _BRACES, list(arguments), keywords)


def _fill(
    template: Value, holes: re.Pattern[str], arguments: list[Values], keywords: dict[str, Values]
) -> Values:
    if not isinstance(template, Const) or not isinstance(template.value, str):
        return (_text(template),)
    result: Values = (Const(""),)
    at = 0
    for number, match in enumerate(holes.finditer(template.value)):
        result = add(result, (Const(template.value[at : match.start()]),))
        name = match[1] or str(number)
        if name.isdigit():
            values = arguments[int(name)] if int(name) < len(arguments) else (Unknown(),)
        else:
            values = keywords.get(name.split(".")[0], (Unknown(name),))
        result = add(result, as_text(values))
        at = match.end()
    return add(result, (Const(template.value[at:]),))


def plain(value: Value) -> str | None:
    """Return a string value with a NUL for each hole, or None when it is not a string."""
    if isinstance(value, Const) and isinstance(value.value, (str, bytes)):
        return value.value if isinstance(value.value, str) else value.value.decode("latin-1")
    if isinstance(value, Text):
        return "".join(_HOLE if part is None else part for part in value.parts)
    return None


def hints(value: Value) -> tuple[str, ...]:
    """Return the names that stand for what is not known in a value."""
    if isinstance(value, Text):
        return value.hints
    if isinstance(value, Unknown) and value.hint:
        return (value.hint,)
    if isinstance(value, Ext):  # a setting of a module that is not in this project
        return (value.name.rpartition(".")[2],)
    return ()


def host(text: str) -> str | None:
    """Return the host part of a URL (lower case, holes as NUL), or None where there is no scheme.

    What is appended to a whole name is taken for the path.
    """
    match = re.match(r"(?:[a-zA-Z][a-zA-Z0-9+.\-]*:)?//(?:[^/?#@]*@)?([^/?#:]*)", text)
    if match is None:
        return None
    name = match[1].lower()
    whole = name.rstrip(_HOLE)
    return whole if _WHOLE_HOST.fullmatch(whole) else name


def part(value: Value, name: str) -> Value | None:
    """Return `urlparse(value).name` for the parts that say where a URL leads; None for any other."""
    text = plain(value)
    where = host(text) if text is not None else None
    if where is None or _HOLE in where:
        return None
    if name in ("netloc", "hostname"):
        return Const(where)
    if name == "scheme" and text is not None:
        return Const(text.partition(":")[0])
    return Text((None,)) if name == "path" else None


def names_host(text: str, hosts: Sequence[str]) -> bool:
    """Say whether one of `hosts` stands in `text` where a host stands."""
    found = host(text)
    if found is not None and _HOLE in found:
        pieces = found.split(_HOLE)
        # At least the registered domain must be spelled out; a lone hole could be any host.
        if "." not in pieces[-1].strip(".") or len(pieces[-1]) < 5:
            return False
        pattern = re.compile(".*".join(map(re.escape, pieces)))
        return any(pattern.fullmatch(known) for known in hosts)
    if found:
        return found in hosts
    lowered = text.lower()
    return any(
        re.search(rf"(?:^|[/@{_HOLE}]){re.escape(known)}(?:$|[:/?#{_HOLE}])", lowered) for known in hosts
    )


def names_other_host(text: str) -> bool:
    """Say whether the URL surely goes to some host (call it after `names_host` said no)."""
    found = host(text) or ""
    domain = found.rpartition(_HOLE)[2]
    return bool(found) and (_HOLE not in found or "." in domain.strip("."))

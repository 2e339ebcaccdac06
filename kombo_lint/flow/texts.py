"""Strings of which only parts are known: joined, formatted, and read for the host in them."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from kombo_lint.flow.values import Const, Ext, Text, Unknown, union

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kombo_lint.flow.values import Value, Values

Part: TypeAlias = "Values | Callable[[bool], Values]"
"""A part of a text, or what finds it out; it is told whether the text is settled before it."""

_MOST = 12
_HOLE = "\0"
_PERCENT = re.compile(r"%(?:\((\w+)\))?[-#0 +]*\d*(?:\.\d+)?[sdrif]")
_WHOLE_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}")
_NAMES_HOST = re.compile(r"^[\w-]+(?:\.[\w-]+)+|//")
_SETTLED = re.compile(
    r"(?:[a-z][a-z0-9+.\-]*:)?//(?:[^/\0]+/|(?:[\w-]+\.)+[a-z]{2,}\0?$)|[^/\0:]*/(?!/)", re.IGNORECASE
)
_DOLLARS = re.compile(r"\$\{?([A-Za-z_]\w*)\}?")
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
    """Return every concatenation of a left with a right string; of many those that say most of a host."""
    left = tuple(sorted(left, key=_little))[:_MOST]
    # The host stands on the left: each left string keeps some continuation, whatever their number.
    most = max(2, _MOST // max(1, len(left)))
    right = tuple(sorted(right, key=_little))[:most] if len(right) > most else right
    return union(tuple(_join(a, b) for a in left for b in right))


def _little(value: Value) -> int:
    """Return how little a text says of a host: nothing by an unknown beginning, most by a name with dots."""
    text = plain(value)
    if text is None or text.startswith(_HOLE):
        return 2
    return 0 if _NAMES_HOST.search(text) else 1


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


def concatenate(parts: Iterable[Part]) -> Values:
    """Return every text that the parts make, one after the other.

    They are settled where a host is known, where one is a path, or where nothing is known
    of any: what is appended then says no more of where a request goes.
    """
    result: Values = (Const(""),)
    settled = False
    for part in parts:
        if not callable(part):
            result = add(result, as_text(part))
        else:
            settled = settled or _is_settled(result)
            result = add(result, as_text(part(settled)))
    return result


def _is_settled(values: Values) -> bool:
    found = [plain(value) or "" for value in values]
    return any(map(_SETTLED.match, found)) or all(text and not text.strip(_HOLE) for text in found)


def join(separator: Value, items: Sequence[Values]) -> Values:
    """Return `separator.join(items)`."""
    pairs = (((separator,), values) if number else (values,) for number, values in enumerate(items))
    return concatenate(part for pair in pairs for part in pair)


Given: TypeAlias = "Callable[[int | str, bool], Values]"
"""Finds out what is filled in at a position or under a name, as a `Part` does."""


def percent(formats: Values, given: Given) -> Values:
    """Return `format % arguments`."""
    return union(*(_fill(value, _PERCENT, given) for value in formats))


def brace_format(template: Value, given: Given) -> Values:
    """Return `template.format(...)`."""
    return _fill(template, _BRACES, given)


def dollar_format(template: Value, given: Given) -> Values:
    """Return `Template(template).substitute(...)`."""
    return _fill(template, _DOLLARS, given)


def with_another_path(value: Value) -> Value | None:
    """Return a URL whose path is replaced by an unknown one; None for what is no URL with a known host."""
    where = host(plain(value) or "")
    return Text((f"//{where}/", None)) if where and _HOLE not in where else None


def _fill(template: Value, holes: re.Pattern[str], given: Given) -> Values:
    if not isinstance(template, Const) or not isinstance(template.value, str):
        return (_text(template),)
    return concatenate(_pieces(template.value, holes, given))


def _pieces(template: str, holes: re.Pattern[str], given: Given) -> Iterator[Part]:
    at = 0
    for number, match in enumerate(holes.finditer(template)):
        yield (Const(template[at : match.start()]),)
        name = match[1] or str(number)
        yield partial(given, int(name) if name.isdigit() else name.split(".")[0])
        at = match.end()
    yield (Const(template[at:]),)


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


def is_two(text: str) -> bool:
    """Say whether one whole URL stands behind another: code that joins them asks first and does not."""
    return text.partition("?")[0].count("://") > 1


def names_other_host(text: str) -> bool:
    """Say whether the URL surely goes to some host (call it after `names_host` said no)."""
    found = host(text) or ""
    domain = found.rpartition(_HOLE)[2]
    return bool(found) and (_HOLE not in found or "." in domain.strip("."))

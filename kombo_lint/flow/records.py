"""Named tuples: classes that a call makes, and records that they make in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.flow.arguments import argument
from kombo_lint.flow.values import UNKNOWN, Const, Map, Method, Seq

if TYPE_CHECKING:
    import libcst as cst

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Value, Values


def record_class(ev: Evaluator, node: cst.Call, frame: Frame) -> Values:
    """`namedtuple("Region", "name host")` makes a class: what is called to make a record of these fields."""
    fields: list[Values] = []
    for given in argument(ev, node, frame, 1, "field_names") or ():
        if isinstance(given, Seq):
            fields.extend(_field_name(each) for each in given.items)
        elif isinstance(given, Const) and isinstance(given.value, str):
            fields.extend((Const(name),) for name in given.value.replace(",", " ").split())
    return (Method(Seq(tuple(fields)), "record", "__init__"),)


def _field_name(values: Values) -> Values:
    """Return the name of a field, which `NamedTuple("Region", [("name", str)])` pairs with a type."""
    return tuple(v for value in values for v in (value.items[0] if isinstance(value, Seq) else (value,)))


def record(ev: Evaluator, fields: Value, node: cst.Call, frame: Frame) -> Value:
    """Return a record by its fields; what is not a field of it is not known."""
    entries: list[tuple[Values, Values]] = []
    for place, name in enumerate(fields.items if isinstance(fields, Seq) else ()):
        keyword = next((v.value for v in name if isinstance(v, Const) and isinstance(v.value, str)), None)
        entries.append((name, argument(ev, node, frame, place, keyword) or UNKNOWN))
    return Map(tuple(entries))

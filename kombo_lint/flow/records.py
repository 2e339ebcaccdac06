"""Named tuples: classes that a call makes, and records that they make in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.flow import instances
from kombo_lint.flow.arguments import argument
from kombo_lint.flow.classes import lineage
from kombo_lint.flow.values import UNKNOWN, Cls, Const, Inst, Map, Method, Seq

if TYPE_CHECKING:
    import libcst as cst

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Frame, Value, Values


_RECORDS = frozenset({"typing.NamedTuple", "typing_extensions.NamedTuple"})


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


def field(ev: Evaluator, made_by: Value, node: cst.Call, frame: Frame, place: int) -> Values:
    """Return what stands at a place of the record that a call makes; nothing where it makes none."""
    if isinstance(made_by, Method) and made_by.kind == "record":
        whole = record(ev, made_by.receiver, node, frame)
        entries = whole.entries if isinstance(whole, Map) else ()
        return entries[place][1] if 0 <= place < len(entries) else ()
    if not isinstance(made_by, Cls) or not any(base in _RECORDS for base in lineage(ev, made_by)[1]):
        return ()
    names = instances.fields(ev, made_by)
    if not 0 <= place < len(names):
        return ()
    return instances.instance_member(ev, Inst(made_by, node, frame), names[place])


def record(ev: Evaluator, fields: Value, node: cst.Call, frame: Frame) -> Value:
    """Return a record by its fields; what is not a field of it is not known."""
    entries: list[tuple[Values, Values]] = []
    for place, name in enumerate(fields.items if isinstance(fields, Seq) else ()):
        keyword = next((v.value for v in name if isinstance(v, Const) and isinstance(v.value, str)), None)
        entries.append((name, argument(ev, node, frame, place, keyword) or UNKNOWN))
    return Map(tuple(entries))

"""Values are equal when they say the same of the same."""

from __future__ import annotations

import libcst as cst

from kombo_lint.flow.values import Const, Many, Seq, Value, union


def test_values_of_two_kinds_with_the_same_parts_are_two() -> None:
    parts = ((Const(1),),)
    of_one: Value = Seq(parts)
    of_many: Value = Many(parts)  # type: ignore[arg-type]
    assert hash(of_one) == hash(of_many)
    assert of_one != of_many
    assert union((of_one,), (of_many,)) == (of_one, of_many)


def test_a_value_is_equal_to_another_of_the_same() -> None:
    assert Const("a") == Const("a")
    assert Const("a") != Const("b")
    assert Const("a") != cst.Name("a")

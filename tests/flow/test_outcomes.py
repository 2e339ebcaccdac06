"""What Python does with values of which some are not known."""

from __future__ import annotations

import ast

import libcst as cst
import pytest

from kombo_lint.flow import outcomes as out
from kombo_lint.flow.outcomes import UNKNOWN, Missing, Outcome, Symbol, Table
from kombo_lint.flow.values import Ext

DOWN, DENIED = Symbol(Ext("errors.Down")), Symbol(Ext("errors.Denied"))


def known(text: str) -> Outcome:
    """Read an outcome: `?` is unknown, a display is a tuple."""
    return UNKNOWN if text == "?" else ast.literal_eval(text)


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("503 == 503", True),
        ("503 == '503'", False),
        ("503 != 409", True),
        ("503 is 503", True),
        ("503 is not 503", False),
        ("503 >= 500", True),
        ("503 < 500.0", False),
        ("'5' <= '50'", True),
        ("503 > '5'", UNKNOWN),
        ("503 in (502, 503)", True),
        ("409 not in (502, 503)", True),
        ("'50' in '503'", True),
        ("503 in '503'", UNKNOWN),
        ("503 in 500", UNKNOWN),
    ],
)
def test_comparisons(test: str, expected: object) -> None:
    node = cst.parse_expression(test)
    assert isinstance(node, cst.Comparison)
    left, right = (
        known(cst.Module([]).code_for_node(part)) for part in (node.left, node.comparisons[0].comparator)
    )
    assert out.compare(node.comparisons[0].operator, left, right) is expected


def test_unknown_items_may_be_equal_to_anything() -> None:
    assert out.contains((502, UNKNOWN), 502) is True
    assert out.contains((502, UNKNOWN), 503) is UNKNOWN
    assert out.contains((502, 503), UNKNOWN) is UNKNOWN
    assert out.contains(range(500, 600), 503) is True
    assert out.contains(range(500, 600), "503") is UNKNOWN
    assert out.contains(Table(((503, ()),)), 503) is True
    assert out.contains(Table(((503, ()),)), 409) is False


def test_a_symbol_is_equal_only_to_itself() -> None:
    assert out.same(DOWN, DOWN) is True
    assert out.same(DOWN, DENIED) is UNKNOWN  # two names may be one thing
    assert out.same(DOWN, 503) is False
    assert out.same(DOWN, UNKNOWN) is UNKNOWN


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (0, False),
        ("", False),
        ((), False),
        (None, False),
        (503, True),
        (DOWN, True),
        (UNKNOWN, None),
        (Missing(503), None),
        (Table(()), False),
        (Table(((503, ()),)), True),
    ],
)
def test_truth(outcome: Outcome, expected: bool | None) -> None:
    assert out.truth(outcome) is expected
    assert out.negate(outcome) is (UNKNOWN if expected is None else not expected)


def test_all_and_any_of_some_that_are_not_known() -> None:
    assert out.every([True, UNKNOWN, False]) is False
    assert out.every([True, UNKNOWN]) is UNKNOWN
    assert out.every([]) is True
    assert out.some([False, UNKNOWN, True]) is True
    assert out.some([False, UNKNOWN]) is UNKNOWN
    assert out.some([]) is False


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ("503 // 100", 5),
        ("503 % 100", 3),
        ("503 - 3", 500),
        ("'50' + '3'", "503"),
        ("'%d' % 503", "503"),
        ("503 / 0", UNKNOWN),
        ("503 + '3'", UNKNOWN),
        ("503 ** 2", UNKNOWN),
        ("(429,) + (503,)", (429, 503)),
        ("(429,) | (503,)", (429, 503)),
        ("(429, 503) - (503,)", (429,)),
        ("(429, 503) & (503,)", (503,)),
        ("(429, 503) + 1", UNKNOWN),
    ],
)
def test_arithmetic(operation: str, expected: object) -> None:
    node = cst.parse_expression(operation)
    assert isinstance(node, cst.BinaryOperation)
    left, right = (known(cst.Module([]).code_for_node(part)) for part in (node.left, node.right))
    assert out.arithmetic(node.operator, left, right) == expected


@pytest.mark.parametrize(
    ("value", "name", "arguments", "expected"),
    [
        ("503", "startswith", ("5",), True),
        ("A.B", "split", (".",), ("A", "B")),
        ("A.B", "partition", (".",), ("A", ".", "B")),
        ("a", "upper", (), "A"),
        ("503", "startswith", (UNKNOWN,), UNKNOWN),
        ("503", "startswith", (5,), UNKNOWN),
        ("503", "index", ("4",), UNKNOWN),
        ("503", "encode", (), UNKNOWN),
        (503, "startswith", ("5",), UNKNOWN),
    ],
)
def test_methods_of_strings(
    value: Outcome, name: str, arguments: tuple[Outcome, ...], expected: object
) -> None:
    assert out.method(value, name, arguments) == expected


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("range", (500, 600), range(500, 600)),
        ("int", ("503",), 503),
        ("int", ("5xx",), UNKNOWN),
        ("str", (503,), "503"),
        ("len", ((502, 503),), 2),
        ("len", (503,), UNKNOWN),
        ("divmod", (503, 100), (5, 3)),
        ("divmod", (503, 0), UNKNOWN),
        ("set", (), ()),
        ("frozenset", ((502, 503),), (502, 503)),
        ("tuple", (503,), UNKNOWN),
        ("int", (UNKNOWN,), UNKNOWN),
        ("str", (DOWN,), UNKNOWN),
        ("open", ("file",), UNKNOWN),
    ],
)
def test_builtin_functions(name: str, arguments: tuple[Outcome, ...], expected: object) -> None:
    assert out.builtin(name, arguments) == expected


def test_outcomes_are_kept_once_each_and_only_so_many() -> None:
    assert out.collect([1, True, 1, 1.0]) == (1, True, 1.0)
    assert out.collect([]) == (UNKNOWN,)
    assert out.collect(range(100)) == (UNKNOWN,)
    assert out.combine(out.same, (503, 409), (503,)) == (True, False)
    assert out.combine(out.same, tuple(range(20)), tuple(range(20))) == (UNKNOWN,)

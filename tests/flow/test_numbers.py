"""How large a number is at most, and how many items something has."""

from __future__ import annotations

from math import inf

import pytest

from kombo_lint.flow.numbers import most, size
from tests.evaluated import asked


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("ask(4 * 16)", 64),
        ("N = 10\nask(N + 1)", 11),
        ("ask(min(10, len(rows)))", 10),
        ("ask(min(os.cpu_count(), len(rows)))", inf),
        ("ask(max(5, 7))", 7),
        ("ask(max(5, os.cpu_count()))", None),
        ("ask(len(rows))", inf),
        ("ask(len([1, 2, 3]))", 3),
        ("ask(LIMIT or 20)", 20),
        ("n = min(3, k)\nask(n)", 3),
        ("def f(n=8):\n    ask(n)\nf()\nf(50)", 50),
        ("ask(int(setting))", None),
        ("ask(settings.workers)", None),
        ("ask(True)", None),
    ],
)
def test_the_most_that_a_number_is(source: str, expected: float | None) -> None:
    assert most(*asked(source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("ask([1, 2])", 2),
        ("ask(range(7))", 7),
        ("ask(range(3, 7))", 4),
        ("ask(range(n))", None),
        ("ask(rows)", inf),
        ("ask(rows[:5])", 5),
        ("ask(rows[5:])", inf),
        ("ask(rows[i : i + 20])", 20),
        ("ask(rows[i : 20 + i])", 20),
        ("ask(rows[10:30])", 20),
        ("ask(list(rows[:5]))", 5),
        ("ask(enumerate(rows))", inf),
        ("ask(zip(rows, range(4)))", 4),
        ("ask(islice(rows, 6))", 6),
        ("ask([f(x) for x in rows[:5]])", 5),
        ("ask([f(x, y) for x in rows[:5] for y in (1, 2)])", 10),
        ("ask({'a': 1, 'b': 2}.items())", 2),
        ("few = rows[:9]\nask(few)", 9),
        ("ask(few if short else rows)", inf),
        ("rows = []\nfor each in data:\n    rows.append(each)\nask(rows)", inf),
        ("for batch in batched(rows, 12):\n    ask(batch)", 12),
        ("for batch in batches:\n    ask(batch)", None),
        ("def cut(rows, n):\n    yield rows[:n]\nfor batch in cut(rows, 15):\n    ask(batch)", 15),
        ("def f(batch):\n    ask(batch)\nf(rows[:3])\nf(rows[:4])", 4),
        ("def f(batch):\n    ask(batch)\nf(rows[:3])\nf(rows)", inf),
        ("class A:\n    def f(self, batch):\n        ask(batch)\nA().f(rows[:3])", 3),
        ("def f(batch):\n    ask(batch)", inf),
    ],
)
def test_how_many_items(source: str, expected: float | None) -> None:
    assert size(*asked(source)) == expected

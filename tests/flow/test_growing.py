"""What a loop sleeps at first, and whether it sleeps longer from turn to turn."""

from __future__ import annotations

import libcst as cst
import pytest

from kombo_lint.flow.growing import growth
from tests.evaluated import asked

TOLD = "nobody knows"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("while True:\n    ask(3)", (3, "same")),
        ("WAIT = 0.5\nwhile True:\n    ask(WAIT * 2)", (1, "same")),
        ("for n in range(5):\n    ask(2 ** n)", (1, "grows")),
        ("for n in range(1, 5):\n    ask(2 ** n)", (2, "grows")),
        ("for n in count(1):\n    ask(n * 1.5)", (1.5, "grows")),
        ("for n in range(5):\n    ask(1 << n)", (1, "grows")),
        ("for n in range(5):\n    ask(min(0.1 * 2 ** n, 60))", (0.1, "grows")),
        ("for n in range(5):\n    ask(random.uniform(0, 2 ** n))", (1, "grows")),
        ("for n in range(5):\n    ask(1 + random.random())", (2, "same")),
        ("for n in range(5):\n    ask(max(1, retry_after))", TOLD),
        ("for n in range(5):\n    ask(float(resp.headers['Retry-After']))", TOLD),
        ("for n in range(5):\n    ask(later(resp) or 2 ** n)", TOLD),
        ("for wait in (1, 2, 4):\n    ask(wait)", (1, "grows")),
        ("for wait in [3, 3, 3]:\n    ask(wait)", (3, "same")),
        ("WAITS = [1, 5]\nfor n in range(2):\n    ask(WAITS[n])", (1, "grows")),
        ("for n, row in enumerate(rows):\n    ask(n)", (0, "grows")),
        ("delay = 0.2\nwhile True:\n    ask(delay)\n    delay *= 2", (0.2, "grows")),
        ("delay = 0.2\nwhile True:\n    delay *= 2\n    ask(delay)", (0.4, "grows")),
        ("delay = 1\nwhile True:\n    ask(delay)\n    delay = min(delay * 2, 30)", (1, "grows")),
        ("tries = 0\nwhile tries < 3:\n    tries += 1\n    ask(tries)", (1, "grows")),
        ("tries = 3\nwhile tries:\n    tries -= 1\n    ask(5)", (5, "same")),
        ("while True:\n    wait = 2 ** n\n    ask(wait)", TOLD),
        ("for n in range(4):\n    wait = 2 ** n\n    ask(wait)", (1, "grows")),
        ("def f(n):\n    return 3 ** n\nfor n in range(4):\n    ask(f(n))", (1, "grows")),
        ("def f(n, b=1):\n    return b * n\nfor n in count(1):\n    ask(f(b=2, n=n))", (2, "grows")),
        ("def f(r):\n    return int(r.headers.get('retry-after', 1))\nwhile True:\n    ask(f(r))", TOLD),
        ("def f(delay=1):\n    ask(delay)\n    f(delay * 2)", (1, "grows")),
        ("def f(delay=1):\n    ask(delay)\n    f(delay)", (1, "same")),
        ("class A:\n    def f(self):\n        self.n += 1\n        ask(2 ** self.n)", (None, "grows")),
        ("while True:\n    ask(settings.wait)", TOLD),
        ("while True:\n    ask(1 / 0)", (None, "same")),
    ],
)  # fmt: skip
def test_growth(source: str, expected: object) -> None:
    ev, node, frame = asked(source)
    loops = [each for each in frame.scopes.ancestors(node) if isinstance(each, cst.For | cst.While)]
    found = growth(ev, node, frame, loops[0] if loops else None)
    assert (TOLD if found.told else (found.first, "grows" if found.grows else "same")) == expected

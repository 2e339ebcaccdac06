"""Which assignments of a name a use of it can see."""

from __future__ import annotations

from textwrap import dedent

import libcst as cst
import pytest

from kombo_lint.flow.reaching import leaves
from kombo_lint.flow.scopes import Scopes
from kombo_lint.sources.module import parse


def seen(source: str) -> str:
    """Return the values that the `x` in `use(x)` can see, in the order of the source."""
    scopes = Scopes(parse("m.py", dedent(source).encode()))
    argument = scopes.calls["use"][0].args[0].value
    assert isinstance(argument, cst.Name)
    found = scopes.visible(argument)
    bindings = sorted(found[1], key=lambda each: scopes.module.line(each.node)) if found is not None else []
    return " ".join(scopes.module.code(each.value) if each.value is not None else "?" for each in bindings)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = 1\nx = 2\nuse(x)\n", "2"),
        ("x = 1; x = 2; use(x); x = 3\n", "2"),
        ("x = 1\nif a:\n    x = 2\nuse(x)\n", "1 2"),
        ("x = 1\nif a:\n    x = 2\nelse:\n    x = 3\nuse(x)\n", "2 3"),
        ("x = 1\nif a:\n    x = 2\nelif b:\n    x = 3\nuse(x)\n", "1 2 3"),
        ("x = 1\nif a:\n    raise E\nelse:\n    x = 2\nuse(x)\n", "2"),
        ("x = 1\nif a:\n    x = 2\n    raise E\nuse(x)\n", "1"),
        (
            "x = 1\nif a:\n    if b:\n        return\n    else:\n        raise E\nelse:\n    x = 2\nuse(x)\n",
            "2",
        ),
        ("x = 1\nif (x := 2):\n    use(x)\n", "2"),
        ("x = 1\nuse(x) if (x := 2) else 0\n", "2"),
        ("x = 1\n(x := 2) and use(x)\n", "2"),
        ("x = 1\nif a and (x := 2):\n    use(x)\n", "1 2"),
        ("x = 1\nx += 2\nuse(x)\n", "1 2"),
        ("x = 1\nx: int = 2\nuse(x)\n", "2"),
    ],
)
def test_in_a_row_and_in_arms(source: str, expected: str) -> None:
    assert seen(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = 1\nfor a in b:\n    x = 2\nuse(x)\n", "1 2"),
        ("x = 1\nfor a in b:\n    use(x)\n    x = 2\n", "1 2"),
        ("x = 1\nfor x in b:\n    use(x)\n", "b"),
        ("x = 1\nfor x in b:\n    use(x)\n    x = 2\n", "b 2"),
        ("x = 1\nfor x in b:\n    pass\nelse:\n    use(x)\n", "1 b"),
        ("x = 1\nwhile a:\n    x = 2\nelse:\n    x = 3\nuse(x)\n", "1 2 3"),
        ("x = 1\n[use(x) for x in b]\n", "b"),
        ("x = 1\n{use(x): 0 for a in b for x in a}\n", "a"),
    ],
)
def test_in_loops(source: str, expected: str) -> None:
    assert seen(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = 1\ntry:\n    x = 2\nexcept E:\n    pass\nuse(x)\n", "1 2"),
        ("x = 1\ntry:\n    x = 2\nexcept E:\n    raise\nuse(x)\n", "2"),
        ("x = 1\ntry:\n    x = 2\nexcept E:\n    x = 3\nuse(x)\n", "2 3"),
        ("x = 1\ntry:\n    x = 2\nexcept E:\n    use(x)\n", "1 2"),
        ("x = 1\ntry:\n    x = 2\nexcept E:\n    return\nelse:\n    use(x)\n", "2"),
        ("x = 1\ntry:\n    a()\nexcept E:\n    return\nelse:\n    x = 2\nuse(x)\n", "2"),
        ("x = 1\ntry:\n    x = 2\nexcept E:\n    x = 3\nfinally:\n    use(x)\n", "1 2 3"),
        ("x = 1\ntry:\n    x = 2\nfinally:\n    x = 3\nuse(x)\n", "3"),
        ("x = 1\ntry:\n    a()\nexcept E as x:\n    use(x)\n", "E"),
        ("x = 1\ntry:\n    a()\nexcept* E as x:\n    use(x)\n", "E"),
        ("x = 1\nwith a as x:\n    use(x)\n", "a"),
        ("x = 1\nwith a as x, b as c:\n    pass\nuse(x)\n", "a"),
        ("x = 1\nwith a:\n    x = 2\nuse(x)\n", "2"),
        ("x = 1\nif c:\n    with a:\n        raise E\nelse:\n    x = 2\nuse(x)\n", "2"),
    ],
)
def test_in_handlers_and_with(source: str, expected: str) -> None:
    assert seen(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = 1\nmatch a:\n    case x:\n        use(x)\n", "?"),
        ("x = 1\nmatch a:\n    case [*x]:\n        use(x)\n", "?"),
        ("x = 1\nmatch a:\n    case 1:\n        x = 2\nuse(x)\n", "1 2"),
        ("def f(x=1):\n    x = 2\n    use(x)\n", "2"),
        ("def f(x=1):\n    if a:\n        x = 2\n    use(x)\n", "1 2"),
        ("x = 1\nx = 2\ndef f():\n    use(x)\n", "1 2"),
        ("x = 1\nx = 2\ndef f():\n    global x\n    x = 3\n    use(x)\n", "1 2 3"),
        ("x = 1\nclass C:\n    x = 2\n    def f(self):\n        use(x)\n", "1"),
        ("class C:\n    x = 1\n    x = 2\n    use(x)\n", "2"),
        ("f = lambda x=1: use(x)\n", "1"),
        ("use(x)\n", ""),
    ],
)
def test_in_matches_and_scopes(source: str, expected: str) -> None:
    assert seen(source) == expected


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("return", True),
        ("a(); raise E", True),
        ("pass", False),
        ("continue\na()", False),
        ("if a:\n    return\nelse:\n    raise E", True),
        ("if a:\n    return\nelif b:\n    raise E\nelse:\n    break", True),
        ("if a:\n    return\nelif b:\n    raise E", False),
        ("if a:\n    return", False),
        ("with a:\n    return", True),
        ("for a in b:\n    return", False),
    ],
)
def test_a_block_that_always_leaves(block: str, expected: bool) -> None:
    assert leaves(cst.parse_module(block)) is expected

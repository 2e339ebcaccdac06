"""What a file imports, from its bytes."""

from __future__ import annotations

import pytest

from kombo_lint.sources.statements import imported_names


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import a", "a"),
        ("import a.b.c as d, e\n", "a a.b a.b.c e"),
        ("import a . b\n", "a a.b"),
        ("from a.b import c, d as e  # f, g\n", "a.b a.b.c a.b.d"),
        ("from . import a\n", ". .a"),
        ("from ..a import b\n", "..a ..a.b"),
        ("from . . a import b\n", "..a ..a.b"),
        ("from .a import *\n", ".a"),
        ("from a import (  # see (b)\n    c,\n    # d,\n    e as f,\n)\n", "a a.c a.e"),
        ("from a import(b)\n", "a a.b"),
        ("from a import b, \\\n    c\n", "a a.b a.c"),
        ("from a \\\n    import b\n", "a a.b"),
        ("from a import b\r\nimport c\r\n", "a a.b c"),
        ("import a\rimport b\r", "a b"),
        ("import a; import b\n", "a b"),
        ("try: import a\nexcept ImportError: from b import c\n", "a b b.c"),
        ("def f():\n\timport a\n\tfrom b import c\n", "a b b.c"),
        ("if x:\n    \x0cimport a\n", "a"),
        ("importlib.import_module('a.b')", "a.b"),
        ('import_module(\n    ".a", package=__package__)', ".a"),
        ("__import__('a')", "a"),
        ("import é.b\n", "é é.b"),
        ("import_module(name)\nimportant = 1\nx = 'no import here'\n# import a\nreimport(b)\n", ""),
        ("from a import (b, c", "a a.b a.c"),
        ("from import x\nimport\nfrom a import\nimport (a)\n", "a"),
    ],
)
def test_statements(source: str, expected: str) -> None:
    names = {"." * level + name for level, name in imported_names(source.encode())}
    assert names == set(expected.split())


def test_text_that_only_looks_like_imports_takes_no_long_time() -> None:
    assert imported_names(b"from a import (#" * 2_000) == {(0, "a")}
    assert imported_names(b"import \\\n" * 2_000) <= {(0, "import")}

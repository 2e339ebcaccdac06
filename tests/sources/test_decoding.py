"""Bytes to text and back."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kombo_lint.sources.decoding import Undecodable, decode, encode, encoded
from kombo_lint.sources.module import Unparsable, parse


@pytest.mark.parametrize(
    ("data", "text", "encoding", "bom"),
    [
        (b"", "", "utf-8", False),
        ("ä = 1\n".encode(), "ä = 1\n", "utf-8", False),
        (b"\xef\xbb\xbfa = 1\n", "a = 1\n", "utf-8", True),
        (b"# coding: latin-1\n\xe4 = 1\n", "# coding: latin-1\nä = 1\n", "iso-8859-1", False),
        (b"#!/bin/python\n# -*- coding: cp1252 -*-\n#\x80", None, "cp1252", False),
        (
            b"\r# vim: set fileencoding=koi8-r :\r#\xc1",
            "\r# vim: set fileencoding=koi8-r :\r#\N{CYRILLIC SMALL LETTER A}",
            "koi8-r",
            False,
        ),
        (b"a = 1\n# coding: latin-1\n", None, "utf-8", False),
        (b"\n\n# coding: latin-1\n", None, "utf-8", False),
        (b"# coding: utf_8_sig\n", None, "utf-8", False),
        (b"\xef\xbb\xbf# coding: UTF-8\n", "# coding: UTF-8\n", "utf-8", True),
        (b"a\r\nb\rc\x0c\nd", "a\r\nb\rc\x0c\nd", "utf-8", False),
    ],
)
def test_what_is_read(data: bytes, text: str | None, encoding: str, bom: bool) -> None:
    decoded = decode(data)
    assert (decoded.encoding, decoded.bom) == (encoding, bom)
    assert text is None or decoded.text == text
    assert encode(decoded.text, decoded) == data


@pytest.mark.parametrize(
    ("data", "message", "line"),
    [
        (b"# coding: klingon\n", "unknown encoding: klingon", 1),
        (b"\n# coding: klingon\n", "unknown encoding: klingon", 2),
        (b"# coding: rot13\n", "unknown encoding: rot13", 1),
        (b"# coding: utf-16\n", "unknown encoding: utf-16", 1),
        (b"a = 1\nb = '\xff'\n", "byte 0xff is not utf-8: invalid start byte", 2),
        (b"a\rb\r\nc\n\xff", "byte 0xff is not utf-8: invalid start byte", 4),
        (b"# coding: ascii\n\n'\xe4'", "byte 0xe4 is not ascii: ordinal not in range(128)", 3),
        (
            b"\xef\xbb\xbf\n# coding: latin-1\n",
            "has a UTF-8 byte order mark, but line 2 says it is latin-1",
            2,
        ),
    ],
)
def test_what_cannot_be_read(data: bytes, message: str, line: int) -> None:
    with pytest.raises(Undecodable) as caught:
        decode(data)
    assert (caught.value.message, caught.value.line) == (message, line)


def survives(data: bytes) -> bool:
    try:
        decoded = decode(data)
    except Undecodable as error:
        return bool(error.message) and error.line >= 1
    return encode(decoded.text, decoded) == data


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["", "x = 'ä'", "# é", "\f", "\ufeff", "if x: pass"]), max_size=6),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
    st.sampled_from(["utf-8", "latin1", "cp1250"]),
)
def test_a_round_trip_gives_the_same_bytes(lines: list[str], end: str, bom: bool, encoding: str) -> None:
    text = end.join([f"# coding: {encoding}", *lines])
    assert survives(b"\xef\xbb\xbf" * bom + text.encode(encoding, "replace"))


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("x = 'é'\r\n", b"x = '\xc3\xa9'\r\n"),
        ("# coding: latin-1\nx = 'é€'\n", b"# coding: latin-1\nx = '\xe9?'\n"),
        ("# coding: nonsense\nx = 'é'\n", b"# coding: nonsense\nx = '\xc3\xa9'\n"),
        ("# coding: idna\nx = 'é'\n" + "a" * 70, b"# coding: idna\nx = '\xc3\xa9'\n" + b"a" * 70),
        ("x = '\udcff'\n", b"x = '?'\n"),
    ],
)
def test_what_is_typed_is_encoded_as_the_text_says(text: str, data: bytes) -> None:
    assert encoded(text) == data


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_end_in_text_or_a_message(data: bytes) -> None:
    assert survives(data)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_editors_do(end: str) -> None:
    source = end.join(["# é", "a = '''", "'''", "\f", "\fif a:", "    b = (1,", "         2)", ""])
    module = parse("m.py", source.encode())
    assert module.lines[4] == "\fif a:"
    last = module.tree.body[-1]
    assert (module.line(last), module.location(last).start.column) == (5, 2)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("source", ["a\n\nb = (\nc)\nd = )\n", "a\n\nb\n'''\n'''\nif:\n", "a\n\n\n\n\0\n"])
def test_a_syntax_error_has_its_line(source: str, end: str) -> None:
    with pytest.raises(Unparsable) as caught:
        parse("m.py", source.replace("\n", end).encode())
    assert caught.value.line in (5, 6)
    assert "\n" not in caught.value.message


def test_what_this_python_reads_libcst_reads_too() -> None:
    source = "match a:\n    case [b, *_]: pass\n"
    ast.parse(source)
    assert parse("m.py", source.encode()).lines[0] == "match a:"

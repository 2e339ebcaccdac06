"""From the bytes of a source file to its text and back, as PEP 263 says; line ends stay as they are."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_COOKIE = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_NOTHING = re.compile(rb"[ \t\f]*(?:#.*)?$", re.DOTALL)
_LINE_END = re.compile(rb"\r\n|\n|\r")


class Undecodable(Exception):
    """Bytes that are no source text: `message` says why, `line` (from 1) says where."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


@dataclass(frozen=True)
class Decoded:
    """The text of a file without its byte order mark, and what `encode` needs to make the bytes again."""

    text: str
    encoding: str
    bom: bool


def decode(data: bytes) -> Decoded:
    """Return the text of a source file; raise `Undecodable` for an unknown encoding or bytes not in it."""
    bom = data.startswith(codecs.BOM_UTF8)
    body = data[len(codecs.BOM_UTF8) :] if bom else data
    cookie, line = _cookie(body)
    encoding = _normal(cookie)
    if bom and encoding != "utf-8":
        raise Undecodable(f"has a UTF-8 byte order mark, but line {line} says it is {cookie}", line)
    try:
        # A codec that reads ASCII as anything else cannot have read its own cookie.
        if b"coding".decode(encoding) != "coding":
            raise LookupError
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        before = body[: error.start]
        where = len(_LINE_END.findall(before)) + 1
        shown = f"byte 0x{body[error.start]:02x}" if error.start < len(body) else "the end"
        raise Undecodable(f"{shown} is not {encoding}: {error.reason}", where) from None
    except (LookupError, UnicodeError, ValueError):
        raise Undecodable(f"unknown encoding: {cookie}", line) from None
    return Decoded(text, encoding, bom)


def encode(text: str, decoded: Decoded) -> bytes:
    """Return the bytes of `text` in the encoding, and with the byte order mark, of the file `decoded`.

    For its own text these are the bytes it was decoded from. Raises UnicodeEncodeError
    for a character that the encoding does not have.
    """
    return (codecs.BOM_UTF8 if decoded.bom else b"") + text.encode(decoded.encoding)


def encoded(text: str) -> bytes:
    """Return the bytes that an editor would write for `text`, in the encoding that it names itself.

    A character that this does not have becomes another one, so that places in the text stay where they are.
    """
    body = text.encode("utf-8", "replace")
    encoding = _normal(_cookie(body)[0])
    try:
        return text.encode(encoding, "replace")
    except (LookupError, ValueError):
        return body  # `decode` says what is wrong with it


def _cookie(body: bytes) -> tuple[str, int]:
    """Return the encoding that the first two lines name, utf-8 without one, and the line it stands on."""
    start = 0
    for number in (1, 2):
        end = _LINE_END.search(body, start)
        line = body[start : end.start()] if end else body[start:]
        if found := _COOKIE.match(line):
            return found[1].decode("ascii"), number
        if end is None or not _NOTHING.match(line):
            break
        start = end.end()
    return "utf-8", 1


def _normal(cookie: str) -> str:
    """Return the name of the codec, folding what Python folds: utf-8-anything, latin-1-anything."""
    name = cookie[:12].lower().replace("_", "-")
    if name == "utf-8" or name.startswith("utf-8-"):
        return "utf-8"
    if re.match(r"(latin-1|iso-8859-1|iso-latin-1)(-|$)", name):
        return "iso-8859-1"
    return cookie

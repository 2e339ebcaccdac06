"""What an outcome is where nobody knows it, or knows a text only in part."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any, Final


def _forms(phrase: str) -> set[str]:
    """Return how a phrase is written where it is no common word: in lower case too if it has two words."""
    return {phrase, phrase.lower() if " " in phrase else phrase}


Outcome = Any
HOLE: Final = "\0"
"""Stands in a text for a part that is not known."""
PHRASES: Final = frozenset(form for each in HTTPStatus for form in _forms(each.phrase))
"""HTTP's words for a status."""
_PLACES = re.compile(r"%(?P<percent>%)|%(?:\((?P<name>\w*)\))?[-+ #0]*[\d*.]*[a-zA-Z]")
_BRACES = re.compile(r"(?P<brace>\{\{|\}\})|\{(?P<name>\w*)(?P<more>[^{}]*)\}")


class NotKnown:
    """What nobody knows, or only the `truth` of; each may be any other, and counts as equal to it."""

    def __init__(self, truth: bool | None = None) -> None:
        self.truth = truth

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NotKnown)

    def __hash__(self) -> int:
        return hash(NotKnown)

    def __repr__(self) -> str:
        return "?"


UNKNOWN: Final = NotKnown()
SOME_TEXT: Final = NotKnown(truth=True)
"""A text of which no more is known than that it is not empty."""


class Wording(NotKnown):
    """A text of which parts are not known: they are holes in `text`. `inside` is what stands in these.

    What is not known is taken for words, addresses and the like: neither a number nor a phrase for a status
    is in it.
    """

    def __init__(self, text: str, inside: tuple[Outcome, ...] = ()) -> None:
        super().__init__(truth=True if text.strip(HOLE) else None)
        self.text = text
        self.inside = inside

    def contains(self, words: str) -> bool | NotKnown:
        """Return whether the words stand in the text."""
        return True if words in self.text else _not_there(words)

    def starts(self, words: str) -> bool | NotKnown:
        """Return whether the text starts with the words."""
        known = self.text.partition(HOLE)[0]
        if len(known) < len(words) and words.startswith(known):
            return _not_there(words[len(known) :])
        return known.startswith(words)

    def matches(self, how: str, pattern: str) -> bool | NotKnown | None:
        """Return what `re.search` (or another, by its name) finds: True for a match, or None."""
        try:
            found = getattr(re, how)(pattern, self.text)
        except re.error:
            return UNKNOWN
        return True if found else None if _not_there(pattern) is False else UNKNOWN

    def part(self, low: int | None, high: int | None) -> Outcome:
        """Return `text[low:high]`, where that is known."""
        start, end = low or 0, len(self.text) if high is None else high
        known = self.text[start:end]
        settled = start >= 0 and 0 <= end <= len(self.text.partition(HOLE)[0])
        return known if settled else UNKNOWN

    def method(self, name: str, arguments: tuple[Outcome, ...]) -> Outcome:
        """Return what a method of the text gives."""
        words = arguments[0] if len(arguments) == 1 else None
        if name == "startswith" and isinstance(words, str | tuple):
            found = [self.starts(each) for each in (words if isinstance(words, tuple) else (words,))]
            return True if True in found else False if set(map(type, found)) == {bool} else UNKNOWN
        if name in ("lower", "upper", "casefold", "strip") and not arguments:
            return Wording(getattr(self.text, name)(), self.inside)
        if name in ("split", "partition"):
            head, hole, _ = self.text.partition(HOLE)
            pieces = getattr(head, name)(*arguments)
            return (*pieces[:-1], UNKNOWN) if hole and pieces else UNKNOWN
        return UNKNOWN


def _not_there(words: str) -> bool | NotKnown:
    """Return whether words that do not stand in the known parts of a text are in it all the same."""
    return False if re.search(r"\d", words) or words in PHRASES else UNKNOWN


def text_of(parts: tuple[Outcome, ...]) -> Outcome:
    """Return the text that the parts make, one after the other."""
    inside: list[Outcome] = []
    text = ""
    for part in parts:
        if isinstance(part, Wording):
            inside.extend(part.inside)
            text += part.text
        elif isinstance(part, int | float | str | None):
            text += str(part)
        else:
            inside.extend(() if part == UNKNOWN else (part,))
            text += HOLE
    if HOLE not in text:
        return text
    return Wording(text, tuple(inside)) if text.strip(HOLE) or inside else UNKNOWN


def filled(template: str, how: str, given: tuple[Outcome, ...]) -> Outcome:
    """Return `template % given` or `template.format(*given)`, as `how` says, what is not known as holes."""
    pattern = _PLACES if how == "%" else _BRACES
    parts: list[Outcome] = []
    end, place = 0, 0
    for found in pattern.finditer(template):
        parts.append(template[end : found.start()])
        end = found.end()
        named = found["name"] or ""
        if found.group().startswith(("%%", "{{", "}}")):
            parts.append(found.group()[0])
        elif (named and not named.isdigit()) or (how != "%" and found["more"]):
            parts.append(UNKNOWN)
        else:
            at = int(named) if named else place
            parts.append(given[at] if at < len(given) else UNKNOWN)
            place += 1
    parts.append(template[end:])
    return text_of(tuple(parts))

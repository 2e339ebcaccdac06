"""A text that an error's code is compared with, and that is no code of the API."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.checks.nearest import Near, nearest
from kombo_lint.checks.reported import reported
from kombo_lint.facts.evidence import confidence, evidence, step, strongest
from kombo_lint.findings import Applicability, Edit, Finding, Fix

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kombo_lint.facts import Facts
    from kombo_lint.facts.fields import Compared
    from kombo_lint.facts.fields.compared import Word
    from kombo_lint.registry import Api, Rule


def check(rule: Rule, facts: Facts) -> Iterator[Finding]:
    """Report the texts, once each where it is written."""
    found: dict[object, Finding] = {}
    for test in facts.code_tests:
        for word in test.words if test.whole else ():
            near = nearest(word.text, _known(facts.ev.api, word))
            if word.place.node not in found and _is_unknown(facts.ev.api, test, word, near):
                found[word.place.node] = _finding(rule, facts, test, word, near)
    yield from found.values()


def _is_unknown(api: Api, test: Compared, word: Word, near: Near | None) -> bool:
    """Say whether a text is surely meant for the API's code and is none.

    What the program itself puts in place of a code is none of the API's, and a table may have entries of
    its own. Where others answer too, or nobody knows who does, a text may be theirs: only what is surely
    misspelt is reported then.
    """
    if not word.text or word.text in test.instead or any(_fits(word, code) for code in api.codes):
        return False
    if near is not None and (near.sure or word.how == "key"):
        return near.sure or not test.shared
    return not (test.shared or word.how == "key" or word.stands_in)


def _fits(word: Word, code: str) -> bool:
    """Say whether a test for the text holds for a code."""
    if word.how == "pattern":
        try:
            return re.search(word.text, code) is not None
        except re.error:
            return True
    if word.how in ("equal", "key"):
        return word.text == code
    if word.how == "part":
        return word.text in code
    return code.startswith(word.text) if word.how == "start" else code.endswith(word.text)


def _known(api: Api, word: Word) -> Sequence[str]:
    """Return what a text of this kind may be: a code, or what stands before or after a joint of one."""
    if word.how in ("equal", "key"):
        return api.codes
    joints = [(code, place) for code in api.codes for place, sign in enumerate(code) if sign in "._"]
    if word.how == "start":
        return sorted({code[: place + 1] for code, place in joints})
    return sorted({code[place:] for code, place in joints}) if word.how == "end" else ()


_WORDS = {
    "equal": "{title} has no error code {text!r}",
    "key": "{title} has no error code {text!r}",
    "start": "no error code of {title}'s begins with {text!r}",
    "end": "no error code of {title}'s ends with {text!r}",
    "part": "no error code of {title}'s contains {text!r}",
    "pattern": "no error code of {title}'s matches {text!r}",
}


def _finding(rule: Rule, facts: Facts, test: Compared, word: Word, near: Near | None) -> Finding:
    api, place = facts.ev.api, word.place
    compared = step(test.scopes, test.node, f"compares {'.'.join(api.code_path)}")
    written = step(place.frame.scopes, place.node, "is written here")
    steps = [*evidence(facts.ev, strongest(facts.ev, test.sources)), compared]
    if (compared.path, compared.line) != (written.path, written.line):
        steps.append(written)
    fix = _fix(word, near)
    what = f"the nearest is {near.code}" if near else ""
    return reported(
        rule,
        facts,
        place.frame.scopes.module,
        place.node,
        confidence=confidence(facts.ev, test.sources),
        message="; ".join(filter(None, (_WORDS[word.how].format(title=api.title, text=word.text), what))),
        help=(f"write {near.code!r} if that is meant; " if near else "")
        + f"the codes are listed at {facts.change.link}",
        evidence=tuple(dict.fromkeys(steps)),
        fix=fix,
        unfixed="" if fix and near and near.sure else "it is not sure which code is meant",
    )


def _fix(word: Word, near: Near | None) -> Fix | None:
    """Return the edit of the text to the code; safe where no other can be meant."""
    node = word.place.node
    if near is None or not isinstance(node, cst.SimpleString):
        return None
    how = Applicability.SAFE if near.sure else Applicability.UNSAFE
    text = f"{node.prefix}{node.quote}{near.code}{node.quote}"
    edit = Edit(word.place.frame.scopes.module.location(node), text)
    return Fix(how, f"write {near.code}", (edit,))

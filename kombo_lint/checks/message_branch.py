"""A decision on the words that an error has for people, which may change with any release."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kombo_lint.checks.reported import reported
from kombo_lint.facts.evidence import confidence, evidence, step, strongest
from kombo_lint.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.facts import Facts
    from kombo_lint.facts.fields import Compared
    from kombo_lint.registry import Rule

_WORD = re.compile(r"[^\W\d_]{2}")
_ESCAPED = re.compile(r"\\.")


def check(rule: Rule, facts: Facts) -> Iterator[Finding]:
    """Report the tests of the words, one of each condition; what a test program asserts is no decision."""
    seen: set[object] = set()
    for test in facts.prose_tests:
        if test.condition not in seen and not test.asserted and any(map(_is_prose, test.texts)):
            seen.add(test.condition)
            yield _finding(rule, facts, test)


def _is_prose(text: str) -> bool:
    """Say whether a text has words: a point or a line's end only tells where to cut."""
    return _WORD.search(_ESCAPED.sub("", text)) is not None


def _finding(rule: Rule, facts: Facts, test: Compared) -> Finding:
    api, source = facts.ev.api, strongest(facts.ev, test.sources)
    field = ".".join(test.path)
    return reported(
        rule,
        facts,
        test.scopes.module,
        test.node,
        confidence=confidence(facts.ev, test.sources),
        message=f"this goes by {field}, which {api.title} may word otherwise in any release"
        + (f"; responses of others than {api.title} come here too" if test.others else ""),
        help=_help(facts, test),
        evidence=(*evidence(facts.ev, source), step(test.scopes, test.node, f"compares {field}")),
        unfixed="which code is meant cannot be read from the words",
    )


def _help(facts: Facts, test: Compared) -> str:
    api = facts.ev.api
    field = ".".join(api.code_path)
    meant = [code for code in api.codes if any(_says(text, code) for text in test.texts)]
    if meant:
        return f"ask {field}: {' or '.join(meant)} may be meant; all are listed at {facts.change.link}"
    return f"ask {field}; the codes are listed at {facts.change.link}"


def _says(text: str, code: str) -> bool:
    """Say whether words are in a code: "already exists" is in EMPLOYEE_ALREADY_EXISTS."""
    words = re.findall(r"[A-Z]+", text.upper())
    own = code.rpartition(".")[2].split("_")
    return len(words) > 1 and any(own[at : at + len(words)] == words for at in range(len(own)))

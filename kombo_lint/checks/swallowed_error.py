"""An error that a person has to know of is taken out by its code, and nobody is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.checks.reported import reported
from kombo_lint.checks.wording import advice_by_code, listed
from kombo_lint.facts.evidence import confidence, evidence, step, strongest
from kombo_lint.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.facts import Facts
    from kombo_lint.facts.handling import Handled
    from kombo_lint.registry import Rule


def check(rule: Rule, facts: Facts) -> Iterator[Finding]:
    """Report the places where the way of an error ends without a word."""
    for place in facts.handled:
        codes = [code for code in place.codes if code in facts.change.tell]
        if place.fate == "silent" and codes:
            yield _finding(rule, facts, place, codes)


def _finding(rule: Rule, facts: Facts, place: Handled, codes: list[str]) -> Finding:
    last = step(place.scopes, place.node, "takes these errors out, and tells nobody")
    return reported(
        rule,
        facts,
        place.scopes.module,
        place.node,
        confidence=confidence(facts.ev, place.sources),
        message=f"nobody is told of {listed(codes)}",
        help=". ".join(advice_by_code(facts.change, codes))
        or "raise it, return it as an error, or log it as one",
        evidence=(*evidence(facts.ev, strongest(facts.ev, place.sources)), last),
        unfixed="only a person knows whom to tell",
    )

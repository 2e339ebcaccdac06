"""An error that no retry mends is taken out by its code, and its request is sent again."""

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
    from kombo_lint.registry import Change, Rule


def check(rule: Rule, facts: Facts) -> Iterator[Finding]:
    """Report the places from which the way of an error leads back to its request."""
    for place in facts.handled:
        if place.fate == "again":
            yield _finding(rule, facts, place)


def _finding(rule: Rule, facts: Facts, place: Handled) -> Finding:
    last = step(place.scopes, place.node, "from here the request is sent again")
    return reported(
        rule,
        facts,
        place.scopes.module,
        place.node,
        confidence=confidence(facts.ev, place.sources),
        message=f"the request is sent again for {listed(place.codes)}" + _instead(facts.change, place.codes),
        help=". ".join(advice_by_code(facts.change, place.codes)) or "do not try again",
        evidence=(*evidence(facts.ev, strongest(facts.ev, place.sources)), last),
        unfixed="what to do instead of trying again is for a person to decide",
    )


def _instead(change: Change, codes: tuple[str, ...]) -> str:
    """Return what ends the waiting: webhooks, for the codes that end by themselves."""
    if not change.webhooks or all(code in change.tell for code in codes):
        return ""
    return f"; {change.api.title} tells when it is over by a webhook: {listed(change.webhooks, 'or')}"

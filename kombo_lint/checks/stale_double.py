"""A test double that answers as the API did before a change, so that tests prove what no longer holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.checks.reported import reported
from kombo_lint.checks.wording import listed, moved
from kombo_lint.facts.evidence import step
from kombo_lint.findings import Applicability, Confidence, Edit, Finding, Fix, Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.facts import Facts
    from kombo_lint.facts.doubles import TestDouble
    from kombo_lint.registry import Change, Rule


def check(rule: Rule, facts: Facts) -> Iterator[Finding]:
    """Report the made-up answers with the status before the change and one of its codes."""
    change = facts.change
    for double in facts.doubles:
        codes = [each.code for each in double.codes]
        yield reported(
            rule,
            facts,
            double.scopes.module,
            double.node,
            confidence=Confidence.CERTAIN,
            message=f"this made-up answer has {change.from_status} with {listed(codes)}: {moved(change)}",
            help=_help(change, double),
            evidence=tuple(dict.fromkeys(_evidence(change, double))),
            fix=_fix(change, double),
            unfixed=double.shared,
        )


def _evidence(change: Change, double: TestDouble) -> Iterator[Step]:
    for each in double.codes:
        yield step(each.place.frame.scopes, each.place.node, f"the body has {each.code}")
    yield step(*double.made, "the answer is made here")
    yield step(double.scopes, double.node, f"its status is {change.from_status}")


def _fix(change: Change, double: TestDouble) -> Fix | None:
    if double.instead is None:
        return None
    edit = Edit(double.scopes.module.location(double.node), double.instead)
    how = Applicability.UNSAFE if double.shared else Applicability.SAFE
    return Fix(how, f"answer {change.to_status}", (edit,))


def _help(change: Change, double: TestDouble) -> str:
    words = f"answer {change.to_status}, as {change.api.title} does, and mend the code whose tests then fail"
    if double.instead is None:
        return f"{words}; give this answer a status of its own: {double.shared}"
    return f"{words}; look before you edit the status: {double.shared}" if double.shared else words

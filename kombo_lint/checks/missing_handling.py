"""A client of the API that takes no account of some of a change's codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.checks.reported import reported
from kombo_lint.checks.wording import advice_by_code, listed, since
from kombo_lint.facts.evidence import sending, step, surely
from kombo_lint.findings import Finding, Step
from kombo_lint.fixes.skeletons import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kombo_lint.facts import Facts
    from kombo_lint.facts.unhandled import Unhandled
    from kombo_lint.registry import Change, Rule


def check(rule: Rule, facts: Facts) -> Iterator[Finding]:
    """Report each client once, with the codes that nothing on the way from its requests decides on."""
    change = facts.change
    for found in facts.unhandled:
        request = found.client.requests[0]
        fixing = skeleton(facts.ev, change, found, facts.helper)
        yield reported(
            rule,
            facts,
            found.place.scopes.module,
            found.place.node,
            confidence=max(surely(facts.ev, each) for each in found.client.requests),
            message=_message(found, change),
            help=". ".join(advice_by_code(change, found.codes)),
            fix=fixing.fix,
            unfixed=fixing.reason,
            evidence=tuple(dict.fromkeys((sending(facts.ev, request), _last(found)))),
        )


def _message(found: Unhandled, change: Change) -> str:
    name = found.client.name or "this module"
    codes = f"{listed(found.codes)} ({change.to_status} {since(change)})"
    if found.looks:
        return f"{name} treats {codes} like any other error"
    return f"{name} looks at no errors, and {change.api.title} may answer {codes}"


def _last(found: Unhandled) -> Step:
    words = "errors are looked at here" if found.looks else "nobody looks at the errors of this"
    return step(found.place.scopes, found.place.node, words)

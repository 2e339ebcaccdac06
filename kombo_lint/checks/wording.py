"""What findings about a moved status say, in words that fit every change of that kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.checks.reported import reported
from kombo_lint.facts.evidence import confidence, evidence, step, strongest
from kombo_lint.findings import Finding
from kombo_lint.fixes.branches import mended, together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kombo_lint.facts import Facts
    from kombo_lint.facts.decisions import Decision
    from kombo_lint.fixes.branches import Mended
    from kombo_lint.registry import Change, Rule


_MOST_ASKING = 3


def branch_finding(rule: Rule, facts: Facts, decision: Decision, message: str) -> Finding:
    """Return the finding for a test that decides; `message` says what the change does to it."""
    branch, change = decision.test, facts.change
    source = strongest(facts.ev, branch.sources)
    fixing = together(
        [mended(facts.ev, change, each, facts.helper(each.scopes.module.path)) for each in decision.branches]
    )
    last = step(branch.scopes, branch.node, f"tells {change.from_status} from {change.to_status} here")
    asking = [
        step(each.scopes, each.node, "goes by what that says")
        for each in decision.branches[:_MOST_ASKING]
        if each is not branch
    ]
    return reported(
        rule,
        facts,
        branch.scopes.module,
        branch.node,
        confidence=confidence(facts.ev, branch.sources),
        message=message
        + (f"; responses of others than {change.api.title} come here too" if branch.shared else ""),
        help=advice(change) + _fixes(fixing),
        evidence=(*evidence(facts.ev, source), last, *asking),
        fix=fixing.fix,
        unfixed=fixing.reason,
        stricter=fixing.stricter,
    )


def _fixes(fixing: Mended) -> str:
    """Return what is said of the fixes besides that there is one."""
    if fixing.stricter is not None:
        return f". An unsafe fix: {fixing.stricter.message}"
    return f". No safe fix: {fixing.reason}" if fixing.reason else ""


def since(change: Change) -> str:
    """Return from when on a change holds."""
    return f"since {change.date}"


def moved(change: Change) -> str:
    """Return what a change did, and when."""
    return f"{change.api.title} answers {change.to_status}, not {change.from_status}, {since(change)}"


def advice(change: Change) -> str:
    """Return what to do about a moved status, code by code."""
    field = ".".join(change.api.code_path)
    first = f"ask {field} first, and the status only where there is no code"
    return ". ".join((first, *advice_by_code(change, change.codes)))


def listed(words: Sequence[str], joint: str = "and") -> str:
    """Return "a, b and c"."""
    return f" {joint} ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def advice_by_code(change: Change, codes: Sequence[str]) -> list[str]:
    """Return what to do about each code; codes with the same advice stand together."""
    by_words: dict[str, list[str]] = {}
    for code in codes:
        if code in change.advice:
            by_words.setdefault(change.advice[code], []).append(code)
    return [f"{listed(together)}: {words}" for words, together in by_words.items()]

"""A finding at a node of the program: what the rule, the change and the place say of it by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    import libcst as cst

    from kombo_lint.facts import Facts
    from kombo_lint.findings import Confidence, Fix, Step
    from kombo_lint.registry import Rule
    from kombo_lint.sources.module import Module


def reported(
    rule: Rule,
    facts: Facts,
    module: Module,
    node: cst.CSTNode,
    *,
    confidence: Confidence,
    message: str,
    help: str,
    evidence: Iterable[Step],
    fix: Fix | None = None,
    unfixed: str = "",
    stricter: Fix | None = None,
) -> Finding:
    """Return the finding of a rule at `node`."""
    return Finding(
        code=rule.code,
        name=rule.name,
        change=facts.change.id,
        severity=rule.severity,
        confidence=confidence,
        location=module.location(node),
        message=message,
        help=help,
        anchor=module.code(node),
        evidence=tuple(evidence),
        fix=fix,
        unfixed=unfixed,
        stricter=stricter,
    )

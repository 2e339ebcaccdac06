"""A comment that suppresses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.findings import Applicability, Confidence, Edit, Finding, Fix, Location, Position

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from kombo_lint.registry import Rule
    from kombo_lint.suppressions import Suppression

NAME = "unused-suppression"
"""The name of the rule: it belongs to no change, so the scan looks it up by this."""


def check(
    rule: Rule,
    suppressions: Iterable[Suppression],
    used: Collection[tuple[Suppression, str]],
    checked: Callable[[str], bool | None],
) -> Iterator[Finding]:
    """Report each suppression with a code that suppresses nothing.

    `checked` says whether there was a look for findings with a code: None when there is no such rule.
    """
    for each in suppressions:
        unused = {code: why for code in each.codes if (why := _why(each, code, used, checked)) is not None}
        if each.kind == "noqa":
            unused = {code: why for code, why in unused.items() if checked(code) is not None}
        if unused or not each.codes:
            yield _finding(rule, each, unused)


def lacking(rule: Rule, suppressions: Iterable[Suppression]) -> Iterator[Finding]:
    """Report each suppression: it gives no reason, and the configuration asks for one."""
    for each in suppressions:
        what = "gives no reason, so it suppresses nothing; say why behind the codes"
        yield _reported(rule, each, what, "write the reason behind the codes, or remove the comment", None)


def _why(
    each: Suppression,
    code: str,
    used: Collection[tuple[Suppression, str]],
    checked: Callable[[str], bool | None],
) -> str | None:
    """Return why a code of a suppression is unused; None when it is not, or nobody has looked."""
    if (each, code) in used:
        return None
    looked = checked(code)
    if looked is None:
        return f"there is no rule {code}"
    where = "in this file" if each.kind == "ignore-file" else "here"
    return f"{code} is not found {where}" if looked else None


def _finding(rule: Rule, each: Suppression, unused: dict[str, str]) -> Finding:
    if not each.codes:
        what = "names no code, so it suppresses nothing; name one, as in ignore[KMB101]"
        return _reported(rule, each, what, "name the code in brackets, or remove the comment", None)
    what = f"suppresses nothing: {', '.join(unused.values())}"
    whole = unused.keys() == set(each.codes)
    words = "the comment" if whole else f"{', '.join(unused)} from it"
    edit = Edit(each.whole, "") if whole else _without(each, unused)
    return _reported(rule, each, what, f"remove {words}", Fix(Applicability.SAFE, f"remove {words}", (edit,)))


def _reported(rule: Rule, each: Suppression, what: str, help: str, fix: Fix | None) -> Finding:
    return Finding(
        code=rule.code,
        name=rule.name,
        change="",
        severity=rule.severity,
        confidence=Confidence.CERTAIN,
        location=each.place,
        message=f"this comment {what}",
        help=help,
        anchor=" ".join(each.text.split()),
        fix=fix,
        unfixed="" if fix is not None else "what is missing is for a person to write",
    )


def _without(each: Suppression, unused: Collection[str]) -> Edit:
    """Return the edit that leaves the codes that are used."""
    kept = [each.text[a:b] for (a, b), code in zip(each.spans, each.codes, strict=True) if code not in unused]
    (first, _), (_, last) = each.spans[0], each.spans[-1]
    line, column = each.place.start.line, each.place.start.column
    codes = Location(each.place.path, Position(line, column + first), Position(line, column + last))
    return Edit(codes, ", ".join(kept))

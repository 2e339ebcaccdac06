from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from kombo_lint.registry import load_registry

if TYPE_CHECKING:
    from tests.cli.conftest import Command


@pytest.mark.parametrize("code", [rule.code for rule in load_registry().rules])
def test_piped_it_is_the_page_as_markdown(kombo_lint: Command, code: str) -> None:
    rule = load_registry().rule(code)
    done = kombo_lint("explain", code.lower())
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"# {code} {rule.name}\n\n{rule.summary[0].upper()}{rule.summary[1:]}.\n")
    assert done.out.endswith(rule.page)
    assert "+++" not in done.out
    assert "<!--" not in done.out


def test_it_says_what_the_rule_is_about(kombo_lint: Command) -> None:
    assert (
        "Severity: error. About a change of 2026-05-19: "
        "Setup errors answer 409, <https://docs.kombo.dev/hris/important-changes>.\n"
    ) in kombo_lint("explain", "KMB103").out
    assert (
        "Severity: warning. About what always holds: "
        "Errors are told apart by error.code, <https://docs.kombo.dev/guides/errors>.\n"
    ) in kombo_lint("explain", "KMB302").out
    assert "\n\nSeverity: error.\n\n" in kombo_lint("explain", "KMB902").out


@pytest.mark.parametrize(("columns", "widest"), [("60", 60), ("200", 100)])
def test_on_a_terminal_it_is_rendered(
    kombo_lint: Command, monkeypatch: pytest.MonkeyPatch, columns: str, widest: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    done = kombo_lint("explain", "KMB101")
    assert "What it does" in done.out
    assert "#" not in done.out.partition("Examples")[0]
    assert max(map(len, done.out.splitlines())) <= widest

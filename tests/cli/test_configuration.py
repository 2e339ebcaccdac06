"""The configuration, as each command takes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_scan import AFFECTED, project
from tests.config.test_settings import OUR_CHANGE, OUR_RULE

if TYPE_CHECKING:
    from tests.cli.conftest import Command


@pytest.mark.parametrize("command", ["scan", "fix", "rules", "explain KMB101"])
def test_a_wrong_one_is_refused_in_one_line(kombo_lint: Command, command: str) -> None:
    Path("kombo-lint.toml").write_text('\nselct = ["KMB1"]\n')
    done = kombo_lint(*command.split())
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "kombo-lint: error: kombo-lint.toml:2: unknown key `selct`; did you mean `select`, "
        'as in select = ["KMB1"]?\n'
    )


@pytest.mark.parametrize("command", ["scan", "fix --diff"])
def test_which_one_counts(kombo_lint: Command, command: str) -> None:
    project(client=AFFECTED)
    Path("kombo-lint.toml").write_text('exclude = ["client.py"]\n')
    Path("other.toml").write_text('select = ["KMB101"]\n')
    assert kombo_lint(*command.split()).status == 0
    assert kombo_lint(*command.split(), "--no-config").status == 1
    assert kombo_lint(*command.split(), "--config", "other.toml").status == 1


def test_a_configuration_that_is_named_must_be_one(kombo_lint: Command) -> None:
    Path("pyproject.toml").write_text("")
    done = kombo_lint("scan", "--config", "pyproject.toml")
    assert done.err.endswith("pyproject.toml: has no table [tool.kombo-lint]; add it, or name another file\n")
    done = kombo_lint("scan", "--config", "none.toml")
    assert done.err == "kombo-lint: error: none.toml: no such file or directory; make it readable\n"
    assert done.status == 2


def test_rules_of_ones_own_have_a_page(kombo_lint: Command) -> None:
    folder = Path("ours/rate_limits")
    folder.mkdir(parents=True)
    (folder / "change.toml").write_text(OUR_CHANGE)
    (folder / "ACME1-acme-branch.md").write_text(OUR_RULE)
    Path("kombo-lint.toml").write_text('rules = ["ours"]\n')
    assert kombo_lint("rules").out.startswith("ACME1  acme-branch")
    assert kombo_lint("explain", "ACME1").out.startswith("# ACME1 acme-branch\n")


def test_the_configured_function_is_used(kombo_lint: Command) -> None:
    project(client=AFFECTED)
    Path("kombo-lint.toml").write_text('error-code-helper = "errors:code_of"\n')
    assert kombo_lint("fix").status == 0
    assert "from errors import SETUP_CODES, code_of\n" in Path("client.py").read_text()
    assert "def code_of(response: Any) -> " in Path("errors.py").read_text()
    assert kombo_lint("scan").status == 0


def test_the_function_that_is_there_is_left_as_it_is(kombo_lint: Command) -> None:
    project(
        client=AFFECTED, errors='def code_of(it):\n    return (it.json().get("error") or {}).get("code")\n'
    )
    Path("kombo-lint.toml").write_text('error-code-helper = "errors:code_of"\n')
    before = Path("errors.py").read_text()
    assert kombo_lint("fix").status == 0
    assert "503 or code_of(resp) in SETUP_CODES:\n" in Path("client.py").read_text()
    assert Path("errors.py").read_text().endswith(before)
    assert kombo_lint("scan").status == 0


def test_a_function_that_reads_no_code_is_no_help(kombo_lint: Command) -> None:
    project(client=AFFECTED, errors="def code_of(it):\n    return None\n")
    Path("kombo-lint.toml").write_text('error-code-helper = "errors:code_of"\n')
    done = kombo_lint("fix")
    assert done.status == 1
    assert "left: the fix was taken back" in done.out
    assert Path("client.py").read_text() == AFFECTED


def test_a_helper_of_the_command_line_comes_first(kombo_lint: Command) -> None:
    project(client=AFFECTED)
    Path("kombo-lint.toml").write_text('error-code-helper = "errors:code_of"\n')
    assert kombo_lint("fix", "--helper-module", "other.py").status == 0
    assert Path("other.py").exists()
    assert not Path("errors.py").exists()

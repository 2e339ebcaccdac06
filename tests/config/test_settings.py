"""What counts for a file: the nearest configuration above it, and the command line over that."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kombo_lint.config.settings import Given, Settings
from kombo_lint.findings import Confidence, Severity
from kombo_lint.scan import Options, scan
from tests.cli.test_output import RETRY
from tests.cli.test_scan import AFFECTED, BROKEN, CLEAN, LIKELY

if TYPE_CHECKING:
    from tests.config.conftest import Write


NOTHING = Given()


def found(*paths: str, given: Given = NOTHING) -> list[tuple[str, str]]:
    settings = Settings(paths or (".",), given)
    report = scan(paths or (".",), settings.registry, Options(settings.rules, settings=settings))
    return [(finding.location.path, finding.code) for finding in report.findings]


SOURCES = {"app/client.py": AFFECTED, "app/retry.py": RETRY, "tests/test_client.py": AFFECTED}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("", ["app/client.py KMB101", "app/retry.py KMB102", "tests/test_client.py KMB101"]),
        ('select = ["KMB102"]', ["app/retry.py KMB102"]),
        ('ignore = ["kmb101"]', ["app/retry.py KMB102"]),
        ('select = ["KMB1"]\nignore = ["KMB102"]', ["app/client.py KMB101", "tests/test_client.py KMB101"]),
        ('exclude = ["tests/"]', ["app/client.py KMB101", "app/retry.py KMB102"]),
        ('exclude = ["*.py", "!retry.py"]', ["app/retry.py KMB102"]),
        ('[per-file-ignores]\n"tests/" = ["KMB1"]', ["app/client.py KMB101", "app/retry.py KMB102"]),
        (
            '[per-file-ignores]\n"client.py" = ["KMB101"]\n"app/*" = ["KMB102"]',
            ["tests/test_client.py KMB101"],
        ),
    ],
)
@pytest.mark.parametrize("git", [False, True])
def test_which_rules_for_which_files(write: Write, text: str, left: list[str], git: bool) -> None:
    write({**SOURCES, "kombo-lint.toml": text})
    if git:
        subprocess.run(["git", "init", "-q"], check=True)
    assert [" ".join(each) for each in found()] == left


def test_the_nearest_configuration_counts(write: Write) -> None:
    write(
        {
            "pyproject.toml": '[tool.kombo-lint]\nignore = ["KMB101"]\n',
            "one/client.py": AFFECTED,
            "two/kombo-lint.toml": "",
            "two/pyproject.toml": '[tool.kombo-lint]\nignore = ["KMB1"]\n',
            "two/deep/client.py": AFFECTED,
            "three/pyproject.toml": '[project]\nname = "three"\n',
            "three/client.py": AFFECTED,
        }
    )
    assert found() == [("two/deep/client.py", "KMB101")]
    assert found("two/deep") == [("two/deep/client.py", "KMB101")]
    assert found("two/deep/client.py", "one/client.py") == [("two/deep/client.py", "KMB101")]


def test_it_counts_from_a_folder_below_too(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write({"kombo-lint.toml": 'exclude = ["app/client.py"]', **SOURCES})
    monkeypatch.chdir("app")
    assert found() == [("retry.py", "KMB102")]
    assert found("../tests", "client.py") == [
        (f"{Path.cwd().parent.as_posix()}/tests/test_client.py", "KMB101")
    ]


@pytest.mark.parametrize(
    ("given", "left"),
    [
        (Given(select=("KMB102",)), ["app/retry.py KMB102"]),
        (Given(ignore=("KMB102",)), ["app/client.py KMB101"]),
        (Given(config=""), ["app/client.py KMB101", "app/retry.py KMB102", "tests/test_client.py KMB101"]),
        (Given(config="other.toml"), ["tests/test_client.py KMB101"]),
    ],
)
def test_the_command_line_has_the_last_word(write: Write, given: Given, left: list[str]) -> None:
    write({**SOURCES, "kombo-lint.toml": 'select = ["KMB101", "KMB102"]\nexclude = ["tests/"]'})
    write({"other.toml": 'exclude = ["app/"]'})
    assert [" ".join(each) for each in found(given=given)] == left


def test_how_sure_and_how_bad(write: Write) -> None:
    write(
        {
            "one/kombo-lint.toml": 'min-confidence = "certain"\nfail-on = "error"',
            "one/likely.py": LIKELY,
            "two/likely.py": LIKELY,
            "one/retry.py": RETRY,
            "two/retry.py": RETRY,
        }
    )
    settings = Settings(["."])
    report = scan(["."], settings.registry, Options(settings.rules, settings=settings))
    assert [each.location.path for each in report.findings] == [
        "one/retry.py",
        "two/likely.py",
        "two/retry.py",
    ]
    assert [settings.fails(each) for each in report.findings] == [False, True, True]
    over = Settings(["."], Given(min_confidence=Confidence.LIKELY, fail_on=Severity.ERROR))
    report = scan(["."], over.registry, Options(over.rules, settings=over))
    assert report.findings[0].location.path == "one/likely.py"
    assert [over.fails(each) for each in report.findings] == [True, False, True, False]


def test_an_excluded_file_is_not_even_read(write: Write) -> None:
    write({"kombo-lint.toml": 'exclude = ["broken.py"]', "broken.py": BROKEN, "client.py": AFFECTED})
    assert found("broken.py", "client.py") == [("client.py", "KMB101")]
    assert found("broken.py") == []


OUR_RULE = """\
+++
code = "ACME1"
name = "acme-branch"
check = "status_branch"
severity = "warning"
summary = "a branch on a status that moved"
+++

## What it does
"""
OUR_CHANGE = """\
kind = "status-moved"
title = "Rate limits answer 420"
subject = "rate limits"
date = 2026-01-01
link = "https://example.com"
codes = ["PLATFORM.RATE_LIMIT_EXCEEDED"]
from = 429
to = 420
"""


def test_rules_of_ones_own(write: Write) -> None:
    ours = CLEAN.replace("if resp", "if resp.status_code == 429 or resp")
    write(
        {
            "one/kombo-lint.toml": 'rules = ["our_rules"]',
            "one/our_rules/rate_limits/change.toml": OUR_CHANGE,
            "one/our_rules/rate_limits/ACME1-acme-branch.md": OUR_RULE,
            "one/client.py": ours,
            "two/client.py": ours,
        }
    )
    assert found() == [("one/client.py", "ACME1")]
    assert found("two") == []

"""Wrong usage and worse: one line on stderr, exit 2."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from kombo_lint import __version__

if TYPE_CHECKING:
    from tests.cli.conftest import Command

CHECKOUT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("scan --fromat json", "no such option"),
        ("scan --fromat json", "--format"),
        ("scan --min-confidence sure", "'sure' is not one of 'likely', 'certain'; see kombo-lint scan -h"),
        ("scan --format", "option '--format' requires an argument; see kombo-lint scan -h"),
        ("scan --min-confidence sure", "'sure' is not one of 'likely', 'certain'"),
        ("scan --select KMB101,KMB7", "there is no rule 'KMB7'; did you mean KMB"),
        ("scan --ignore KMB999", "there is no rule 'KMB999'; did you mean KMB902?"),
        ("scan --select KMB101 --ignore KMB1", "--select and --ignore leave no rule"),
        ("scan nowhere", "nowhere"),
        ("scan nowhere --exit-zero", "nowhere"),
        ("scan nowhere --verbose", "nowhere"),
        ("explain", "missing argument 'CODE'; see kombo-lint explain -h"),
        ("explain KMB110", "there is no rule 'KMB110'; did you mean KMB10"),
        ("explain conflict-branch", "did you mean KMB103?"),
        ("rules --format concise", "'concise' is not one of 'text', 'json'; see kombo-lint rules -h"),
        ("rules KMB101", "unexpected extra argument"),
        ("scna", "no such command 'scna'"),
        ("src", "no such command 'src'; to scan it: kombo-lint scan src"),
        ("--verson", " kombo-lint -h"),
    ],
)
def test_wrong_usage(kombo_lint: Command, arguments: str, message: str) -> None:
    Path("src").mkdir()
    done = kombo_lint(*arguments.split())
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("kombo-lint: error: ")
    assert message in done.err
    assert done.err.count("\n") == 1


def test_without_a_command_the_help_is_shown(kombo_lint: Command) -> None:
    done = kombo_lint()
    assert (done.status, done.out) == (2, "")
    assert done.err == kombo_lint("-h").out


@pytest.mark.parametrize("words", ["-h", "--help", "scan -h", "scan --help", "rules -h", "explain -h"])
def test_help_at_every_level(kombo_lint: Command, words: str) -> None:
    done = kombo_lint(*words.split())
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Usage: kombo-lint ")
    assert "-h, --help" in done.out


def break_rules(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def broken(folders: object) -> NoReturn:
        raise error

    monkeypatch.setattr("kombo_lint.config.settings.load_registry", broken)


def test_a_defect_is_named_and_can_be_reported(kombo_lint: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    break_rules(monkeypatch, KeyError("lost"))
    done = kombo_lint("scan", "--exit-zero")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(
        "kombo-lint: error: internal error: KeyError: 'lost' (kombo_lint/config/settings.py:"
    )
    assert "report it" in done.err
    assert done.err.count("\n") == 1
    verbose = kombo_lint("scan", "--verbose")
    assert verbose.err.startswith("Traceback")
    assert verbose.err.endswith(done.err)


def test_an_interruption(kombo_lint: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    break_rules(monkeypatch, KeyboardInterrupt())
    done = kombo_lint("scan")
    assert (done.status, done.out, done.err) == (130, "", "kombo-lint: error: interrupted\n")


def test_a_file_error_is_not_a_defect(kombo_lint: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    break_rules(monkeypatch, PermissionError(13, "Permission denied", "rules"))
    assert kombo_lint("rules").err == "kombo-lint: error: rules: Permission denied\n"


def spawn(*arguments: str, stdout: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kombo_lint", *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return subprocess.run(
        command, cwd=CHECKOUT, env=environment, stdout=stdout, stderr=subprocess.PIPE, text=True, check=False
    )


@pytest.mark.parametrize("arguments", [["--version"], ["--version", "scan"]])
def test_version(arguments: list[str]) -> None:
    done = spawn(*arguments)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"kombo-lint {__version__}\n", "")


@pytest.mark.parametrize("arguments", [["--version"], ["rules"], ["explain", "KMB101"], ["-h"]])
def test_a_reader_that_has_left_is_no_error(arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        assert spawn(*arguments, stdout=writer).stderr == ""
    finally:
        os.close(writer)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [["--version"], ["rules"], ["explain", "KMB101"]])
def test_a_full_disk_is_said(arguments: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = spawn(*arguments, stdout=full.fileno())
    assert (done.returncode, done.stderr) == (2, "kombo-lint: error: the output: No space left on device\n")


@pytest.mark.parametrize(
    ("program", "unwanted"),
    [
        ("sys.argv[1:] = ['--version']; from kombo_lint.__main__ import main; main()", "click"),
        ("from kombo_lint.cli import run; run(['-h'])", "rich"),
        ("from kombo_lint.cli import run; run(['rules'])", "rich"),
        ("from kombo_lint.cli import run; run(['explain', 'KMB101'])", "rich"),
        ("from kombo_lint.reporters import reporter; reporter('json'); reporter('concise')", "rich"),
        ("from kombo_lint.cli import run; run(['rules'])", "libcst"),
    ],
)
def test_nothing_slow_is_imported_in_vain(program: str, unwanted: str) -> None:
    check = f"import sys; {program}; sys.exit({unwanted!r} in sys.modules)"
    done = subprocess.run([sys.executable, "-c", check], cwd=CHECKOUT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")

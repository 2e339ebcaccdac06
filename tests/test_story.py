"""The walk-through of the README, command by command, in a copy of the example."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.test_readme import block

EXAMPLE = Path(__file__).parents[1] / "examples" / "hr_sync"


def commands() -> list[tuple[str, str]]:
    """Return each command with what it prints; a text that goes into it is part of it."""
    found: list[tuple[str, str]] = []
    for part in re.split(r"^\$ ", block("story"), flags=re.MULTILINE)[1:]:
        head, end, rest = part.partition("\nEND\n")
        command, _, printed = (f"{head}{end}".rstrip("\n"), "", rest) if end else part.partition("\n")
        found.append((command, printed))
    return found


def shape(text: str) -> str:
    """Return a text in which numbers do not count: the rules become more, and the days too."""
    return re.sub(r"\d+|[█░]+", "0", text)


def test_the_story(tmp_path: Path) -> None:
    folder = tmp_path / "hr_sync"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    told = commands()
    assert len(told) == 10
    for command, printed in told:
        words = ["bash", "-c", command]
        done = subprocess.run(
            words, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, check=False
        )
        assert done.stderr == b""
        assert shape(done.stdout.decode()) == shape(printed), command
    assert "== 503 or error_code(error) in SETUP_CODES:" in (folder / "hr_sync" / "teams.py").read_text()

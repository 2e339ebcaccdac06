"""Test doubles, fixed: run with the library that makes them, they answer a setup error as Kombo does now.

Nothing else that they answer changes. `doubles/` has for each example what is run beside it: the code
that it tests, or a test that asks its double.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.annotated import FIXED, Example, shape_examples
from tests.worlds.scenarios import AFTER, BEFORE, CHANGE

BESIDE = {
    example.name.partition(": ")[2]: example.files
    for example in shape_examples(Path(__file__).with_name("doubles") / "beside.py")
}
DOUBLES = [example for example in FIXED if example.name.startswith("KMB107")]


@pytest.mark.parametrize("double", DOUBLES, ids=lambda double: double.name)
def test_it_answers_as_kombo_does_now(
    double: Example, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    assert double.fixed
    path = [str(request.getfixturevalue("older_aiohttp"))] if "aioresponses" in double.name else []
    before, after = (
        answers(tmp_path / name, Example(double.name, files, ()), path)
        for name, files in (("before", double.unmarked), ("after", double.fixed))
    )
    assert any(map(is_stale, before))
    assert after == [[AFTER, body] if is_stale((status, body)) else [status, body] for status, body in before]


def is_stale(answer: Any) -> bool:  # noqa: ANN401 what was read as JSON
    """Say whether an answer has the status before the change, and one of its codes."""
    status, body = answer
    return status == BEFORE and (body.get("error") or {}).get("code") in CHANGE.codes


def answers(folder: Path, double: Example, path: list[str]) -> list[Any]:
    """Return what the double answers, in its order, when pytest runs it with what stands beside it."""
    beside = BESIDE[double.name.partition("Reported: ")[2]]
    for each in (double, Example("", beside, ()), Example("", (("seen.py", SEEN),), ())):
        each.write(folder)
    tests = [name for name, _ in beside if "test_" in name] or [double.files[-1][0]]
    command = [sys.executable, "-m", "pytest", "-s", "--rootdir=.", "-p", "no:cacheprovider"]
    command += ["-p", "pytest_httpx"] if "pytest-httpx" in double.name else []
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([*path, "."]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTEST_ADDOPTS": "",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    done = subprocess.run(
        [*command, *tests], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = (line.rpartition("SEEN ")[2] for line in done.stdout.splitlines() if "SEEN " in line)
    return [json.loads(line) for line in lines]


SEEN = """
import json

def seen(status, body):
    print(f"SEEN {json.dumps([int(status), body])}")
"""

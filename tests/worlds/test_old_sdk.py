"""What is fixed around the Kombo SDK does the same with an SDK of another age."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.annotated import Example, before_and_after, page_examples
from tests.worlds.runner import compare, program, worker

OLD = "kombo~=1.0.0"
ROOT = Path(__file__).parents[2]
PAGES = [example for page in (ROOT / "rules").glob("*/KMB*.md") for example in page_examples(page)]
PROGRAMS = [before_and_after(path) for path in sorted((Path(__file__).parent / "programs").glob("sdk_*.py"))]
WITH_SDK = [each for each in (*PROGRAMS, *PAGES) if each.fixed and "from kombo import" in each.files[-1][1]]


@pytest.fixture(scope="module")
def old_sdk(pytestconfig: pytest.Config) -> Path:
    """A folder with the old SDK, kept in pytest's cache."""
    assert pytestconfig.cache
    folder = Path(pytestconfig.cache.mkdir("sdk")) / OLD
    if not (folder / "kombo").is_dir():
        command = [sys.executable, "-m", "pip", "install", "-q", "--target", str(folder), OLD]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip("the old SDK cannot be downloaded")
    return folder


@pytest.mark.realworld
@pytest.mark.parametrize("example", WITH_SDK, ids=lambda example: example.name)
def test_the_fixed_program_does_what_the_original_did(example: Example, old_sdk: Path) -> None:
    assert example.entry
    assert example.fixed
    original, fixed = (program(files, example.entry) for files in (example.unmarked, example.fixed))
    with worker([old_sdk]) as at_work:
        assert [str(each) for each in compare(original, fixed, at_work)] == []

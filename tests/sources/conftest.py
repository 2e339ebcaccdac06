"""Small trees of files, in git or not."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


def write(files: dict[str, str], below: str = ".") -> None:
    """Write files, by path, below a folder."""
    for path, text in files.items():
        target = Path(below, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in no checkout and no package, which is the working directory."""
    place = tmp_path / "place"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def git() -> Callable[..., None]:
    """`git("add", "a.py")` runs that; the test is skipped where there is no git."""
    if shutil.which("git") is None:
        pytest.skip("there is no git here")

    def run(*words: str) -> None:
        who = (
            "-c",
            "user.name=test",
            "-c",
            "user.email=test@example.com",
            "-c",
            "protocol.file.allow=always",
        )
        subprocess.run(["git", *who, *words], check=True, capture_output=True)

    return run

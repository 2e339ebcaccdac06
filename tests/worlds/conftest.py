from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.worlds.runner import Worker, worker

if TYPE_CHECKING:
    from collections.abc import Iterator

OLD_SDK = "kombo==1.0.5"
OLDER_AIOHTTP = "aiohttp==3.13.2"
"""aioresponses 0.7.9 makes responses as aiohttp 3.13 has them, and fails with 3.14."""


@pytest.fixture(scope="session")
def newest() -> Iterator[Worker]:
    """A worker with the libraries that are installed."""
    with worker() as process:
        yield process


@pytest.fixture(scope="session")
def with_old_sdk(pytestconfig: pytest.Config) -> Iterator[Worker]:
    """A worker with the Kombo SDK 1.0, which stays in pytest's cache."""
    with worker([_installed(pytestconfig, OLD_SDK)]) as process:
        yield process


@pytest.fixture(scope="session")
def older_aiohttp(pytestconfig: pytest.Config) -> Path:
    """The folder with an aiohttp that aioresponses can work with, in pytest's cache."""
    return _installed(pytestconfig, OLDER_AIOHTTP)


def _installed(config: pytest.Config, what: str) -> Path:
    """Return the folder in pytest's cache that has a library at an older version; skip where it cannot be."""
    assert config.cache
    cache = config.cache.mkdir("worlds")
    folder = cache / what
    if not folder.exists():
        with tempfile.TemporaryDirectory(dir=cache) as name:
            new = Path(name, "library")
            # What it needs is there: it needs the same as the newest.
            options = ["-q", "--no-deps", "--retries=1", "--timeout=10", "--target", str(new), what]
            command = [sys.executable, "-m", "pip", "install", *options]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                pytest.skip(f"{what} cannot be installed: {done.stderr.strip()[-200:]}")
            try:
                new.rename(folder)
            except OSError:  # another process of pytest was first
                assert folder.exists()
    return folder

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


@pytest.fixture(scope="session")
def newest() -> Iterator[Worker]:
    """A worker with the libraries that are installed."""
    with worker() as process:
        yield process


@pytest.fixture(scope="session")
def with_old_sdk(pytestconfig: pytest.Config) -> Iterator[Worker]:
    """A worker with the Kombo SDK 1.0, which stays in pytest's cache."""
    assert pytestconfig.cache
    cache = pytestconfig.cache.mkdir("worlds")
    folder = cache / OLD_SDK
    if not folder.exists():
        with tempfile.TemporaryDirectory(dir=cache) as name:
            new = Path(name, "sdk")
            # What it needs is there: it needs the same as the newest.
            options = ["-q", "--no-deps", "--retries=1", "--timeout=10", "--target", str(new), OLD_SDK]
            command = [sys.executable, "-m", "pip", "install", *options]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                pytest.skip(f"{OLD_SDK} cannot be installed: {done.stderr.strip()[-200:]}")
            try:
                new.rename(folder)
            except OSError:  # another process of pytest was first
                assert folder.exists()
    with worker([folder]) as process:
        yield process

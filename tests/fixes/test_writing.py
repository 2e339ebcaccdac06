"""A file is written whole or not at all, and keeps what it is besides its text."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kombo_lint.fixes.writing import write_file

if TYPE_CHECKING:
    from pathlib import Path


def test_the_mode_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "job.py"
    path.write_bytes(b"old")
    path.chmod(0o750)
    write_file(path, b"new\r\n")
    assert path.read_bytes() == b"new\r\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o750


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.py").write_bytes(b"old")
    (tmp_path / "link.py").symlink_to("real.py")
    write_file(tmp_path / "link.py", b"new")
    assert (tmp_path / "link.py").is_symlink()
    assert (tmp_path / "real.py").read_bytes() == b"new"


def test_what_cannot_be_put_in_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "folder.py").mkdir()
    with pytest.raises(OSError, match=r"folder\.py"):
        write_file(tmp_path / "folder.py", b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["folder.py"]


WRITER = """
import sys
from pathlib import Path
from kombo_lint.fixes.writing import write_file
print("ready", flush=True)
while True:
    for text in (b"old" * 100_000, b"new" * 100_000):
        write_file(Path(sys.argv[1]), text)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
def test_killed_at_any_point_it_is_old_or_new(tmp_path: Path) -> None:
    path = tmp_path / "job.py"
    path.write_bytes(b"old" * 100_000)
    with subprocess.Popen([sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        for _ in range(200):
            assert path.read_bytes() in (b"old" * 100_000, b"new" * 100_000)
        os.kill(process.pid, signal.SIGKILL)
    assert path.read_bytes() in (b"old" * 100_000, b"new" * 100_000)

"""The small service of examples/: as it was, and what it should become."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from kombo_lint.findings import Confidence
from kombo_lint.fixes.writing import write_file
from kombo_lint.fixing import fix
from kombo_lint.registry import load_registry
from kombo_lint.scan import Options

EXAMPLES = Path(__file__).parents[1] / "examples"
OLD, MIGRATED = EXAMPLES / "hr_sync", EXAMPLES / "hr_sync_migrated"


def copied(example: Path, folder: Path) -> Path:
    """Copy an example below a folder, and return where it is."""
    return shutil.copytree(example, folder / example.name, ignore=shutil.ignore_patterns("__pycache__", ".*"))


def fix_all() -> None:
    """Do what `kombo-lint fix --unsafe` does in the current folder, and the changes of its README."""
    registry = load_registry()
    for path, data in fix(
        ["."], registry, Options(registry.rules, Confidence.LIKELY), unsafe=True
    ).after.items():
        write_file(Path(path), data)
    by_hand = re.findall(
        r"^```diff\n(.+?)^```$", Path("README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    done = subprocess.run(
        ["git", "apply", "-p0", "-"], input="".join(by_hand), text=True, capture_output=True, check=False
    )
    assert (done.stderr, done.returncode) == ("", 0)


def package(folder: Path) -> tuple[tuple[str, str], ...]:
    """Return the files of the service, without its tests."""
    files = sorted(folder.glob("hr_sync/*.py"))
    return tuple((file.relative_to(folder).as_posix(), file.read_text("utf-8")) for file in files)

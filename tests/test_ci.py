"""What the README and `action.yml` tell CI servers to run: it runs, and writes what is uploaded then."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from tests.cli.test_scan import AFFECTED
from tests.test_readme import CHECKOUT, section

ACTION: dict[str, Any] = yaml.safe_load((CHECKOUT / "action.yml").read_text(encoding="utf-8"))


def steps() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ACTION["runs"]["steps"]
    return found


def test_the_action_gives_values_to_the_shell_through_the_environment_alone() -> None:
    assert [step["run"] for step in steps() if "${{" in step.get("run", "")] == []
    used = set(re.findall(r"inputs\.([\w-]+)", (CHECKOUT / "action.yml").read_text(encoding="utf-8")))
    assert used == set(ACTION["inputs"])


def test_the_action_scans_and_leaves_what_it_uploads(tmp_path: Path) -> None:
    """The step with the scan, with a shell as GitHub starts it."""
    (tmp_path / "client.py").write_text(AFFECTED)
    binaries = tmp_path / "temp" / "kombo-lint" / "bin"
    binaries.mkdir(parents=True)
    (binaries / "kombo-lint").symlink_to(Path(sys.executable).with_name("kombo-lint"))
    (scan,) = (step for step in steps() if "PATHS" in step.get("env", {}))
    environment = {
        **os.environ,
        "RUNNER_TEMP": str(tmp_path / "temp"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "PATHS": "client.py",
        "ARGS": "--select KMB101 $(touch hacked)",
    }
    bash = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", scan["run"]]
    done = subprocess.run(bash, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    environment["ARGS"] = "--select KMB101"
    done = subprocess.run(bash, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("::error title=KMB101 status-branch,file=client.py,line=6,")
    assert (tmp_path / "summary.md").read_text().startswith("<!-- kombo-lint -->\n")
    uploaded = steps()[-1]["with"]["sarif_file"]
    assert (tmp_path / uploaded).exists()
    assert not (tmp_path / "hacked").exists()


@pytest.mark.parametrize("form", ["gitlab", "junit"])
def test_what_the_readme_gives_to_a_server_is_what_it_is_told_to_read(form: str) -> None:
    (command, file) = re.findall(
        rf"^ +-? ?(kombo-lint scan .*--format {form}=(\S+))$", section("Gate"), re.MULTILINE
    )[0]
    assert command
    assert section("Gate").count(file) == 2

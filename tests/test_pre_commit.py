"""The hooks, run by pre-commit itself in a scratch repository; they come from the files of this checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
SHIPPED = ("kombo_lint", "rules", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
CLIENT = """\
import requests


def get(path):
    return requests.get("https://api.kombo.dev/v1" + path, timeout=10)
"""
JOBS = """\
from client import get


def jobs():
    resp = get("/ats/jobs")
    if resp.status_code == 503:
        raise ConnectionError("try again later")
    return resp.json()
"""
PLAIN = "import csv\n"
MENDED = "    if resp.status_code == 503 or error_code(resp) in SETUP_CODES:\n"


@dataclass(frozen=True)
class Repository:
    """A scratch repository in which pre-commit is installed."""

    folder: Path
    environment: dict[str, str]

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )

    def write(self, **modules: str) -> None:
        for name, text in modules.items():
            (self.folder / f"{name}.py").write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.folder / f"{name}.py").read_text(encoding="utf-8")

    def commit(self, *files: str) -> tuple[bool, str]:
        """Stage the files and commit; return whether that went through, and what was said."""
        if files:
            self.run("git", "add", *files)
        done = self.run("git", "commit", "-q", "-m", "change")
        return done.returncode == 0, done.stdout + done.stderr


def git(folder: Path, *words: str, environment: dict[str, str]) -> str:
    done = subprocess.run(
        ["git", *words], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which git and pre-commit know nothing of this machine's user or repository."""
    home = tmp_path_factory.mktemp("home")
    (home / ".gitconfig").write_text(
        "[user]\nname = a\nemail = a@example.com\n[init]\ndefaultBranch = main\n[safe]\ndirectory = *\n"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
    path = f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}"
    return kept | {
        "GIT_CONFIG_GLOBAL": str(home / ".gitconfig"),
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
        "PATH": path,
    }


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> str:
    """The configuration of pre-commit with both hooks, from a repository with the files of this checkout."""
    folder = tmp_path_factory.mktemp("kombo-lint")
    for name in SHIPPED:
        source = CHECKOUT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    git(folder, "init", "-q", environment=environment)
    git(folder, "add", "-A", environment=environment)
    git(folder, "commit", "-q", "-m", "all", environment=environment)
    revision = git(folder, "rev-parse", "HEAD", environment=environment)
    return f"repos:\n- repo: {folder.as_uri()}\n  rev: {revision}\n  hooks:\n"


@pytest.fixture
def repository(tmp_path: Path, environment: dict[str, str], hooks: str) -> Repository:
    """A repository with a client of Kombo in one file and nothing else; `kombo-lint` is its hook."""
    scratch = Repository(tmp_path, environment)
    git(tmp_path, "init", "-q", environment=environment)
    (tmp_path / ".pre-commit-config.yaml").write_text(f"{hooks}  - id: kombo-lint\n")
    (tmp_path / "kombo-lint.toml").write_text('ignore = ["KMB104"]\n')  # nobody calls the client yet
    scratch.write(client=CLIENT, plain=PLAIN)
    installed = scratch.run(sys.executable, "-m", "pre_commit", "install", "--install-hooks")
    assert installed.returncode == 0, installed.stdout + installed.stderr
    assert scratch.commit("-A")[0]
    return scratch


def test_the_gate_and_the_fix(repository: Repository, hooks: str) -> None:
    """The client lives in a file that is not part of the commit."""
    repository.write(jobs=JOBS)
    passed, said = repository.commit("jobs.py")
    assert not passed
    assert "jobs.py:6:8: KMB101" in said
    assert "client.py:5: sends a request to https://api.kombo.dev/v1" in said

    fixing = repository.folder / "fix.yaml"
    fixing.write_text(f"{hooks}  - id: kombo-lint-fix\n")
    done = repository.run(sys.executable, "-m", "pre_commit", "run", "-c", "fix.yaml", "--files", "jobs.py")
    assert done.returncode == 1
    assert "files were modified by this hook" in done.stdout
    assert MENDED in repository.read("jobs")

    assert repository.commit("jobs.py")[0]


def test_a_file_that_is_not_affected(repository: Repository) -> None:
    repository.write(plain=f"{PLAIN}\nSTATUS = 503\n")
    assert repository.commit("plain.py")[0]


def test_only_what_is_in_the_commit_is_reported(repository: Repository) -> None:
    repository.write(jobs=JOBS)
    assert repository.run("git", "add", "jobs.py").returncode == 0
    assert repository.run("git", "commit", "-q", "--no-verify", "-m", "before the gate").returncode == 0
    repository.write(plain=f"{PLAIN}\nSTATUS = 503\n")
    assert repository.commit("plain.py")[0]
    repository.write(jobs=JOBS.replace("jobs()", "all_jobs()"))
    passed, said = repository.commit("jobs.py")
    assert not passed
    assert "KMB101" in said


def test_what_is_not_staged_stays_as_it_is(repository: Repository) -> None:
    mended = JOBS.replace("== 503", ">= 400")
    repository.write(jobs=mended)
    repository.run("git", "add", "jobs.py")
    repository.write(jobs=JOBS)
    passed, said = repository.commit()
    assert passed, said
    assert repository.read("jobs") == JOBS
    assert repository.run("git", "show", "HEAD:jobs.py").stdout == mended


@pytest.mark.parametrize(
    ("between", "fixed"), [("\n\nNUMBERS = (\n    1,\n    2,\n    3,\n)\n", True), ("", False)]
)
def test_the_fix_of_a_partly_staged_file_keeps_what_is_not_staged(
    repository: Repository, hooks: str, between: str, fixed: bool
) -> None:
    """Where both touch the same lines, pre-commit takes the fix back."""
    (repository.folder / ".pre-commit-config.yaml").write_text(f"{hooks}  - id: kombo-lint-fix\n")
    assert repository.commit(".pre-commit-config.yaml")[0]
    staged = JOBS + between
    repository.write(jobs=staged)
    repository.run("git", "add", "jobs.py")
    repository.write(jobs=f"{staged}\nNOT_STAGED = True\n")
    passed, _ = repository.commit()
    assert not passed
    assert (MENDED in repository.read("jobs")) is fixed
    assert repository.read("jobs").endswith("\nNOT_STAGED = True\n")
    assert repository.run("git", "show", ":jobs.py").stdout == staged

"""`kombo-lint init`, in repositories of several kinds."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml  # type: ignore[import-untyped]

from kombo_lint import __version__
from kombo_lint.adoption import Source
from kombo_lint.adoption.configuration import MEANINGS
from kombo_lint.adoption.hooks import hook
from kombo_lint.config.keys import EXAMPLES, read
from tests.sources.test_changes import git

if TYPE_CHECKING:
    from tests.cli.conftest import Command

HOOKS = "repos:\n- repo: https://git.example/hooks\n  rev: v6.0.0\n  hooks:\n  - id: check-toml\n"


def parsed(file: str) -> Any:  # noqa: ANN401
    return yaml.safe_load(Path(file).read_text(encoding="utf-8"))


def test_an_empty_folder_gets_a_configuration_alone(kombo_lint: Command) -> None:
    done = kombo_lint("init", "--yes")
    assert (done.status, done.err) == (0, "")
    assert [path.name for path in Path().iterdir()] == ["kombo-lint.toml"]
    assert kombo_lint("scan").status == 0
    again = kombo_lint("init", "--yes")
    assert again.out.startswith("Nothing to set up: it is all there.\n")


@pytest.mark.parametrize("before", ["", '[project]\nname = "shop"\n', '[project]\nname = "shop"'])
def test_a_pyproject_gets_a_table(kombo_lint: Command, before: str) -> None:
    Path("pyproject.toml").write_text(before)
    kombo_lint("init", "--yes")
    assert Path("pyproject.toml").read_text().startswith(before)
    assert read(Path("pyproject.toml")) is not None
    assert not Path("kombo-lint.toml").exists()


def test_line_ends_stay_as_they_are(kombo_lint: Command) -> None:
    Path("pyproject.toml").write_bytes(b'[project]\r\nname = "shop"\r\n')
    kombo_lint("init", "--yes")
    data = Path("pyproject.toml").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > 10


def test_every_key_is_in_the_comments_and_right(kombo_lint: Command) -> None:
    kombo_lint("init", "--yes")
    file = Path("kombo-lint.toml")
    text = file.read_text()
    assert MEANINGS.keys() == EXAMPLES.keys()
    file.write_text(re.sub(r"^# ([\w-]+ = )", r"\1", text, flags=re.MULTILINE))
    found = read(file)
    assert found is not None
    assert found.require_reason
    assert found.clients


@pytest.mark.parametrize(
    "before",
    [
        HOOKS,
        HOOKS.rstrip(),
        HOOKS.replace("\n-", "\n  -")
        .replace("\n  rev", "\n    rev")
        .replace("\n  hooks:\n  -", "\n    hooks:\n    -"),
        f"fail_fast: true\n{HOOKS}\n# the end\nexclude: vendor/\n",
    ],
)
@pytest.mark.parametrize(
    "source", [Source("kombo-lint==1.0"), Source("", "https://git.example/kombo-lint", "v1.0")]
)
def test_a_hook_is_added(tmp_path: Path, before: str, source: Source) -> None:
    file = tmp_path / ".pre-commit-config.yaml"
    file.write_text(before)
    proposal = hook(tmp_path, source)
    assert proposal is not None
    was, now = yaml.safe_load(before), yaml.safe_load(proposal.after)
    assert now["repos"][:-1] == was["repos"]
    assert now["repos"][-1]["hooks"][0]["id"] == "kombo-lint"
    assert {**now, "repos": was["repos"]} == was
    file.write_text(proposal.after)
    command = [sys.executable, "-m", "pre_commit", "validate-config", str(file)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert hook(tmp_path, source) is None


def test_a_configuration_of_another_form_is_left(kombo_lint: Command) -> None:
    Path("kombo-lint.toml").touch()
    before = "repos: [{repo: local, hooks: []}]\n"
    Path(".pre-commit-config.yaml").write_text(before)
    done = kombo_lint("init", "--yes")
    assert "add this to its `repos`" in done.out
    assert f'additional_dependencies: ["kombo-lint=={__version__}"]' in done.out
    assert Path(".pre-commit-config.yaml").read_text() == before


def test_a_workflow_for_github(kombo_lint: Command) -> None:
    git("init", "-q", "-b", "trunk")
    Path(".github/workflows").mkdir(parents=True)
    kombo_lint("init", "--yes")
    workflow = parsed(".github/workflows/kombo-lint.yml")
    assert workflow[True]["push"] == {"branches": ["trunk"]}
    runs = [step["run"] for step in workflow["jobs"]["kombo-lint"]["steps"] if "run" in step]
    assert runs[1].startswith("kombo-lint scan --format github --format sarif=kombo-lint.sarif ")


def test_a_job_for_gitlab(kombo_lint: Command) -> None:
    Path(".gitlab-ci.yml").write_text("test:\n  script: pytest\n")
    kombo_lint("init", "--yes")
    jobs = parsed(".gitlab-ci.yml")
    assert jobs["test"] == {"script": "pytest"}
    assert jobs["kombo-lint"]["artifacts"]["reports"] == {"codequality": "gl-code-quality-report.json"}


def test_for_azure_it_says_what_to_add(kombo_lint: Command) -> None:
    Path("azure-pipelines.yml").write_text("steps: []\n")
    assert "azure-pipelines.yml: add this to its steps:\n- script: |\n" in kombo_lint("init", "--yes").out


@pytest.mark.parametrize(("answers", "written"), [("y\ny\n", [1, 1]), ("n\ny\n", [0, 1]), ("\nn\n", [1, 0])])
def test_each_file_is_asked_for(
    kombo_lint: Command, monkeypatch: pytest.MonkeyPatch, answers: str, written: list[int]
) -> None:
    Path(".gitlab-ci.yml").write_text("")
    given = iter(answers.splitlines())
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda prompt: next(given))
    kombo_lint("init")
    assert [Path("kombo-lint.toml").exists(), bool(Path(".gitlab-ci.yml").read_text())] == written


def test_a_diff_changes_nothing(kombo_lint: Command) -> None:
    done = kombo_lint("init", "--diff")
    assert "+# select = [" in done.out
    assert list(Path().iterdir()) == []


def test_from_a_folder_below(kombo_lint: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    git("init", "-q")
    Path("app").mkdir()
    monkeypatch.chdir("app")
    kombo_lint("init", "--yes")
    assert Path("../kombo-lint.toml").exists()

"""The step in the CI that a repository has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kombo_lint.adoption import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kombo_lint.adoption import Source

_GITHUB = """\
name: kombo-lint

on:
  pull_request:
  push:
    branches: [{branch}]

permissions:
  contents: read
  security-events: write

jobs:
  kombo-lint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.13"
      - run: python -m pip install "{requirement}"
      - run: >-
          kombo-lint scan --format github --format sarif=kombo-lint.sarif
          --format markdown=$GITHUB_STEP_SUMMARY
      - uses: github/codeql-action/upload-sarif@v3
        if: always()
        with:
          sarif_file: kombo-lint.sarif
          category: kombo-lint
"""
_GITLAB = """\
kombo-lint:
  image: python:3.13
  script:
    - python -m pip install "{requirement}"
    - kombo-lint scan --format text --format gitlab=gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
"""
_AZURE = """\
- script: |
    python -m pip install "{requirement}"
    kombo-lint scan --format text --format junit=kombo-lint.xml
- task: PublishTestResults@2
  condition: always()
  inputs:
    testResultsFiles: kombo-lint.xml
"""


def steps(root: Path, source: Source, branch: str) -> Iterator[Proposal]:
    """Yield what each CI of a repository gets, as far as it has none of kombo-lint yet."""
    workflows = root / ".github" / "workflows"
    if workflows.is_dir() and not any(
        "kombo-lint" in _text(file) for file in sorted(workflows.glob("*.y*ml"))
    ):
        text = _GITHUB.format(requirement=source.requirement, branch=branch)
        yield Proposal(workflows / "kombo-lint.yml", "a workflow of GitHub", "", text)
    gitlab = root / ".gitlab-ci.yml"
    if gitlab.exists() and "kombo-lint" not in (before := _text(gitlab)):
        job = _GITLAB.format(requirement=source.requirement)
        yield Proposal(gitlab, "a job of GitLab", before, f"{before.rstrip()}\n\n{job}".lstrip())
    azure = root / "azure-pipelines.yml"
    if azure.exists() and "kombo-lint" not in _text(azure):
        yield Proposal(azure, f"add this to its steps:\n{_AZURE.format(requirement=source.requirement)}")


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")

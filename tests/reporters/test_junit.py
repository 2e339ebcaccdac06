from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from junitparser import JUnitXml
from xmlschema import XMLSchema

from kombo_lint.reporters import printable
from tests.reporters.conftest import HOSTILE

if TYPE_CHECKING:
    from kombo_lint.findings import Finding
    from tests.reporters.conftest import Rendered

SCHEMA = XMLSchema(Path(__file__).with_name("junit.xsd"))


def test_the_schema_is_kept_to(rendered: Rendered, fixed: Finding, policy: Finding, hostile: Finding) -> None:
    for findings in ([], [fixed, policy], [hostile]):
        SCHEMA.validate(rendered("junit", *findings))


def test_the_schema_is_not_made_for_kombo_lint_alone(tmp_path: Path) -> None:
    """Another tool's report keeps to it too."""
    test = "import pytest\ndef test_a(): pass\ndef test_b(): assert 0\ndef test_c(): pytest.skip('no')\n"
    (tmp_path / "test_it.py").write_text(test)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--junitxml=report.xml"]
    env = {**os.environ, "PYTEST_ADDOPTS": ""}
    subprocess.run([*command, "test_it.py"], cwd=tmp_path, env=env, check=False, capture_output=True)
    SCHEMA.validate(str(tmp_path / "report.xml"))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [('line="12"', 'line="twelve"'), ("failure", "finding"), ('failures="1"', 'failures="-1"')],
)
def test_the_schema_refuses_another_form(rendered: Rendered, branch: Finding, right: str, wrong: str) -> None:
    text = rendered("junit", branch)
    assert right in text
    assert not SCHEMA.is_valid(text.replace(right, wrong))


def test_what_a_ci_server_counts(rendered: Rendered, branch: Finding, policy: Finding) -> None:
    report = JUnitXml.fromstring(rendered("junit", branch, policy).encode())
    assert (report.tests, report.failures, report.errors) == (2, 2, 0)
    (suite,) = report
    assert (suite.name, suite.tests, suite.failures) == ("app/client.py", 2, 2)
    assert [case.name for case in suite] == [
        "KMB102 status-retry at line 4",
        "KMB101 status-branch at line 12",
    ]


def test_nothing_found_is_a_test_that_passes(rendered: Rendered) -> None:
    report = JUnitXml.fromstring(rendered("junit").encode())
    assert (report.tests, report.failures, report.errors) == (1, 0, 0)


def test_a_hostile_finding_is_one_test(rendered: Rendered, hostile: Finding) -> None:
    report = JUnitXml.fromstring(rendered("junit", hostile).encode())
    ((case,),) = report
    (failure,) = case.result
    assert failure.message == printable(HOSTILE)
    assert failure.text.splitlines()[-1] == f"help: {printable(HOSTILE)}"

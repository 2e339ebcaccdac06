"""A finding as the protocol has it, also one that means harm."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.protocol import default_converter
from pygls.workspace import PositionCodec

from kombo_lint.editor.diagnostics import Places, diagnostic
from kombo_lint.editor.jobs import Looked
from kombo_lint.findings import Finding, Step
from kombo_lint.registry import load_registry
from tests.reporters.conftest import HOSTILE
from tests.reporters.conftest import branch as branch

AT = types.Range(types.Position(11, 7), types.Position(11, 30))


def shown(finding: Finding, related: bool) -> types.Diagnostic:
    looked = Looked({}, {}, {("app/client.py", 11): "\tsend()  \n"}, (), load_registry())
    places = Places("/shop", {"app/client.py": "file:///opened.py"}, PositionCodec(), related)
    return diagnostic(finding, AT, looked, places)


def test_evidence_is_where_it_stands(branch: Finding) -> None:
    one, other = shown(branch, True).related_information or ()
    assert one.location == types.Location(
        (Path("/shop").absolute() / "app" / "settings.py").as_uri(),
        types.Range(types.Position(2, 0), types.Position(2, 0)),
    )
    assert other.location == types.Location(
        "file:///opened.py", types.Range(types.Position(10, 1), types.Position(10, 7))
    )
    assert shown(branch, True).message == "a setup error no longer comes here\nhelp: ask error.code first"


def test_an_editor_that_shows_no_evidence_has_it_in_the_message(branch: Finding) -> None:
    assert shown(branch, False).related_information is None
    assert shown(branch, False).message.splitlines()[1:3] == [
        "because app/settings.py:3: the address is https://api.kombo.dev/v1",
        "because app/client.py:11: the request is sent",
    ]


@pytest.mark.parametrize("related", [True, False])
def test_nothing_in_a_finding_steers_the_editor(branch: Finding, related: bool) -> None:
    hostile = replace(branch, message=HOSTILE, help=HOSTILE, evidence=(Step(HOSTILE, 1, HOSTILE),))
    found = shown(hostile, related)
    plain = default_converter().unstructure(found)  # type: ignore[no-untyped-call]
    coded = json.dumps(plain, ensure_ascii=False).encode("utf-8")
    assert re.search(r"[\x00-\x08\x0b-\x1f\x7f]|\\\\u00(?:[01]|7f)", coded.decode()) is None
    assert len(found.message.splitlines()) == (2 if related else 3)

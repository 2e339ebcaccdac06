"""A misspelt code, fixed: the program does at the right code what was written for the other.

The original does that when Kombo answers with the code as it is misspelt; all other answers find both alike.
"""

from __future__ import annotations

import ast
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kombo_lint.fixing import fix
from kombo_lint.scan import Options
from tests.annotated import PAGES, Example, page_examples
from tests.worlds.runner import Worker, program
from tests.worlds.scenarios import REGISTRY
from tests.worlds.server import Answer

if TYPE_CHECKING:
    from pathlib import Path

    from kombo_lint.fixing import Fixed
    from tests.worlds.observe import Observation

(API,) = REGISTRY.apis
REFUSED = "ResponseValidationError"
"""What the SDK raises at a code that it does not know, a misspelt one above all."""
REPORTED = [
    example
    for page in PAGES
    for example in page_examples(page)
    if example.expected and example.name.startswith("KMB302")
]


@pytest.mark.parametrize("example", REPORTED, ids=lambda example: example.name)
def test_what_was_written_for_the_misspelt_code_runs(
    example: Example, newest: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    example.write(tmp_path, marked=False)
    monkeypatch.chdir(tmp_path)
    done = fix(["."], REGISTRY, Options(REGISTRY.selected(["KMB302"])), unsafe=True)
    if example.entry is None:
        assert done.fixed == ()  # it is not sure which code is meant
        return
    words = misspelt(done)
    after = {path: data.decode() for path, data in done.after.items()}
    original, fixed = (
        program([(path, more.get(path, text)) for path, text in example.unmarked], example.entry)
        for more in ({}, after)
    )
    wanted = newest.run(original, [error(as_misspelt(code, words)) for code in API.codes])
    before = newest.run(original, [error(code) for code in API.codes])
    seen = newest.run(fixed, [error(code) for code in API.codes])
    assert all(each.requests for each in wanted)
    assert before != seen
    for was, now, right in zip(before, seen, wanted, strict=True):
        if REFUSED in right.outcome and REFUSED not in was.outcome:
            assert now != was
        else:
            assert in_those_words(now, words) == right


def misspelt(done: Fixed) -> dict[str, str]:
    """Map what fixes write to what stood there."""
    words = {}
    for edit in (edit for finding in done.fixed if finding.fix for edit in finding.fix.edits):
        start, end = edit.location.start, edit.location.end
        line = done.before[edit.location.path].decode().split("\n")[start.line - 1]
        text = line[start.column - 1 : end.column - 1]
        words[ast.literal_eval(edit.replacement)] = ast.literal_eval(text)
    return words


def as_misspelt(text: str, words: dict[str, str]) -> str:
    for right, wrong in words.items():
        text = text.replace(right, wrong)
    return text


def in_those_words(seen: Observation, words: dict[str, str]) -> Observation:
    """Return what was seen as it is with the misspelt codes: programs hand on the code that they get."""
    events = tuple(as_misspelt(event, words) for event in seen.events)
    return replace(seen, outcome=as_misspelt(seen.outcome, words), events=events)


def error(code: str) -> tuple[Answer, ...]:
    body = {"code": code, "title": None, "message": "Words that may change.", "log_url": None}
    return (Answer(400, json.dumps({"status": "error", "error": body}).encode()),)

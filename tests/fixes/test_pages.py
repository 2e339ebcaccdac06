"""What a page shows after the fix is what the fix makes; tests/worlds shows that it is safe."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kombo_lint.fixing import fix
from kombo_lint.registry import load_registry
from kombo_lint.scan import Options
from tests.annotated import page_examples

if TYPE_CHECKING:
    from tests.annotated import Example

PAGES = sorted((Path(__file__).parents[2] / "rules").glob("*/KMB*.md"))
FIXED = [example for page in PAGES for example in page_examples(page) if example.fixed]


@pytest.mark.parametrize("example", FIXED, ids=lambda example: example.name)
def test_the_fix_makes_what_the_page_shows(
    example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, text in example.unmarked:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    registry = load_registry()
    done = fix(["."], registry, Options(registry.rules))
    files = dict(example.unmarked) | {path: data.decode() for path, data in done.after.items()}
    assert {path: text.strip() for path, text in files.items()} == {
        path: text.strip() for path, text in example.fixed or ()
    }
    assert done.left == ()

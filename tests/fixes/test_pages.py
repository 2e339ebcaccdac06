"""What a page shows after the fix is what the fix makes; tests/worlds shows that it is safe."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kombo_lint.fixing import fix
from kombo_lint.registry import load_registry
from kombo_lint.scan import Options
from tests.annotated import FIXED

if TYPE_CHECKING:
    from tests.annotated import Example


@pytest.mark.parametrize("example", FIXED, ids=lambda example: example.name)
def test_the_fix_makes_what_the_page_shows(
    example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    example.write(tmp_path, marked=False)
    monkeypatch.chdir(tmp_path)
    registry = load_registry()
    done = fix(["."], registry, Options(registry.rules), unsafe=example.unsafe)
    files = dict(example.unmarked) | {path: data.decode() for path, data in done.after.items()}
    assert {path: text.strip() for path, text in files.items()} == {
        path: text.strip() for path, text in example.fixed or ()
    }
    assert [finding for finding, _ in done.left if finding.code == example.name[:6]] == []

"""The language server without what it needs; tests/editor/ has it with an editor."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Command


@pytest.mark.parametrize("missing", ["pygls", "lsprotocol"])
def test_without_the_extra(kombo_lint: Command, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    for name in [name for name in sys.modules if name.startswith(("kombo_lint.editor", missing))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    done = kombo_lint("lsp")
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "kombo-lint: error: the language server needs pygls: python -m pip install 'kombo-lint[lsp]'\n"
    )


def test_a_person_is_told_who_starts_it(kombo_lint: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    done = kombo_lint("lsp")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("kombo-lint: error: an editor starts this")

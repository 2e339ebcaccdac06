from __future__ import annotations

import io
import re
import sys
from typing import TYPE_CHECKING

from kombo_lint.cli import progress as module
from kombo_lint.cli.progress import progress

if TYPE_CHECKING:
    import pytest


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    out = Terminal()
    monkeypatch.setattr(sys, "stderr", out)
    monkeypatch.setenv("TERM", "xterm")
    return out


def test_the_bar_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    out = terminal(monkeypatch)
    with progress() as on_progress:
        on_progress(1, 10)
    assert out.getvalue() == ""


def test_the_bar_shows_how_far_it_is_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    out = terminal(monkeypatch)
    monkeypatch.setattr(module, "PATIENCE", -1.0)
    with progress() as on_progress:
        on_progress(3, 10)
        on_progress(7, 10)
    shown = out.getvalue()
    assert "7/10" in re.sub(r"\x1b\[[0-9;]*m| ", "", shown)
    assert shown.endswith("\x1b[2K")

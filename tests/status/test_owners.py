"""Who owns a file, as GitHub and GitLab read CODEOWNERS."""

from __future__ import annotations

from pathlib import Path

import pytest

from kombo_lint.status.owners import Owners

GITHUB = """\
# everything
*       @org/all
*.py    @python dev@example.com  # the last line that fits counts
/app/   @app
app/hr/ @hr @people
app/open/
/a\\ b.py @blank
"""
GITLAB = "* @all\n\n[Security][2] @sec\nauth/\napi/ @api\n\n^[Docs]\n*.md @docs\n"


@pytest.mark.parametrize(
    ("text", "path", "owners"),
    [
        (GITHUB, "README.md", ["@org/all"]),
        (GITHUB, "lib/x.py", ["@python", "dev@example.com"]),
        (GITHUB, "app/x.py", ["@app"]),
        (GITHUB, "lib/app/x.py", ["@python", "dev@example.com"]),
        (GITHUB, "app/hr/x.py", ["@hr", "@people"]),
        (GITHUB, "app/open/x.py", []),
        (GITLAB, "auth/x.py", ["@all", "@sec"]),
        (GITLAB, "api/x.py", ["@all", "@api"]),
        (GITLAB, "x.md", ["@all", "@docs"]),
        ("", "x.py", []),
    ],
)
@pytest.mark.parametrize("place", ["CODEOWNERS", ".github/CODEOWNERS"])
def test_owners(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, text: str, path: str, owners: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text(text)
    assert Owners().of(path) == owners
    Path("app").mkdir()
    monkeypatch.chdir("app")
    assert Owners().of(f"../{path}") == owners


def test_without_the_file_nobody_owns_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Owners().of("x.py") == []

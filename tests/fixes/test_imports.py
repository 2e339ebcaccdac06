"""A helper module is imported by the name that Python knows it by, among the imports there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from kombo_lint.fixing import Fixed, fix
from kombo_lint.registry import load_registry
from kombo_lint.scan import Options

REQUEST = """

def teams():
    resp = {}.get("https://api.kombo.dev/v1/hris/teams", timeout=10)
    if resp.status_code == 503:
        return None
    return resp.json()
"""


def fixed(path: str, head: str, helper: str, packages: str, library: str = "requests") -> Fixed:
    files = {path: head + REQUEST.format(library), **{f"{each}/__init__.py": "" for each in packages.split()}}
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    registry = load_registry()
    return fix(["."], registry, Options(registry.selected(["KMB101", "KMB103"]), helper=helper))


@pytest.mark.parametrize(
    ("path", "packages", "helper", "module"),
    [
        ("app/sync.py", "app", "app/errors.py", "app.errors"),
        ("main.py", "app", "app/errors.py", "app.errors"),
        ("src/app/hr/sync.py", "src/app src/app/hr", "src/app/errors.py", "app.errors"),
        ("tests/test_sync.py", "src/app", "src/app/errors.py", "app.errors"),
        ("main.py", "", "errors.py", "errors"),
        ("main.py", "", "app/errors.py", "app.errors"),
        ("scripts/sync.py", "", "scripts/errors.py", "errors"),
        ("scripts/sync.py", "", "other/errors.py", None),
    ],
)
def test_the_name_of_the_module(
    path: str,
    packages: str,
    helper: str,
    module: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    done = fixed(path, "import requests\n", helper, packages)
    if module is None:
        assert [reason for _, reason in done.left] == [
            f"it is not clear by which name {helper} is imported here"
        ]
        return
    assert f"from {module} import SETUP_CODES, error_code\n" in done.after[path].decode()
    assert done.left == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("import requests\n", "import requests\n\nfrom app.errors import SETUP_CODES, error_code\n"),
        (
            "import requests\n\nfrom app import a\nfrom app.x import y\n",
            "import requests\n\nfrom app import a\nfrom app.errors import SETUP_CODES, error_code\n"
            "from app.x import y\n",
        ),
        (
            "import requests\n\nfrom app.errors import Broken\n",
            "import requests\n\nfrom app.errors import SETUP_CODES, Broken, error_code\n",
        ),
        (
            "import requests\n\nfrom app import y\n\nerror_code = 1\n",
            "import requests\n\nfrom app import y\nfrom app.errors import SETUP_CODES\n"
            "from app.errors import error_code as error_code_2\n\nerror_code = 1\n",
        ),
        (
            "import requests\n\nfrom app.errors import SETUP_CODES, error_code as code_of\n",
            "import requests\n\nfrom app.errors import SETUP_CODES, error_code as code_of\n",
        ),
    ],
)
def test_the_place_of_the_import(
    before: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("app").mkdir()
    Path("app/errors.py").write_text('"""Errors."""\n', encoding="utf-8")
    done = fixed("app/sync.py", before, "app/errors.py", "app")
    assert done.after["app/sync.py"].decode().startswith(f"{after}\n\ndef teams")


WAITED = """\
import aiohttp


async def groups(session: aiohttp.ClientSession):
    async with session.get("https://api.kombo.dev/v1/hris/groups") as resp:
        if resp.status == 503:
            return None
        return await resp.json()
"""


def test_two_readers_in_one_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("app").mkdir()
    Path("app/groups.py").write_text(WAITED, encoding="utf-8")
    done = fixed("app/teams.py", "import requests\n", "app/errors.py", "app")
    written = done.after["app/errors.py"].decode()
    assert [line for line in written.splitlines() if line.startswith(("def", "async", "SETUP", "from"))] == [
        "from typing import Any",
        'def error_code(response: Any) -> "str | None":',
        "SETUP_CODES = (",
        'async def read_error_code(response: Any) -> "str | None":',
    ]
    assert "from app.errors import SETUP_CODES, read_error_code\n" in done.after["app/groups.py"].decode()
    assert len(done.fixed) == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from typing import TYPE_CHECKING\n", "from typing import TYPE_CHECKING, Any\n"),
        ("from typing import cast, Dict\n", "from typing import cast, Dict, Any\n"),
        (
            "from typing import (\n    Dict,\n    cast,\n)\n",
            "from typing import (\n    Any,\n    Dict,\n    cast,\n)\n",
        ),
        ("from typing import cast as c\n", "from typing import Any\nfrom typing import cast as c\n"),
    ],
)
def test_a_name_goes_into_the_import_that_is_there(
    before: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("app.py").write_text(before + "\nimport requests\n" + REQUEST.format("requests"), encoding="utf-8")
    registry = load_registry()
    done = fix(["."], registry, Options(registry.selected(["KMB101"])))
    assert done.after["app.py"].decode().startswith(f"{after}\nimport requests\n")

"""Where the check for setup errors goes, and where there is none; KMB104's page has whole programs."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

import pytest

from kombo_lint.fixing import Fixed, fix
from kombo_lint.registry import load_registry
from kombo_lint.scan import Options

HEAD = """\
import aiohttp, httpx, requests, urllib.request
from kombo import Kombo, errors
URL = "https://api.kombo.dev/v1/hris/employees"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def fixed() -> Fixed:
    registry = load_registry()
    return fix(["."], registry, Options(registry.selected(["KMB104"])), unsafe=True)


def function(body: str, head: str) -> str:
    return f"{head}\n{indent(dedent(body).strip(), '    ')}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            """
            resp = requests.get(URL)
            if resp.status_code == 404:
                return None
            resp.raise_for_status()
            """,
            """
            resp = requests.get(URL)
            raise_for_setup(error_code(resp))
            if resp.status_code == 404:
                return None
            resp.raise_for_status()
            """,
        ),
        (
            """
            resp = requests.get(URL)
            if tell is None:
                return None
            elif resp.ok:
                return resp.json()
            """,
            """
            resp = requests.get(URL)
            raise_for_setup(error_code(resp))
            if tell is None:
                return None
            elif resp.ok:
                return resp.json()
            """,
        ),
        (
            "return requests.get(URL, timeout=30).json()",
            """
            response = requests.get(URL, timeout=30)
            raise_for_setup(error_code(response))
            return response.json()
            """,
        ),
        (
            """
            response = None
            rows = requests.get(
                URL,
                timeout=30,
            ).json()["data"]  # all of them
            """,
            """
            response = None
            resp = requests.get(
                URL,
                timeout=30,
            )
            raise_for_setup(error_code(resp))
            rows = resp.json()["data"]  # all of them
            """,
        ),
        (
            "requests.delete(URL).raise_for_status()",
            """
            response = requests.delete(URL)
            raise_for_setup(error_code(response))
            response.raise_for_status()
            """,
        ),
        (
            "requests.delete(URL)",
            """
            response = requests.delete(URL)
            raise_for_setup(error_code(response))
            """,
        ),
        (
            """
            with requests.get(URL) as resp:
                return resp.json()
            """,
            """
            with requests.get(URL) as resp:
                raise_for_setup(error_code(resp))
                return resp.json()
            """,
        ),
        (
            """
            try:
                resp = requests.get(URL)
            except Exception as error:
                raise RuntimeError from error
            return resp.json()
            """,
            """
            try:
                resp = requests.get(URL)
            except Exception as error:
                raise RuntimeError from error
            raise_for_setup(error_code(resp))
            return resp.json()
            """,
        ),
        (
            """
            try:
                return Kombo().hris.get_groups()
            except errors.KomboHrisError as error:
                tell(error)
            """,
            """
            try:
                return Kombo().hris.get_groups()
            except errors.KomboHrisError as error:
                raise_for_setup(error_code(error))
                tell(error)
            """,
        ),
        (
            """
            try:
                return Kombo().hris.get_groups()
            except (errors.KomboHrisError, errors.KomboAtsError):
                return None
            """,
            """
            try:
                return Kombo().hris.get_groups()
            except (errors.KomboHrisError, errors.KomboAtsError) as error:
                raise_for_setup(error_code(error))
                return None
            """,
        ),
    ],
)
def test_where_it_goes(before: str, after: str) -> None:
    Path("client.py").write_text(HEAD + function(before, "def employees(tell):"), encoding="utf-8")
    done = fixed()
    assert [each.code for each in done.fixed] == ["KMB104"]
    text = done.after["client.py"].decode()
    compile(text, "client.py", "exec")
    assert text[text.index("def employees") :] == function(after, "def employees(tell):")
    Path("client.py").write_text(text, encoding="utf-8")
    assert fixed().after == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            """
            async with aiohttp.ClientSession() as session, session.get(URL) as resp:
                return await resp.json()
            """,
            """
            async with aiohttp.ClientSession() as session, session.get(URL) as resp:
                raise_for_setup(await error_code(resp))
                return await resp.json()
            """,
        ),
        (
            "return (await httpx.AsyncClient().get(URL)).json()",
            "",
        ),
        (
            """
            found = await httpx.AsyncClient().get(URL)
            match found.status_code:
                case 200:
                    return found.json()
            """,
            """
            found = await httpx.AsyncClient().get(URL)
            raise_for_setup(error_code(found))
            match found.status_code:
                case 200:
                    return found.json()
            """,
        ),
    ],
)
def test_in_coroutines(before: str, after: str) -> None:
    Path("client.py").write_text(HEAD + function(before, "async def employees():"), encoding="utf-8")
    texts = [data.decode() for data in fixed().after.values()]
    found = [text[text.index("async def employees") :] for text in texts]
    assert found == [function(after, "async def employees():")] * bool(after)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("return Kombo().hris.get_groups()", "nobody catches its errors"),
        ("return [requests.get(url).json() for url in (URL, URL)]", "the response has no name"),
        ("if (resp := requests.get(URL)).ok: return resp.json()", "the response gets its name only here"),
        (
            "try:\n    resp = requests.get(URL)\n    resp.raise_for_status()\nexcept Exception:\n    tell(1)",
            "what is raised here is caught here, as any exception is",
        ),
        (
            "try:\n    urllib.request.urlopen(URL)\n"
            "except urllib.request.HTTPError as error:\n    tell(error.read())",
            "the body can be read only once, and is read elsewhere",
        ),
        ("return requests.get(URL, stream=True).content", "the response is streamed"),
    ],
)
def test_no_place(body: str, reason: str) -> None:
    Path("client.py").write_text(HEAD + function(body, "def employees(tell):"), encoding="utf-8")
    done = fixed()
    assert done.after == {}
    assert [why for _, why in done.left] == [reason]


def test_each_answer_of_a_client_is_checked_once() -> None:
    program = f"""\
{HEAD}
class Client:
    def groups(self):
        resp = requests.get(URL)
        if resp.status_code == 404:
            return []
        resp.raise_for_status()
        return resp.json()

    def jobs(self):
        return requests.get(URL).json()
"""
    Path("client.py").write_text(program, encoding="utf-8")
    text = fixed().after["client.py"].decode()
    assert text.count("raise_for_setup(error_code(") == 2
    assert "        raise_for_setup(error_code(resp))\n        if resp.status_code == 404:" in text
    assert "        raise_for_setup(error_code(response))\n        return response.json()" in text


def test_a_module_has_each_of_them_once() -> None:
    reader = "def {0}():\n    return requests.get(URL).json()\n"
    partly = (
        "def roles():\n    resp = requests.get(URL)\n"
        "    if resp.json()['error']['code'] == 'INTEGRATION.SETUP_SYNC_PENDING':\n        raise OSError\n"
    )
    program = f"{HEAD}\n{reader.format('groups')}\n{reader.format('jobs')}\n{partly}"
    Path("client.py").write_text(program, encoding="utf-8")
    done = fixed()
    assert len(done.fixed) == 3
    text = done.after["client.py"].decode()
    definitions = [line.partition("(")[0] for line in text.split("\n") if line.startswith(("def ", "class "))]
    assert sorted(definitions) == [
        "class KomboSetupError", "class KomboSyncPending", "def error_code", "def groups", "def jobs",
        "def raise_for_setup", "def raise_for_setup_2", "def roles",
    ]  # fmt: skip


def test_a_helper_has_them_for_all() -> None:
    registry = load_registry()
    for name in ("groups", "jobs"):
        Path(f"{name}.py").write_text(f"{HEAD}\ndef {name}():\n    return requests.get(URL).json()\n")
    options = Options(registry.selected(["KMB104"]), helper="errors_of_kombo.py")
    done = fix(["."], registry, options, unsafe=True)
    assert set(done.after) == {"groups.py", "jobs.py", "errors_of_kombo.py"}
    home = done.after["errors_of_kombo.py"].decode()
    assert home.count("class ") == 2
    assert b"from errors_of_kombo import error_code, raise_for_setup\n" in done.after["jobs.py"]

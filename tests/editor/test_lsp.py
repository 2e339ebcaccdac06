"""`kombo-lint lsp` as editors use it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from lsprotocol import types

from kombo_lint.cli import run
from kombo_lint.registry import load_registry
from tests.cli.test_scan import AFFECTED, CLEAN
from tests.cli.test_since import ADDRESS, CLIENT, JOBS
from tests.editor.conftest import COMMAND, UNITS, Editor, in_every_editor

pytestmark = pytest.mark.asyncio

RETRIED = """\
import requests


def employees():
    while True:
        resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
        if resp.status_code == 503:
            continue
        return resp.json()
"""


def project(folder: Path, **files: str) -> list[Path]:
    folder.mkdir(exist_ok=True)
    (folder / "pyproject.toml").write_text('[project]\nname = "app"\n')
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return [folder / f"{name}.py" for name in files]


def on_line(number: int) -> types.Range:
    return types.Range(types.Position(number - 1, 8), types.Position(number - 1, 8))


@in_every_editor
async def test_a_finding_is_shown_with_its_evidence(editor: Editor, tmp_path: Path) -> None:
    _, client, jobs = project(tmp_path, address=ADDRESS, client=CLIENT, jobs=JOBS)
    await editor.start(tmp_path)
    editor.open(jobs)
    ((found,),) = await editor.shown(jobs)
    assert (found.code, found.source, found.severity) == (
        "KMB101",
        "kombo-lint",
        types.DiagnosticSeverity.Error,
    )
    assert found.range == types.Range(types.Position(5, 7), types.Position(5, 30))
    assert found.message.startswith("setup errors no longer come here: Kombo answers 409, not 503")
    assert found.code_description
    assert found.code_description.href.startswith("https://")
    told = [
        (each.location.uri, each.location.range, each.message) for each in found.related_information or ()
    ]
    if told:
        assert (client.as_uri(), types.Range(types.Position(6, 4), types.Position(6, 47))) == told[0][:2]
        assert told[0][2].startswith("sends a request to https://api.kombo.dev/v1")
    else:  # Emacs does not show it beside the message
        assert "\nbecause client.py:7: sends a request to https://api.kombo.dev/v1" in found.message


async def test_what_is_typed_counts_in_all_files(editor: Editor, tmp_path: Path) -> None:
    address, _, jobs = project(tmp_path, address=ADDRESS, client=CLIENT, jobs=CLEAN)
    await editor.start(tmp_path)
    editor.open(jobs)
    assert await editor.shown(jobs) == [[]]
    editor.type(jobs, JOBS)
    ((found,),) = await editor.shown(jobs)
    assert found.code == "KMB101"
    editor.open(address)
    assert await editor.shown(address, jobs) == [[], [found]]
    editor.type(address, 'URL = "https://api.example.com"\n')
    assert await editor.shown(address, jobs) == [[], []]
    editor.close(address)
    assert await editor.shown(jobs) == [[found]]


async def test_a_file_that_changes_outside(editor: Editor, tmp_path: Path) -> None:
    address, _, jobs = project(tmp_path, address=ADDRESS, client=CLIENT, jobs=JOBS)
    await editor.start(tmp_path)
    editor.open(jobs)
    ((found,),) = await editor.shown(jobs)
    address.write_text('URL = "https://api.example.com"\n')
    change = types.FileEvent(address.as_uri(), types.FileChangeType.Changed)
    editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([change]))
    assert await editor.shown(jobs) == [[]]
    address.write_text(ADDRESS)
    editor.save(jobs)
    assert await editor.shown(jobs) == [[found]]
    (wanted,) = editor.registered
    assert wanted.registrations[0].method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES


async def test_the_newest_text_wins(editor: Editor, tmp_path: Path) -> None:
    (client,) = project(tmp_path, client=CLEAN)
    await editor.start(tmp_path)
    editor.open(client)
    for number in range(20):
        editor.type(client, AFFECTED + "\n" * number)
    editor.save(client)
    editor.type(client, CLEAN)
    assert await editor.shown(client) == [[]]


@in_every_editor
async def test_columns_are_as_the_editor_counts_them(editor: Editor, tmp_path: Path) -> None:
    text = AFFECTED.replace("resp", "отв").replace("    if ", "    if '😀' and ")
    (client,) = project(tmp_path, client=text)
    await editor.start(tmp_path)
    editor.open(client)
    ((found,),) = await editor.shown(client)
    width, codec = UNITS[editor.encoding]
    line = text.splitlines()[found.range.start.line].encode(codec)
    assert line[found.range.start.character * width : found.range.end.character * width].decode(codec) == (
        "отв.status_code == 503"
    )


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("kombo-lint.toml", 'exclude = ["client.py"]\n'),
        ("kombo-lint.toml", 'ignore = ["KMB1"]\n'),
        (
            "kombo-lint-baseline.json",
            '{"version": 1, "findings": [{"path": "client.py", "code": "KMB101", "in": "employees",'
            ' "source": "resp.status_code == 503"}]}',
        ),
    ],
)
async def test_what_counts_for_a_scan_counts_here(
    editor: Editor, tmp_path: Path, file: str, text: str
) -> None:
    (client,) = project(tmp_path, client=AFFECTED)
    (tmp_path / file).write_text(text)
    await editor.start(tmp_path)
    editor.open(client)
    assert await editor.shown(client) == [[]]


async def test_a_configuration_that_is_wrong_is_told_once(editor: Editor, tmp_path: Path) -> None:
    (client,) = project(tmp_path, client=AFFECTED)
    configuration = tmp_path / "kombo-lint.toml"
    configuration.write_text("selekt = []\n")
    await editor.start(tmp_path)
    editor.open(client)
    for _ in range(2):
        assert await editor.shown(client) == [[]]
        editor.save(client)
    (told,) = editor.client.messages
    assert told.message.startswith("kombo-lint: kombo-lint.toml:1: ")
    assert "select" in told.message
    configuration.write_text("")
    editor.save(client)
    while not (shown := await editor.shown(client))[0]:
        pass
    assert shown[0][0].code == "KMB101"


async def test_several_folders(editor: Editor, tmp_path: Path) -> None:
    (one,) = project(tmp_path / "one", client=AFFECTED)
    (two,) = project(tmp_path / "two", client=AFFECTED)
    (tmp_path / "two" / "kombo-lint.toml").write_text('ignore = ["KMB101"]\n')
    three = tmp_path / "three"
    (three / "app").mkdir(parents=True)
    (three / "address.py").write_text(ADDRESS)
    (three / "client.py").write_text(CLIENT)
    jobs = three / "app" / "jobs.py"
    await editor.start(tmp_path / "one", tmp_path / "two", three)
    editor.open(one)
    editor.open(two)
    editor.open(jobs, JOBS)
    shown = await editor.shown(one, two, jobs)
    assert [[each.code for each in found] for found in shown] == [["KMB101"], [], ["KMB101"]]


async def test_a_file_that_does_not_parse(editor: Editor, tmp_path: Path) -> None:
    (client,) = project(tmp_path, client=AFFECTED)
    await editor.start(tmp_path)
    editor.open(client, AFFECTED.replace("return resp.json()", "return ("))
    ((found,),) = await editor.shown(client)
    assert found.code == "KMB902"
    assert await editor.actions(client, found.range) == []


async def test_what_is_no_file_or_not_python_is_left_alone(editor: Editor, tmp_path: Path) -> None:
    await editor.start(tmp_path)
    for uri, language in (("untitled:Untitled-1", "python"), ((tmp_path / "a.md").as_uri(), "markdown")):
        item = types.TextDocumentItem(uri, language, 1, AFFECTED)
        editor.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        asked = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(5, 10))
        assert await editor.client.text_document_hover_async(asked) is None
    assert editor.client.messages == []


@in_every_editor
async def test_a_fix(editor: Editor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (client,) = project(tmp_path, client=AFFECTED)
    await editor.start(tmp_path)
    editor.open(client)
    await editor.shown(client)
    fix, *_ = await editor.actions(client, on_line(6))
    assert fix.title.startswith("KMB101: let the test ask error.code")
    assert (fix.kind, fix.is_preferred) == (types.CodeActionKind.QuickFix, True)
    (after,) = (await editor.done(fix)).items()
    monkeypatch.chdir(tmp_path)
    assert run(["fix"]) == 0
    assert after == (client, client.read_text())
    assert await editor.actions(client, on_line(2), [types.CodeActionKind.QuickFix.value]) == []


async def test_a_fix_that_needs_a_look(editor: Editor, tmp_path: Path) -> None:
    (client,) = project(tmp_path, client=RETRIED)
    await editor.start(tmp_path)
    editor.open(client)
    await editor.shown(client)
    fix, ignore = await editor.actions(client, on_line(7))
    assert fix.title.endswith(" (unsafe: look at what it does)")
    assert fix.is_preferred is False
    assert "error_code" in (await editor.done(fix))[client]
    assert ignore.title == "KMB101: ignore with a reason"


async def test_a_choice_of_fixes(editor: Editor, tmp_path: Path) -> None:
    (client,) = project(tmp_path, client=AFFECTED.replace("ConnectionError", 'OSError("not set up")'))
    await editor.start(tmp_path)
    editor.open(client)
    await editor.shown(client)
    safe, stricter, _ = await editor.actions(client, on_line(6), [types.CodeActionKind.QuickFix.value])
    assert [each.is_preferred for each in (safe, stricter)] == [True, False]
    texts = [(await editor.done(each))[client] for each in (safe, stricter)]
    assert ["error_code(resp) is None" in each for each in texts] == [False, True]


@in_every_editor
async def test_a_fix_that_makes_a_module(editor: Editor, tmp_path: Path) -> None:
    (client,) = project(tmp_path, client=AFFECTED)
    (tmp_path / "kombo-lint.toml").write_text('error-code-helper = "kombo_errors:error_code"\n')
    await editor.start(tmp_path)
    editor.open(client)
    await editor.shown(client)
    fix, *_ = await editor.actions(client, on_line(6))
    texts = await editor.done(fix)
    assert "def error_code(" in texts[tmp_path / "kombo_errors.py"]
    assert "from kombo_errors import " in texts[client]


@in_every_editor
async def test_all_safe_fixes_at_once(editor: Editor, tmp_path: Path) -> None:
    twice = AFFECTED + AFFECTED.split("\n\n\n")[1].replace("employees", "groups")
    (client,) = project(tmp_path, client=twice)
    await editor.start(tmp_path)
    editor.open(client)
    assert [len(each) for each in await editor.shown(client)] == [2]
    (action,) = await editor.actions(client, on_line(1), ["source.fixAll"])
    assert action.kind == "source.fixAll.kombo-lint"
    editor.type(client, (await editor.done(action))[client])
    assert await editor.shown(client) == [[]]


@in_every_editor
async def test_ignore_with_a_reason(editor: Editor, tmp_path: Path) -> None:
    (client,) = project(tmp_path, client=AFFECTED)
    await editor.start(tmp_path)
    editor.open(client)
    await editor.shown(client)
    _, ignore, *_ = await editor.actions(client, on_line(6))
    text = (await editor.done(ignore))[client]
    assert "    if resp.status_code == 503:  # kombo-lint: ignore[KMB101] TODO: say why\n" in text
    editor.type(client, text)
    assert await editor.shown(client) == [[]]


async def test_the_page_of_a_rule(editor: Editor, tmp_path: Path) -> None:
    (client,) = project(tmp_path, client=AFFECTED + "KMB103 = 1\n")
    await editor.start(tmp_path)
    editor.open(client)
    await editor.shown(client)
    rules = load_registry()
    assert await editor.hover(client, 5, 10) == rules.rule("KMB101").document
    assert await editor.hover(client, 8, 0) == ""
    editor.type(client, CLEAN + "x = 1  # kombo-lint: ignore[KMB103] why\nKMB103 = 1\n")
    assert (await editor.hover(client, 8, 30)).startswith("# KMB")


@pytest.mark.parametrize("rest", ["", "rubbish"])
async def test_it_ends_with_the_editor(tmp_path: Path, rest: str) -> None:
    """The editor went away; what it said last was no message."""
    done = subprocess.run(
        [*COMMAND, "--stdio"], input=rest, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


async def test_what_is_printed_does_not_get_into_the_protocol() -> None:
    program = """\
import atexit
import os
from kombo_lint.config.settings import Given
from kombo_lint.editor.server import serve
atexit.register(os.write, 1, b"noise")
serve([], Given())
"""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, input="", capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("", "noise")

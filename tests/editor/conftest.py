"""An editor: a real client of the protocol, with the server in a process of its own."""

from __future__ import annotations

import asyncio
import functools
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types
from pygls.protocol import default_converter
from pygls.uris import to_fs_path
from pytest_lsp import LanguageClient, client_capabilities
from pytest_lsp.client import register_lsp_features

UNITS = {"utf-8": (1, "utf-8"), "utf-16": (2, "utf-16-le"), "utf-32": (4, "utf-32-le")}
# Both take long to make, and hold nothing of an editor's.
converter = functools.cache(default_converter)
capabilities_of = functools.cache(client_capabilities)
COMMAND = [sys.executable, "-m", "kombo_lint", "lsp"]


class Editor:
    """What a person does in an editor, and what it then shows."""

    def __init__(self, client: LanguageClient, capabilities: types.ClientCapabilities) -> None:
        self.client = client
        self.capabilities = capabilities
        self._versions: dict[str, int] = {}
        self._shown: dict[str, types.PublishDiagnosticsParams] = {}
        self._news = asyncio.Event()
        self._texts: dict[str, str] = {}
        self.encoding = "utf-16"
        self.registered: list[types.RegistrationParams] = []

    def publish(self, shown: types.PublishDiagnosticsParams) -> None:
        self._shown[shown.uri] = shown
        self._news.set()

    def register(self, wanted: types.RegistrationParams) -> None:
        self.registered.append(wanted)

    async def start(self, *folders: Path) -> None:
        done = await self.client.initialize_session(
            types.InitializeParams(
                self.capabilities,
                workspace_folders=[types.WorkspaceFolder(each.as_uri(), each.name) for each in folders],
            )
        )
        self.encoding = str(done.capabilities.position_encoding)

    def open(self, file: Path, text: str | None = None) -> None:
        typed = file.read_text(encoding="utf-8") if text is None else text
        self._versions[file.as_uri()] = 1
        self._texts[file.as_uri()] = typed
        item = types.TextDocumentItem(file.as_uri(), "python", 1, typed)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def type(self, file: Path, text: str) -> None:
        self._versions[file.as_uri()] += 1
        self._texts[file.as_uri()] = text
        named = types.VersionedTextDocumentIdentifier(self._versions[file.as_uri()], file.as_uri())
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(named, [change]))

    def save(self, file: Path) -> None:
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(_named(file)))

    def close(self, file: Path) -> None:
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(_named(file)))

    async def shown(self, *files: Path) -> list[list[types.Diagnostic]]:
        """Wait until the findings in files as they are now are shown."""
        for file in files:
            while self._version(file) != self._versions[file.as_uri()]:
                self._news.clear()
                await asyncio.wait_for(self._news.wait(), 20)
        return [list(self._shown.pop(file.as_uri()).diagnostics) for file in files]

    def _version(self, file: Path) -> int | None:
        shown = self._shown.get(file.as_uri())
        return shown.version if shown is not None else None

    async def actions(
        self, file: Path, at: types.Range, only: list[str] | None = None
    ) -> list[types.CodeAction]:
        context = types.CodeActionContext([], only)
        asked = types.CodeActionParams(_named(file), at, context)
        return [
            each
            for each in await self.client.text_document_code_action_async(asked) or []
            if isinstance(each, types.CodeAction)
        ]

    async def done(self, action: types.CodeAction) -> dict[Path, str]:
        """Return the texts of files after a code action, as the editor makes it."""
        if action.edit is None:
            action = await self.client.code_action_resolve_async(action)
        edits = action.edit
        assert edits is not None
        by_file: dict[str, list[types.TextEdit]] = {}
        for uri, plain in (edits.changes or {}).items():
            by_file[uri] = list(plain)
        for change in edits.document_changes or ():
            if isinstance(change, types.CreateFile):
                assert change.uri not in self._texts
                self._texts[change.uri] = ""
            assert isinstance(change, types.CreateFile | types.TextDocumentEdit)
            if isinstance(change, types.TextDocumentEdit):
                named = change.text_document
                assert named.version == self._versions.get(named.uri)
                by_file[named.uri] = [each for each in change.edits if isinstance(each, types.TextEdit)]
        return {Path(to_fs_path(uri) or ""): self._edited(uri, each) for uri, each in by_file.items()}

    def _edited(self, uri: str, edits: list[types.TextEdit]) -> str:
        """Return a text after edits, which all are in places of the text before."""
        text = self._texts.get(uri, "")
        starts = [0, *(end.end() for end in re.finditer(r"\r\n|\n|\r", text))]

        def offset(place: types.Position) -> int:
            width, codec = UNITS[self.encoding]
            start = starts[place.line]
            return start + len(text[start:].encode(codec)[: place.character * width].decode(codec))

        for edit in sorted(edits, key=lambda each: offset(each.range.start), reverse=True):
            start, end = offset(edit.range.start), offset(edit.range.end)
            text = f"{text[:start]}{edit.new_text}{text[end:]}"
        return text

    async def hover(self, file: Path, line: int, character: int) -> str:
        asked = types.HoverParams(_named(file), types.Position(line, character))
        found = await self.client.text_document_hover_async(asked)
        return found.contents.value if found and isinstance(found.contents, types.MarkupContent) else ""


def _named(file: Path) -> types.TextDocumentIdentifier:
    return types.TextDocumentIdentifier(file.as_uri())


in_every_editor = pytest.mark.parametrize("editor", ["visual-studio-code", "neovim", "emacs"], indirect=True)


@pytest_asyncio.fixture
async def editor(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Editor]:
    """An editor, by what it says that it can do; its server is started in a folder of its own."""
    capabilities = capabilities_of(getattr(request, "param", "visual-studio-code"))
    client = LanguageClient(converter_factory=converter)
    found = Editor(client, capabilities)
    register_lsp_features(client)
    client.protocol.fm.features[types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS] = found.publish
    client.protocol.fm.features[types.CLIENT_REGISTER_CAPABILITY] = found.register
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    await client.start_io(*COMMAND, cwd=elsewhere)
    yield found
    await client.shutdown_session()
    await client.stop()  # type: ignore[no-untyped-call]

"""A session with an editor: what is open in it, what was found there, and what it is told."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.lsp.server import LanguageServer

from kombo_lint import __version__
from kombo_lint.editor.analyses import Analyses
from kombo_lint.editor.diagnostics import Places, diagnostic
from kombo_lint.editor.documents import Project, document, documents, project_of
from kombo_lint.editor.edits import workspace_edit
from kombo_lint.editor.jobs import Job, Mended, look, mend
from kombo_lint.editor.positions import Lines
from kombo_lint.editor.worker import Refused, Worker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pygls.workspace import PositionCodec

    from kombo_lint.config.settings import Given
    from kombo_lint.editor.documents import Document
    from kombo_lint.editor.jobs import Looked
    from kombo_lint.findings import Finding


@dataclass(frozen=True)
class Shown:
    """What the editor was told about a document."""

    opened: Document
    found: tuple[tuple[Finding, types.Diagnostic], ...]
    looked: Looked


class Session(LanguageServer):
    """Looks at open documents, and keeps what it found in them.

    `worker` is the command of a process that runs `kombo_lint.editor.worker.work`.
    """

    def __init__(self, worker: Sequence[str], given: Given) -> None:
        # All of a document at each change: pygls ends lines where editors do not.
        super().__init__("kombo-lint", __version__, types.TextDocumentSyncKind.Full)
        self.given = given
        self.looking, self.mending = Worker(worker), Worker(worker)
        self.analyses = Analyses(self.analyse)
        self.shown: dict[str, Shown] = {}
        self._said: dict[Project, str] = {}

    @property
    def codec(self) -> PositionCodec:
        """How the editor counts the characters of a line."""
        return self.workspace.position_codec

    def opened(self, uri: str) -> tuple[Document, Project] | None:
        """Return an open document that is Python, and the project that it is in."""
        found = document(self.workspace, uri)
        return (found, project_of(self.workspace, found)) if found is not None else None

    def job(self, project: Project, opened: Sequence[Document]) -> Job:
        """Return what to do for open documents of a project."""
        return Job(project.root, {each.path: each.text for each in opened}, self.given, project.whole)

    async def analyse(self, project: Project) -> None:
        """Look at the open documents of a project, and show what is found in them."""
        opened = documents(self.workspace, project)
        if not opened:
            return
        try:
            looked = await self.looking.ask(look, self.job(project, opened))
        except Refused as error:
            self.say(project, str(error))
            for each in opened:
                self.shown.pop(each.uri, None)
                self.text_document_publish_diagnostics(
                    types.PublishDiagnosticsParams(each.uri, [], each.version)
                )
            return
        self._said.pop(project, None)
        for problem in looked.problems:
            self.log(f"{problem.path}: {problem.message}")
        for each in opened:
            self._show(each, project, looked, {looked.shown[other.path]: other.uri for other in opened})

    def _show(self, opened: Document, project: Project, looked: Looked, uris: dict[str, str]) -> None:
        related = get_capability(
            self.client_capabilities, "text_document.publish_diagnostics.related_information", False
        )
        places = Places(project.root, uris, self.codec, related)
        lines = Lines(opened.text, self.codec)
        found = tuple(
            (finding, diagnostic(finding, lines.range(finding.location), looked, places))
            for finding in looked.findings[opened.path]
        )
        self.shown[opened.uri] = Shown(opened, found, looked)
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(opened.uri, [each for _, each in found], opened.version)
        )

    async def current(self, uri: str) -> Shown | None:
        """Return what is known of a document as it is now, once it is."""
        found = self.opened(uri)
        if found is None:
            return None
        await self.analyses.settled(found[1])
        shown = self.shown.get(uri)
        return shown if shown is not None and shown.opened == document(self.workspace, uri) else None

    async def mended(self, action: types.CodeAction) -> types.WorkspaceEdit | None:
        """Return the edit that a code action stands for; None, and say why, when it cannot be made."""
        data: dict[str, Any] = action.data or {}
        found = self.opened(data.get("uri", ""))
        if found is None:
            return None
        opened, project = found
        others = documents(self.workspace, project)
        asked = (self.job(project, others), opened.path, data.get("fingerprint"), bool(data.get("unsafe")))
        try:
            done = await self.mending.ask(mend, *asked)
        except Refused as error:
            done = Mended({}, str(error))
        if not done.texts:
            self._message(types.MessageType.Warning, done.reason)
            return None
        by_path = {os.path.realpath(each.path): each for each in others}
        return workspace_edit(done.texts, by_path, self.codec, self.client_capabilities)

    def say(self, project: Project, message: str) -> None:
        """Show an error to the user, but not one that was shown before."""
        if self._said.get(project) != message:
            self._said[project] = message
            self._message(types.MessageType.Error, message)

    def _message(self, kind: types.MessageType, words: str) -> None:
        self.window_show_message(types.ShowMessageParams(kind, f"kombo-lint: {words}"))

    def log(self, message: str) -> None:
        """Keep a message where the editor keeps those that nobody has to see."""
        self.window_log_message(types.LogMessageParams(types.MessageType.Warning, message))

    def everything(self) -> None:
        """Look at all that is open, soon."""
        opened = [
            found for uri in list(self.workspace.text_documents) if (found := self.opened(uri)) is not None
        ]
        for project in {project for _, project in opened}:
            self.analyses.soon(project)

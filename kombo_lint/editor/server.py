"""The language server: what an editor may tell it and ask it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.capabilities import get_capability

from kombo_lint.editor.actions import FIX_ALL, actions
from kombo_lint.editor.hover import hover
from kombo_lint.editor.positions import Lines
from kombo_lint.editor.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kombo_lint.config.settings import Given

_WATCHED = "**/*.{py,pyi,toml,json}"
"""What findings depend on: code, configurations and models, baselines."""


def serve(worker: Sequence[str], given: Given) -> None:
    """Speak the Language Server Protocol on stdin and stdout until the editor ends it."""
    # Nothing but the protocol may get to the editor, whoever prints.
    sys.stdout.flush()
    protocol = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    session = _session(worker, given)
    try:
        session.start_io(stdout=protocol)
    finally:
        session.looking.abandon()
        session.mending.abandon()


def _session(worker: Sequence[str], given: Given) -> Session:
    session = Session(worker, given)

    @session.feature(types.INITIALIZED)
    def initialized(params: types.InitializedParams) -> None:
        if get_capability(
            session.client_capabilities, "workspace.did_change_watched_files.dynamic_registration", False
        ):
            watched = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(_WATCHED)])
            wanted = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, watched)
            session.client_register_capability(types.RegistrationParams([wanted]))

    @session.feature(types.SHUTDOWN)
    async def shutdown(params: None) -> None:
        await session.looking.stop()
        await session.mending.stop()

    @session.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        if (found := session.opened(params.text_document.uri)) is not None:
            session.analyses.now(found[1])

    @session.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        if (found := session.opened(params.text_document.uri)) is not None:
            session.analyses.soon(found[1])

    @session.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        if (found := session.opened(params.text_document.uri)) is not None:
            session.analyses.now(found[1])

    @session.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        session.shown.pop(params.text_document.uri, None)
        session.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(params.text_document.uri, [])
        )
        session.everything()

    @session.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def outside_changed(params: types.DidChangeWatchedFilesParams) -> None:
        session.everything()

    @session.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders_changed(params: types.DidChangeWorkspaceFoldersParams) -> None:
        session.everything()

    @session.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions([types.CodeActionKind.QuickFix, FIX_ALL], resolve_provider=True),
    )
    async def code_actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        shown = await session.current(params.text_document.uri)
        if shown is None:
            return []
        client = session.client_capabilities
        offered = list(
            actions(shown.opened, shown.found, params.range, params.context.only, session.codec, client)
        )
        later = get_capability(client, "text_document.code_action.resolve_support")
        if later is None or "edit" not in later.properties:
            for each in offered:
                each.edit = each.edit or await session.mended(each)
        return [each for each in offered if each.edit is not None or each.data is not None]

    @session.feature(types.CODE_ACTION_RESOLVE)
    async def resolved(action: types.CodeAction) -> types.CodeAction:
        action.edit = action.edit or await session.mended(action)
        return action

    @session.feature(types.TEXT_DOCUMENT_HOVER)
    async def hovered(params: types.HoverParams) -> types.Hover | None:
        shown = await session.current(params.text_document.uri)
        if shown is None:
            return None
        lines = Lines(shown.opened.text, session.codec)
        found = [each for _, each in shown.found]
        return hover(params.position, found, lines, shown.looked.registry)

    return session

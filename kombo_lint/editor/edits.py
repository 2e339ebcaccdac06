"""What changes between two texts, as edits that leave the rest of a document alone."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.capabilities import get_capability

from kombo_lint.editor.positions import Lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pygls.workspace import PositionCodec

    from kombo_lint.editor.documents import Document


def workspace_edit(
    texts: Mapping[str, tuple[str | None, str]],
    documents: Mapping[str, Document],
    codec: PositionCodec,
    client: types.ClientCapabilities,
) -> types.WorkspaceEdit:
    """Return the edit that makes of each text the second one; None before is a file that is not there yet.

    `documents` are the open ones, by path: an edit of another version of one is refused by the editor.
    """
    changed: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = []
    plain: dict[str, list[types.TextEdit]] = {}
    for path, (before, after) in texts.items():
        document = documents.get(path)
        uri = document.uri if document is not None else Path(path).as_uri()
        if before is None:
            changed.append(types.CreateFile(uri))
        plain[uri] = text_edits(before or "", after, codec)
        named = types.OptionalVersionedTextDocumentIdentifier(uri, document.version if document else None)
        changed.append(types.TextDocumentEdit(named, list(plain[uri])))
    edits = get_capability(client, "workspace.workspace_edit")
    if edits is not None and (edits.document_changes or edits.resource_operations):
        return types.WorkspaceEdit(document_changes=changed)
    return types.WorkspaceEdit(changes=dict(plain.items()))


def text_edits(before: str, after: str, codec: PositionCodec) -> list[types.TextEdit]:
    """Return the edits, by whole lines, that make one text of another."""
    old, new = Lines(before, codec), Lines(after, codec)
    return [
        types.TextEdit(old.between(first, last), "".join(new.all[start:end]))
        for tag, first, last, start, end in SequenceMatcher(None, old.all, new.all, False).get_opcodes()
        if tag != "equal"
    ]

"""The open documents that are Python, and which of them are judged together."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pygls.uris import to_fs_path

from kombo_lint.config.keys import FILES
from kombo_lint.sources.projects import root_of

if TYPE_CHECKING:
    from pygls.workspace import TextDocument, Workspace

_PYTHON = (".py", ".pyi")


@dataclass(frozen=True)
class Project:
    """The folder with which documents are judged; `whole` if only the editor says that it is a project."""

    root: str
    whole: bool = False


@dataclass(frozen=True)
class Document:
    """An open document: what the editor calls it, where its file is or will be, and what is typed in it."""

    uri: str
    path: str
    version: int | None
    text: str


def document(workspace: Workspace, uri: str) -> Document | None:
    """Return an open document; None when it is not open, not a file or not Python."""
    found = workspace.text_documents.get(uri)
    path = _path(found) if found is not None else None
    if found is None or path is None:
        return None
    return Document(uri, path, found.version, found.source)


def documents(workspace: Workspace, project: Project) -> list[Document]:
    """Return the open documents of a project."""
    opened = (document(workspace, uri) for uri in list(workspace.text_documents))
    return [each for each in opened if each is not None and project_of(workspace, each) == project]


def project_of(workspace: Workspace, opened: Document) -> Project:
    """Return the project that a document is in.

    It is the git checkout, else the nearest folder with a project's file, as for `kombo-lint scan FILE`;
    where there is neither, the folder of the workspace, else its own.
    """
    folder = os.path.dirname(os.path.realpath(opened.path))
    if (root := root_of(folder, FILES)) is not None:
        return Project(root)
    roots = [path for each in workspace.folders.values() if (path := to_fs_path(each.uri)) is not None]
    around = [
        path for path in map(os.path.realpath, roots) if os.path.join(folder, "").startswith(path + os.sep)
    ]
    return Project(max(around, key=len), whole=True) if around else Project(folder)


def _path(opened: TextDocument) -> str | None:
    path = to_fs_path(opened.uri)
    if path is None or not (opened.language_id == "python" or path.endswith(_PYTHON)):
        return None
    return path

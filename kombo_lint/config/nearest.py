"""Which configuration counts for a file: the nearest above it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kombo_lint.config.keys import FILES, Config, read
from kombo_lint.sources.listing import given
from kombo_lint.sources.trees import files_named

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


class Configurations:
    """The configurations of a run. With `only` that one counts for every file, and none is looked for."""

    def __init__(self, only: Config | None = None) -> None:
        self._only = only
        self._by_folder: dict[str, Config | None] = {}
        self._default = only or Config()

    def of(self, path: str) -> Config:
        """Return what counts for a file; raise `ConfigError` where that cannot be used."""
        if self._only is not None:
            return self._only
        return self._in(os.path.dirname(os.path.realpath(path))) or self._default

    def around(self, paths: Sequence[str], unsaved: Collection[str] = ()) -> list[Config]:
        """Return the configurations that count for files and in folders, each once."""
        if self._only is not None:
            return [self._only]
        asked = given(paths, unsaved)
        found = [self._in(folder.real) for folder in asked.folders]
        found += [self._in(os.path.dirname(file.real)) for file in asked.files]
        below = files_named(asked.folders, FILES)
        found += [self._in(os.path.dirname(os.path.realpath(path))) for path in below]
        return list({config.file: config for config in found if config is not None}.values())

    def _in(self, folder: str) -> Config | None:
        if folder not in self._by_folder:
            above = os.path.dirname(folder)
            found = self._own(folder)
            self._by_folder[folder] = found or (self._in(above) if above != folder else None)
        return self._by_folder[folder]

    def _own(self, folder: str) -> Config | None:
        for name in FILES:
            file = os.path.join(folder, name)
            if os.path.isfile(file) and (found := read(Path(file))) is not None:
                return found
        return None

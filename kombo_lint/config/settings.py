"""What counts in a run: the configurations for its files, and over them what the command line says."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kombo_lint.config import values
from kombo_lint.config.keys import BASELINE, EXAMPLES, FILES, ConfigError, read
from kombo_lint.config.nearest import Configurations
from kombo_lint.registry import load_registry, rules_folder
from kombo_lint.sources.checkouts import top_of
from kombo_lint.sources.listing import display
from kombo_lint.sources.projects import around, asked

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kombo_lint.config.keys import Config
    from kombo_lint.findings import Confidence, Finding, Severity
    from kombo_lint.models import Models
    from kombo_lint.registry import Registry, Rule


@dataclass(frozen=True)
class Given:
    """What the command line says: `select` and the levels take the place of the configuration's, `ignore` is
    added. `config` names the one file that counts, "" for none; None for the nearest above each file.
    `baseline` names the one that counts, "" for none; None for that of the configuration. Only what touches
    lines changed `since` a revision counts, if one is given.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: Confidence | None = None
    fail_on: Severity | None = None
    config: str | None = None
    baseline: str | None = None
    since: str | None = None


class Settings:
    """What counts for files and folders; those that are `unsaved` need not be there.

    Raises `ConfigError`, and what its parts raise.
    """

    def __init__(self, paths: Sequence[str], given: Given = Given(), unsaved: Collection[str] = ()) -> None:
        self._given = given
        self._paths = paths
        self._configs = _configurations(given.config)
        self._around = self._configs.around([*paths, *around(paths, FILES, unsaved)], unsaved)
        for config in self._around:
            values.check(config)
        folders = dict.fromkeys(folder for config in self._around for folder in values.paths(config, "rules"))
        self.registry: Registry = load_registry(list(folders))
        self._codes: dict[Path | None, frozenset[str]] = {}
        self._patterns: dict[tuple[str, ...], object] = {}
        given_codes = self.registry.selected(given.select, given.ignore)
        self._wanted = frozenset(rule.code for rule in given_codes)
        for config in self._around:
            self._selected(config)
        if given.since is not None:
            for path in paths:  # a revision that is not there is told even when there are no findings
                _changed(path, range(0), given.since)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that some file is checked for."""
        codes = frozenset().union(*map(self._selected, self._around)) if self._around else self._wanted
        return tuple(rule for rule in self.registry.rules if rule.code in codes)

    @cached_property
    def models(self) -> Models:
        """The models of libraries, with those that the configurations add, and the declared clients."""
        from kombo_lint.models import ModelError, load_models

        files = dict.fromkeys(file for config in self._around for file in values.paths(config, "models"))
        try:
            shipped = load_models(tuple(files))
        except ModelError as error:
            raise ConfigError(f"{display(str(error.file))}: {error}") from None
        clients: dict[str, str] = {}
        for config in self._around:
            for name, kind in config.clients.items():
                if kind not in shipped.kinds:
                    raise config.refuse("clients", values.unknown_type(kind, shipped.kinds), kind)
                clients[name] = kind
        return load_models(tuple(files), tuple(clients.items())) if clients else shipped

    @cached_property
    def words(self) -> frozenset[str]:
        """What a file concerns the API by, beside its own words: names of declared clients and models."""
        words = {word for config in self._around for name in config.clients for word in values.words(name)}
        if any(config.models for config in self._around):
            words |= {name.lower() for name in self.models.speaking}
        return frozenset(words)

    def excluded(self, path: str) -> bool:
        """Say whether the configuration leaves a file out."""
        config = self._configs.of(path)
        return bool(config.exclude) and self._fits(config, config.exclude, path)

    def sure(self, finding: Finding) -> bool:
        """Say whether a finding is as sure as it has to be."""
        level = self._given.min_confidence or self._configs.of(finding.location.path).min_confidence
        return finding.confidence >= level

    def wants(self, finding: Finding) -> bool:
        """Say whether the rule of a finding counts for its file."""
        path = finding.location.path
        config = self._configs.of(path)
        if finding.code not in self._selected(config):
            return False
        return not any(
            finding.code.startswith(tuple(code.upper() for code in codes))
            and self._fits(config, (pattern,), path)
            for pattern, codes in config.per_file_ignores.items()
        )

    def baseline(self, path: str) -> Path | None:
        """Return the file with the findings that are put off in a file; it need not be there."""
        if self._given.baseline is not None:
            return Path(self._given.baseline) if self._given.baseline else None
        config = self._configs.of(path)
        if config.baseline:
            return config.folder / config.baseline
        here = os.getcwd()
        return (config.folder if config.file is not None else Path(top_of(here) or here)) / BASELINE

    @property
    def baselines(self) -> set[Path]:
        """The baselines for the files and folders of the run."""
        found = {self.baseline(os.path.join(path, "_")) for path in self._paths if os.path.isdir(path)}
        found |= {self.baseline(path) for path in self._paths}
        found |= {self.baseline(str(config.file)) for config in self._around}
        return {file for file in found if file is not None}

    def asked(self, path: str) -> bool:
        """Say whether a file is one of those of the run, or in one of its folders."""
        return asked(self._paths)(path)

    def requires_reason(self, path: str) -> bool:
        """Say whether comments that suppress have to say why in a file."""
        return self._configs.of(path).require_reason

    def recent(self, finding: Finding) -> bool:
        """Say whether a finding, or its evidence, touches lines that count; raise `NoRevision`."""
        if self._given.since is None:
            return True
        place = finding.location
        touched = [(place.path, range(place.start.line, place.end.line + 1))]
        touched += [(step.path, range(step.line, step.line + 1)) for step in finding.evidence]
        return any(_changed(path, lines, self._given.since) for path, lines in touched)

    def fails(self, finding: Finding) -> bool:
        """Say whether a finding is as bad as what the run fails on."""
        level = self._given.fail_on or self._configs.of(finding.location.path).fail_on
        return finding.severity >= level

    def helper(self, path: str) -> tuple[str, str] | None:
        """Return file and name of the function that fixes in a file use; None for one of their own."""
        return values.helper(self._configs.of(path))

    @property
    def helpers(self) -> frozenset[str]:
        """The files that have such functions, or will have."""
        return frozenset(found[0] for config in self._around if (found := values.helper(config)) is not None)

    def _selected(self, config: Config) -> frozenset[str]:
        if config.file not in self._codes:
            own = [rules_folder(), *values.paths(config, "rules")]
            ignored = values.beginnings(self.registry, config, "ignore", config.ignore)
            chosen = (
                ()
                if self._given.select
                else values.beginnings(self.registry, config, "select", config.select)
            )
            for pattern, codes in config.per_file_ignores.items():
                values.beginnings(self.registry, config, "per-file-ignores", codes)
                self._fits(config, (pattern,), "")
            self._fits(config, config.exclude, "")
            self._codes[config.file] = frozenset(
                rule.code
                for rule in self.registry.rules
                if rule.code in self._wanted
                and any(rule.path.is_relative_to(folder) for folder in own)
                and (not chosen or rule.code.startswith(chosen))
                and not rule.code.startswith(ignored)
            )
        return self._codes[config.file]

    def _fits(self, config: Config, patterns: tuple[str, ...], path: str) -> bool:
        if not patterns:
            return False
        from pathspec import GitIgnoreSpec

        if patterns not in self._patterns:
            try:
                self._patterns[patterns] = GitIgnoreSpec.from_lines(patterns)
            except ValueError:
                key = "exclude" if patterns is config.exclude else "per-file-ignores"
                raise config.refuse(key, f"`{key}`: no pattern, as in {EXAMPLES[key]}") from None
        spec = self._patterns[patterns]
        assert isinstance(spec, GitIgnoreSpec)
        inside = os.path.relpath(os.path.realpath(path), os.path.realpath(config.folder))
        return bool(path) and spec.match_file(inside.replace(os.sep, "/"))


def _changed(path: str, lines: range, since: str) -> bool:
    from kombo_lint.sources.changes import changed

    return changed(path, lines, since)


def _configurations(config: str | None) -> Configurations:
    if config is None:
        return Configurations()
    if not config:
        from kombo_lint.config.keys import Config as Nothing

        return Configurations(Nothing())
    found = read(Path(config))
    if found is None:
        raise ConfigError(f"{config}: has no table [tool.kombo-lint]; add it, or name another file")
    return Configurations(found)

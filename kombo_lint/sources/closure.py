"""How far a value can flow over imports: to whoever imports, and into whatever they use."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def closure(seeds: Mapping[str, str], imports: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return the files that matter when `seeds` do, each with the reason; the seeds' own are kept.

    `imports` maps each file to those it imports. What a seed makes, its importers hand
    on, and theirs: these are taken to the end. All of them use what they import, to the
    end too. And who else calls such a shared file hands values to it: its direct importers.
    """
    importers: dict[str, list[str]] = {}
    for path, targets in sorted(imports.items()):
        for target in targets:
            importers.setdefault(target, []).append(path)
    reasons = dict(sorted(seeds.items()))
    _extend(reasons, importers, "imports")
    _extend(reasons, imports, "is imported by")
    for path in sorted(reasons):
        for importer in importers.get(path, ()):
            reasons.setdefault(importer, f"imports {path}")
    return reasons


def _extend(reasons: dict[str, str], neighbours: Mapping[str, Iterable[str]], words: str) -> None:
    """Add to `reasons` the neighbours of its files, and theirs; the nearest give the reason."""
    level = list(reasons)
    while level:
        reached: list[str] = []
        for path in level:
            for neighbour in neighbours.get(path, ()):
                if neighbour not in reasons:
                    reasons[neighbour] = f"{words} {path}"
                    reached.append(neighbour)
        level = sorted(reached)

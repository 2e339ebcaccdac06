"""Many programs are fixed: each parses, stays fixed, and a sample does what it did in both worlds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kombo_lint.fixing import fix
from kombo_lint.registry import load_registry
from kombo_lint.scan import Options
from tests.worlds.grammar import generated
from tests.worlds.runner import Worker, compare, program

if TYPE_CHECKING:
    from collections.abc import Callable

    from kombo_lint.fixing import Fixed
    from tests.worlds.grammar import Generated

SEEDS = range(500)
PROJECTS = [SEEDS[start : start + 100] for start in range(0, len(SEEDS), 100)]
"""All programs have functions of the same names: in one project, each is looked up in all the others."""
SAMPLE = SEEDS[::15]
REASONS: dict[str, Callable[[Generated], bool]] = {
    "only once, and more than this": lambda given: "urllib.request" in given.text,
    "many responses at once": lambda given: "aiohttp" in given.text and " for " in given.text,
    "only the number": lambda given: given.flow == "exception" and "urllib.request" in given.text,
}
"""Why some are left, and of which that may be said: a body that can be read only once, and more than one test
that may need it; a comprehension in which nothing can be awaited."""


@pytest.mark.many
@pytest.mark.parametrize("seeds", PROJECTS, ids=str)
def test_programs_of_a_grammar(
    seeds: range, newest: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for seed in seeds:
        Path(f"seed_{seed}.py").write_text(generated(seed).text, encoding="utf-8")
    safe = fixed(unsafe=False)
    assert len(safe.after) > len(seeds) * 2 // 3
    # What is left is handed a number: the unsafe fix changes signatures, and nothing that the program does.
    handed_on = fixed(unsafe=True)
    assert len(handed_on.after) > len(seeds) // 10
    for finding, reason in handed_on.left:
        given = generated(seed_of(finding.location.path))
        assert [reason for words, holds in REASONS.items() if words in reason and holds(given)] == [reason]
    left = {seed_of(finding.location.path) for finding, _ in handed_on.left}
    for seed in seeds:
        if seed in SAMPLE and seed not in left:
            assert (seed, differences(seed, newest)) == (seed, [])


def fixed(unsafe: bool) -> Fixed:
    """Fix all, write what comes of it, and see that it parses and stays as it is."""
    registry = load_registry()
    options = Options(registry.selected(["KMB101", "KMB102", "KMB103"]))
    done = fix(["."], registry, options, unsafe)
    for path, data in done.after.items():
        compile(data, path, "exec")
        Path(path).write_bytes(data)
    assert fix(["."], registry, options, unsafe).after == {}
    return done


def seed_of(path: str) -> int:
    return int(path.removeprefix("seed_").removesuffix(".py"))


def differences(seed: int, worker: Worker) -> list[str]:
    given = generated(seed)
    path = f"seed_{seed}.py"
    texts = (given.text, Path(path).read_text(encoding="utf-8"))
    original, now = (program([(path, text)], given.entry) for text in texts)
    return [str(each) for each in compare(original, now, worker)]

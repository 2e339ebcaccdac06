"""Many programs are fixed: each parses, stays fixed, and a sample does what it did in both worlds."""

from __future__ import annotations

from pathlib import Path

import pytest

from kombo_lint.fixing import fix
from kombo_lint.registry import load_registry
from kombo_lint.scan import Options
from tests.worlds.grammar import generated
from tests.worlds.runner import compare, program, worker

SEEDS = range(500)
SAMPLE = SEEDS[::25]


@pytest.mark.many
def test_programs_of_a_grammar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    print("seeds:", SEEDS)
    monkeypatch.chdir(tmp_path)
    for seed in SEEDS:
        Path(f"seed_{seed}.py").write_text(generated(seed).text, encoding="utf-8")
    registry = load_registry()
    options = Options(registry.rules)
    done = fix(["."], registry, options)
    left = {finding.location.path: reason for finding, reason in done.left}
    # Where a body can be read only once, and more than one test may need it, there is no fix.
    assert {path for path, reason in left.items() if "only once, and more than this" not in reason} == set()
    assert all("urllib.request" in Path(path).read_text(encoding="utf-8") for path in left)
    assert len(done.after) > len(SEEDS) // 2
    for path, data in done.after.items():
        compile(data, path, "exec")
        Path(path).write_bytes(data)
    assert fix(["."], registry, options).after == {}
    with worker() as at_work:
        for seed in SAMPLE:
            path = f"seed_{seed}.py"
            if path in left:
                continue
            given = generated(seed)
            texts = (given.text, done.after.get(path, given.text.encode()).decode())
            original, fixed = (program([(path, text)], given.entry) for text in texts)
            assert (seed, [str(each) for each in compare(original, fixed, at_work)]) == (seed, [])

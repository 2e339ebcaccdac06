"""The calls in the files that may be of one of a library's functions, told by the last part of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import libcst as cst

    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.scopes import Scopes


def calls_of(
    ev: Evaluator, functions: Iterable[str], paths: Sequence[str], why: str
) -> Iterator[tuple[Scopes, cst.Call]]:
    """Yield the calls of anything that has the last name of one of the dotted `functions`.

    `why` says for what a file is parsed.
    """
    names = {name.rpartition(".")[2] for name in functions}
    calling = {path for name in names for path in ev.project.files_that_call(name)}
    for path in paths:
        scopes = ev.project.module(path, why) if path in calling else None
        for name in sorted(names) if scopes is not None else ():
            assert scopes is not None
            yield from ((scopes, call) for call in scopes.calls.get(name, ()))

"""A status as one page that needs nothing else: a manager reads its top, a developer acts on its findings."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from kombo_lint.reporters import printable
from kombo_lint.status.summaries import by_file, by_owner, overall, since

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kombo_lint.status.document import Change, Place, Status

_STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8882;
  --good: #2e7d46; --warn: #b26a00; --bad: #b3261e; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; }
.bar { display: flex; height: 1.1rem; border-radius: .3rem; overflow: hidden; background: var(--soft); }
.bar i { display: block; } .done { background: var(--good); } .safe { background: var(--warn); }
.hand { background: var(--bad); }
ul.numbers { display: flex; flex-wrap: wrap; gap: .4rem 2rem; padding: 0; list-style: none; }
ul.numbers b { font-size: 1.3rem; }
.dot { display: inline-block; width: .7rem; height: .7rem; border-radius: 50%; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { text-align: left; padding: .25rem 1rem .25rem 0; }
th { border-bottom: 1px solid var(--line); } td.n, th.n { text-align: right; }
.tables { display: flex; flex-wrap: wrap; align-items: flex-start; gap: 0 4rem; }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .5rem 0; padding: .4rem .8rem; }
summary { cursor: pointer; overflow-wrap: anywhere; } code, pre { font: 13px/1.45 ui-monospace, monospace; }
pre { background: var(--soft); padding: .6rem .8rem; border-radius: .3rem; overflow-x: auto; }
.tag { border: 1px solid var(--line); border-radius: .3rem; padding: 0 .4rem; font-size: .85rem; }
ins { color: var(--good); text-decoration: none; } del { color: var(--bad); text-decoration: none; }
@media print { details { break-inside: avoid; } }
"""


def as_html(whole: Status) -> str:
    """Return the page; nothing in it is loaded from elsewhere, and nothing of the code is taken for HTML."""
    title = f"kombo-lint: {', '.join(whole.repositories)}, {whole.date}"
    body = "\n".join(line for change in whole.changes for line in _change(whole, change))
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{_text(', '.join(whole.repositories))}</h1>\n"
        f"<p>Status on {whole.date}, by kombo-lint. {_marked(overall(whole))}</p>\n"
        f"{body}\n</body>\n</html>\n"
    )


def _change(whole: Status, change: Change) -> Iterator[str]:
    own = [place for place in whole.places if place.change == change.id]
    left = [place for place in own if place.state != "suppressed"]
    several = len(whole.repositories) > 1
    yield f"<h2>{_text(change.title)}</h2>"
    link = f'<a href="{escape(change.link)}">In the documentation</a>'
    yield f"<p>{_text(since(change).capitalize())}. <b>{change.share:.0%} done.</b> {link}</p>"
    yield from _bar(change)
    if left:
        yield '<div class="tables">'
        owned = any(place.owners for place in left)
        rows = [(name, count, " ".join(owners)) for name, count, owners in by_file(left)]
        yield from _table(("File", "Open", "Owners") if owned else ("File", "Open"), rows)
        yield from _table(("Owner", "Open"), by_owner(left) if owned else [])
        yield "</div>"
    for place in own:
        yield from _place(place, several)


def _bar(change: Change) -> Iterator[str]:
    parts = (
        ("done", change.done, "done"),
        ("safe", change.safe, "to fix with <code>kombo-lint fix</code>"),
        ("hand", change.by_hand, "to do by hand"),
    )
    total = sum(count for _, count, _ in parts)
    yield f'<div class="bar" role="img" aria-label="{change.share:.0%} done">'
    yield from (f'<i class="{kind}" style="width:{100 * n / total:.2f}%"></i>' for kind, n, _ in parts if n)
    yield '</div>\n<ul class="numbers">'
    yield from (f'<li><span class="dot {kind}"></span> <b>{n}</b> {words}</li>' for kind, n, words in parts)
    besides = (
        (change.baselined, "in the baseline"),
        (change.mended, "mended"),
        (change.suppressed, "suppressed"),
    )
    yield from (f"<li><b>{count}</b> {words}</li>" for count, words in (*besides, (change.files, "files")))
    yield "</ul>"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str | int, ...]]) -> Iterator[str]:
    numbers = [' class="n"' if name == "Open" else "" for name in head]
    rows = list(rows)
    if not rows:
        return
    yield "<table>"
    yield "<tr>" + "".join(f"<th{n}>{name}</th>" for n, name in zip(numbers, head, strict=True)) + "</tr>"
    for row in rows:
        cells = (f"<td{n}>{_text(str(cell))}</td>" for n, cell in zip(numbers, row, strict=False))
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</table>"


def _place(place: Place, several: bool) -> Iterator[str]:
    where = f"{place.repository}: " if several else ""
    tags = [place.severity, place.confidence, *([place.state] if place.state != "open" else [])]
    shown = " ".join(f'<span class="tag">{_text(tag)}</span>' for tag in (*tags, *place.owners))
    yield "<details>"
    yield (
        f"<summary><code>{_text(f'{where}{place.path}:{place.line}')}</code> "
        f"<b>{_text(place.code)}</b> {_text(place.message)} {shown}</summary>"
    )
    yield _block(place.source)
    if place.because:
        yield "<p>Because:</p>\n<ol>"
        yield from (
            f"<li><code>{_text(f'{step.path}:{step.line}')}</code> {_text(step.message)}</li>"
            for step in place.because
        )
        yield "</ol>"
    yield f"<p>To do: {_text(place.help)}</p>" if place.help else ""
    if place.diff:
        how = "kombo-lint fix" if place.fix == "safe" else "kombo-lint fix --unsafe"
        yield f"<p><code>{how}</code> makes this of it:</p>\n<pre>{_diff(place.diff)}</pre>"
    elif place.unfixed and place.unfixed not in place.help:
        yield f"<p>No fix: {_text(place.unfixed)}</p>"
    yield "</details>"


def _block(lines: Iterable[str]) -> str:
    text = "\n".join(_text(line) for line in lines)
    return f"<pre>{text}</pre>" if text else ""


def _diff(lines: Iterable[str]) -> str:
    kinds = {"+": "ins", "-": "del"}
    shown = []
    for line in lines:
        kind = kinds.get(line[:1])
        shown.append(f"<{kind}>{_text(line)}</{kind}>" if kind else _text(line))
    return "\n".join(shown)


def _marked(words: str) -> str:
    """Return words of ours in which backquotes make code."""
    return re.sub(r"`(.+?)`", r"<code>\1</code>", _text(words))


def _text(text: str) -> str:
    return escape(printable(text))

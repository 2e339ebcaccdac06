"""The comment is read as GitHub reads it, by a parser for its Markdown."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from kombo_lint.findings import Location
from tests.reporters.conftest import HOSTILE

if TYPE_CHECKING:
    from kombo_lint.findings import Finding
    from tests.reporters.conftest import Rendered


def html(text: str) -> str:
    return str(MarkdownIt("gfm-like", {"linkify": False}).render(text))


def test_a_finding_opens_to_its_reasons_and_its_fix(rendered: Rendered, fixed: Finding) -> None:
    page = html(rendered("markdown", fixed))
    assert re.findall("<(?:h3|details|summary|/details)>", page) == [
        "<h3>",
        "<details>",
        "<summary>",
        "</details>",
    ]
    assert '<pre><code class="language-python">    if resp.status_code == 503:\n</code></pre>' in page
    assert "\n+    if resp.status_code == 503 or error_code(resp) in SETUP_CODES:\n" in page
    assert (
        page.index("language-text") < page.index("To do: ask error.code first") < page.index("language-diff")
    )


def test_nothing_found_is_said(rendered: Rendered) -> None:
    assert rendered("markdown").splitlines() == [
        "<!-- kombo-lint -->",
        "### kombo-lint",
        "",
        "No problems found (5 of 12 files read).",
    ]


def test_what_comes_from_the_code_is_no_markup(rendered: Rendered, hostile: Finding) -> None:
    there = replace(hostile, location=Location(HOSTILE, hostile.location.start, hostile.location.end))
    for finding in (hostile, there):
        page = html(rendered("markdown", finding))
        tags = set(re.findall(r"<(?!!--)/?(\w+)", page))
        assert tags <= {"h3", "p", "pre", "code", "details", "summary", "b"}
        assert page.count("<details>") == page.count("</details>") == 1
        assert page.rstrip().endswith("</details>")
        outside = re.sub("<code.*?</code>", "", page, flags=re.DOTALL)
        assert re.findall(r"@\w", outside) == []


def test_a_comment_has_no_more_room_than_github_gives(rendered: Rendered, branch: Finding) -> None:
    many = [
        replace(branch, location=replace(branch.location, path=f"app/{n}.py"), help="word " * 100)
        for n in range(200)
    ]
    text = rendered("markdown", *many)
    shown = text.count("<details>")
    assert 50 < shown < 200
    assert len(text) < 65_536
    assert text.endswith(f"\n{200 - shown} more problems: see the whole report.\n")

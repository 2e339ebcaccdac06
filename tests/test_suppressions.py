"""Comments that silence findings: which ones there are in a text, and what they are for."""

from __future__ import annotations

from pathlib import Path

import pytest

from kombo_lint.config.settings import Settings
from kombo_lint.fixes.edits import apply
from kombo_lint.fixing import fix
from kombo_lint.report import Report
from kombo_lint.scan import Options, scan
from kombo_lint.suppressions import ignoring, suppressions
from tests.cli.test_scan import AFFECTED

KNOWN = {"KMB101", "KMB103"}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("x = 1  # kombo-lint: ignore[KMB101] the proxy does it", ("ignore", "KMB101", "the proxy does it")),
        ("x = 1  #kombo-lint:ignore[kmb101,KMB103]", ("ignore", "KMB101 KMB103", "")),
        ("x = 1  # kombo-lint: ignore [ KMB101 , KMB103 ] - why", ("ignore", "KMB101 KMB103", "why")),
        ("# kombo-lint: ignore-file[KMB101] old", ("ignore-file", "KMB101", "old")),
        ("x = 1  # kombo-lint: ignore[KMB101] TODO: say why", ("ignore", "KMB101", "")),
        ("x = 1  # type: ignore # kombo-lint: ignore[KMB101] a # noqa: E501", ("ignore", "KMB101", "a")),
        ("x = 1  # kombo-lint: ignore", ("ignore", "", "")),
        ("x = 1  # noqa: KMB101", ("noqa", "KMB101", "")),
        ("x = 1  # NOQA : E501, kmb101 since it must", ("noqa", "E501 KMB101", "since it must")),
        ("x = '''\n# noqa: KMB101\n'''  # noqa: KMB103", ("noqa", "KMB103", "")),
        ("x = 1  # noqa: E501", None),
        ("x = 1  # noqa", None),
        ("x = 1  # kombo-lint is a linter: ignore[KMB101]", None),
        ("x = '# kombo-lint: ignore[KMB101]'", None),
        ("x = r'\\' # kombo-lint: ignore[KMB101]'", None),
        ('x = """a\n# kombo-lint: ignore-file[KMB101]\n"""', None),
    ],
)
def test_what_is_one(line: str, found: tuple[str, str, str] | None) -> None:
    seen = [(each.kind, " ".join(each.codes), each.reason) for each in suppressions("a.py", line, KNOWN)]
    assert seen == ([found] if found else [])


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a = 1\nb = 2  # noqa: KMB101\nc = 3\n", (2, 2)),
        ("f(\n    1,  # noqa: KMB101\n    2,\n)\n", (1, 4)),
        ("if (\n    a\n    == b\n):  # noqa: KMB101\n    pass\n", (1, 4)),
        ("if a \\\n    == b:  # noqa: KMB101\n    pass\n", (1, 2)),
        ("x = '''\n\n'''  # noqa: KMB101\n", (1, 3)),
        ("a = ')'\r\nb = f(']')  # noqa: KMB101\r\n", (2, 2)),
        ("# noqa: KMB101\na = 1\n", (1, 1)),
        ("a = (1\n# noqa: KMB101", (1, 2)),
    ],
)
def test_the_lines_of_its_statement(text: str, lines: tuple[int, int]) -> None:
    (found,) = suppressions("a.py", text, KNOWN)
    assert found.lines == lines
    place = found.place
    line = text.replace("\r\n", "\n").split("\n")[place.start.line - 1]
    assert line[place.start.column - 1 : place.end.column - 1] == found.text


HEAD = """\
import requests


def employees():
    resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
"""
CLEAN = """    if resp.json()["error"]["code"].startswith("INTEGRATION."):"""


def scanned(text: str, config: str = "", select: str = "") -> Report:
    Path("client.py").write_text(text, encoding="utf-8")
    Path("kombo-lint.toml").write_text(config, encoding="utf-8")
    settings = Settings(["."])
    rules = settings.registry.selected(select.split())
    return scan(["."], settings.registry, Options(rules, settings=settings))


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("test", "left"),
    [
        ("    if resp.status_code == 503:  # kombo-lint: ignore[KMB101] why", []),
        ("    if resp.status_code == 503:  # noqa: KMB101", []),
        ("    if (resp.status_code  # noqa: KMB101\n        == 503):", []),
        ("    if resp.status_code == 503:  # kombo-lint: ignore[KMB103]", ["KMB101", "KMB901"]),
        ("    # kombo-lint: ignore[KMB101]\n    if resp.status_code == 503:", ["KMB901", "KMB101"]),
        ("    # kombo-lint: ignore-file[KMB101]\n    if resp.status_code == 503:", []),
        ("    if resp.status_code == 503:  # noqa", ["KMB101"]),
        (f"{CLEAN}  # noqa: KMB101", ["KMB901"]),
        (f"{CLEAN}  # noqa: KMB101 # kombo-lint: ignore[KMB901] for now", []),
    ],
)
def test_what_is_left(test: str, left: list[str]) -> None:
    report = scanned(f"{HEAD}{test}\n        raise OSError\n    return resp.json()\n")
    assert codes(report) == left


def test_what_is_suppressed_is_counted() -> None:
    test = "    if resp.status_code == 503:  # noqa: KMB101\n        raise OSError\n"
    report = scanned(f"{HEAD}{test}    return resp.json()\n")
    assert [finding.code for finding in report.suppressed] == ["KMB101"]
    assert report.suppressed[0].fingerprint


UNUSED = f"{HEAD}{CLEAN}  # noqa: KMB101\n        raise OSError\n    return resp.json()\n"


@pytest.mark.parametrize(("select", "found"), [("", ["KMB901"]), ("KMB103 KMB9", []), ("KMB101", [])])
def test_only_what_was_looked_for_can_be_unused(select: str, found: list[str]) -> None:
    assert codes(scanned(UNUSED, select=select)) == found


def test_what_is_not_sure_enough_is_suppressed_all_the_same() -> None:
    text = HEAD.replace('requests.get("https://api.kombo.dev/v1', 'kombo_client.get("')
    text = text.replace("employees()", "employees(kombo_client)")
    text += "    if resp.status_code == 503:  # noqa: KMB101\n        raise OSError\n    return resp.json()\n"
    assert codes(scanned(text)) == []
    assert codes(scanned(text, 'min-confidence = "certain"')) == []


@pytest.mark.parametrize(
    ("comment", "left"),
    [
        ("kombo-lint: ignore[KMB101] our proxy", []),
        ("noqa: KMB101 our proxy", []),
        ("kombo-lint: ignore[KMB101]", ["KMB101", "KMB901"]),
        ("noqa: KMB101 #", ["KMB101", "KMB901"]),
    ],
)
def test_a_reason_may_be_required(comment: str, left: list[str]) -> None:
    text = (
        f"{HEAD}    if resp.status_code == 503:  # {comment}\n        raise OSError\n    return resp.json()\n"
    )
    assert codes(scanned(text)) == []
    report = scanned(text, "require-reason = true")
    assert codes(report) == left
    if left:
        assert report.findings[1].message == (
            "this comment gives no reason, so it suppresses nothing; say why behind the codes"
        )
        assert report.findings[1].fix is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x = 1  # kombo-lint: ignore[KMB101] why", "x = 1"),
        ("x = 1\t# noqa: KMB101", "x = 1"),
        ("x = 1  # noqa: E501,KMB101,W2", "x = 1  # noqa: E501, W2"),
        ("x = 1  # type: int  # noqa: KMB101", "x = 1  # type: int"),
        ("x = 1  # kombo-lint: ignore[KMB101] why  # noqa: E501", "x = 1  # noqa: E501"),
        ("# kombo-lint: ignore-file[KMB101, KMB103] why\nx = 1", "x = 1"),
        ("x = 1\r\n# noqa: KMB101\r\ny = 2", "x = 1\r\ny = 2"),
        ("x = 1\n# noqa: KMB101", "x = 1\n"),
    ],
)
def test_the_fix(before: str, after: str) -> None:
    Path("client.py").write_text(f"import kombo\n{before}", encoding="utf-8", newline="")
    settings = Settings(["."])
    done = fix(["."], settings.registry, Options(settings.rules))
    assert done.after["client.py"].decode() == f"import kombo\n{after}"
    assert done.left == ()


def test_a_file_that_does_not_parse() -> None:
    assert codes(scanned("import kombo\nprint 'x'  # kombo-lint: ignore-file[KMB902]\n")) == []
    assert codes(scanned("import kombo\nprint 'x'  # kombo-lint: ignore[KMB101]\n")) == ["KMB902", "KMB901"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("resp.status_code == 503:\n", "resp.status_code == 503:  # why\n"),
        ("resp.status_code == 503:  \r\n", "resp.status_code == 503:  # why  \r\n"),
        ("resp.status_code == 503:  # type: ignore\n", "resp.status_code == 503:  # type: ignore  # why\n"),
        (
            "(\n        resp.status_code\n        == 503\n    ):\n",
            "(\n        resp.status_code\n        == 503  # why\n    ):\n",
        ),
        (
            "resp.status_code == 503 \\\n        and True:\n",
            "resp.status_code == 503 \\\n        and True:  # why\n",
        ),
        ('resp.status_code == 503 and """\n""":\n', 'resp.status_code == 503 and """\n""":  # why\n'),
    ],
)
def test_a_comment_goes_where_one_may_stand_and_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str
) -> None:
    monkeypatch.chdir(tmp_path)
    head, _, tail = AFFECTED.partition("resp.status_code == 503:\n")
    text = f"{head}{before}{tail}"
    Path("client.py").write_bytes(text.encode())
    settings = Settings(["."])
    options = Options(settings.rules, settings=settings)
    (finding,) = scan(["."], settings.registry, options).findings
    ignored = apply(text, [ignoring(text, finding, "why")])
    assert ignored == f"{head}{after.replace('# why', '# kombo-lint: ignore[KMB101] why')}{tail}"
    Path("client.py").write_bytes(ignored.encode())
    assert scan(["."], settings.registry, options).findings == ()

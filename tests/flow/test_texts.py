"""Addresses of which only parts are known: how they are put together, and whose host stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kombo_lint.flow import texts
from kombo_lint.flow.values import Const, Ext, Map, Text, Unknown, Value, Values

if TYPE_CHECKING:
    from collections.abc import Mapping

HOSTS = ("api.kombo.dev", "api.us.kombo.dev")
BASE = Const("https://api.kombo.dev")
PATH = Unknown("path")


def filled_with(values: Mapping[int | str, Value]) -> texts.Given:
    return lambda place, settled: (values[place],) if place in values else (Unknown(),)


def plain(value: Value) -> str:
    """Return a text with `*` for each part that is not known."""
    return (texts.plain(value) or "").replace("\0", "*")


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("https://api.kombo.dev/v1", "Kombo's"),
        ("HTTPS://API.KOMBO.DEV", "Kombo's"),
        ("//api.kombo.dev/v1", "Kombo's"),
        ("https://user:pass@api.us.kombo.dev:443/v1", "Kombo's"),
        ("*://api.kombo.dev/v1", "Kombo's"),
        ("https://api.*.kombo.dev/v1", "Kombo's"),
        ("https://*.kombo.dev/v1", "Kombo's"),
        ("api.kombo.dev", "Kombo's"),
        ("*api.kombo.dev*", "Kombo's"),
        ("https://example.com/?next=api.kombo.dev", "another's"),
        ("https://api.kombo.dev.example.com", "another's"),
        ("https://www.kombo.dev", "another's"),
        ("https://*.example.com/v1", "another's"),
        ("https://api.kombo.dev*", "Kombo's"),
        ("https://api.example.com**", "another's"),
        ("https://api.*", "unknown"),
        ("https://api*", "unknown"),
        ("https://*/v1", "unknown"),
        ("https://*dev/v1", "unknown"),
        ("*/v1/hris", "unknown"),
        ("/v1/hris", "unknown"),
        ("", "unknown"),
    ],
)
def test_whose_host(text: str, whose: str) -> None:
    given = text.replace("*", "\0")
    if texts.names_host(given, HOSTS):
        found = "Kombo's"
    else:
        found = "another's" if texts.names_other_host(given) else "unknown"
    assert found == whose


@pytest.mark.parametrize(
    ("template", "arguments", "keywords", "expected"),
    [
        ("{}/{}", [BASE, PATH], {}, "https://api.kombo.dev/*"),
        ("{1}/{0}", [PATH, BASE], {}, "https://api.kombo.dev/*"),
        ("{host}/{path}", [], {"host": BASE}, "https://api.kombo.dev/*"),
        ("{host.url!s:>5}/v1", [], {"host": BASE}, "https://api.kombo.dev/v1"),
        ("{}/{}", [BASE], {}, "https://api.kombo.dev/*"),
        ("no holes", [], {}, "no holes"),
    ],
)
def test_format(template: str, arguments: list[Value], keywords: dict[str, Value], expected: str) -> None:
    given = dict(enumerate(arguments)) | keywords
    assert [plain(v) for v in texts.brace_format(Const(template), filled_with(given))] == [expected]


@pytest.mark.parametrize(
    ("template", "arguments", "expected"),
    [
        ("%s/v1", [BASE], "https://api.kombo.dev/v1"),
        ("%s/%s", [BASE, PATH], "https://api.kombo.dev/*"),
        ("%s/page/%03d", [BASE, Const(7)], "https://api.kombo.dev/page/7"),
        ("%s/%s", [BASE], "https://api.kombo.dev/*"),
    ],
)
def test_percent(template: str, arguments: list[Value], expected: str) -> None:
    given = filled_with(dict(enumerate(arguments)))
    assert [plain(v) for v in texts.percent((Const(template),), given)] == [expected]


@pytest.mark.parametrize(
    ("before", "settled"),
    [
        ("https://api.kombo.dev", True),
        ("https://api.kombo.dev/v1", True),
        ("/v1/hris", True),
        ("hris/", True),
        ("*", True),
        ("https://", False),
        ("https://api.*", False),
        ("kombo", False),
        ("", False),
    ],
)
def test_what_is_appended_is_long_asked_for_only_where_it_can_be_the_host(before: str, settled: bool) -> None:
    asked = []

    def part(is_settled: bool) -> Values:
        asked.append(is_settled)
        return (PATH,)

    text = (
        Text(tuple(piece or None for piece in before.replace("*", "|").split("|"))) if before else Const("")
    )
    texts.concatenate([(text,), part])
    assert asked == [settled]


def test_a_template_that_is_not_known_keeps_its_name() -> None:
    (found,) = texts.percent((Unknown("KOMBO_TEMPLATE"),), filled_with({0: BASE}))
    assert found == Text((None,), ("KOMBO_TEMPLATE",))


def test_join_and_add_keep_what_is_known_and_the_names_of_what_is_not() -> None:
    (joined,) = texts.join(Const("/"), [(BASE,), (PATH,), (Const(7),)])
    assert (plain(joined), texts.hints(joined)) == ("https://api.kombo.dev/*/7", ("path",))
    (added,) = texts.add((Ext("settings.KOMBO_URL"),), (Const("/v1"),))
    assert plain(added) == "*/v1"
    assert texts.hints(Ext("settings.KOMBO_URL")) == ("KOMBO_URL",)


def test_every_choice_of_parts_but_not_more_than_can_be_kept() -> None:
    hosts = (BASE, Const("https://api.us.kombo.dev"))
    paths = (Const("/a"), Const("/b"))
    assert len(texts.add(hosts, paths)) == 4
    many = tuple(Const(f"https://{number}.example.com") for number in range(50))
    assert len(texts.add(many, paths)) <= 24


def test_what_is_a_string() -> None:
    assert texts.any_text((Const("a"),))
    assert texts.any_text((Const(1), Text((None,))))
    assert not texts.any_text((Const(b"a"), PATH))
    assert texts.plain(Const(b"https://api.kombo.dev")) == "https://api.kombo.dev"
    assert texts.plain(Map(())) is None
    assert texts.as_text((Const(503),)) == (Const("503"),)

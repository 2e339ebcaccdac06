"""What a Kombo server may answer, before and after the change, as a table."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum

from kombo_lint.registry import load_registry
from tests.worlds.server import Answer

REGISTRY = load_registry()
(CHANGE,) = (change for change in REGISTRY.changes if change.id == "setup_errors_409")
if CHANGE.from_status is None or CHANGE.to_status is None:
    raise ValueError(f"{CHANGE.id}: a world needs the status of before and after")
BEFORE, AFTER = CHANGE.from_status, CHANGE.to_status


class World(Enum):
    """A Kombo server before the change or after it."""

    OLD = "old"
    NEW = "new"


@dataclass(frozen=True)
class Scenario:
    """An answer in the old world, and in the new one when it `moved`."""

    words: str
    answer: Answer
    moved: Answer | None = None

    def answer_in(self, world: World) -> Answer:
        """Return the answer that Kombo gives in this world."""
        return self.moved if self.moved and world is World.NEW else self.answer


def _json(status: int, body: object) -> Answer:
    return Answer(status, json.dumps(body).encode())


def _error(status: int, code: object) -> Answer:
    error = {"code": code, "title": None, "message": "Words that may change.", "log_url": None}
    return _json(status, {"status": "error", "error": error})


SUCCESS = _json(200, {"status": "success", "data": {"id": "1", "results": [], "next": None}, "warnings": []})
HTML = b"<html><body><h1>Service Temporarily Unavailable</h1></body></html>"

_NOT_KOMBOS = {
    "a list": b'[{"error": {"code": "%s"}}]' % CHANGE.codes[0].encode(),
    "a string": b'"%s"' % CHANGE.codes[0].encode(),
    "null": b"null",
    "an object without `error`": b'{"message": "no"}',
    "`error` is a string": b'{"error": "%s"}' % CHANGE.codes[0].encode(),
    "`error` is null": b'{"error": null}',
    "`error` is a list": b'{"error": ["code"]}',
    "no `code`": b'{"status": "error", "error": {"message": "no"}}',
    "`code` is a list": b'{"status": "error", "error": {"code": ["%s"]}}' % CHANGE.codes[0].encode(),
    "`code` is an object": b'{"status": "error", "error": {"code": {}}}',
    "an empty body": b"",
    "broken JSON": b'{"status": "error", "error": {"code": "%s"' % CHANGE.codes[0].encode(),
    "not UTF-8": b'{"status": "\xff\xfe\xfa"}',
}

ANSWERS = (
    Scenario("200", SUCCESS),
    Scenario("200, HTML", Answer(200, HTML, "text/html")),
    Scenario("200, an empty body", Answer(200, b"")),
    Scenario("204", Answer(204, b"")),
    *(Scenario(code, _error(BEFORE, code), _error(AFTER, code)) for code in CHANGE.codes),
    Scenario("503, HTML from the load balancer", Answer(503, HTML, "text/html")),
    Scenario("503, the body is cut off", Answer(503, HTML, "text/html", cut=True)),
    Scenario("503 REMOTE.SERVICE_UNAVAILABLE", _error(503, "REMOTE.SERVICE_UNAVAILABLE")),
    Scenario("503, code null", _error(503, None)),
    Scenario("500 PLATFORM.UNKNOWN_ERROR", _error(500, "PLATFORM.UNKNOWN_ERROR")),
    Scenario("500, code null", _error(500, None)),
    Scenario("500, HTML", Answer(500, HTML, "text/html")),
    Scenario("502, HTML", Answer(502, HTML, "text/html")),
    Scenario("400 PLATFORM.INPUT_INVALID", _error(400, "PLATFORM.INPUT_INVALID")),
    Scenario("401 PLATFORM.AUTHENTICATION_INVALID", _error(401, "PLATFORM.AUTHENTICATION_INVALID")),
    Scenario("403 INTEGRATION.PERMISSION_MISSING", _error(403, "INTEGRATION.PERMISSION_MISSING")),
    Scenario("404 PLATFORM.INTEGRATION_NOT_FOUND", _error(404, "PLATFORM.INTEGRATION_NOT_FOUND")),
    Scenario("409 ATS.APPLICATION_ALREADY_EXISTS", _error(409, "ATS.APPLICATION_ALREADY_EXISTS")),
    Scenario("409, code null", _error(409, None)),
    Scenario("409, HTML", Answer(409, HTML, "text/html")),
    Scenario("409, the body is cut off", Answer(409, HTML, "text/html", cut=True)),
    Scenario("422 PLATFORM.INPUT_INVALID", _error(422, "PLATFORM.INPUT_INVALID")),
    Scenario("429 PLATFORM.RATE_LIMIT_EXCEEDED", _error(429, "PLATFORM.RATE_LIMIT_EXCEEDED")),
    Scenario("429 PLATFORM.CONCURRENCY_LIMIT_EXCEEDED", _error(429, "PLATFORM.CONCURRENCY_LIMIT_EXCEEDED")),
)
"""What Kombo and its load balancer answer."""

STRANGE = tuple(
    Scenario(f"{status}, {words}", Answer(status, body))
    for status in (BEFORE, AFTER)
    for words, body in _NOT_KOMBOS.items()
)
"""Errors that are not Kombo's, at the statuses of the change."""

"""The runner passes right fixes and catches wrong ones.

`programs/` has pairs, fixed by hand: they try the runner, and say nothing of what `kombo-lint fix` offers.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.annotated import Example, before_and_after
from tests.worlds.observe import Observation
from tests.worlds.runner import Difference, SendsNothing, Worker, broken, compare, program
from tests.worlds.scenarios import SUCCESS, World
from tests.worlds.server import Answer

PAIRS = {path.stem: before_and_after(path) for path in sorted(Path(__file__).parent.glob("programs/*.py"))}


def differences(pair: Example, worker: Worker) -> list[Difference]:
    assert pair.entry
    assert pair.fixed
    return compare(program(pair.files, pair.entry), program(pair.fixed, pair.entry), worker)


@pytest.mark.parametrize("name", PAIRS)
def test_a_right_fix_passes(name: str, newest: Worker) -> None:
    assert list(map(str, differences(PAIRS[name], newest))) == []


@pytest.mark.parametrize("name", PAIRS)
def test_without_a_fix_the_change_is_seen(name: str, newest: Worker) -> None:
    pair = PAIRS[name]
    assert pair.entry
    assert {each.world for each in broken(program(pair.files, pair.entry), newest)} == {World.NEW}


@pytest.mark.parametrize("name", [name for name in PAIRS if name.startswith("sdk")])
def test_a_right_fix_passes_with_the_old_sdk(name: str, with_old_sdk: Worker) -> None:
    assert list(map(str, differences(PAIRS[name], with_old_sdk))) == []


def test_the_old_sdk_is_another_one(newest: Worker, with_old_sdk: Worker) -> None:
    version = program([("v.py", "import kombo\n")], "kombo.__version__")
    new, old = (each.run(version, [(SUCCESS,)])[0].outcome for each in (newest, with_old_sdk))
    assert old == "returned '1.0.5'"
    assert new != old


GUARD = "    if response.ok:\n        return None\n"
HELD = "resp.status_code == 503 or error_code(resp) in SETUP_CODES"
CAUGHT = "(ValueError, LookupError, TypeError)"
ROWS = "resp.status_code == 409 and error_code(resp) not in SETUP_CODES"
SETUP = "INTEGRATION.SETUP_SYNC_PENDING"

WRONG = [
    (
        "a bare 503 is forgotten",
        "requests_function",
        {HELD: "error_code(resp) in SETUP_CODES"},
        "503, HTML from the load balancer",
    ),
    (
        "the new status stands for the codes",
        "requests_function",
        {HELD: "resp.status_code in (503, 409)"},
        "409 ATS.APPLICATION_ALREADY_EXISTS",
    ),
    (
        "a code is forgotten",
        "requests_function",
        {', "INTEGRATION.QA_FAILED"}': "}"},
        "INTEGRATION.QA_FAILED",
    ),
    ("a list is no dict", "requests_function", {CAUGHT: "(ValueError, KeyError)"}, "409, a list"),
    ("HTML is no JSON", "requests_function", {CAUGHT: "(LookupError, TypeError)"}, "409, HTML"),
    (
        "a list has no hash",
        "requests_function",
        {"return code if isinstance(code, str) else None": "return code"},
        "409, `code` is a list",
    ),
    ("a success is parsed", "requests_function", {GUARD: "", CAUGHT: "TypeError"}, "200"),
    ("a stream is read", "httpx_stream", {"response.is_success": "False"}, "200"),
    (
        "a stream is not read",
        "httpx_stream",
        {"        response.read()\n": ""},
        "404 PLATFORM.INTEGRATION_NOT_FOUND",
    ),
    (
        "a stream is cut off",
        "httpx_stream",
        {"httpx.HTTPError, ": ""},
        "409, the body is cut off",
    ),
    (
        "what is read later is read before",
        "urllib_error",
        {
            "        body = error.read()\n": "",
            "error_code(body)": "error_code(error.read())",
            "return body": "return error.read()",
        },
        "404 PLATFORM.INTEGRATION_NOT_FOUND",
    ),
    (
        "arms are in another order",
        "httpx_client",
        {
            "if resp.status_code == 404:\n            return None\n        elif 400": "if 400",
            "return resp.text": "return resp.text if resp.status_code != 404 else None",
        },
        "404 PLATFORM.INTEGRATION_NOT_FOUND",
    ),
    ("the arm of conflicts is forgotten", "requests_rows", {ROWS: "resp.status_code == 409"}, SETUP),
    (
        "the arm of server errors is forgotten",
        "requests_rows",
        {">= 500 or error_code(resp) in SETUP_CODES": ">= 500"},
        SETUP,
    ),
    (
        "only the first answer is asked",
        "httpx_retry",
        {"error_code(resp) not in SETUP_CODES": "(attempt or error_code(resp) not in SETUP_CODES)"},
        f"{SETUP} twice; then 200",
    ),
    ("the log says another thing", "requests_rows", {"Kombo is down": "Kombo is off"}, "500, HTML"),
    ("something else is raised", "requests_rows", {"raise Unavailable(job)": "raise KeyError(job)"}, SETUP),
    (
        "something else is printed",
        "requests_rows",
        {"    resp.raise": "    print(job)\n    resp.raise"},
        "200",
    ),
    (
        "it asks again",
        "requests_function",
        {"    resp.raise": "    requests.get(resp.url)\n    resp.raise"},
        "404 PLATFORM.INTEGRATION_NOT_FOUND",
    ),
    ("an await is forgotten", "aiohttp_match", {"await error_code": "error_code"}, SETUP),
    (
        "an SDK error may have no data",
        "sdk_sync",
        {'getattr(error, "data", None)': "error.data"},
        "409, HTML",
    ),
]


@pytest.mark.parametrize(
    ("name", "changes", "play"), [each[1:] for each in WRONG], ids=[each[0] for each in WRONG]
)
def test_a_wrong_fix_is_caught(name: str, changes: dict[str, str], play: str, newest: Worker) -> None:
    pair = PAIRS[name]
    assert pair.entry
    assert pair.fixed
    path, text = pair.fixed[-1]
    for right, wrong in changes.items():
        assert text.count(right) == 1
        text = text.replace(right, wrong)
    fixed = program([*pair.fixed[:-1], (path, text)], pair.entry)
    assert play in {each.play for each in compare(program(pair.files, pair.entry), fixed, newest)}


POLLS = """
import logging, time, requests

def poll(sink):
    end = time.monotonic() + 60
    while time.monotonic() < end:
        resp = requests.get("https://api.kombo.dev/v1/hris/teams", timeout=10)
        if resp.ok:
            return resp
        logging.getLogger(__name__).warning("%s: again", resp.status_code)
        sink.put(resp.status_code, at=None)
        print("waits")
        time.sleep(25)
    resp.raise_for_status()
"""
GONE = """
class Gone(Exception):
    def __init__(self, n):
        self.n = [n]

async def ask(n):
    raise Gone(n)
"""
NO = Answer(503, b"no")
NOTED = (
    "GET api.kombo.dev/v1/hris/teams",
    "log WARNING %s: again",
    "call sink.put(503, at=None)",
    "print waits",
)


@pytest.mark.parametrize(
    ("source", "entry", "answers", "seen"),
    [
        (
            POLLS,
            "poll(spy('sink'))",
            (NO, Answer(200, b"ok")),
            Observation("returned response 200 b'ok'", (*NOTED, "sleep 25.0", NOTED[0]), 2),
        ),
        (
            POLLS,
            "poll(spy('sink'))",
            (NO,),
            Observation(
                "raised requests.exceptions.HTTPError with response 503 b'no'", (*NOTED, "sleep 25.0") * 3, 3
            ),
        ),
        (
            "def ask():\n    while True:\n        print(1)",
            "ask()",
            (NO,),
            Observation("does not end", ("print 1",) * 60),
        ),
        (
            GONE,
            "await ask(2)",
            (NO,),
            Observation("raised m.Gone(n=list[2])"),
        ),
        ("async def ask():\n    yield {1: None}", "ask()", (NO,), Observation("returned list[{1: None}]")),
        ("import nowhere", "ask()", (NO,), Observation("raised ModuleNotFoundError")),
    ],
)
def test_what_is_seen(
    source: str, entry: str, answers: tuple[Answer, ...], seen: Observation, newest: Worker
) -> None:
    assert newest.run(program([("m.py", source)], entry), [answers]) == [seen]


@pytest.mark.parametrize(
    ("entry", "module", "expression"),
    [
        ("ask({1: 2})", "app.last", "ask({1: 2})"),
        ("app.first:ask()", "app.first", "ask()"),
        ("ask(lambda: 1)", "app.last", "ask(lambda: 1)"),
    ],
)
def test_where_an_entry_is(entry: str, module: str, expression: str) -> None:
    found = program([("app/first.py", ""), ("app/last.py", "")], entry)
    assert (found.module, found.expression) == (module, expression)


def test_a_program_that_sends_nothing_proves_nothing(newest: Worker) -> None:
    one = program([("m.py", "import nowhere")], "ask()")
    with pytest.raises(SendsNothing, match="No module named 'nowhere'"):
        compare(one, one, newest)


def test_a_difference_can_be_read() -> None:
    before, after = (
        Observation("returned []", ("GET host/path",), 1),
        Observation("raised KeyError", (), 1, "'x'"),
    )
    assert str(Difference("409, a list", World.NEW, before, after)) == (
        "at 409, a list, in the new world\n"
        "    the original, in the old world: returned []\n"
        "        GET host/path\n"
        "    the fixed program: raised KeyError ('x')"
    )

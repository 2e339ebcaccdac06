"""Which clients leave codes of a moved status unhandled; the page of KMB104 has whole programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.checks.conftest import Findings

RULES = ("KMB104",)
SETUP = ("INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED")
READER = """\
import requests

def employees(tell):
    response = requests.get("https://api.kombo.dev/v1/hris/employees")
    if not response.ok:
        code = response.json()["error"]["code"]
        BODY
        raise RuntimeError(code)
    return response.json()
"""


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("print(code)", SETUP),
        ("if code: raise TimeoutError(code)", SETUP),
        ("if response.status_code in (409, 503): raise TimeoutError", SETUP),
        ("if response.status_code == 503: raise TimeoutError", ()),  # which KMB101 reports
        ("if response.status_code == 409: raise TimeoutError", ()),  # which KMB103 reports
        (f"if code == '{SETUP[1]}': raise TimeoutError", (SETUP[0], SETUP[2])),
        ("if code.startswith('INTEGRATION.SETUP_'): raise TimeoutError", (SETUP[2],)),
        ("if code.partition('.')[0] == 'INTEGRATION': raise TimeoutError", ()),
        (f"tell({{'{SETUP[0]}': 'Connect', '{SETUP[2]}': 'Look'}}.get(code, 'Oops'))", (SETUP[1],)),
        (f"tell({{'{SETUP[0]}': 'Connect', **tell.more}}[code])", ()),  # nobody knows which codes these are
        (f"if code in tell.{SETUP[0].partition('.')[2]}: raise TimeoutError", ()),
    ],
)
def test_each_code_that_is_not_decided_on(findings: Findings, body: str, left: tuple[str, ...]) -> None:
    found = findings(example=READER.replace("BODY", body))
    assert [each.message.partition(" (409")[0] for each in found] == [
        f"employees treats {', '.join(left[:-1])}{' and ' * bool(left[:-1])}{left[-1]}" for _ in left[:1]
    ]


def test_advice_is_by_code(findings: Findings) -> None:
    (found,) = findings(example=READER.replace("BODY", f"if code == '{SETUP[2]}': raise TimeoutError"))
    assert found.help == (
        f"{SETUP[0]}: show it to the end customer or an admin; a retry cannot help. "
        f"{SETUP[1]}: wait for a webhook (sync-finished, data-changed); do not retry silently or poll"
    )


@pytest.mark.parametrize(
    ("head", "reported"),
    [
        ("def test_employees():", False),
        ("class TestEmployees:\n  def test_it(self):", False),
        ("class Employees(unittest.TestCase):\n  def test_it(self):", False),
        ("def employees():", True),
        ("class TestedClient:\n  def get(self):", True),
    ],
)
def test_a_test_is_no_client(findings: Findings, head: str, reported: bool) -> None:
    body = "    assert requests.get('https://api.kombo.dev/v1/hris/employees').ok\n"
    assert bool(findings(example=f"import requests, unittest\n\n{head}\n{body}")) is reported


def test_a_function_that_tests_the_connection_is_no_test(findings: Findings) -> None:
    program = "import requests\n\ndef test_connection():\n    return requests.get('https://api.kombo.dev/v1/ats/jobs').ok\n"
    assert [each.code for each in findings(example=program)] == ["KMB104"]


SHARED = """\
import httpx

class KomboError(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code

def get(path):
    response = httpx.get(f"https://api.kombo.dev/v1{path}")
    if response.is_error:
        raise KomboError(response.json()["error"]["code"])
    return response.json()
"""


@pytest.mark.parametrize(
    ("decorator", "head", "registered", "covers"),
    [
        ("@app.errorhandler(KomboError)", "oops(e)", "", True),
        ("@app.exception_handler(KomboError)", "oops(request, e)", "", True),
        ("", "oops(e)", "app.register_error_handler(KomboError, oops)", True),
        ("", "oops(request, e)", "app.add_exception_handler(KomboError, oops)", True),
        ("@app.errorhandler(ValueError)", "oops(e)", "", False),
        ("@app.errorhandler(502)", "oops(e)", "", False),
        ("@app.errorhandler(KomboError)", "oops(e, request)", "", False),
        ("", "oops(e)", "", False),
    ],
)
def test_a_handler_for_the_whole_service(
    findings: Findings, decorator: str, head: str, registered: str, covers: bool
) -> None:
    app = f"""\
from client import KomboError, get
from web import app

{decorator}
def {head}:
    return "connect" if e.code.startswith("INTEGRATION.") else "oops"

{registered}
"""
    assert (findings(client=SHARED, app=app) == []) is covers


@pytest.mark.parametrize(
    ("head", "body", "handled"),
    [
        (
            "KINDS = {cls.code: cls for cls in KomboError.__subclasses__()}",
            "raise KINDS.get(code, KomboError)",
            True,
        ),
        ("KINDS = {}\ndef kind(code, cls): KINDS[code] = cls", "raise KINDS.get(code, KomboError)", True),
        ("KINDS = {'REMOTE.UNKNOWN': ValueError}", "raise KINDS.get(code, KomboError)", False),
        ("SEEN = {}", "SEEN[code] = True", False),
        (f"SETUP = {SETUP}", "if any(each in response.text for each in SETUP): raise TimeoutError", True),
        (
            f"SETUP = {SETUP}",
            "for each in SETUP:\n            if each in response.text: raise TimeoutError",
            True,
        ),
    ],
)
def test_tables_that_are_filled_elsewhere_and_loops(
    findings: Findings, head: str, body: str, handled: bool
) -> None:
    kinds = "\n".join(
        f"class E{number}(KomboError):\n    code = '{code}'\n" for number, code in enumerate(SETUP)
    )
    program = READER.replace(
        "def employees", f"class KomboError(Exception): pass\n{kinds}\n{head}\n\ndef employees"
    )
    assert (findings(example=program.replace("BODY", body)) == []) is handled

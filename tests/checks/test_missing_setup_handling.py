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

"""Clients that the user declares, and libraries that the user describes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kombo_lint.config.settings import Settings
from kombo_lint.findings import Confidence
from kombo_lint.scan import Options, scan
from tests.annotated import rules_for_what_is_there

if TYPE_CHECKING:
    from kombo_lint.findings import Finding
    from tests.config.conftest import Write

GATEWAY = """\
import requests

from app.settings import URL


def call(path):
    return requests.get(URL + path, timeout=10)


class Client(requests.Session):
    def fetch(self, path):
        return self.get(URL + path)


class Api:
    def get(self, path):
        return transport(path)
"""


def jobs(imports: str, call: str) -> str:
    return f"""\
{imports}


def jobs():
    resp = {call}
    if resp.status_code == 503:
        return None
    return resp.json()
"""


def findings() -> list[Finding]:
    settings = Settings(["."])
    rules = rules_for_what_is_there(settings.registry)
    return list(scan(["."], settings.registry, Options(rules, settings=settings)).findings)


@pytest.mark.parametrize(
    ("declared", "imports", "call"),
    [
        ("app.gateway.call=requests.Response", "from app.gateway import call", 'call("/jobs")'),
        ("app.gateway.call=requests.Response", "from app import gateway as g", 'g.call("/jobs")'),
        ("app.gateway.call=requests.Response", "from app import shared", "shared()"),
        ("app.gateway.Client=requests.Session", "from app.gateway import Client", 'Client().fetch("/jobs")'),
        ("app.gateway.Client=requests.Session", "from app.gateway import Client", 'Client().get("/jobs")'),
        ("app.gateway.Api.get=requests.Response", "from app.gateway import Api", 'Api().get("/jobs")'),
        ("acme.http.send=httpx.Response", "from acme.http import send", 'send("/jobs")'),
        ("acme.http.send=httpx.Response", "import acme.http", 'acme.http.send("/jobs")'),
        ("acme.http.session=requests.Session", "from acme.http import session", 'session().get("/jobs")'),
        ("acme.http.Acme.get=requests.Response", "from acme.http import Acme", 'Acme("key").get("/jobs")'),
    ],
)
def test_a_declared_client(write: Write, declared: str, imports: str, call: str) -> None:
    name, kind = declared.split("=")
    write(
        {
            "app/__init__.py": "from app.gateway import call as shared\n",
            "app/settings.py": 'import os\n\nURL = os.environ["HR_URL"]\n',
            "app/gateway.py": GATEWAY,
            "jobs.py": jobs(imports, call),
        }
    )
    assert findings() == []
    write({"kombo-lint.toml": f'clients = {{ "{name}" = "{kind}" }}'})
    (finding,) = findings()
    assert (finding.location.path, finding.code) == ("jobs.py", "KMB101")
    assert finding.confidence is Confidence.CERTAIN
    assert f"{name} speaks to Kombo, as is declared" in [step.message for step in finding.evidence]


def test_the_code_of_a_declared_client_is_looked_at_too(write: Write) -> None:
    sent = "requests.get(URL + path, timeout=10)"
    asked = f"{sent}\n    if resp.status_code == 503:\n        return None\n    return resp"
    inside = GATEWAY.replace(f"return {sent}", f"resp = {asked}")
    write({"app/gateway.py": inside, "app/settings.py": "URL = input()\n"})
    write({"kombo-lint.toml": 'clients = { "app.gateway.call" = "requests.Response" }'})
    assert [(each.location.path, each.location.start.line) for each in findings()] == [("app/gateway.py", 8)]


def test_who_calls_a_declared_function_is_the_client(write: Write) -> None:
    write({"app/gateway.py": GATEWAY, "app/settings.py": "URL = input()\n"})
    write({"jobs.py": jobs("from app.gateway import call", 'call("/jobs")').replace("== 503", ">= 400")})
    write({"kombo-lint.toml": 'clients = { "app.gateway.call" = "requests.Response" }\nselect = ["KMB104"]'})
    settings = Settings(["."])
    (finding,) = scan(["."], settings.registry, Options(settings.rules, settings=settings)).findings
    assert (finding.location.path, finding.location.start.line) == ("jobs.py", 6)
    assert finding.message.startswith("jobs treats INTEGRATION.SETUP_INCOMPLETE, ")


def test_another_callable_is_none(write: Write) -> None:
    write({"jobs.py": jobs("from acme.http import send, other", 'other("/jobs")')})
    write({"kombo-lint.toml": 'clients = { "acme.http.send" = "requests.Response" }'})
    assert findings() == []


MODEL = """\
name = "acme_http"
docs = "https://wiki.acme.example/http"
like = "requests"
"""
SPEAKING = """\
name = "acme_hr"
docs = "https://wiki.acme.example/hr"
responses = "requests"

[[sends]]
on = ["acme_hr.Hr"]
names = ["*"]
api = true
"""


@pytest.mark.parametrize(
    ("model", "imports", "call"),
    [
        (MODEL, "import acme_http", 'acme_http.options("https://api.kombo.dev/v1/ats/jobs")'),
        (SPEAKING, "from acme_hr import Hr", 'Hr("key").ats.get_jobs()'),
    ],
)
@pytest.mark.parametrize("given", ["tools/acme.toml", "tools"])
def test_a_library_in_the_words_of_a_model(
    write: Write, model: str, imports: str, call: str, given: str
) -> None:
    write({"jobs.py": jobs(imports, call), "tools/acme.toml": model})
    assert findings() == []
    write({"kombo-lint.toml": f'models = ["{given}"]'})
    assert [(each.location.path, each.code) for each in findings()] == [("jobs.py", "KMB101")]

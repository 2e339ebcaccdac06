"""Which requests are actions: by the SDK's method, or by method and path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst
import pytest

from kombo_lint.facts.actions import is_only, of_kind
from kombo_lint.flow.sending import requests_of
from tests.evaluated import evaluator

if TYPE_CHECKING:
    from kombo_lint.flow.evaluate import Evaluator
    from kombo_lint.flow.values import Request

HEAD = """\
import aiohttp, httpx, requests, urllib.request, urllib3
from kombo import Kombo
KOMBO = "https://api.kombo.dev/v1"
kombo, session, pool = Kombo(), requests.Session(), urllib3.PoolManager()
client = httpx.Client(base_url=KOMBO)
"""


@pytest.mark.parametrize(
    ("call", "is_action"),
    [
        ('requests.post(KOMBO + "/ats/candidates", json=row)', True),
        ('requests.get(KOMBO + "/ats/candidates")', False),
        ('requests.post(KOMBO + "/force-sync")', False),
        ('requests.post(KOMBO + "/hris/absences?dry=1")', True),
        ('requests.get(f"{KOMBO}/ats/candidates/{id}/attachments")', True),
        ('requests.get(f"{KOMBO}/ats/attachments")', False),
        ('requests.put(f"{KOMBO}/ats/applications/{id}/stage")', True),
        ('requests.put(f"{KOMBO}/integrations/{id}/enabled")', False),
        ('requests.delete(f"{KOMBO}/{path}")', True),
        ('requests.get(f"{KOMBO}/{path}")', False),
        ("requests.post(KOMBO + path)", True),
        ('requests.post("https://api.kombo.dev" + path)', True),
        ('requests.post(f"{KOMBO}/hris/{model}")', True),
        ('requests.post(f"{KOMBO}/passthrough/{tool}/{api}")', False),
        ('requests.post(KOMBO + "/lms/courses")', False),
        ('requests.post("https://api.example.com/v1/ats/candidates")', False),
        ('session.request("POST", KOMBO + "/ats/candidates")', True),
        ('session.request("get", KOMBO + "/ats/candidates")', False),
        ('session.request(method="POST", url=KOMBO + "/ats/candidates")', True),
        ('session.request(method, KOMBO + "/ats/candidates")', False),
        ('client.post("/ats/candidates")', True),
        ('client.post("hris/employees/form")', True),
        ('client.stream("POST", "/ats/candidates")', True),
        ('client.send(client.build_request("POST", "/ats/candidates"))', True),
        ('client.send(client.build_request("GET", "/ats/candidates"))', False),
        ('pool.request("DELETE", f"{KOMBO}/hris/absences/{id}")', True),
        ('urllib.request.urlopen(KOMBO + "/ats/candidates", data=b"{}")', True),
        ('urllib.request.urlopen(KOMBO + "/ats/candidates")', False),
        ('urllib.request.urlopen(urllib.request.Request(KOMBO + "/ats/candidates", b"{}"))', True),
        ('urllib.request.urlopen(urllib.request.Request(KOMBO + "/hris/absences/1", method="DELETE"))', True),
        ("kombo.ats.create_candidate(candidate=row)", True),
        ("kombo.ats.create_candidate_async(candidate=row)", True),
        ("kombo.ats.get_candidates()", False),
        ("kombo.general.trigger_sync()", False),
    ],
)
def test_an_action(call: str, is_action: bool) -> None:
    ev, request = sent(call)
    assert of_kind(ev, request, "action") is is_action


@pytest.mark.parametrize(
    ("call", "is_other"),
    [
        ('requests.get(KOMBO + "/check-api-key")', True),
        ('requests.post(KOMBO + "/force-sync")', True),
        ('requests.get(f"{KOMBO}/integrations/{id}")', True),
        ('session.request(method, KOMBO + "/check-api-key")', True),
        ('requests.get(KOMBO + "/ats/jobs")', False),
        ('requests.get(KOMBO + "/hris/employees/form")', False),
        ("requests.get(KOMBO + path)", False),
        ('requests.get(KOMBO + "/lms/courses")', False),
        ('requests.post(KOMBO + ("/force-sync" if now else "/ats/candidates"))', False),
        ("kombo.connect.create_connection_link()", True),
        ("kombo.hris.get_groups()", False),
        ("kombo.lms.get_courses()", False),
    ],
)
def test_what_is_only_for_some_kinds(call: str, is_other: bool) -> None:
    ev, request = sent(call)
    assert is_only(ev, request, ["other"]) is is_other


def sent(call: str) -> tuple[Evaluator, Request]:
    ev = evaluator(f"{HEAD}{call}\n")
    scopes = ev.project.module("example.py", "asked by a test")
    assert scopes is not None
    last = cst.ensure_type(scopes.module.tree.body[-1], cst.SimpleStatementLine).body[0]
    node = cst.ensure_type(cst.ensure_type(last, cst.Expr).value, cst.Call)
    (request,) = requests_of(ev, node, ev.frame(scopes))
    return ev, request

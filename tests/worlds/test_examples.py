"""examples/hr_sync, fixed and changed as its README says, does what examples/hr_sync_migrated does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.examples import MIGRATED, OLD, copied, fix_all, package
from tests.worlds.runner import ALWAYS, IN_TURN, Worker, program
from tests.worlds.scenarios import ANSWERS, World
from tests.worlds.server import Answer

if TYPE_CHECKING:
    from pathlib import Path

    from tests.worlds.observe import Observation
    from tests.worlds.worker import Program

DRIVE = """
from datetime import datetime, timezone

from kombo import Kombo

from hr_sync import absences, client, employees, onboarding, sync_job, webhook

DAY = datetime(2026, 7, 1, tzinfo=timezone.utc)
DAYS = {"start_date": DAY, "end_date": DAY}
ABSENCE = {"employee_id": "e1", "absence_type_id": "t1", "employee_note": None, **DAYS}


def kombo():
    return Kombo(api_key="key", integration_id="workday:1")


def http():
    return client.KomboClient("key", "workday:1")


def job():
    directory = {}
    return sync_job.run(http(), employees.make_session("key", "workday:1"), directory), directory


def read():
    return list(employees.fetch_employees(employees.make_session("key", "workday:1")))


def event(kind, spy):
    return webhook.handle({"type": kind}, http(), lambda: True, spy("tell_customer"))
"""
ENTRIES = [
    "job()",
    "read()",
    "http().post('/hris/absences', {'id': 1})",
    "event('integration-state-changed', spy)",
    "absences.request_absence(kombo(), ABSENCE)",
    "absences.request_all(kombo(), [ABSENCE])",
    "onboarding.hire(kombo(), {'name': 'Ada'})",
]
PLAYS = [(play, world) for play in (*ALWAYS, *IN_TURN) for world in play.worlds]


def driven(folder: Path, entry: str) -> Program:
    return program([*package(folder), ("drive.py", DRIVE)], entry)


def seen(folder: Path, entry: str, worker: Worker) -> list[Observation]:
    return worker.run(driven(folder, entry), [play.answers(world) for play, world in PLAYS])


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copied(OLD, tmp_path_factory.mktemp("mended"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        fix_all()
    return folder


@pytest.mark.parametrize("entry", ENTRIES)
def test_fixed_and_changed_by_hand_it_does_what_the_migrated_one_does(
    entry: str, mended: Path, newest: Worker
) -> None:
    assert package(mended) != package(MIGRATED)
    wanted, got = seen(MIGRATED, entry, newest), seen(mended, entry, newest)
    assert all(each.requests for each in wanted)
    for (play, world), one, other in zip(PLAYS, wanted, got, strict=True):
        assert other == one, f"{play.words}, in the {world.value} world"


@pytest.mark.parametrize("entry", ["job()", "read()", "absences.request_absence(kombo(), ABSENCE)"])
def test_the_migrated_one_does_what_the_old_one_did_but_for_setup_errors_and_limits(
    entry: str, newest: Worker
) -> None:
    same = [each for each in ANSWERS if each.moved is None and each.answer.status != 429]
    answers = [(each.answer_in(World.NEW),) for each in same]
    before, after = (newest.run(driven(folder, entry), answers) for folder in (OLD, MIGRATED))
    for scenario, one, other in zip(same, before, after, strict=True):
        assert other == one, scenario.words


SETUP = "raised hr_sync.client.KomboSetupError(status=409, code='{}')"
PENDING = "raised hr_sync.client.KomboSyncPending(status=409, code='INTEGRATION.SETUP_SYNC_PENDING')"


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("INTEGRATION.SETUP_INCOMPLETE", SETUP),
        ("INTEGRATION.QA_FAILED", SETUP),
        ("INTEGRATION.SETUP_SYNC_PENDING", PENDING),
    ],
)
def test_what_comes_of_a_setup_error(entry: str, code: str, outcome: str, newest: Worker) -> None:
    number = PLAYS.index(next(each for each in PLAYS if each[0].words == code and each[1] is World.NEW))
    got = seen(MIGRATED, entry, newest)[number]
    assert got.requests == 1
    if entry.startswith("event"):
        told = [each.startswith("call tell_customer('Please look") for each in got.events[1:]]
        assert told == ([] if outcome is PENDING else [True])
        assert got.outcome == "returned tuple[200, 'thanks']"
    elif entry == "job()" and outcome is PENDING:
        assert got.outcome == "returned tuple[False, {}]"
    else:
        assert got.outcome == outcome.format(code)


def test_a_person_who_is_known_is_told_by_the_code(mended: Path, newest: Worker) -> None:
    error = {
        "code": "HRIS.EMPLOYEE_ALREADY_EXISTS",
        "title": None,
        "message": "She is there.",
        "log_url": None,
    }
    answer = Answer(409, json.dumps({"status": "error", "error": error}).encode())
    outcomes = [
        newest.run(driven(folder, ENTRIES[-1]), [(answer,)])[0].outcome for folder in (OLD, mended, MIGRATED)
    ]
    assert outcomes[1:] == ["returned None"] * 2
    assert outcomes[0].startswith("raised")

"""KMB202's fix: which waits it lets grow, and where it leaves them; the page has whole programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from kombo_lint.fixing import Fixed, fix
from kombo_lint.registry import load_registry
from kombo_lint.scan import Options

POST = 'requests.post("https://api.kombo.dev/v1/ats/candidates", json=row)'


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def fixed(text: str, unsafe: bool = False) -> Fixed:
    Path("app.py").write_text(text, encoding="utf-8")
    registry = load_registry()
    return fix(["."], registry, Options(registry.selected(["KMB202"])), unsafe)


def changed(done: Fixed) -> list[str]:
    """Return the lines that are new, without blanks around them."""
    before, after = (
        [line.strip() for line in (files.get("app.py") or b"").decode().splitlines()]
        for files in (done.before, done.after)
    )
    return [line for line in after if line not in before]


def decorated(decorator: str) -> str:
    return f"""\
import backoff, requests, retrying, stamina, tenacity
from aiohttp_retry import ExponentialRetry
NUMBER = 3
@{decorator}
def create(row):
    {POST}.raise_for_status()
"""


EXPONENTIAL = "tenacity.wait_exponential(multiplier={}, max=60) + tenacity.wait_random(0, 1)"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tenacity.retry(wait=tenacity.wait_none())", [f"wait={EXPONENTIAL.format(1)}"]),
        ("tenacity.retry(wait=tenacity.wait_fixed(0.25))", [f"wait={EXPONENTIAL.format(1)}"]),
        ("tenacity.retry(wait=tenacity.wait_fixed(7.5))", [f"wait={EXPONENTIAL.format(7.5)}"]),
        ("tenacity.retry(wait=tenacity.wait_random(1, 3))", [f"wait={EXPONENTIAL.format(3)}"]),
        (
            "tenacity.retry(wait=tenacity.wait_fixed(3) + tenacity.wait_random(0, 2))",
            [f"wait={EXPONENTIAL.format(5)}"],
        ),
        ("tenacity.retry()", [f"wait={EXPONENTIAL.format(1)}"]),
        ("tenacity.retry(wait=tenacity.wait_exponential(0.5))", ["wait_exponential(1)"]),
        ("tenacity.retry(wait=tenacity.wait_exponential(multiplier=0.5, max=1))", ["=1, max=60"]),
        ("tenacity.retry(wait=tenacity.wait_exponential_jitter(0.5, 4))", ["jitter(1, 4)"]),
        ("tenacity.retry(wait=tenacity.wait_incrementing(increment=1))", ["(increment=1, start=1)"]),
        ("backoff.on_exception(backoff.constant, OSError)", ["(backoff.expo, OSError, max_value=60)"]),
        (
            "backoff.on_exception(backoff.constant, OSError, interval=0.2, max_tries=3)",
            ["backoff.expo", "factor=1", "max_tries=3", "max_value=60"],
        ),
        (
            "backoff.on_exception(wait_gen=backoff.expo, exception=OSError, factor=0.1)",
            ["exception=OSError, factor=1)"],
        ),
        ("stamina.retry(on=OSError, attempts=3, wait_initial=0.5)", ["attempts=3, wait_initial=1)"]),
        ("stamina.retry(on=OSError, timeout=None)", ["timeout=None, wait_initial=1)"]),
        (
            "retrying.retry(stop_max_attempt_number=3)",
            ["stop_max_attempt_number=3", "wait_exponential_multiplier=500", "wait_exponential_max=60000"],
        ),
        ("retrying.retry(wait_exponential_multiplier=50)", ["(wait_exponential_multiplier=500)"]),
        (
            "retrying.retry(wait_fixed=2000)",
            ["(wait_exponential_multiplier=1000, wait_exponential_max=60000)"],
        ),
    ],
)
def test_a_policy_waits_longer(before: str, after: list[str]) -> None:
    done = fixed(decorated(before))
    new = " ".join(changed(done))
    assert [part for part in after if part not in new] == []
    assert all(finding.code == "KMB202" for finding in done.fixed)
    assert done.left == ()
    assert fixed(done.after["app.py"].decode()).fixed == ()  # the second time there is nothing to do


LESS_OFTEN = "and then it tries less often"


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("tenacity.retry(stop=tenacity.stop_after_delay(30))", f"it may end after a time, {LESS_OFTEN}"),
        (
            "tenacity.retry(stop=tenacity.stop_after_attempt(3) | tenacity.stop_after_delay(30))",
            f"it may end after a time, {LESS_OFTEN}",
        ),
        ("tenacity.retry(stop=tenacity.stop_after_attempt(3))", ""),
        ("tenacity.retry(stop=tenacity.stop_never)", ""),
        ("stamina.retry(on=OSError)", f"it ends after 45 s, {LESS_OFTEN}"),
        ("stamina.retry(on=OSError, attempts=5, timeout=10)", f"it ends after 10 s, {LESS_OFTEN}"),
        ("backoff.on_exception(backoff.constant, OSError, max_time=10)", f"it ends after 10 s, {LESS_OFTEN}"),
        ("backoff.on_exception(backoff.constant, OSError, max_time=10, max_tries=3)", ""),
        (
            "backoff.on_exception(backoff.constant, OSError, max_time=limit)",
            "nobody can know from the code when it ends",
        ),
    ],
)
def test_a_policy_that_would_try_less_often_is_changed_on_demand(before: str, why: str) -> None:
    left = fixed(decorated(before)).left
    assert [reason.partition(":")[0] for _, reason in left] == (["only an unsafe fix"] if why else [])
    assert [finding.unfixed for finding, _ in left] == ([why] if why else [])
    assert fixed(decorated(before), unsafe=True).left == ()


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("tenacity.retry(wait=tenacity.wait_fixed(NUMBER))", "a number that it waits for"),
        ("tenacity.retry(wait=tenacity.wait_fixed(40))", "40 s are long"),
        ("tenacity.retry(wait=tenacity.wait_fixed(timedelta(seconds=2)))", "nobody can know from the code"),
        ("tenacity.retry(wait=tenacity.wait_exponential(exp_base=1))", "it has no argument by which"),
        ("backoff.on_exception(backoff.constant, OSError, interval=NUMBER)", "a number that it waits for"),
        ("retrying.retry(**NUMBER)", "its arguments come from elsewhere"),
    ],
)
def test_what_is_not_plain_is_left(before: str, why: str) -> None:
    done = fixed(decorated(before), unsafe=True)
    assert done.fixed == ()
    (reason,) = (reason for _, reason in done.left)
    assert reason.startswith(why)


IMPORTED = f"""\
import requests
from tenacity import {{}}


@retry({{}})
def create(row):
    {POST}.raise_for_status()
"""


@pytest.mark.parametrize(
    ("names", "before", "line"),
    [
        ("retry, wait_fixed", "wait=wait_fixed(1)", "retry, wait_exponential, wait_random"),
        (
            "retry, wait_fixed, wait_random",
            "wait=wait_fixed(1) + wait_random(0, 1)",
            "retry, wait_exponential, wait_random",
        ),
        ("retry, wait_exponential", "", "retry, wait_exponential, wait_random"),
        ("retry as retry, wait_fixed", "wait=wait_fixed(1)", "wait_exponential, wait_random"),
    ],
)
def test_names_are_imported_as_the_author_does(names: str, before: str, line: str) -> None:
    done = fixed(IMPORTED.format(names, before))
    assert f"from tenacity import {line}" in changed(done)
    assert any(text.startswith("@retry(wait=wait_exponential(multiplier=") for text in changed(done))


@pytest.mark.parametrize(
    ("imports", "after"),
    [
        (
            "try:\n    from tenacity import retry, wait_fixed\nexcept ImportError:\n    pass",
            "    from tenacity import retry, wait_exponential, wait_random\n",
        ),
        (
            "try:\n    from tenacity import retry, wait_fixed\nexcept ImportError:\n    wait_fixed = print",
            None,
        ),
        (
            "try:\n    from tenacity import retry, wait_fixed as wait_fixed\nexcept ImportError:\n    pass",
            None,
        ),
    ],
)
def test_names_are_imported_where_the_library_is_there(imports: str, after: str | None) -> None:
    program = IMPORTED.format("", "wait=wait_fixed(1)").replace("from tenacity import ", imports)
    done = fixed(program)
    assert bool(done.fixed) == bool(after)
    assert not after or after in done.after["app.py"].decode()


def test_a_name_that_is_used_elsewhere_stays_imported() -> None:
    done = fixed(IMPORTED.format("retry, wait_fixed", "wait=wait_fixed(1)") + "\n\nother = wait_fixed(3)\n")
    assert "from tenacity import retry, wait_exponential, wait_fixed, wait_random" in changed(done)


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ("", "WAIT = tenacity.wait_exponential(multiplier=1)"),
        ("@tenacity.retry(wait=WAIT)\ndef other():\n    pass\n", None),
    ],
)
def test_what_others_wait_by_too_is_left(more: str, line: str | None) -> None:
    program = decorated("tenacity.retry(wait=WAIT)").replace(
        "NUMBER = 3", "WAIT = tenacity.wait_exponential(multiplier=0.2)"
    )
    done = fixed(program + more)
    assert changed(done) == ([line] if line else [])
    assert [why for _, why in done.left] == ([] if line else ["others may wait by this too"])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("(3, status_forcelist=(429,))", ["(3, status_forcelist=(429,), backoff_factor=0.5)"]),
        ("(3, backoff_factor=(0.1), status_forcelist={429})", ["backoff_factor=0.5, status_forcelist"]),
        ("(3, status_forcelist=[\n    429,\n])", ["], backoff_factor=0.5))"]),
        (
            "(\n    3,\n    status_forcelist=[429],  # too many\n)",
            ["backoff_factor=0.5,"],
        ),
        (
            "(\n    total=3, connect=3, read=3, status=3, status_forcelist=[429, 502, 503, 504]\n)",
            ["backoff_factor=0.5"],
        ),
        ("(\n    3,\n    status_forcelist=[429]\n)", ["status_forcelist=[429],", "backoff_factor=0.5"]),
        (
            "(3, status_forcelist=(409, 429), raise_on_status=False, respect_retry_after_header=False)",
            ["backoff_factor=0.5,"],
        ),
    ],
)
def test_an_argument_is_put_where_there_is_room(before: str, after: list[str]) -> None:
    done = fixed(f"""\
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

retry = HTTPAdapter(max_retries=Retry{before})
session = requests.Session()
session.mount("https://", retry)
{POST.replace("requests", "session")}
""")
    assert done.left == ()
    compile(done.after["app.py"], "app.py", "exec")
    new = changed(done)
    assert all(any(part in line for line in new) for part in after), new


def test_a_class_of_ones_own_is_left() -> None:
    done = fixed(f"""\
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

class Patient(Retry):
    pass

session = requests.Session()
session.mount("https://", HTTPAdapter(max_retries=Patient(3, status_forcelist=[429])))
{POST.replace("requests", "session")}
""")
    assert [why for _, why in done.left] == ["its arguments go through code of the project's own"]


LOOP = f"""\
import time, requests
from settings import tries, other
PAUSE = 2
SHORT = 0.2
def create(row):
    delay = 0.5
    for n in range(5):
        resp = {POST}
        if resp.ok:
            return resp.json()
        time.sleep(WAIT)
    raise TimeoutError
"""


@pytest.mark.parametrize(
    ("changes", "after"),
    [
        ({"WAIT": "0.2"}, ["time.sleep(2**n)"]),
        ({"WAIT": "2.5"}, ["time.sleep(2.5 * 2**n)"]),
        ({"WAIT": "PAUSE"}, ["time.sleep(PAUSE * 2**n)"]),
        ({"WAIT": "SHORT"}, ["SHORT = 1", "time.sleep(SHORT * 2**n)"]),
        ({"WAIT": "0.1 * 2**n"}, ["time.sleep(2**n)"]),
        ({"WAIT": "0.5 * (n + 1)"}, ["time.sleep(2**n)"]),
        ({"WAIT": "delay", "return resp": "delay *= 2\n            return resp"}, []),
        ({"WAIT": "delay)\n        delay *= (3"}, ["delay = 1"]),
        ({"WAIT": "1", "range(5)": "range(1, 6)"}, ["time.sleep(2 ** (n - 1))"]),
        ({"WAIT": "1", "range(5)": "range(10)"}, ["time.sleep(min(2**n, 60))"]),
        ({"WAIT": "1", "range(5)": "range(tries)"}, ["time.sleep(min(2**n, 60))"]),
        ({"WAIT": "1", "for n": "for _"}, ["for attempt in range(5):", "time.sleep(2**attempt)"]),
        ({"WAIT": "1", "for n": "for _", "ok": "ok or _"}, []),
        ({"WAIT": "1", "for n in range(5)": "while True"}, []),
        (
            {"WAIT": "1)\n        n += (1", "    for n in range(5)": "    n = 0\n    while n < 5"},
            ["time.sleep(2**n)"],
        ),
        (
            {
                "time.sleep(WAIT)": "n += 1\n        time.sleep(1)",
                "    for n in range(5)": "    n = 0\n    while True",
            },
            ["time.sleep(min(2 ** (n - 1), 60))"],
        ),
        (
            {
                "time.sleep(WAIT)": "if resp.status_code == 429:\n"
                "            time.sleep(1)\n            continue\n        n += 1",
                "    for n in range(5)": "    n = 0\n    while n < 5",
            },
            [],
        ),
        ({"WAIT": "1)\n        other += (1", "for n in range(5)": "while other < 5"}, []),
        (
            {
                "time.sleep(WAIT)": "if other:\n            n += 1\n        time.sleep(1)",
                "    for n in range(5)": "    n = 0\n    while n < 5",
            },
            [],
        ),
        ({"WAIT": "1", "for n in range(5)": "for n in tries"}, []),
        ({"WAIT": "1", "range(5)": "range(5, 0, -1)"}, []),
        ({"WAIT": "1", "        if resp.ok": "        n += other\n        if resp.ok"}, []),
        ({"WAIT": "1", "return resp.json()": "other(resp)\n            continue"}, []),
        ({"WAIT": "1", "return resp.json()": "other(resp)"}, []),
        ({"WAIT": "1", "if resp.ok": "if time.time() > other or resp.ok"}, []),
        ({"WAIT": f"1)\n        resp = {POST[:-1]}"}, []),
        (
            {"WAIT": "1", "if resp.ok:\n            return resp.json()": "if resp.ok: return resp"},
            ["time.sleep(2**n)"],
        ),
        ({"WAIT": "1", "if resp.ok:\n            return resp.json()": "if resp.ok: print(n); continue"}, []),
        (
            {
                "if resp.ok:\n            return resp.json()": "if not resp.ok: time.sleep(1); continue",
                "time.sleep(WAIT)": "return resp.json()",
            },
            ["if not resp.ok: time.sleep(2**n); continue"],
        ),
        ({"WAIT": "40"}, []),
        ({"WAIT": "other.pause"}, []),
        ({"WAIT": "3 * (n + 1) - 2.5"}, []),
    ],
)
def test_a_loop_sleeps_longer_each_time(changes: dict[str, str], after: list[str]) -> None:
    program = LOOP
    for old, new in changes.items():
        assert program.count(old) == 1
        program = program.replace(old, new)
    done = fixed(program, unsafe=True)
    assert changed(done) == after
    assert bool(done.fixed) == bool(after)


HANDLED = f"""\
import time, requests
def create(row):
    for attempt in range(4):
        try:
            resp = {POST}
            resp.raise_for_status()
        except requests.HTTPError as error:
            if error.response.status_code != 429 or attempt == 3:
                raise
            time.sleep(1)
        else:
            return resp.json()
"""


@pytest.mark.parametrize(
    ("changes", "after"),
    [
        ({}, ["time.sleep(2**attempt)"]),
        ({"return resp.json()": "break"}, ["time.sleep(2**attempt)"]),
        ({"return resp.json()": "print(resp)"}, []),
        (
            {
                "            resp.raise": "            if resp.ok:\n"
                "                return resp\n            resp.raise",
                "return resp.json()": "continue",
            },
            ["time.sleep(2**attempt)"],
        ),
    ],
)
def test_what_is_caught_in_a_loop(changes: dict[str, str], after: list[str]) -> None:
    program = HANDLED
    for old, new in changes.items():
        assert program.count(old) == 1
        program = program.replace(old, new)
    assert changed(fixed(program, unsafe=True)) == after

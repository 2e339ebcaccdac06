"""API clients that others wrote, rewired to Kombo: what is found in them, and what is fixed.

Only where the folder `shared` lies beside the checkout: it names the clients and the
places in them, and its program measures. What it downloads stays in pytest's cache.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
import sysconfig
from difflib import unified_diff
from pathlib import Path

import pytest

from kombo_lint.fixes.writing import write_file
from kombo_lint.fixing import fix
from kombo_lint.registry import load_registry
from kombo_lint.scan import Options, scan

MEASURE = Path(__file__).parents[2] / "shared" / "realworld" / "realworld.py"


@pytest.mark.realworld
@pytest.mark.skipif(not MEASURE.exists(), reason="there is no folder shared/realworld beside the checkout")
@pytest.mark.skipif(sys.version_info < (3, 11), reason="realworld.py needs Python 3.11 or later")
def test_recall_and_precision(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.cache
    cache = pytestconfig.cache.mkdir("realworld")
    tool = Path(sysconfig.get_path("scripts"), "kombo-lint")
    command = [sys.executable, str(MEASURE), "--cache", str(cache), "--verbose"]
    command += ["--tool", shlex.quote(str(tool))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(done.stdout, done.stderr, sep="\n")
    if done.returncode and "'pip', 'download'" in done.stderr:
        pytest.skip("the clients cannot be downloaded")
    assert done.returncode == 0


@pytest.mark.realworld
def test_what_becomes_of_codes_and_words_is_not_reported_in_vain(
    pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pytestconfig.cache
    cases = Path(pytestconfig.cache.mkdir("realworld")) / "cases"
    if not cases.is_dir():
        pytest.skip("the clients have not been downloaded by the test before")
    registry = load_registry()
    rules = registry.selected(["KMB105", "KMB106", "KMB301", "KMB302"])
    for case in sorted(each for each in cases.iterdir() if each.is_dir()):
        monkeypatch.chdir(case)
        found = scan(["."], registry, Options(rules)).findings
        assert [f"{each.location.shown} {each.code} {each.message}" for each in found] == []


@pytest.mark.realworld
def test_what_they_do_about_the_concurrency_limit(
    pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each was judged right by reading the code: plivo has one error for a 429 and for all that it does not
    know; what spotipy and pyalex retry waits 0.6 s and 0.2 s at first.
    """
    assert pytestconfig.cache
    cases = Path(pytestconfig.cache.mkdir("realworld")) / "cases"
    if not cases.is_dir():
        pytest.skip("the clients have not been downloaded by the test before")
    registry = load_registry()
    found = set()
    for case in sorted(each for each in cases.iterdir() if each.is_dir()):
        monkeypatch.chdir(case)
        rules = registry.selected(["KMB201", "KMB202", "KMB203"])
        for each in scan(["."], registry, Options(rules)).findings:
            found.add(f"{each.location.path}:{each.location.start.line} {each.code}")
    assert found == {
        "plivo/rest/client.py:166 KMB201",
        "pyalex/api.py:216 KMB202",
        "spotipy/client.py:219 KMB202",
    }


@pytest.mark.realworld
def test_which_leave_setup_errors_unhandled(
    pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each was judged right by reading the code: they raise one exception for all errors, or try again
    whatever came; semanticscholar has exceptions for some statuses, and takes a 409 for no data. The other
    clients have tests of the status that part 503 from 409. What is fixed is empty, else the reason is said.
    """
    assert pytestconfig.cache
    cases = Path(pytestconfig.cache.mkdir("realworld")) / "cases"
    if not cases.is_dir():
        pytest.skip("the clients have not been downloaded by the test before")
    registry = load_registry()
    options = Options(registry.selected(["KMB104"]))
    found: dict[str, str] = {}
    for case in sorted(each for each in cases.iterdir() if each.is_dir()):
        monkeypatch.chdir(case)
        done = fix(["."], registry, options, unsafe=True)
        for path, data in done.after.items():
            compile(data, path, "exec")
        for each, why in [*((each, "") for each in done.fixed), *done.left]:
            assert "INTEGRATION.SETUP_INCOMPLETE, INTEGRATION.SETUP_SYNC_PENDING and" in each.message
            found[f"{each.location.path}:{each.location.start.line} {each.message.split()[0]}"] = why
    assert found == {
        "asana/rest.py:223 RESTClientObject": "not only responses come here",
        "mixpanel/__init__.py:837 Consumer": "",
        "pyalex/api.py:991 Work": "",
        "semanticscholar/ApiRequester.py:127 ApiRequester": "",
        "spotipy/client.py:271 Spotify": "",
        "tweepy/asynchronous/streaming.py:71 AsyncBaseStream": "the body may be read as a stream",
        "tweepy/auth.py:141 OAuth2AppHandler": "",
        "tweepy/streaming.py:79 BaseStream": "the body may be read as a stream",
    }


@pytest.mark.realworld
def test_half_of_the_branches_are_fixed_safely(
    pytestconfig: pytest.Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pytestconfig.cache
    cases = Path(pytestconfig.cache.mkdir("realworld")) / "cases"
    if not cases.is_dir():
        pytest.skip("the clients have not been downloaded by the test before")
    registry = load_registry()
    rules = registry.selected(["KMB101", "KMB103"])
    fixed = left = 0
    for case in sorted(each for each in cases.iterdir() if each.is_dir()):
        shutil.copytree(case, tmp_path / case.name)
        monkeypatch.chdir(tmp_path / case.name)
        done = fix(["."], registry, Options(rules))
        fixed, left = fixed + len(done.fixed), left + len(done.left)
        for path, data in done.after.items():
            compile(data, path, "exec")
            write_file(Path(path), data)
            before, after = (each.decode().split("\n") for each in (done.before[path], data))
            gone = [line for line in unified_diff(before, after, n=0) if line.startswith("-")][1:]
            assert len(gone) <= 2 * len(done.fixed), gone
        assert fix(["."], registry, Options(rules)).after == {}
    print(f"fixed safely: {fixed} of {fixed + left}")
    assert fixed >= left

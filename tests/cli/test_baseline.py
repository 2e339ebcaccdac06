from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.cli.test_scan import AFFECTED, CLEAN, project

if TYPE_CHECKING:
    from tests.cli.conftest import Command

NAME = "kombo-lint-baseline.json"


def test_the_story_of_a_baseline(kombo_lint: Command) -> None:
    project(client=AFFECTED, jobs=AFFECTED)
    assert kombo_lint("baseline").out == f"{NAME}: 2 problems (2 new)\n"
    done = kombo_lint("scan")
    assert (done.status, done.err) == (0, "")
    assert done.out.endswith(" 2 problems of the baseline left out.\n")
    assert kombo_lint("fix").out == "Fixed 0, left 0. 2 problems of the baseline left out (--no-baseline).\n"

    project(teams=AFFECTED.replace("employees", "teams"), jobs=CLEAN)
    done = kombo_lint("scan")
    assert done.status == 1
    assert done.out.startswith(
        "gone: jobs.py: KMB101 resp.status_code == 503 in employees\nteams.py:6:8: KMB101"
    )
    assert "1 of the baseline gone: `kombo-lint baseline --prune` removes them." in done.out

    assert kombo_lint("baseline", "--prune").out == f"{NAME}: 1 problem (1 gone)\n"
    assert kombo_lint("scan", "--format", "concise").out.startswith("teams.py:6:8: KMB101 ")
    assert kombo_lint("fix").status == 0
    assert kombo_lint("scan").status == 0
    assert kombo_lint("fix", "--no-baseline").status == 0
    assert kombo_lint("baseline").out == f"{NAME}: 0 problems (1 gone)\n"


def test_what_lies_elsewhere_stays(kombo_lint: Command) -> None:
    for name in ("one", "two"):
        Path(name).mkdir()
        Path(name, "client.py").write_text(AFFECTED)
    kombo_lint("baseline")
    Path("one/client.py").write_text(CLEAN)
    assert kombo_lint("baseline", "one").out == f"{NAME}: 1 problem (1 gone)\n"
    assert kombo_lint("baseline", "two").out == f"{NAME}: 1 problem (as before)\n"


def test_the_file_may_be_named(kombo_lint: Command) -> None:
    project(client=AFFECTED)
    assert kombo_lint("baseline", "--output", "known.json").status == 0
    assert kombo_lint("scan").status == 1
    assert kombo_lint("scan", "--baseline", "known.json").status == 0
    Path("kombo-lint.toml").write_text('baseline = "known.json"\n')
    assert kombo_lint("scan").status == 0
    assert kombo_lint("scan", "--no-baseline").status == 1


def test_nothing_found_writes_nothing(kombo_lint: Command) -> None:
    project(client=CLEAN)
    assert kombo_lint("baseline").out == "Nothing to put off.\n"
    assert not Path(NAME).exists()


def test_a_broken_one_is_refused(kombo_lint: Command) -> None:
    project(client=AFFECTED)
    Path(NAME).write_text("{")
    done = kombo_lint("scan")
    assert done.status == 2
    assert f"{NAME}:1: mend the JSON" in done.err

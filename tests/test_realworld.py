"""API clients that others wrote, rewired to Kombo, are scanned with the recall and precision asked for.

Only where the folder `shared` lies beside the checkout: it names the clients and the
places in them, and its program measures. What it downloads stays in pytest's cache.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

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

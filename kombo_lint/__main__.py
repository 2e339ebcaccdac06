"""The command `kombo-lint`, and `python -m kombo_lint`."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from kombo_lint import __version__


def main() -> int:
    """Run the command line in `sys.argv` and return the exit code."""
    if sys.argv[1:] == ["--version"]:  # without click, whose import takes longer than the answer
        try:
            print(f"kombo-lint {__version__}", flush=True)
        except OSError:
            pass  # a full disk, a closed pipe: `run` says it as for every command
        else:
            return 0
    from kombo_lint.cli import run

    kept: list[object] = []
    status = run(sys.argv[1:], kept)
    if kept:
        # Parsed trees go with the process: to free them node by node takes a tenth of the time.
        with suppress(OSError):
            sys.stderr.flush()
        os._exit(status)
    return status


if __name__ == "__main__":
    sys.exit(main())

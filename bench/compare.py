"""Times kombo-lint against what one would run instead, side by side, and says whether each goal is met.

Each part prints medians of several runs in turn (ours, theirs, ours, ...), and
their ratio or difference. Exit 0 when every goal is met, else 1.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
UNRELATED_FILES = 60_000
STRIPE = "stripe==16.1.0"
STRIPE_HOST, KOMBO_HOST = "https://api.stripe.com", "https://api.kombo.dev"
PATTERN = """\
rules:
  - id: status-503
    languages: [python]
    severity: WARNING
    message: a branch on the status
    pattern: $RESPONSE.status_code == 503
"""
OURS = """\
repos:
- repo: {repository}
  rev: {revision}
  hooks:
  - id: kombo-lint
"""
NOTHING = """\
repos:
- repo: local
  hooks:
  - {id: nothing, name: nothing, entry: "true", language: system, types: [python], require_serial: true}
"""


@dataclass(frozen=True)
class Command:
    """What is measured: the words of the command, the folder it runs in, the exit codes that are right."""

    words: tuple[str, ...]
    folder: Path
    exits: tuple[int, ...] = (0,)

    def seconds(self) -> float:
        """Run it once; return the wall-clock time."""
        started = time.perf_counter()
        done = subprocess.run(self.words, cwd=self.folder, capture_output=True, text=True, check=False)
        elapsed = time.perf_counter() - started
        self.judge(done.returncode, done.stderr)
        return elapsed

    def megabytes(self) -> float:
        """Run it once; return the peak memory of all its processes together."""
        process = subprocess.Popen(
            self.words, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        peak = 0
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            peak = max(peak, sum(map(resident, family(process.pid))))
            time.sleep(0.01)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.judge(process.returncode, "")
        largest = usage.ru_maxrss if sys.platform == "darwin" else usage.ru_maxrss * 1024
        return max(peak, largest) / 1e6

    def judge(self, status: int, errors: str) -> None:
        """Stop when the command failed: its time would mean nothing."""
        if status not in self.exits:
            raise SystemExit(f"{' '.join(self.words)}: exit {status}\n{errors[-2000:]}")


def family(pid: int) -> list[int]:
    """Return `pid` and its descendants; only itself where there is no /proc."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(each for child in children for each in family(int(child)))]


def resident(pid: int) -> int:
    """Return a process's memory in bytes, shared pages divided among the sharers; 0 when it has ended."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))


def medians(runs: int, *commands: Command) -> list[float]:
    """Return the median seconds of each command; they take turns, after one run each that does not count."""
    rounds = [[command.seconds() for command in commands] for _ in range(runs + 1)]
    return [statistics.median(times) for times in zip(*rounds[1:], strict=True)]


def show(words: str, value: str) -> None:
    """Print one measured value."""
    print(f"  {words:<44} {value:>10}", flush=True)


def against(words: str, value: float, unit: str, goal: float) -> bool:
    """Print a value beside its goal; return whether it is met."""
    met = value <= goal
    digits = 0 if unit else 2
    print(
        f"  {words:<44} {value:>7.{digits}f} {unit:<2}   goal: at most {goal:g}{unit and ' ' + unit}"
        f"   {'met' if met else 'MISSED'}",
        flush=True,
    )
    return met


def unrelated(place: Path, tool: str, runs: int) -> bool:
    """A tree without Kombo: the scan against git grep."""
    tree = unrelated_tree(place)
    print(f"unrelated: {UNRELATED_FILES:,} Python files that never mention Kombo, median of {runs} runs")
    grep = ("git", "grep", "-lie", "kombo", "--", "*.py")
    ours, theirs = medians(runs, Command((tool, "scan", "."), tree), Command(grep, tree, (1,)))
    show("kombo-lint scan .", f"{ours:.2f} s ")
    show("git grep -lie kombo -- '*.py'", f"{theirs:.2f} s ")
    return against("ratio", ours / theirs, "", 2)


def start(place: Path, tool: str, runs: int) -> bool:
    """Start-up: what kombo-lint adds to the interpreter it runs on."""
    runs *= 5
    lonely = place / "lonely"
    lonely.mkdir(exist_ok=True)
    (lonely / "module.py").write_text(unrelated_module(0))
    beside = Path(tool).resolve().with_name("python")
    python = str(beside) if beside.exists() else sys.executable
    print(f"start: over `python -c pass`, median of {runs} runs")
    nothing, version, scan = medians(
        runs,
        Command((python, "-c", "pass"), lonely),
        Command((tool, "--version"), lonely),
        Command((tool, "scan", "module.py"), lonely),
    )
    show("python -c pass", f"{nothing * 1000:.0f} ms")
    fast = against("kombo-lint --version, over it", (version - nothing) * 1000, "ms", 60)
    return against("kombo-lint scan of one file, over it", (scan - nothing) * 1000, "ms", 100) and fast


def hook(place: Path, runs: int) -> bool:
    """The pre-commit hook of the last commit, on a file that is not affected, over one of nothing."""
    runs *= 3
    tree = place / "hook"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(CHECKOUT / "examples" / "hr_sync", tree)
    (tree / "plain.py").write_text(unrelated_module(0))
    subprocess.run(("git", "init", "-q"), cwd=tree, check=True)
    subprocess.run(("git", "add", "-A"), cwd=tree, check=True)
    asked = ("git", "-C", str(CHECKOUT), "rev-parse", "HEAD")
    revision = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()
    (tree / "ours.yaml").write_text(OURS.format(repository=CHECKOUT.as_uri(), revision=revision))
    (tree / "nothing.yaml").write_text(NOTHING)
    run = ("env", f"PRE_COMMIT_HOME={place / 'pre-commit'}", sys.executable, "-m", "pre_commit", "run")
    print(f"hook: `pre-commit run` on one file, median of {runs} runs")
    ours, theirs = medians(
        runs,
        *(Command((*run, "-c", f"{name}.yaml", "--files", "plain.py"), tree) for name in ("ours", "nothing")),
    )
    show("a hook that does nothing", f"{theirs * 1000:.0f} ms")
    return against("the hook kombo-lint, over it", (ours - theirs) * 1000, "ms", 150)


def stripe(place: Path, tool: str, runs: int, semgrep: str | None) -> bool:
    """A large API client whose host is now Kombo's: the scan against semgrep with one pattern."""
    tree = stripe_tree(place)
    rule = place / "one-pattern.yml"
    rule.write_text(PATTERN)
    files = sum(1 for _ in tree.rglob("*.py"))
    print(f"stripe: {STRIPE} calling {KOMBO_HOST}, {files:,} files, median of {runs} runs")
    words = ("scan", "--config", str(rule), "--metrics=off", "--disable-version-check", ".")
    scan = Command((tool, "scan", "."), tree, (0, 1))
    search = Command((semgrep or installed_semgrep(place), *words), tree)
    ours, theirs = medians(runs, scan, search)
    show("kombo-lint scan .", f"{ours:.2f} s ")
    show("semgrep scan --config one-pattern.yml .", f"{theirs:.2f} s ")
    fast = against("ratio", ours / theirs, "", 1)
    show("semgrep's peak memory", f"{search.megabytes():.0f} MB")
    return against("kombo-lint's peak memory", scan.megabytes(), "MB", 600) and fast


def unrelated_module(number: int) -> str:
    """Return a small module; it tests a status, as much code does, of another API."""
    return f'''"""Orders of region {number}."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import requests

log = logging.getLogger(__name__)


@dataclass
class Order{number}:
    name: str
    price: float
    amount: int = {number % 17}

    def total(self) -> float:
        return self.price * self.amount


def orders(session: requests.Session, page: int = {number}) -> list[Order{number}]:
    reply = session.get("https://shop.example.com/orders", params={{"page": page}}, timeout=10)
    if reply.status_code == 503:
        log.warning("no orders on page %d", page)
        return []
    reply.raise_for_status()
    return [Order{number}(**row) for row in reply.json()]
'''


def unrelated_tree(place: Path) -> Path:
    """Return a git work tree of small files, made on first use."""
    tree = place / "unrelated"
    if (tree / ".git" / "refs" / "heads" / "main").exists():
        return tree
    shutil.rmtree(tree, ignore_errors=True)
    for number in range(UNRELATED_FILES):
        path = tree / f"region{number // 3000}" / f"area{number // 100}" / f"orders{number}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(unrelated_module(number))
    who = ("-c", "user.name=bench", "-c", "user.email=bench@example.com")
    for words in (("init", "-q", "-b", "main"), ("add", "."), (*who, "commit", "-q", "-m", "orders")):
        subprocess.run(("git", *words), cwd=tree, check=True)
    return tree


def stripe_tree(place: Path) -> Path:
    """Return the rewired release, downloaded on first use."""
    tree = place / "stripe"
    if tree.exists():
        return tree
    with tempfile.TemporaryDirectory() as download:
        pip = (sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", download, STRIPE)
        subprocess.run(pip, check=True)
        with zipfile.ZipFile(next(Path(download).glob("*.whl"))) as wheel:
            sources = {name: wheel.read(name) for name in wheel.namelist() if name.endswith(".py")}
    for name, source in sources.items():
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(source.replace(STRIPE_HOST.encode(), KOMBO_HOST.encode()))
    return tree


def installed_semgrep(place: Path) -> str:
    """Return semgrep from an environment of its own, made on first use."""
    semgrep = place / "semgrep" / "bin" / "semgrep"
    if not semgrep.exists():
        subprocess.run((sys.executable, "-m", "venv", str(place / "semgrep")), check=True)
        pip = str(semgrep.with_name("pip"))
        subprocess.run((pip, "install", "-q", "semgrep"), check=True)
    return str(semgrep)


def main() -> int:
    """Measure what the command line asks for; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=["unrelated", "start", "hook", "stripe"], help="run one part")
    beside = Path(sys.executable).with_name("kombo-lint")
    default = str(beside) if beside.exists() else "kombo-lint"
    parser.add_argument("--tool", default=default, help="which kombo-lint (default: %(default)s)")
    parser.add_argument(
        "--semgrep", metavar="PATH", help="which semgrep (default: one installed for the occasion)"
    )
    parser.add_argument("--runs", type=int, default=5, help="runs of each command (default: %(default)s)")
    parser.add_argument(
        "--keep", metavar="DIR", type=Path, help="keep trees and semgrep here, for the next time"
    )
    args = parser.parse_args()
    tool = shutil.which(args.tool)
    if tool is None:
        parser.error(f"no such command: {args.tool}; install kombo-lint or say which with --tool")
    tool = os.path.abspath(tool)
    met = []
    with tempfile.TemporaryDirectory(prefix="kombo-lint-bench-") as temporary:
        place = (args.keep or Path(temporary)).resolve()
        place.mkdir(parents=True, exist_ok=True)
        if args.only in (None, "unrelated"):
            met.append(unrelated(place, tool, args.runs))
        if args.only in (None, "start"):
            met.append(start(place, tool, args.runs))
        if args.only in (None, "hook"):
            met.append(hook(place, args.runs))
        if args.only in (None, "stripe"):
            met.append(stripe(place, tool, args.runs, args.semgrep))
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())

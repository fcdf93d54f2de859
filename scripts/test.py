"""Do all tests pass, on both database engines? Runs pytest on each, and says plainly which engines ran."""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NO_TESTS = 5  # pytest's exit code when it found none


@dataclass
class Outcome:
    engine: str
    code: int
    counts: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        told = ", ".join(f"{self.counts[word]} {word}" for word in ("passed", "failed", "skipped"))
        return f"{self.engine}: {told}" + ("" if self.code == 0 else f"   ✗ pytest ended with code {self.code}")


def counted(report: Path) -> Counter[str]:
    """Passed, failed (with errors) and skipped tests in pytest's own XML report; empty when there is none."""
    counts: Counter[str] = Counter()
    if not report.is_file():
        return counts
    for suite in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314 - our own pytest wrote it a moment ago
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped = int(suite.get("skipped", 0))
        counts.update(failed=failed, skipped=skipped, passed=int(suite.get("tests", 0)) - failed - skipped)
    return counts


def run_pytest(engine: str, environment: dict[str, str], arguments: list[str]) -> Outcome:
    print(f"\n━━ Tests on {engine}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        # Neighbours stay together, since they share what is made once; who is done takes over from the other.
        shared = ["-n", "2", "--dist", "worksteal"]
        command = [sys.executable, "-m", "pytest", *shared, f"--junitxml={report}", *arguments]
        # A database of the developer's own is never tested on.
        inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        code = subprocess.run(command, cwd=ROOT, env=inherited | environment, check=False).returncode
        return Outcome(engine, code, counted(report))


def on_sqlite(arguments: list[str]) -> Outcome:
    return run_pytest("SQLite", {}, arguments)


def on_postgresql(arguments: list[str]) -> Outcome:
    # Not the usual temporary folder: whoever runs the server must be able to reach it.
    folder = tempfile.mkdtemp(prefix="livskraft-pg-", dir="/tmp")
    script = ["sh", str(ROOT / "scripts" / "pg.sh")]
    environment = os.environ | {"LIVSKRAFT_PYTHON": sys.executable}
    try:
        started = subprocess.run(
            [*script, "start", folder], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False
        )
        if started.returncode:
            return Outcome("PostgreSQL did not start", started.returncode)
        url = started.stdout.strip().splitlines()[-1]
        return run_pytest("PostgreSQL", {"DATABASE_URL": url}, arguments)
    finally:
        subprocess.run([*script, "stop", folder], cwd=ROOT, env=environment, check=False)


ENGINES = {"sqlite": on_sqlite, "postgresql": on_postgresql}


def main() -> int:
    wanted = (os.environ.get("ENGINES") or "sqlite,postgresql").replace(" ", "").split(",")
    if unknown := set(wanted) - set(ENGINES):
        print(f"✗ ENGINES knows {' and '.join(ENGINES)}, not {', '.join(unknown)}.")
        return 2
    outcomes = [ENGINES[name](sys.argv[1:]) for name in wanted]
    print("\n━━ Which engines ran")
    for outcome in outcomes:
        print(outcome)
    if left_out := [name for name in ENGINES if name not in wanted]:
        print(f"Not run, because ENGINES says so: {', '.join(left_out)}")
    total: Counter[str] = sum((outcome.counts for outcome in outcomes), Counter())
    print(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return next((outcome.code for outcome in outcomes if outcome.code), 0)


if __name__ == "__main__":
    sys.exit(main())

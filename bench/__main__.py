"""Which figures does this machine give? Runs each engine in a process of its own and writes docs/performance.md."""

import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    lines: list[dict[str, object]] = []
    for engine in sys.argv[1:] or ["sqlite", "postgresql"]:
        with tempfile.TemporaryDirectory(prefix="livskraft-bench-") as folder:
            lines += _measure(engine, Path(folder))
    if len({line["engine"] for line in lines}) == 2:
        (ROOT / "docs" / "performance.md").write_text(_page(lines), encoding="utf-8")
    return 0 if lines and all(line["ok"] for line in lines) else 1


def _measure(engine: str, folder: Path) -> list[dict[str, object]]:
    folder.chmod(0o755)
    environment = os.environ | {
        "LIVSKRAFT_ENV": "development",
        "LIVSKRAFT_DEMO": "0",
        "LIVSKRAFT_MUNICIPALITY_CODE": "0680",
        "LIVSKRAFT_VAR": str(folder / "var"),
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "LIVSKRAFT_PYTHON": sys.executable,
        "DATABASE_URL": f"sqlite:///{folder}/var/livskraft.sqlite3",
    }
    script = ["sh", str(ROOT / "scripts" / "pg.sh")]
    cluster = tempfile.mkdtemp(prefix="livskraft-bench-pg-", dir="/tmp") if engine == "postgresql" else None
    try:
        if cluster:
            started = subprocess.run(
                [*script, "start", cluster], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
            )
            environment["DATABASE_URL"] = started.stdout.strip().splitlines()[-1]
        process = subprocess.Popen(
            [sys.executable, "-m", "bench.measure"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        lines = []
        for text in process.stdout or ():
            print(text, end="", flush=True)
            if text.startswith("{"):
                lines.append(json.loads(text))
        if process.wait():
            raise SystemExit(f"The measurement on {engine} ended with code {process.returncode}.")
        return lines
    finally:
        if cluster:
            subprocess.run([*script, "stop", cluster], cwd=ROOT, env=environment, check=False)


def _page(lines: list[dict[str, object]]) -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    rows = "\n".join(
        f"| {line['bench']} | {line['engine']} | {line['value']} | {line['unit']} | {line['goal']} |"
        f" {'yes' if line['ok'] else '**no**'} |"
        for line in lines
    )
    return f"""# Performance

Written by `make bench` on {datetime.now(UTC).date()}. Machine: {os.cpu_count()} cores, {memory:.0f} GiB of memory,
{platform.system()} {platform.machine()}, Python {platform.python_version()}. Everything, client included, ran on it.

The big city: 300 sites and gyms, 6,000 items, 60,000 inspections, 3,000 users; and, for what is measured about
visitors, 160,000 persons and ten million attendances over ten years. The baseline is the same signed-in
shell, session and assignments read, with an empty body; ratios are taken in one run, so that the machine's mood
does not count. Requests per second: granian with two workers, wrk with four connections.

| Measure | Engine | Value | Unit | Goal | Met |
|---|---|---|---|---|---|
{rows}
"""


if __name__ == "__main__":
    sys.exit(main())

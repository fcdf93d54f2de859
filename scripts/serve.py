"""What runs when Livskraft runs? Web server, task worker, scheduler and demo builder, started and stopped together."""

import contextlib
import ctypes
import fcntl
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
COMMANDS = ROOT / "src" / "livskraft"
STOP_WITHIN = 10.0
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def say(text: str) -> None:
    print(text, flush=True)


class Refusal(Exception):
    """Livskraft cannot start here; the text says why and what to do."""


@dataclass
class Child:
    """A program that is kept running, or that runs once."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    needed: bool = False  # without it nothing works: its end is the end of all
    once: bool = False
    process: subprocess.Popen[bytes] | None = None
    start_again_at: float = 0.0
    failures: int = 0

    def start(self) -> None:
        # A session of its own, so that Ctrl-C reaches only this program, which then stops the others in order.
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=os.environ | self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=end_with_parent,
        )

    def signal(self, number: int) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    def ask_to_stop(self) -> None:
        """Tells the program alone: the web server takes workers that end by themselves for a fault."""
        if self.running and self.process is not None:
            self.process.terminate()

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None


def end_with_parent() -> None:
    """Asks Linux to stop this process when its parent is killed without a chance to say so."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def manage(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "manage.py"), *arguments]


def has_command(name: str) -> bool:
    return any(COMMANDS.glob(f"**/management/commands/{name}.py"))


def granian(host: str, port: int) -> list[str]:
    return [
        str(BIN / "granian"),
        "--interface=wsgi",
        f"--host={host}",
        f"--port={port}",
        "--workers=2",
        "--blocking-threads=8",  # each keeps a database connection open
        "--respawn-failed-workers",
        "--workers-kill-timeout=5",
        "--log-level=error",
        "--working-dir=" + str(ROOT / "src"),
        "livskraft.config.wsgi:application",
    ]


def children(host: str, port: int, var: Path) -> list[Child]:
    metrics = var / "metrics"
    shutil.rmtree(metrics, ignore_errors=True)
    metrics.mkdir(parents=True)
    found = [
        Child(
            "web server",
            granian(host, port),
            {"PROMETHEUS_MULTIPROC_DIR": str(metrics), "PYTHONPATH": str(ROOT / "src")},
            needed=True,
        ),
        Child("task worker", manage("db_worker", "--queue-name=*", "--no-reload", "-v0")),
    ]
    if has_command("run_schedule"):
        found.append(Child("scheduler", manage("run_schedule")))
    return found


def demo_builder(var: Path) -> Child | None:
    """The program that builds the demo municipality; None when it is built already, not wanted or not there."""
    wanted = os.environ.get("LIVSKRAFT_DEMO", "1").lower() not in ("0", "false", "no", "off", "")
    if not wanted or os.environ.get("LIVSKRAFT_ENV") == "production" or not has_command("demo"):
        return None
    state = read_state(var)
    if state.get("state") == "ready" and state.get("database") == database_mark(var):
        return None
    return Child("demo builder", manage("demo"), once=True)


def database_mark(var: Path) -> str:
    """Changes when the database is another one, so that a demo is not thought to be in it."""
    url = os.environ.get("DATABASE_URL")
    if url:
        return url.rsplit("@", 1)[-1]
    file = var / "livskraft.sqlite3"
    return f"{file}:{file.stat().st_ino}" if file.exists() else str(file)


def read_state(var: Path) -> dict[str, str]:
    try:
        state = json.loads((var / "demo.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def write_state(var: Path, state: str, step: str = "") -> None:
    fresh = var / f".demo.{os.getpid()}"
    fresh.write_text(json.dumps({"state": state, "step": step, "database": database_mark(var)}), encoding="utf-8")
    fresh.replace(var / "demo.json")


@contextlib.contextmanager
def alone(var: Path) -> Iterator[None]:
    """Holds the folder while Livskraft runs in it; restore looks at the same lock."""
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (var / "serve.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            raise Refusal(f"Livskraft already runs from this folder (process {file.read().strip()}).") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def prepared_mark(var: Path) -> str:
    """Changes when the database is another one, or any file that could change it or the static files has."""
    digest = hashlib.sha256(database_mark(var).encode())
    digest.update((ROOT / "requirements" / "base.txt").read_bytes())
    for folder in (ROOT / "src", ROOT / "build" / "assets"):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                stat = path.stat()
                digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def prepare(var: Path) -> None:
    """Migrates and collects static files; for one's own SQLite file only when something has changed since last time."""
    stamp = var / ".prepared"
    own_file = not os.environ.get("DATABASE_URL") and os.environ.get("LIVSKRAFT_ENV", "development") == "development"
    collected = (ROOT / "build" / ".static").is_file()
    if own_file and collected and stamp.is_file() and stamp.read_text() == prepared_mark(var):
        return
    say("• Preparing the database and the static files …")
    stamp.unlink(missing_ok=True)
    code = subprocess.run(manage("prepare"), cwd=ROOT, check=False).returncode
    if code == os.EX_CONFIG:
        raise Refusal("Set what is named above and start again.")
    if code:
        raise Refusal("The database or the static files could not be prepared; see the lines above.")
    stamp.write_text(prepared_mark(var))


def must_be_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise Refusal(f"Port {port} is taken by another program. Try: make run PORT={port + 1}") from None


def answers(host: str, port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=0.2):
        return True
    return False


class Supervisor:
    """Keeps the children running until a signal or the end of a needed one."""

    def __init__(self, kept: list[Child], demo: Child | None, var: Path) -> None:
        self.kept = kept
        self.demo = demo
        self.var = var
        self.stopping = False
        self.failed = False

    def stop(self, *_: object) -> None:
        if self.stopping:
            for child in self.all():
                child.signal(signal.SIGKILL)
        self.stopping = True

    def all(self) -> list[Child]:
        return [*self.kept, *([self.demo] if self.demo else [])]

    def run(self, host: str, port: int) -> int:
        for number in STOPPING:
            signal.signal(number, self.stop)
        if self.demo:
            write_state(self.var, "building")
        try:
            for child in self.kept:
                child.start()
            self.wait_for_first_page(host, port)
            if self.demo and not self.stopping:
                say("• Building the demo municipality in the background; the pages say when it is ready.")
                self.demo.start()
            while not self.stopping:
                self.look_after()
                time.sleep(0.2)
        finally:
            self.end()
        return 1 if self.failed else 0

    def wait_for_first_page(self, host: str, port: int) -> None:
        while not self.stopping and not answers(host, port):
            self.look_after()
            time.sleep(0.05)
        if not self.stopping:
            say(f"✓ Livskraft answers at http://{host}:{port}   (Ctrl-C stops everything)")

    def look_after(self) -> None:
        for child in self.kept:
            if child.running or self.stopping:
                continue
            code = child.process.returncode if child.process else None
            if child.needed:
                say(f"✗ The {child.name} ended by itself (code {code}); stopping.")
                self.failed = self.stopping = True
            elif not child.start_again_at:
                child.failures += 1
                pause = min(60, 2**child.failures)
                child.start_again_at = time.monotonic() + pause
                say(f"! The {child.name} ended by itself (code {code}); starting it again in {pause} s.")
            elif time.monotonic() >= child.start_again_at:
                child.start_again_at = 0.0
                child.start()
        self.look_at_demo()

    def look_at_demo(self) -> None:
        if self.demo is None or self.demo.process is None or self.demo.running:
            return
        code = self.demo.process.returncode
        if code == 0:
            write_state(self.var, "ready")
            say("✓ The demo municipality is ready.")
        else:
            write_state(self.var, "failed", read_state(self.var).get("step", ""))
            say(f"! The demo municipality could not be built (code {code}); see the lines above. The rest works.")
        self.demo = None

    def end(self) -> None:
        say("• Stopping …")
        for child in self.all():
            child.ask_to_stop()
        deadline = time.monotonic() + STOP_WITHIN
        while any(child.running for child in self.all()) and time.monotonic() < deadline:
            time.sleep(0.05)
        for child in self.all():
            # Also what a child left behind in its group.
            child.signal(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()
        say("✓ Stopped.")


def main() -> int:
    host = os.environ.get("HOST") or "127.0.0.1"
    # What was set for this run also holds for the programs it starts.
    var = Path(os.environ.get("LIVSKRAFT_VAR") or ROOT / "var").resolve()
    os.environ["LIVSKRAFT_VAR"] = str(var)
    try:
        port = int(os.environ.get("PORT") or 8000)
    except ValueError:
        say(f"✗ PORT must be a number, not {os.environ['PORT']}.")
        return 2
    os.environ.setdefault("BASE_URL", f"http://{host}:{port}")
    try:
        with alone(var):
            must_be_free(host, port)
            prepare(var)
            return Supervisor(children(host, port, var), demo_builder(var), var).run(host, port)
    except Refusal as why:
        say(f"✗ {why}")
        return 1
    except KeyboardInterrupt:
        say("✓ Stopped.")
        return 130


if __name__ == "__main__":
    sys.exit(main())

"""Does everything start together, stop together and say what it does?"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from scripts import serve

ROOT = Path(__file__).resolve().parents[2]
# Stands in for each program: writes its number, and leaves a child of its own as granian does.
PROGRAM = """
import os, subprocess, sys, time
from pathlib import Path
name, var, code = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
(var / f"{name}.{os.getpid()}.pid").touch()
if code != "stay":
    sys.exit(int(code))
deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(600)"
inner = subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE)
inner.stdout.readline()
(var / f"{name}.{inner.pid}.pid").touch()
time.sleep(600)
"""
STARTER = """
import sys
from scripts import serve
var, program, demo = sys.argv[1:4]
serve.granian = lambda host, port: [sys.executable, "-m", "http.server", str(port), "--bind", host, "--directory", var]
serve.has_command = lambda name: name == "demo"
ends = {"prepare": "0", "db_worker": "stay", "demo": demo}
serve.manage = lambda name, *rest: [sys.executable, program, name, var, ends[name]]
sys.exit(serve.main())
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def start(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    started = []

    def begin(demo: str = "stay", **environment: str) -> subprocess.Popen[str]:
        env = os.environ | {
            "LIVSKRAFT_VAR": str(tmp_path / "var"),
            "LIVSKRAFT_ENV": "development",
            "LIVSKRAFT_DEMO": "1",
        }
        (tmp_path / "var").mkdir(exist_ok=True)
        command = [sys.executable, "-c", STARTER, str(tmp_path / "var"), str(program), demo]
        env |= {"PORT": str(free_port()), "PYTHONPATH": str(ROOT)} | environment
        process = subprocess.Popen(
            command,
            env=env,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        # Nothing is read for ever from a program that says too little.
        watch = threading.Timer(60, process.kill)
        watch.start()
        started.append((process, watch))
        return process

    yield begin
    for process, watch in started:
        # Stopped, not killed: so it takes along what it started.
        process.terminate()
        process.wait()
        watch.cancel()
    for path in (tmp_path / "var").glob("*.pid"):
        # What a test killed the keeper of, and is deaf to being asked.
        left = int(path.name.split(".")[1])
        with contextlib.suppress(OSError):
            if b"python" in Path(f"/proc/{left}/cmdline").read_bytes():
                os.kill(left, signal.SIGKILL)


def read_until(process: subprocess.Popen[str], word: str) -> str:
    said = ""
    assert process.stdout
    for line in process.stdout:
        said += line
        if word in line:
            return said
    raise AssertionError(f"{word!r} was never said:\n{said}")


def wait_for(condition) -> None:
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("It never happened.")


def pids(var: Path, name: str) -> set[int]:
    return {int(path.name.split(".")[1]) for path in var.glob(f"{name}.*.pid")}


def alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


def demo_state(var: Path) -> str:
    return json.loads((var / "demo.json").read_text())["state"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_one_signal_stops_every_program_and_what_they_started(start, tmp_path, number):
    process, var = start(), tmp_path / "var"
    read_until(process, "in the background")
    wait_for(lambda: len(pids(var, "db_worker")) == 2 and len(pids(var, "demo")) == 2)
    process.send_signal(number)
    said = read_until(process, "Stopped")
    assert process.wait() == 0, said
    for pid in pids(var, "db_worker") | pids(var, "demo"):
        wait_for(lambda pid=pid: not alive(pid))


def test_only_the_program_itself_is_asked_to_stop_and_what_it_started_is_left_to_it(tmp_path):
    heard = tmp_path / "heard"
    inner = f"import pathlib, signal, time; signal.signal(15, lambda *_: pathlib.Path({str(heard)!r}).touch())"
    outer = "import subprocess, sys; p = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE); p.stdout.readline()"
    outer += "; print(flush=True); import time; time.sleep(600)"
    inner += "; print(flush=True); time.sleep(600); time.sleep(600)"
    child = serve.Child("web server", [sys.executable, "-c", outer, sys.executable, "-c", inner])
    child.process = subprocess.Popen(child.command, stdout=subprocess.PIPE, start_new_session=True)
    assert child.process.stdout
    child.process.stdout.readline()
    serve.Supervisor([child], None, tmp_path).end()
    assert child.process.returncode == -signal.SIGTERM
    assert not heard.exists()


def test_killed_without_a_chance_it_still_takes_the_programs_along(start, tmp_path):
    process, var = start(), tmp_path / "var"
    read_until(process, "in the background")
    wait_for(lambda: len(pids(var, "db_worker")) == 2)
    first = min(pids(var, "db_worker"))
    process.kill()
    wait_for(lambda: not alive(first))


def test_it_answers_while_the_demo_is_still_being_built(start, tmp_path):
    process = start()
    read_until(process, "answers at")
    read_until(process, "in the background")
    assert demo_state(tmp_path / "var") == "building"


def test_a_demo_that_was_built_is_ready_and_not_built_again(start, tmp_path):
    process = start(demo="0")
    read_until(process, "municipality is ready")
    assert demo_state(tmp_path / "var") == "ready"
    process.send_signal(signal.SIGINT)
    process.wait()
    again = start(demo="0")
    said = read_until(again, "answers at")
    again.send_signal(signal.SIGINT)
    said += read_until(again, "Stopped")
    assert "demo" not in said


def test_a_demo_that_was_interrupted_is_built_again(start, tmp_path):
    process = start()
    read_until(process, "in the background")
    process.send_signal(signal.SIGINT)
    process.wait()
    assert "in the background" in read_until(start(), "in the background")


def test_a_demo_that_failed_is_said_and_the_rest_goes_on(start, tmp_path):
    process = start(demo="7")
    assert "could not be built (code 7)" in read_until(process, "could not be built")
    assert demo_state(tmp_path / "var") == "failed"
    assert process.poll() is None


def test_without_demo_mode_no_demo_is_built(start, tmp_path):
    process = start(LIVSKRAFT_DEMO="0")
    read_until(process, "answers at")
    process.send_signal(signal.SIGINT)
    assert "demo" not in read_until(process, "Stopped")
    assert not (tmp_path / "var" / "demo.json").exists()


def test_a_taken_port_gives_one_plain_sentence(start):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = start(PORT=str(port))
        assert f"Port {port} is taken" in read_until(process, "✗")
        assert process.wait() == 1


def test_a_port_that_is_no_number_gives_one_plain_sentence(start):
    process = start(PORT="åtta")
    assert "must be a number" in read_until(process, "✗")
    assert process.wait() == 2


def test_twice_from_one_folder_gives_one_plain_sentence(start):
    read_until(start(), "answers at")
    second = start()
    assert "already runs" in read_until(second, "✗")
    assert second.wait() == 1


def test_a_web_server_that_dies_ends_everything_with_a_fault(monkeypatch, tmp_path, capsys):
    child = serve.Child("web server", [sys.executable, "-c", "raise SystemExit(3)"], needed=True)
    handlers = {number: signal.getsignal(number) for number in serve.STOPPING}
    try:
        assert serve.Supervisor([child], None, tmp_path).run("127.0.0.1", free_port()) == 1
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    assert "web server ended by itself (code 3)" in capsys.readouterr().out


def test_a_worker_that_dies_is_started_again_after_a_pause(tmp_path, monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr(serve.time, "monotonic", lambda: clock[0])
    worker = serve.Child("task worker", [sys.executable, "-c", ""])
    supervisor = serve.Supervisor([worker], None, tmp_path)
    worker.start()
    first = worker.process
    assert first is not None
    first.wait()
    supervisor.look_after()
    assert worker.process is first
    clock[0] += 2
    supervisor.look_after()
    assert worker.process is not first
    worker.process.wait()


def test_another_database_has_no_demo_yet(tmp_path, monkeypatch):
    monkeypatch.setenv("LIVSKRAFT_ENV", "development")
    monkeypatch.setattr(serve, "has_command", lambda name: True)
    monkeypatch.setenv("DATABASE_URL", "postgres://a@/en")
    serve.write_state(tmp_path, "ready")
    assert serve.demo_builder(tmp_path) is None
    monkeypatch.setenv("DATABASE_URL", "postgres://a@/annan")
    assert serve.demo_builder(tmp_path) is not None


def test_in_production_no_demo_is_ever_built(tmp_path, monkeypatch):
    monkeypatch.setattr(serve, "has_command", lambda name: True)
    monkeypatch.setenv("LIVSKRAFT_ENV", "production")
    assert serve.demo_builder(tmp_path) is None


def test_a_password_is_not_kept_in_the_state(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://anna:hemligt@vard/livskraft")
    serve.write_state(tmp_path, "ready")
    assert "hemligt" not in (tmp_path / "demo.json").read_text()


@pytest.fixture
def tree(tmp_path, monkeypatch):
    monkeypatch.setattr(serve, "ROOT", tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("LIVSKRAFT_ENV", "development")
    for name in ("src/a.py", "build/assets/a.css", "requirements/base.txt", "build/.static", "var/livskraft.sqlite3"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    asked = tmp_path / "asked"
    monkeypatch.setattr(serve, "manage", lambda *_: ["sh", "-c", f"echo >> {asked}"])
    serve.prepare(tmp_path / "var")
    return lambda: len(asked.read_text().splitlines())


def test_what_is_prepared_is_not_prepared_again(tree, tmp_path):
    serve.prepare(tmp_path / "var")
    assert tree() == 1


@pytest.mark.parametrize("name", ["src/a.py", "src/migrations/0002.py", "build/assets/a.css", "requirements/base.txt"])
def test_a_changed_file_is_reason_to_prepare_again(tree, tmp_path, name):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("något annat")
    serve.prepare(tmp_path / "var")
    assert tree() == 2


@pytest.mark.parametrize("name", ["var/livskraft.sqlite3", "build/.static"])
def test_a_lost_database_or_lost_static_files_are_reason_too(tree, tmp_path, name):
    (tmp_path / name).unlink()
    serve.prepare(tmp_path / "var")
    assert tree() == 2


def test_a_database_elsewhere_is_always_prepared(tree, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://a@/en")
    serve.prepare(tmp_path / "var")
    serve.prepare(tmp_path / "var")
    assert tree() == 3


def test_an_interrupted_preparation_is_made_again(tree, tmp_path, monkeypatch):
    (tmp_path / "src" / "a.py").write_text("ändrad")
    monkeypatch.setattr(serve, "manage", lambda *_: ["false"])
    for _ in range(2):
        with pytest.raises(serve.Refusal):
            serve.prepare(tmp_path / "var")


def test_an_unsafe_setting_is_told_once_by_the_command_that_found_it(tree, tmp_path, monkeypatch):
    monkeypatch.setattr(serve, "manage", lambda *_: ["sh", "-c", f"exit {os.EX_CONFIG}"])
    (tmp_path / "src" / "a.py").write_text("ändrad")
    with pytest.raises(serve.Refusal, match="Set what is named above"):
        serve.prepare(tmp_path / "var")

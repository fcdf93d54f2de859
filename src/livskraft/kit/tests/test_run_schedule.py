"""Does the scheduler hand out work, outlive a fault, and stop when it is told to?"""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from django.db import OperationalError

from livskraft.kit.management.commands import run_schedule

ROOT = Path(__file__).resolve().parents[4]


@pytest.mark.parametrize(
    ("now", "left"),
    [(datetime(2026, 1, 1, 12, 0, 0, tzinfo=UTC), 60), (datetime(2026, 1, 1, 12, 0, 59, 500_000, tzinfo=UTC), 0.5)],
)
def test_the_next_look_is_at_the_beginning_of_the_next_minute(now, left):
    assert run_schedule.seconds_left_of_minute(now) == left


def test_a_database_that_does_not_answer_is_waited_for(monkeypatch):
    stop = Event()
    looks = []

    def look():
        looks.append(1)
        if len(looks) == 1:
            raise OperationalError("away")
        stop.set()

    monkeypatch.setattr(run_schedule, "enqueue_due", look)
    monkeypatch.setattr(run_schedule, "seconds_left_of_minute", lambda now: 0)
    monkeypatch.setattr(run_schedule, "close_old_connections", lambda: None)
    run_schedule.run(stop)
    assert len(looks) == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_scheduler_without_waiting_for_the_minute(number, tmp_path):
    environment = os.environ | {"LIVSKRAFT_VAR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3"}
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "run_schedule", "-v2"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert "kit.heartbeat" in process.stdout.readline()
        process.send_signal(number)
        # Far less than the minute that it would otherwise sleep, far more than a slow machine needs.
        assert process.wait(timeout=20) == 0
    finally:
        process.kill()
        process.stdout.close()

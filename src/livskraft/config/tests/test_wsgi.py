"""Is the server ready for its first page when it has started, and is what it loaded left alone by the collector?"""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[3]
PROGRAM = """
import gc, sys
from livskraft.config.wsgi import application
assert callable(application)
assert "livskraft.overview.views.my_day" in sys.modules, "the pages are loaded before the first of them is asked for"
assert gc.get_freeze_count() > 100_000, gc.get_freeze_count()
"""


def test_what_the_server_loads_is_there_at_once_and_left_alone_by_the_collector() -> None:
    environment = os.environ | {"LIVSKRAFT_ENV": "development", "PYTHONPATH": str(SOURCES)}
    subprocess.run([sys.executable, "-c", PROGRAM], check=True, env=environment)


def test_a_database_that_has_lost_a_guard_stops_the_start_until_migrate_has_run(tmp_path: Path) -> None:
    environment = os.environ | {
        "LIVSKRAFT_ENV": "development",
        "LIVSKRAFT_VAR": str(tmp_path),
        "PYTHONPATH": str(SOURCES),
        "DATABASE_URL": "",
    }
    database = tmp_path / "livskraft.sqlite3"
    # As much of a database as the guards are put on.
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE access_auditentry (id integer)")

    def start() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "import livskraft.config.wsgi"]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    stopped = start()
    assert stopped.returncode == 1
    assert "livskraft.E001" in stopped.stderr
    assert "insert_only_access_auditentry_delete" in stopped.stderr
    put_back = (
        "import django; django.setup(); from django.db import connection; from livskraft.kit import insert_only; "
    )
    subprocess.run(
        [sys.executable, "-c", f"{put_back}insert_only.install(connection)"],
        check=True,
        env=environment | {"DJANGO_SETTINGS_MODULE": "livskraft.config.settings"},
    )
    assert start().returncode == 0

"""Does everything come back from a copy, on an empty machine, or nothing at all?"""

import base64
import hashlib
import os
import secrets
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as django_settings
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.utils import timezone
from psycopg import sql
from psycopg.conninfo import make_conninfo

from livskraft.access import seal
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.config.backup import archive
from livskraft.config.backup.databases import current_database
from livskraft.config.backup.errors import BackupError
from livskraft.organisation.models import Unit

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[5]
KEY = secrets.token_bytes(32)
SECRET = "Å-hemligt-i-klartext"


@pytest.fixture
def home(settings, tmp_path) -> Path:
    """A folder with two stored files, and a database with a few people."""
    settings.LIVSKRAFT_VAR = tmp_path / "var"
    for name in ("aa/bb/ett", "aa/cc/två"):
        path = settings.LIVSKRAFT_VAR / "files" / name
        path.parent.mkdir(parents=True)
        path.write_bytes(SECRET.encode() + os.urandom(2000))
    for _ in range(3):
        AssignmentFactory()
    Unit.objects.update(name=SECRET)
    # What migrate writes of its own in every installation is not put back between tests.
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    return settings.LIVSKRAFT_VAR


@pytest.fixture
def copy(home, tmp_path) -> Path:
    target = tmp_path / "kopior" / "en.backup"
    archive.save(target, key=KEY, at=timezone.now())
    return target


def hashes(var: Path) -> dict[str, str]:
    folder = var / "files"
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def rows_of_sqlite(path: Path) -> dict[str, list[str]]:
    with closing(sqlite3.connect(path)) as database:
        listing = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        names = [name for (name,) in database.execute(listing).fetchall()]
        return {name: sorted(map(repr, database.execute(f'SELECT * FROM "{name}"').fetchall())) for name in names}


def rows_of_postgres(conninfo: str) -> dict[str, list[str]]:
    with psycopg.connect(conninfo) as session:
        names = session.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        tables = {name: sql.SQL("SELECT * FROM {}").format(sql.Identifier(name)) for (name,) in names}
        return {name: sorted(map(repr, session.execute(query).fetchall())) for name, query in tables.items()}


class Machine:
    """Another machine: its own folder and an empty database of the same engine; runs the real commands."""

    def __init__(self, var: Path, name: str) -> None:
        self.var = var
        self.name = name
        told = connection.settings_dict
        self.postgres = connection.vendor == "postgresql"
        self.host = told.get("HOST") or told.get("OPTIONS", {}).get("host", "")
        self.here = make_conninfo(host=self.host, user=told.get("USER") or None, dbname=str(told["NAME"]))
        self.conninfo = make_conninfo(self.here, dbname=name)

    def manage(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        file = self.var / "livskraft.sqlite3"
        url = (
            f"postgres://{connection.settings_dict['USER']}@/{self.name}?host={self.host}"
            if self.postgres
            else f"sqlite:///{file}"
        )
        env = os.environ | {
            "LIVSKRAFT_ENV": "development",
            "LIVSKRAFT_VAR": str(self.var),
            "LIVSKRAFT_ENCRYPTION_KEY": django_settings.LIVSKRAFT_ENCRYPTION_KEY,
            "LIVSKRAFT_BACKUP_KEY": base64.b64encode(KEY).decode(),
            "DATABASE_URL": url,
        }
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        return subprocess.run(command, env=env | environment, capture_output=True, text=True, check=False)

    def rows(self) -> dict[str, list[str]]:
        return rows_of_postgres(self.conninfo) if self.postgres else rows_of_sqlite(self.var / "livskraft.sqlite3")


@contextmanager
def created(machine: Machine):
    if not machine.postgres:
        yield machine
        return
    name = sql.Identifier(machine.name)
    with psycopg.connect(machine.here, autocommit=True) as session:
        session.execute(sql.SQL("CREATE DATABASE {}").format(name))
        try:
            yield machine
        finally:
            session.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


@pytest.fixture
def empty_machine(tmp_path):
    with created(Machine(tmp_path / "annan", f"ovning_{secrets.token_hex(4)}")) as machine:
        yield machine


def rows_here() -> dict[str, list[str]]:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "postgresql":
        return rows_of_postgres(Machine(Path(), str(name)).here)
    return rows_of_sqlite(Path(name))


def test_every_row_and_every_file_comes_back_on_an_empty_machine(copy, home, empty_machine):
    ended = empty_machine.manage("restore", str(copy))
    assert ended.returncode == 0, ended.stdout + ended.stderr
    here, there = rows_here(), empty_machine.rows()
    assert len(here["access_user"]) >= 3
    assert here.keys() == there.keys()
    for table in here:
        assert here[table] == there[table], table
    assert hashes(empty_machine.var) == hashes(home)
    assert "guards verified" in ended.stdout


def test_the_drill_again_by_the_commands_that_people_use(copy, empty_machine, tmp_path):
    empty_machine.manage("restore", str(copy))
    second = tmp_path / "två.backup"
    assert empty_machine.manage("backup", str(second)).returncode == 0
    before = empty_machine.rows()
    refused = empty_machine.manage("restore", str(second))
    assert refused.returncode == 1
    assert "REPLACE=1" in refused.stderr
    replaced = empty_machine.manage("restore", "--replace", str(second))
    assert replaced.returncode == 0, replaced.stderr
    assert empty_machine.rows() == before
    kept = next(empty_machine.var.glob("before-restore-*"))
    assert (kept / "files" / "aa" / "bb" / "ett").is_file()


def test_a_copy_is_of_one_moment_while_others_write(home, tmp_path, empty_machine):
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            AssignmentFactory()
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = archive.save(tmp_path / "en.backup", key=KEY, at=timezone.now())
    finally:
        stop.set()
        writer.join()
    assert empty_machine.manage("restore", str(tmp_path / "en.backup")).returncode == 0
    there = empty_machine.rows()
    assert made.rows == {table: len(rows) for table, rows in there.items()}


def test_nothing_can_be_read_in_the_copy_and_only_its_owner_may_try(copy):
    assert SECRET.encode() not in copy.read_bytes()
    assert copy.stat().st_mode & 0o077 == 0


def test_nothing_readable_is_left_lying_around(copy, home):
    assert [path.name for path in home.iterdir() if path.name != "files"] == []


def test_a_half_written_file_is_left_out(home, tmp_path):
    (home / "files" / "aa" / "halv.tmp").write_bytes(b"halv")
    made = archive.save(tmp_path / "en.backup", key=KEY, at=timezone.now())
    assert not any("halv" in name for name in made.hashes)


def test_an_existing_copy_is_never_overwritten(copy):
    before = copy.read_bytes()
    with pytest.raises(BackupError, match="exists already"):
        archive.save(copy, key=KEY, at=timezone.now())
    assert copy.read_bytes() == before


def test_a_copy_that_fails_half_way_leaves_no_file(home, tmp_path, monkeypatch):
    def fail(*arguments: object) -> None:
        raise BackupError("disken är full")

    monkeypatch.setattr(archive, "_add", fail)
    with pytest.raises(BackupError):
        archive.save(tmp_path / "kopior" / "en.backup", key=KEY, at=timezone.now())
    assert list((tmp_path / "kopior").iterdir()) == []


def test_what_a_killed_backup_left_is_begun_anew_and_swept_away(home, tmp_path):
    (home / ".backup-dödad").mkdir()
    (home / ".backup-dödad" / "database").write_text(SECRET)
    target = tmp_path / "en.backup"
    (tmp_path / "en.backup.partial").write_bytes(b"x" * 10_000_000)
    made = archive.save(target, key=KEY, at=timezone.now())
    assert {path.name for path in tmp_path.iterdir()} == {"var", "en.backup"}
    assert [path.name for path in home.iterdir()] == ["files"]
    assert target.stat().st_mode & 0o077 == 0
    assert archive.restore(target, key=KEY, replace=True, at=timezone.now())[0] == made


def test_what_another_backup_is_writing_is_left_alone(home, tmp_path):
    target = tmp_path / "en.backup"
    with archive._partial(target) as file:
        file.write(b"halv")
        with pytest.raises(BackupError, match="Another backup is writing"):
            archive.save(target, key=KEY, at=timezone.now())
        file.write(b"hel")
    assert target.read_bytes() == b"halvhel"


def test_the_folder_of_another_backup_is_left_alone(home):
    with archive._work_folder() as others, archive._work_folder() as ours:
        assert others.is_dir()
        assert ours != others


def test_a_disk_that_is_full_while_unpacking_changes_nothing(copy, home, monkeypatch):
    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    rows, files = rows_here(), hashes(home)
    monkeypatch.setattr(archive, "_write", full)
    with pytest.raises(BackupError, match="No space left"):
        archive.restore(copy, key=KEY, replace=True, at=timezone.now())
    assert rows_here() == rows
    assert hashes(home) == files


def test_an_older_copy_on_the_same_machine_is_not_taken_for_a_cut_off_audit(copy, home):
    (home / seal.NEWEST).write_text('{"seal": 9, "last_id": 99, "digest": "senare"}')
    assert seal.verify()
    _, aside = archive.restore(copy, key=KEY, replace=True, at=timezone.now())
    assert seal.verify() is None
    assert (aside / seal.NEWEST).is_file()


def test_the_copy_says_how_much_it_holds(home, tmp_path):
    made = archive.save(tmp_path / "en.backup", key=KEY, at=timezone.now())
    assert f"{sum(made.rows.values())} rows in {len(made.rows)} tables and 2 files" in str(made)


def cut(content: bytes) -> bytes:
    return content[:-1]


def changed(content: bytes) -> bytes:
    return content[:-1] + bytes([content[-1] ^ 1])


@pytest.mark.parametrize(
    ("spoil", "key", "said"),
    [
        (bytes, bytes(32), "another LIVSKRAFT_BACKUP_KEY"),
        (cut, KEY, "not whole"),
        (changed, KEY, "changed or damaged"),
        (lambda content: b"", KEY, "not a copy"),
    ],
    ids=["wrong key", "truncated", "tampered", "empty"],
)
def test_a_copy_that_cannot_be_trusted_changes_nothing(copy, home, spoil, key, said):
    rows, files = rows_here(), hashes(home)
    copy.write_bytes(spoil(copy.read_bytes()))
    with pytest.raises(BackupError, match=said):
        archive.restore(copy, key=key, replace=True, at=timezone.now())
    assert rows_here() == rows
    assert hashes(home) == files
    assert list(home.glob("before-restore-*")) == []


def test_a_used_machine_is_not_overwritten_unasked(copy, home):
    rows = rows_here()
    with pytest.raises(BackupError, match="already a database"):
        archive.restore(copy, key=KEY, replace=False, at=timezone.now())
    assert rows_here() == rows


def test_another_encryption_key_is_said_before_anything_changes(copy, home, settings):
    settings.LIVSKRAFT_ENCRYPTION_KEY = base64.b64encode(secrets.token_bytes(32)).decode()
    with pytest.raises(BackupError, match="LIVSKRAFT_ENCRYPTION_KEY"):
        archive.restore(copy, key=KEY, replace=True, at=timezone.now())


def test_a_copy_of_the_other_engine_is_refused(copy, home, monkeypatch):
    monkeypatch.setattr(type(current_database()), "engine", "oracle")
    with pytest.raises(BackupError, match="DATABASE_URL"):
        archive.restore(copy, key=KEY, replace=True, at=timezone.now())


def test_while_livskraft_runs_nothing_is_put_back(copy, home):
    with archive._nobody_running(), pytest.raises(BackupError, match="running"):
        archive.restore(copy, key=KEY, replace=True, at=timezone.now())


def test_the_wrong_number_of_rows_changes_nothing(home, tmp_path):
    database, path = current_database(), tmp_path / "database"
    rows = database.copy_to(path)
    before = rows_here()
    with pytest.raises(BackupError):
        database.put_back(path, rows | {"access_user": rows["access_user"] + 1}, aside=tmp_path / "undan")
    assert rows_here() == before


@pytest.mark.parametrize("name", ["../utanför", "files/../../utanför", "/etc/passwd", "files", "annat"])
def test_a_name_that_leads_elsewhere_is_refused(name):
    assert not archive._is_ours(name)

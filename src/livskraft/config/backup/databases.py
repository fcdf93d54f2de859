"""How is each database engine copied while it is in use, and put back whole or not at all?"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

import psycopg
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from livskraft.config.backup.errors import BackupError
from livskraft.config.backup.programs import find_program

Rows = dict[str, int]


class Database(Protocol):
    engine: str

    def copy_to(self, path: Path) -> Rows:
        """One moment's content in `path`; returns the number of rows of each table at that moment."""

    def is_empty(self) -> bool:
        """True when there is no table at all."""

    def put_back(self, path: Path, rows: Rows, *, aside: Path) -> None:
        """Replaces everything with the content of `path`; on BackupError nothing has changed.

        What was there before is kept in the folder `aside` where the engine can do so."""


def current_database() -> Database:
    return PostgresDatabase() if connection.vendor == "postgresql" else SqliteDatabase()


class SqliteDatabase:
    engine = "sqlite"

    def __init__(self) -> None:
        self.path = Path(connection.settings_dict["NAME"])

    def copy_to(self, path: Path) -> Rows:
        if not self.path.is_file():
            raise BackupError(f"There is no database at {self.path}.")
        with closing(sqlite3.connect(self.path, timeout=60)) as source, closing(sqlite3.connect(path)) as target:
            # In one step: a copy in several would begin again at every write.
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
            return _sqlite_rows(target)

    def is_empty(self) -> bool:
        if not self.path.is_file():
            return True
        with closing(sqlite3.connect(self.path, timeout=60)) as database:
            return not _sqlite_rows(database)

    def put_back(self, path: Path, rows: Rows, *, aside: Path) -> None:
        with closing(sqlite3.connect(path)) as database:
            try:
                verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
                found = _sqlite_rows(database)
            except sqlite3.DatabaseError as why:
                raise BackupError(f"The copy's database cannot be read ({why}).") from why
        if verdict != "ok" or found != rows:
            raise BackupError("The copy's database does not hold the rows that it should.")
        connection.close()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_name(self.path.name + ".restoring")
        shutil.move(path, fresh)
        fresh.chmod(0o600)
        # The write-ahead log belongs to the old file; beside the new one it would destroy it.
        for suffix in ("", "-wal", "-shm"):
            old = self.path.with_name(self.path.name + suffix)
            if old.exists():
                aside.mkdir(parents=True, exist_ok=True)
                shutil.move(old, aside / old.name)
        fresh.replace(self.path)


def _sqlite_rows(database: sqlite3.Connection) -> Rows:
    listing = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    names = database.execute(listing).fetchall()
    return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names}  # noqa: S608 - from the catalogue


class PostgresDatabase:
    engine = "postgresql"
    # What of the settings' OPTIONS is a parameter of the connection.
    PARAMETERS = frozenset(["sslmode", "sslrootcert", "sslcert", "sslkey", "service", "passfile", "host", "port"])

    def __init__(self) -> None:
        told: dict[str, Any] = connection.settings_dict
        named = {"host": told["HOST"], "port": told["PORT"], "user": told["USER"], "dbname": told["NAME"]}
        chosen = {name: value for name, value in told["OPTIONS"].items() if name in self.PARAMETERS}
        self.conninfo = make_conninfo(**{name: value for name, value in {**named, **chosen}.items() if value})
        self.password: str = told["PASSWORD"]

    def copy_to(self, path: Path) -> Rows:
        with self._connect() as session:
            session.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            found = session.execute("SELECT pg_export_snapshot()").fetchone()
            rows = _postgres_rows(session)
            # The same snapshot as the rows were counted in, whatever others write meanwhile.
            snapshot = found[0] if found else ""
            options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={path}"]
            self._run("pg_dump", *options, self.conninfo)
        return rows

    def is_empty(self) -> bool:
        with self._connect() as session:
            return not _postgres_rows(session)

    def put_back(self, path: Path, rows: Rows, *, aside: Path) -> None:
        # Written out in full first: were it piped, a reader's early end would look like the end of the script.
        script = path.with_name("restore.sql")
        self._run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(path))
        before = path.with_name("before.sql")
        before.write_text("DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC;\n")
        after = path.with_name("after.sql")
        after.write_text("".join(map(_must_count, rows.items())))
        connection.close()
        self._run(
            "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null",
            f"--file={before}", f"--file={script}", f"--file={after}", f"--dbname={self.conninfo}",
        )  # fmt: skip

    def _connect(self) -> "psycopg.Connection[tuple[Any, ...]]":
        try:
            return psycopg.connect(self.conninfo, password=self.password or None)
        except psycopg.OperationalError as why:
            raise BackupError(f"The database does not answer ({str(why).strip()}).") from why

    def _run(self, name: str, *arguments: str) -> None:
        with self._connect() as session:
            version = session.info.server_version // 10000
        environment = os.environ | ({"PGPASSWORD": self.password} if self.password else {})
        environment["PGOPTIONS"] = "-c client_min_messages=warning"
        command = [find_program(name, server=version), *arguments]
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if ended.returncode:
            said = ended.stderr.strip().splitlines() or [f"code {ended.returncode}"]
            raise BackupError(f"{name} could not finish: {said[-1]}.")


def _postgres_rows(session: "psycopg.Connection[tuple[Any, ...]]") -> Rows:
    names = session.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    rows = {}
    for (name,) in names:
        found = session.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", name))).fetchone()
        rows[name] = found[0] if found else 0
    return rows


def _must_count(expected: tuple[str, int]) -> str:
    """A statement that fails, and with it the whole transaction, when the table has another number of rows."""
    table, rows = expected
    name = table.replace('"', '""')
    return f'SELECT 1 / (count(*) = {int(rows)})::int FROM public."{name}";\n'  # noqa: S608 - the quoted name is our own

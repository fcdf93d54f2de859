"""Which tables can only grow? Triggers in both engines refuse to change or remove their rows.

SQLite drops the triggers of a table that a migration rebuilds, so they are put back after every migrate.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

_models: list[type[Model]] = []
# TRUNCATE exists in PostgreSQL only.
_EVENTS = {"sqlite": ("UPDATE", "DELETE"), "postgresql": ("UPDATE", "DELETE", "TRUNCATE")}
_FUNCTION = """
CREATE OR REPLACE FUNCTION livskraft_insert_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME; END $$
"""


def register(model: type[Model]) -> None:
    """From `apps.ready()` of the room that owns the model."""
    if model not in _models:
        _models.append(model)


def install(connection: BaseDatabaseWrapper) -> None:
    """Puts every trigger on whose table exists; safe to repeat."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for table, event, name in _wanted(connection):
            cursor.execute(_create(connection.vendor, table, event, name))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Takes every trigger off, to empty a test database."""
    with connection.cursor() as cursor:
        for table, _event, name in _wanted(connection):
            on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of the triggers that are not there, or that somebody has switched off."""
    sql = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        there = {row[0] for row in cursor.fetchall()}
    return [name for _table, _event, name in _wanted(connection) if name not in there]


def check(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """The system check, run with `check --database default` and by migrate."""
    return [
        Error(
            f"The database no longer refuses to change insert-only rows: {', '.join(gone)}.",
            hint="Find out why, then run migrate, which puts the triggers back.",
            id="livskraft.E001",
        )
        for alias in databases or ()
        if (gone := missing(connections[alias]))
    ]


def _wanted(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, str, str]]:
    tables = set(connection.introspection.table_names())
    for model in _models:
        table = model._meta.db_table
        if table in tables:
            for event in _EVENTS[connection.vendor]:
                yield table, event, f"insert_only_{table}_{event.lower()}"


def _create(vendor: str, table: str, event: str, name: str) -> str:
    if vendor == "postgresql":
        each = "STATEMENT" if event == "TRUNCATE" else "ROW"
        return (
            f'CREATE OR REPLACE TRIGGER "{name}" BEFORE {event} ON "{table}" '
            f"FOR EACH {each} EXECUTE FUNCTION livskraft_insert_only()"
        )
    return (
        f'CREATE TRIGGER IF NOT EXISTS "{name}" BEFORE {event} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, '{table} is insert-only'); END"
    )

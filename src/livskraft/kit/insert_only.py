"""Which tables can only grow? Triggers in both engines refuse to change or remove their rows.

Rows about a person may be let go of while a purge of that person is carried out: the table that says so is named when
they are registered. SQLite drops the triggers of a table that a migration rebuilds, so they are put back after every
migrate.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

# Each with the table whose rows, by `person_id`, let go of its own; None when nothing does.
_models: dict[type[Model], type[Model] | None] = {}
# TRUNCATE exists in PostgreSQL only.
_EVENTS = {"sqlite": ("UPDATE", "DELETE"), "postgresql": ("UPDATE", "DELETE", "TRUNCATE")}
_FUNCTION = """
CREATE OR REPLACE FUNCTION livskraft_insert_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME; END $$
"""
_FUNCTION_BUT_FOR = """
CREATE OR REPLACE FUNCTION livskraft_insert_only_but_for_{release}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
IF EXISTS (SELECT 1 FROM "{release}" WHERE person_id = OLD.person_id) THEN RETURN OLD; END IF;
RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME; END $$
"""


def register(model: type[Model], *, but_for: type[Model] | None = None) -> None:
    """From `apps.ready()` of the room that owns the model.

    `but_for`: a row of it lets the rows with the same `person_id` be removed, never changed.
    """
    _models[model] = but_for


def install(connection: BaseDatabaseWrapper) -> None:
    """Puts every trigger on whose table exists; safe to repeat."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
            for release in {each._meta.db_table for each in _models.values() if each}:
                cursor.execute(_FUNCTION_BUT_FOR.format(release=release))
        for table, event, name, release in _wanted(connection):
            cursor.execute(_create(connection.vendor, table, event, name, release))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Takes every trigger off, to empty a test database."""
    with connection.cursor() as cursor:
        for table, _event, name, _release in _wanted(connection):
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
    return [name for _table, _event, name, _release in _wanted(connection) if name not in there]


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


def _wanted(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, str, str, str]]:
    """Table, event, the trigger's name, and the table that lets go of its rows at that event (empty: nothing does)."""
    tables = set(connection.introspection.table_names())
    for model, but_for in _models.items():
        table = model._meta.db_table
        if table in tables:
            for event in _EVENTS[connection.vendor]:
                release = but_for._meta.db_table if but_for and event == "DELETE" else ""
                yield table, event, f"insert_only_{table}_{event.lower()}", release


def _create(vendor: str, table: str, event: str, name: str, release: str) -> str:
    if vendor == "postgresql":
        each = "STATEMENT" if event == "TRUNCATE" else "ROW"
        function = f"livskraft_insert_only_but_for_{release}" if release else "livskraft_insert_only"
        called = f"EXECUTE FUNCTION {function}()"
        return f'CREATE OR REPLACE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH {each} {called}'
    let_go = f'EXISTS (SELECT 1 FROM "{release}" WHERE person_id = OLD.person_id)'  # noqa: S608 - the models' own name
    held = f"WHEN NOT {let_go} " if release else ""
    return (
        f'CREATE TRIGGER IF NOT EXISTS "{name}" BEFORE {event} ON "{table}" '
        f"{held}BEGIN SELECT RAISE(ABORT, '{table} is insert-only'); END"
    )

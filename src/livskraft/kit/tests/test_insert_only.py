"""Do the triggers refuse, let go only of whom a release names, and are lost ones found and put back?"""

from types import SimpleNamespace

import pytest
from django.core import checks
from django.db import Error, connection, transaction

from livskraft.kit import insert_only

pytestmark = pytest.mark.django_db
COLUMNS = "id integer PRIMARY KEY, person_id integer, said varchar(20)"


class Stands:
    """As much of a model as the triggers need to know."""

    def __init__(self, table):
        self._meta = SimpleNamespace(db_table=table)


@pytest.fixture
def tables(monkeypatch):
    """One table that lets go, one that never does, and the one that says of whom."""
    free, firm, release = Stands("kit_free"), Stands("kit_firm"), Stands("kit_release")
    monkeypatch.setattr(insert_only, "_models", dict(insert_only._models))
    insert_only.register(free, but_for=release)
    insert_only.register(firm)
    for each in (free, firm, release):
        raw(f"CREATE TABLE {each._meta.db_table} ({COLUMNS})")
    insert_only.install(connection)
    for table in ("kit_free", "kit_firm"):
        for person in (1, 2):
            raw(f"INSERT INTO {table} VALUES ({person}, {person}, 'Ord')")


def raw(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if sql.startswith("SELECT") else []


def refused(sql):
    with pytest.raises(Error, match="is insert-only"), transaction.atomic():
        raw(sql)


@pytest.mark.parametrize("table", ["kit_free", "kit_firm"])
def test_nothing_is_changed_or_removed(tables, table):
    refused(f"UPDATE {table} SET said = 'Annat'")
    refused(f"DELETE FROM {table} WHERE id = 1")
    if connection.vendor == "postgresql":
        refused(f"TRUNCATE {table}")
    assert raw(f"SELECT said FROM {table}") == [("Ord",)] * 2


def test_who_is_released_is_let_go_of_and_nobody_else(tables):
    raw("INSERT INTO kit_release VALUES (1, 1, '')")
    refused("DELETE FROM kit_free")
    refused("DELETE FROM kit_free WHERE person_id = 2")
    refused("DELETE FROM kit_firm WHERE person_id = 1")
    refused("UPDATE kit_free SET said = 'Annat' WHERE person_id = 1")
    raw("DELETE FROM kit_free WHERE person_id = 1")
    assert raw("SELECT person_id FROM kit_free") == [(2,)]


def test_when_the_release_is_over_it_is_held_again(tables):
    raw("INSERT INTO kit_release VALUES (1, 2, '')")
    raw("DELETE FROM kit_release")
    refused("DELETE FROM kit_free WHERE person_id = 2")


def test_a_lost_trigger_is_found_by_name_and_put_back(tables):
    on = " ON kit_free" if connection.vendor == "postgresql" else ""
    raw(f"DROP TRIGGER insert_only_kit_free_delete{on}")
    assert insert_only.missing(connection) == ["insert_only_kit_free_delete"]
    (fault,) = checks.run_checks(databases=["default"], tags=[checks.Tags.database])
    assert (fault.id, fault.is_serious()) == ("livskraft.E001", True)
    assert "insert_only_kit_free_delete" in fault.msg
    insert_only.install(connection)
    assert insert_only.missing(connection) == []
    refused("DELETE FROM kit_free WHERE person_id = 1")


def test_the_triggers_of_a_table_that_is_rebuilt_are_lost_and_put_back(tables):
    raw(f"CREATE TABLE kit_new ({COLUMNS})")
    raw("INSERT INTO kit_new SELECT * FROM kit_free")
    raw("DROP TABLE kit_free")
    raw("ALTER TABLE kit_new RENAME TO kit_free")
    assert len(insert_only.missing(connection)) == len(insert_only._EVENTS[connection.vendor])
    insert_only.install(connection)
    refused("UPDATE kit_free SET said = 'Annat'")
    raw("INSERT INTO kit_release VALUES (1, 1, '')")
    raw("DELETE FROM kit_free WHERE person_id = 1")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL switches triggers off")
def test_a_trigger_that_is_switched_off_counts_as_lost(tables):
    raw("ALTER TABLE kit_free DISABLE TRIGGER insert_only_kit_free_delete")
    assert insert_only.missing(connection) == ["insert_only_kit_free_delete"]

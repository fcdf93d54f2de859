"""Is a database that would put å before b refused before anybody writes in it?"""

import pytest
from django.db import connection

from livskraft.kit import collation

pytestmark = pytest.mark.django_db


def test_the_database_of_the_tests_sorts_as_it_must():
    assert collation.sorts_by_bytes(connection)
    assert collation.check(databases=["default"]) == []


def test_a_database_that_sorts_in_another_way_is_an_error(monkeypatch):
    monkeypatch.setattr(collation, "sorts_by_bytes", lambda connection: False)
    assert [error.id for error in collation.check(databases=["default"])] == ["livskraft.E002"]


def test_the_usual_collation_of_a_language_is_found_out():
    if connection.vendor != "postgresql":
        assert collation.sorts_by_bytes(connection)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT collname FROM pg_collation WHERE collname IN ('sv-x-icu', 'en-x-icu', 'en_US.utf8')")
        languages = [name for (name,) in cursor.fetchall()]
    if not languages:
        pytest.skip("this PostgreSQL was built without the collation of any language")
    for language in languages:
        assert not collation.sorts_by_bytes(connection, language)
    assert collation.sorts_by_bytes(connection, "C")

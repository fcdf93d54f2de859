"""Does the audit keep what was written, and does its watermark move with every write?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction

from livskraft.access import audit
from livskraft.access.actor import system_actor
from livskraft.access.models import AuditEntry, AuditSubject
from livskraft.access.tests.factories import actor_at
from livskraft.organisation.tests.factories import responsible_body


@pytest.mark.django_db(transaction=True)
def test_the_watermark_moves_with_a_write_and_stands_still_without():
    before = audit.watermark()
    assert audit.watermark() == before
    audit.wrote(system_actor("test"), "test.wrote", [])
    assert audit.watermark() != before


@pytest.mark.django_db
def test_an_entry_names_who_what_and_which_fields_but_no_values():
    unit = responsible_body()
    by = actor_at(unit)
    audit.wrote(by, "test.wrote", [unit], ["name", "address"])
    entry = AuditEntry.objects.latest("pk")
    assert (entry.who, entry.user_id, entry.unit_id) == (f"user:{by.user.pk}", by.user.pk, unit.pk)
    assert (entry.at, entry.objects_touched) == (by.at, [f"organisation.unit:{unit.pk}"])
    assert entry.field_names == ["address", "name"]
    assert unit.name not in str([entry.who, entry.objects_touched, entry.field_names])


def person(number):
    """Somebody of the room above: the audit knows persons by their label only."""
    return SimpleNamespace(pk=number, _meta=SimpleNamespace(label_lower="people.person"))


@pytest.mark.django_db
def test_what_is_about_a_person_is_found_by_the_person():
    unit, by = responsible_body(), system_actor("test")
    audit.read(by, "test.read", [person(7), person(8), person(7), unit])
    audit.wrote(by, "test.wrote", [person(7)])
    audit.wrote(by, "test.else", [person(9), unit])
    assert [entry.verb for entry in audit.about([7])] == ["test.wrote", "test.read"]
    assert [entry.verb for entry in audit.about([8, 9])] == ["test.else", "test.read"]
    assert not audit.about([unit.pk + 1000])


@pytest.mark.django_db
def test_an_entry_about_twenty_persons_costs_no_more_than_about_one(django_assert_num_queries):
    by = system_actor("test")
    with django_assert_num_queries(1):
        audit.wrote(by, "test.wrote", [])
    for persons in (1, 20):
        with transaction.atomic(), django_assert_num_queries(2):
            audit.wrote(by, "test.wrote", [person(number) for number in range(persons)])


@pytest.mark.django_db
def test_an_entry_never_stands_without_its_persons(monkeypatch):
    def fail(*args):
        raise RuntimeError("full")

    monkeypatch.setattr(type(AuditSubject.objects), "bulk_create", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        audit.read(system_actor("test"), "test.read", [person(7)])
    assert not AuditEntry.objects.filter(verb="test.read").exists()


@pytest.mark.django_db
def test_readings_at_a_unit_are_those_of_persons_in_the_period():
    unit = responsible_body()
    start = datetime(2026, 1, 1, tzinfo=UTC)
    end = start + timedelta(days=31)
    other = actor_at(unit, at=start)
    for at in (start, end - timedelta(seconds=1), end, start - timedelta(seconds=1)):
        audit.read(replace(other, at=at), "test.read", [person(1)])
    audit.read(other, "test.no_person", [unit])
    audit.wrote(other, "test.wrote", [person(1)])
    audit.read(system_actor("test", start), "test.read", [person(1)])
    found = audit.readings_at(unit.pk, start, end)
    assert {entry.at for entry in found} == {start, end - timedelta(seconds=1)}
    assert {entry.verb for entry in found} == {"test.read"}

"""Which persons do the tests need? Made through the action, so that number, keys and relation agree."""

from datetime import UTC, date, datetime
from typing import Any

from livskraft.access.actor import system_actor
from livskraft.kit.identity import read_number
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.persons import Contact, Details, register_person
from livskraft.people.models import AuthorisedReader, Person
from livskraft.people.rules.vocabulary import Protection, Purpose

NOW = datetime(2026, 1, 15, 9, tzinfo=UTC)


def person_at(
    unit: Unit,
    given_name: str = "Elsa",
    family_name: str = "Exempel",
    *,
    number: str = "",
    contact: Contact | None = None,
    at: datetime = NOW,
    until: date | None = None,
    **details: Any,
) -> Person:
    """Somebody whom `unit` knows since `at`."""
    by = system_actor("test", at)
    read = read_number(number, today=by.today) if number else None
    return register_person(
        unit=unit,
        details=Details(given_name, family_name, number=read, **details),
        contact=contact,
        purpose=Purpose.MEETING_PLACE,
        until=until,
        by=by,
    )


def protected(person: Person, *readers: Any, at: datetime = NOW) -> Person:
    """The person, protected and open only to `readers`."""
    person.protection = Protection.MARKED
    person.save(update_fields=["protection"])
    for user in readers:
        AuthorisedReader.objects.create(person=person, user=user, starts=at.date())
    return person


def sister(site: Unit) -> Unit:
    """Another site of the same caregiver."""
    made: Unit = SiteFactory(parent=site.parent)
    return made

"""Does asking about a few answer as asking about all does, for everybody whom a unit may and may not see?"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.identity import read_number
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.break_glass import break_glass
from livskraft.people.actions.merging import merge
from livskraft.people.models import Person
from livskraft.people.tests.factories import NOW, person_at, protected, sister

pytestmark = pytest.mark.django_db
NUMBER = "194408139089"


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return actor_at(site, Role.CARE_STAFF, at=NOW)


@pytest.fixture
def everybody(site, by):
    opened = person_at(sister(site), "Opened", number=NUMBER)
    break_glass(number=read_number(NUMBER, today=by.today), reason="Föll i entrén", by=by)
    kept, gone = person_at(site, "Kept"), person_at(site, "Gone")
    merge(kept=kept, gone=gone, by=system_actor("test", NOW))
    return {
        "opened": opened,
        "kept": kept,
        "gone": gone,
        "known": person_at(site, "Known"),
        "ended": person_at(site, "Ended", at=NOW - timedelta(days=90), until=by.today),
        "named": protected(person_at(site, "Named"), by.user),
        "secret": protected(person_at(site, "Secret")),
        "elsewhere": person_at(sister(site), "Elsewhere"),
        "others": person_at(SiteFactory(), "Others"),
    }


def test_one_is_seen_among_a_few_exactly_when_seen_among_all(by, everybody):
    seen = set(Person.objects.visible_to(by))
    assert {name for name, person in everybody.items() if person in seen} == {"opened", "kept", "known", "named"}
    for person in everybody.values():
        assert set(Person.objects.visible_to(by, among=[person.pk])) == seen & {person}
    assert set(Person.objects.visible_to(by, among=[person.pk for person in everybody.values()])) == seen


def test_among_nobody_nobody_is_seen(by, everybody):
    assert not Person.objects.visible_to(by, among=[]).exists()
    assert not Person.objects.visible_to(system_actor("test", NOW), among=[]).exists()


def test_what_the_unit_has_to_do_with_otherwise_is_not_read(by, everybody):
    with CaptureQueriesContext(connection) as captured:
        list(Person.objects.visible_to(by, among=[everybody["known"].pk]))
    (asked,) = [each["sql"] for each in captured if "people_carerelation" in each["sql"]]
    assert f'."person_id" IN ({everybody["known"].pk})' in asked

"""Is a person registered once per caregiver, and put right without losing what was?"""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.actor import Actor
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.identity import read_number
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.persons import (
    Contact,
    Details,
    change_contact,
    change_person,
    register_person,
    relate,
)
from livskraft.people.models import CareRelation, IdentityRecord, Person
from livskraft.people.queries import with_number
from livskraft.people.rules.vocabulary import Gender, Purpose
from livskraft.people.tests.factories import NOW, person_at, protected, sister

pytestmark = pytest.mark.django_db
NUMBER, OTHER = "194408139089", "193805028432"


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return actor_at(site, Role.CARE_STAFF, at=NOW)


def number(text=NUMBER):
    return read_number(text, today=NOW.date())


def register(by, text=NUMBER, reason="", **details):
    return register_person(
        unit=by.assignment.unit, details=Details("Elsa", "Ek", number=number(text), **details), reason=reason, by=by
    )


def later(by, **ahead):
    return Actor(at=by.at + timedelta(**ahead), user=by.user, assignment=by.assignment)


def test_a_number_brings_its_year_and_gender(by):
    person = register(by, birth_year=1900, gender=Gender.MAN)
    assert (person.birth_year, person.gender) == (1944, Gender.WOMAN)
    assert list(Person.objects.visible_to(by)) == [person]


def test_the_same_number_at_the_same_caregiver_is_the_same_person(by, site):
    other = actor_at(sister(site), Role.CARE_STAFF, at=NOW)
    first = register(by)
    with pytest.raises(Refused):
        register(other)
    assert not Person.objects.visible_to(other).exists()
    again = register(other, reason="Kommer på måndagar", language="finska")
    assert again == first
    assert Person.objects.get().language == ""
    assert set(CareRelation.objects.values_list("unit", flat=True)) == {site.pk, other.assignment.unit_id}


def test_another_caregiver_has_a_person_of_its_own(by):
    other = actor_at(SiteFactory(), Role.CARE_STAFF, at=NOW)
    assert register(other) != register(by)
    assert with_number(number(), by.caregiver) != with_number(number(), other.caregiver)


def test_a_protected_number_is_refused_to_who_is_not_named(by, site):
    protected(register(by))
    with pytest.raises(Refused):
        register(actor_at(sister(site), Role.CARE_STAFF, at=NOW))


def test_nobody_registers_at_another_unit_or_without_the_permission(by, site):
    with pytest.raises(PermissionDenied):
        register_person(unit=SiteFactory(), details=Details("Elsa"), by=by)
    with pytest.raises(PermissionDenied):
        register(actor_at(site, Role.SAFETY_COORDINATOR, at=NOW))


def test_a_relation_is_made_longer_and_never_shorter(by, site):
    person = register_person(unit=site, details=Details("Elsa"), until=date(2026, 6, 1), by=by)
    relate(person=person, unit=site, purpose=Purpose.REGISTERED, until=date(2026, 3, 1), by=by)
    assert CareRelation.objects.get().ends == date(2026, 6, 1)
    relate(person=person, unit=site, purpose=Purpose.REGISTERED, until=date(2026, 9, 1), by=later(by, days=2))
    assert CareRelation.objects.get().ends == date(2026, 9, 1)
    relate(person=person, unit=site, purpose=Purpose.REGISTERED, by=by)
    assert CareRelation.objects.get().ends is None


def test_another_caregivers_unit_is_not_related(by):
    with pytest.raises(PermissionDenied):
        relate(person=register(by), unit=SiteFactory(), purpose=Purpose.REGISTERED, by=by)


def test_a_new_number_ends_the_one_before_and_both_find_the_person(by):
    person = register(by)
    change_person(person=person, details=Details("Elsa", "Ek", number=number(OTHER)), by=later(by, days=3))
    ends = {record.number: record.ends for record in IdentityRecord.objects.all()}
    assert ends == {NUMBER: date(2026, 1, 18), OTHER: None}
    assert with_number(number(), by.caregiver) == with_number(number(OTHER), by.caregiver) == person


def test_a_number_that_is_anothers_is_refused_and_nothing_is_changed(by):
    person = register(by)
    register_person(unit=by.assignment.unit, details=Details("Åke", number=number(OTHER)), by=by)
    with pytest.raises(Refused):
        change_person(person=person, details=Details("Ny", "Ny", number=number(OTHER)), by=by)
    person.refresh_from_db()
    assert person.given_name == "Elsa"


def test_the_second_to_save_meets_a_conflict(by):
    person = register(by)
    change_person(person=person, details=Details("Elsa", "Ek"), version=person.version, by=by)
    with pytest.raises(Conflict):
        change_person(person=person, details=Details("Elsa", "Åk"), version=person.version, by=by)


def test_the_audit_says_which_fields_and_never_what_they_hold(by):
    person = register(by)
    change_person(person=person, details=Details("Kanarie", "Ek", language="finska"), by=by)
    entry = AuditEntry.objects.get(verb="people.changed")
    assert {"given_name", "language"} <= set(entry.field_names)
    assert "Kanarie" not in str(AuditEntry.objects.values_list("field_names", "objects_touched", "who"))


def test_who_may_not_see_the_person_changes_nothing(by):
    twin = actor_at(SiteFactory(), Role.UNIT_MANAGER, at=NOW)
    person = register(by)
    with pytest.raises(PermissionDenied):
        change_person(person=person, details=Details("Elsa"), by=twin)
    with pytest.raises(PermissionDenied):
        change_contact(person=person, contact=Contact(phone="070-174 06 05"), by=twin)


def test_the_first_contact_meets_a_conflict_when_somebody_else_was_first(by, site):
    person = person_at(site)
    change_contact(person=person, contact=Contact(phone="070-174 06 05"), version=0, by=by)
    with pytest.raises(Conflict):
        change_contact(person=person, contact=Contact(phone="070-174 06 06"), version=0, by=by)
    assert change_contact(person=person, contact=Contact(city="Lindvik"), version=1, by=by).version == 2
    person.contact.refresh_from_db()
    assert (person.contact.city, person.contact.phone) == ("Lindvik", "")

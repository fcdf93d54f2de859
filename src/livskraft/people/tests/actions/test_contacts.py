"""Are those close to a person, and the numbers of their cases, kept by those who may?"""

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.contacts import (
    MOST,
    Near,
    add_case,
    add_relative,
    change_relative,
    remove_case,
    remove_relative,
)
from livskraft.people.models import CaseNumber, Relative
from livskraft.people.tests.factories import NOW, person_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return actor_at(site, Role.CARE_STAFF, at=NOW)


@pytest.fixture
def person(site):
    return person_at(site)


def test_one_at_a_time_is_called_first(person, by):
    add_relative(person=person, near=Near("Maria", "dotter", "070-174 06 05", True), by=by)
    son = add_relative(person=person, near=Near("Nils", "son", "", True), by=by)
    assert [each.name for each in Relative.objects.filter(first=True)] == ["Nils"]
    change_relative(relative=Relative.objects.get(relation="dotter"), near=Near("Maria", "dotter", "", True), by=by)
    assert [each.name for each in Relative.objects.filter(first=True)] == ["Maria"]
    son.refresh_from_db()
    assert not son.first


def test_the_second_to_change_meets_a_conflict(person, by):
    relative = add_relative(person=person, near=Near("Maria"), by=by)
    person.refresh_from_db()
    change_relative(relative=relative, near=Near("Marie"), version=person.version, by=by)
    with pytest.raises(Conflict):
        change_relative(relative=relative, near=Near("Mari"), version=person.version, by=by)


def test_who_is_removed_is_gone_and_twice_is_as_once(person, by):
    relative = add_relative(person=person, near=Near("Maria"), by=by)
    kept = Relative.objects.get()
    remove_relative(relative=kept, by=by)
    remove_relative(relative=kept, by=by)
    assert not Relative.objects.exists()
    with pytest.raises(Refused):
        change_relative(relative=relative, near=Near("Marie"), by=by)
    assert "Maria" not in str(list(AuditEntry.objects.values_list("objects_touched", "field_names")))


def test_there_is_an_end_to_how_many(person, by):
    Relative.objects.bulk_create(Relative(person=person, name=f"N{n}") for n in range(MOST))
    with pytest.raises(Refused):
        add_relative(person=person, near=Near("En till"), by=by)
    CaseNumber.objects.bulk_create(CaseNumber(person=person, number=str(n), number_key=str(n)) for n in range(MOST))
    with pytest.raises(Refused):
        add_case(person=person, number="SON 1", by=by)


def test_a_case_stands_once_however_it_is_written(person, by):
    first = add_case(person=person, number="SON 2026/238", by=by)
    assert add_case(person=person, number="son2026/238", by=by) == first
    with pytest.raises(Refused):
        add_case(person=person, number="  ", by=by)
    remove_case(case=first, by=by)
    assert not CaseNumber.objects.exists()


def test_twins_and_those_without_the_permission_change_nothing(person, site, by):
    relative = add_relative(person=person, near=Near("Maria"), by=by)
    case = add_case(person=person, number="SON 1", by=by)
    for other in (actor_at(SiteFactory(), at=NOW), actor_at(site, Role.SAFETY_COORDINATOR, at=NOW)):
        for act in (
            lambda by: add_relative(person=person, near=Near("X"), by=by),
            lambda by: change_relative(relative=relative, near=Near("X"), by=by),
            lambda by: remove_relative(relative=relative, by=by),
            lambda by: add_case(person=person, number="X", by=by),
            lambda by: remove_case(case=case, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act(other)
    assert (Relative.objects.count(), CaseNumber.objects.count()) == (1, 1)

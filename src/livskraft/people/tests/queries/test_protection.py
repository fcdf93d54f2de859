"""Is somebody protected whom nobody at the unit may know of any more found, and by nobody but who manages it?"""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from livskraft.access.actor import Actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, actor_at
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.protection import take_over_protected
from livskraft.people.models import AuthorisedReader, Person
from livskraft.people.queries.protection import left_alone
from livskraft.people.tests.factories import person_at, protected

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return SiteFactory()


def test_whoever_came_after_can_take_over_and_is_then_named(site):
    before = AssignmentFactory(unit=site, ends=date(2026, 1, 20))
    person = protected(person_at(site), before.user)
    manager = actor_at(site)
    assert not Person.objects.visible_to(manager)
    assert list(left_alone(manager)) == [person]
    assert take_over_protected(by=manager) == 1
    assert list(Person.objects.visible_to(manager)) == [person]
    assert take_over_protected(by=manager) == 0


def test_who_is_named_and_works_there_keeps_it_theirs(site):
    nurse = AssignmentFactory(unit=site, role=Role.CARE_STAFF)
    protected(person_at(site), nurse.user)
    assert not left_alone(actor_at(site))


def test_a_name_that_has_ended_is_no_name(site):
    manager = actor_at(site)
    person = protected(person_at(site), manager.user)
    AuthorisedReader.objects.filter(person=person).update(ends=timezone.localdate())
    assert list(left_alone(manager)) == [person]


def test_only_the_units_own_and_only_the_protected(site):
    person_at(site, number="194408139089")
    protected(person_at(SiteFactory()))
    protected(person_at(site, until=timezone.localdate() - timedelta(days=1)))
    assert not left_alone(actor_at(site))


def test_only_who_may_decide_takes_over(site):
    protected(person_at(site))
    nurse = actor_at(site, Role.CARE_STAFF)
    with pytest.raises(PermissionDenied):
        take_over_protected(by=nurse)
    ended = AssignmentFactory(unit=site, ends=date(2026, 1, 20))
    with pytest.raises(PermissionDenied):
        take_over_protected(by=Actor(at=timezone.now(), user=ended.user, assignment=ended))

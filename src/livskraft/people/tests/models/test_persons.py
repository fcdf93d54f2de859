"""Does a person exist only for those who have to do with them, today, at that very unit?"""

from datetime import date, timedelta

import pytest

from livskraft.access.actor import Actor, system_actor
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.tests.factories import SiteFactory, UnitFactory
from livskraft.people.actions.persons import relate
from livskraft.people.models import BreakGlass, CareRelation, Person
from livskraft.people.rules.vocabulary import Purpose
from livskraft.people.tests.factories import NOW, person_at, protected, sister

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return SiteFactory()


def seen(by):
    return set(Person.objects.visible_to(by))


def staff(site, at=NOW):
    return actor_at(site, Role.CARE_STAFF, at=at)


def test_twin_sites_see_their_own_and_never_each_others(site):
    twin, same = SiteFactory(), sister(site)
    own, theirs, sisters = person_at(site), person_at(twin), person_at(same)
    assert seen(staff(site)) == {own}
    assert seen(staff(twin)) == {theirs}
    assert seen(staff(same)) == {sisters}


def test_who_has_the_role_above_the_site_sees_nobody_there(site):
    person_at(site)
    assert seen(actor_at(site.parent, Role.UNIT_MANAGER, at=NOW)) == set()


def test_a_relation_counts_from_its_first_day_to_the_day_before_its_last(site):
    person = person_at(site, until=date(2026, 1, 20))
    assert seen(staff(site, NOW - timedelta(days=1))) == set()
    assert seen(staff(site, NOW)) == {person}
    assert seen(staff(site, NOW + timedelta(days=4))) == {person}
    assert seen(staff(site, NOW + timedelta(days=5))) == set()


def test_an_ended_assignment_sees_nobody(site):
    person_at(site)
    by = staff(site)
    Assignment.objects.filter(pk=by.assignment.pk).update(ends=NOW.date())
    ended = Assignment.objects.get(pk=by.assignment.pk)
    assert seen(Actor(at=NOW, user=by.user, assignment=ended)) == set()


def test_a_visitor_sees_nobody_and_a_task_everybody(site):
    person = person_at(site)
    assert seen(Actor(at=NOW, visitor="token")) == set()
    assert seen(system_actor("task", NOW)) == {person}


def test_records_of_another_caregiver_are_not_seen_though_a_relation_is_left(site):
    person = person_at(site)
    Person.objects.filter(pk=person.pk).update(keeper=UnitFactory(kind=UnitKind.PROVIDER))
    assert seen(staff(site)) == set()


def test_somebody_protected_is_there_for_those_named_and_for_nobody_else(site):
    named, other = staff(site), staff(site)
    person = protected(person_at(site), named.user)
    assert seen(named) == {person}
    assert seen(other) == set()
    person.authorised.update(ends=NOW.date() + timedelta(days=1))
    assert seen(Actor(at=NOW + timedelta(days=1), user=named.user, assignment=named.assignment)) == set()


def test_to_be_named_is_not_enough_without_a_relation(site):
    by = staff(site)
    protected(person_at(sister(site)), by.user)
    assert seen(by) == set()


def test_a_broken_glass_opens_for_that_user_at_that_unit_until_the_hour(site):
    person = person_at(sister(site))
    by, colleague = staff(site), staff(site)
    glass = BreakGlass.objects.create(
        person=person, user=by.user, unit=site, reason="Ramlade i entrén", at=NOW, until=NOW + timedelta(hours=8)
    )
    assert seen(by) == {person}
    assert seen(colleague) == set()
    assert seen(Actor(at=glass.until - timedelta(seconds=1), user=by.user, assignment=by.assignment)) == {person}
    assert seen(Actor(at=glass.until, user=by.user, assignment=by.assignment)) == set()
    elsewhere = Assignment.objects.create(user=by.user, role=Role.CARE_STAFF, unit=SiteFactory(), starts=NOW.date())
    assert seen(Actor(at=NOW, user=by.user, assignment=elsewhere)) == set()


def test_who_turned_out_to_be_another_is_seen_as_the_other_through_either_ones_relation(site):
    kept, gone = person_at(sister(site)), person_at(site)
    Person.objects.filter(pk=gone.pk).update(merged_into=kept)
    assert seen(staff(site)) == {kept}


def test_several_relations_make_one_person(site):
    person = person_at(site)
    relate(person=person, unit=site, purpose=Purpose.REGISTERED, by=system_actor("test", NOW))
    assert CareRelation.objects.count() == 2
    assert list(Person.objects.visible_to(staff(site))) == [person]

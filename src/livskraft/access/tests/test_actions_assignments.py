"""Are roles given and ended by the right ones, never twice, and does the active one decide?"""

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from livskraft.access.actions import (
    end_assignment,
    give_assignment,
    remove_assignment_end,
    switch_assignment,
    withdraw_assignment,
)
from livskraft.access.actor import Actor, system_actor
from livskraft.access.middleware import ACTIVE_ASSIGNMENT
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory, actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.tests.at_once import at_once
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory, UnitFactory, responsible_body

pytestmark = pytest.mark.django_db
AFTER = date(2024, 6, 1)


@pytest.fixture
def administrator():
    return actor_at(responsible_body(), Role.SYSTEM_ADMINISTRATOR)


def give(by, **given):
    given = {"user": UserFactory, "role": Role.CARE_STAFF, "unit": SiteFactory, "starts": date(2024, 1, 1)} | given
    return give_assignment(**{key: value() if callable(value) else value for key, value in given.items()}, by=by)


def test_the_same_role_is_never_held_twice_on_a_day(administrator):
    first = give(administrator, ends=date(2024, 6, 1))
    same = {"user": first.user, "unit": first.unit}
    with pytest.raises(Refused):
        give(administrator, **same, starts=date(2024, 5, 31))
    second = give(administrator, **same, starts=date(2024, 6, 1))
    with pytest.raises(Refused):
        remove_assignment_end(assignment=first, by=administrator)
    end_assignment(assignment=second, ends=date(2024, 7, 1), version=1, by=administrator)
    with pytest.raises(Conflict):
        end_assignment(assignment=second, ends=date(2024, 8, 1), version=1, by=administrator)
    give(administrator, **same, role=Role.PHYSIOTHERAPIST)


def test_an_employee_of_long_ago_is_known_since_the_day_of_being_added(administrator):
    added = give(administrator, starts=date(2024, 1, 1))
    coming = give(administrator, starts=administrator.today + timedelta(days=9))
    before_it_was_kept = AssignmentFactory(starts=date(2020, 1, 1))
    known = dict(Assignment.objects.with_known_since().values_list("pk", "known_since"))
    assert known[added.pk] == added.added_on == administrator.today
    assert known[coming.pk] == coming.starts
    assert known[before_it_was_kept.pk] == date(2020, 1, 1)


def test_an_end_can_be_taken_back(administrator):
    assignment = end_assignment(assignment=give(administrator), ends=date(2024, 7, 1), by=administrator)
    assert remove_assignment_end(assignment=assignment, by=administrator).ends is None


def test_what_has_not_begun_can_be_withdrawn_and_what_has_cannot(administrator):
    assignment = give(administrator, starts=administrator.today)
    withdraw_assignment(assignment=assignment, by=administrator)
    assert not Assignment.objects.filter(user=assignment.user).exists()
    begun = give(administrator, starts=administrator.today - timedelta(days=1))
    with pytest.raises(Refused):
        withdraw_assignment(assignment=begun, by=administrator)


def test_parties_without_accounts_and_closed_units_employ_nobody(administrator):
    site = SiteFactory()
    owner = Unit.objects.filter(kind=UnitKind.PROPERTY_OWNER).first()
    with pytest.raises(Refused):
        give(administrator, unit=owner)
    site.closed = date(2024, 1, 2)
    site.save()
    with pytest.raises(Refused):
        give(administrator, unit=site)


def test_a_system_administrator_answers_for_the_whole(administrator):
    with pytest.raises(Refused):
        give(administrator, role=Role.SYSTEM_ADMINISTRATOR)
    give(administrator, role=Role.SYSTEM_ADMINISTRATOR, unit=responsible_body())


def test_one_switches_only_between_ones_own_current_assignments():
    by = actor_at(SiteFactory())
    other = AssignmentFactory(user=by.user, unit=SiteFactory(), role=Role.PHYSIOTHERAPIST)
    ended = AssignmentFactory(user=by.user, unit=SiteFactory(), ends=date(2021, 1, 1))
    request = RequestFactory().post("/")
    request.session = {}
    switch_assignment(assignment=other, request=request, by=by)
    assert request.session[ACTIVE_ASSIGNMENT] == other.pk
    for wrong in (ended, AssignmentFactory()):
        with pytest.raises(Refused):
            switch_assignment(assignment=wrong, request=request, by=by)


def test_who_decides_terms_for_the_whole_stands_above_the_areas():
    by, site = actor_at(responsible_body(), Role.SYSTEM_ADMINISTRATOR), SiteFactory()
    department = UnitFactory(kind=UnitKind.DEPARTMENT, parent=responsible_body())
    for unit in (site, site.parent, site.parent.parent):
        with pytest.raises(Refused, match="Förvaltningen har sitt uppdrag"):
            give_assignment(user=UserFactory(), role=Role.ADMINISTRATION, unit=unit, starts=date(2026, 1, 1), by=by)
    give_assignment(user=UserFactory(), role=Role.ADMINISTRATION, unit=department, starts=date(2026, 1, 1), by=by)


@pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.AREA_MANAGER, Role.ADMINISTRATION])
def test_nobody_but_an_administrator_gives_and_ends(role):
    by, assignment = actor_at(responsible_body(), role), AssignmentFactory(unit=SiteFactory())
    for act in (
        lambda: give(by),
        lambda: end_assignment(assignment=assignment, ends=date(2025, 1, 1), by=by),
        lambda: remove_assignment_end(assignment=assignment, by=by),
        lambda: withdraw_assignment(assignment=assignment, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_the_demo_builds_with_its_own_dates():
    by = system_actor("demo")
    assert isinstance(by, Actor)
    assert give(by, starts=date(2022, 3, 1)).starts == date(2022, 3, 1)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_give_the_same_role_at_once_one_succeeds():
    user, unit = UserFactory(), SiteFactory()
    people = [actor_at(responsible_body(), Role.SYSTEM_ADMINISTRATOR) for _n in range(8)]
    ended = at_once(
        [
            lambda by=by, day=day: give(by, user=user, unit=unit, starts=date(2024, 1, day), ends=AFTER)
            for day, by in enumerate(people, 1)
        ]
    )
    assert sorted(ended, key=str) == sorted([None] + [Refused] * 7, key=str)
    assert Assignment.objects.filter(user=user, unit=unit).count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_only_looks_before_giving_gives_the_same_role_several_times():
    user, unit = UserFactory(), SiteFactory()
    looked = threading.Barrier(4)

    def guilty(day):
        free = not Assignment.objects.filter(user=user, unit=unit, role=Role.CARE_STAFF).exists()
        looked.wait()
        if free:
            Assignment.objects.create(user=user, unit=unit, role=Role.CARE_STAFF, starts=date(2024, 1, day), ends=AFTER)

    assert at_once([lambda day=day: guilty(day) for day in range(1, 5)]) == [None] * 4
    assert Assignment.objects.filter(user=user, unit=unit).count() == 4

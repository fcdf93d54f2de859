"""Where do an actor's rights reach, from when to when, and never to persons by inheritance?"""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access import permissions
from livskraft.access.actor import Actor, system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, actor_at
from livskraft.modules.minigym.permissions import Permission
from livskraft.organisation.tests.factories import SiteFactory, responsible_body

pytestmark = pytest.mark.django_db


def test_rights_reach_downwards_and_not_sideways_or_up():
    site, twin = SiteFactory(), SiteFactory()
    by = actor_at(site.parent, Role.AREA_MANAGER)
    assert by.may(Permission.EDIT, at=site)
    assert not by.may(Permission.EDIT, at=twin)
    assert not by.may(Permission.EDIT, at=responsible_body())
    assert set(by.units(Permission.EDIT)) == {site.parent, site}


def test_a_provider_reaches_the_parts_it_answers_for_that_day():
    site = SiteFactory(contract={"starts": date(2020, 1, 1), "ends": date(2026, 6, 1)})
    provider = site.parent.contracts.get().provider
    before = actor_at(provider, Role.AREA_MANAGER, at=datetime(2026, 5, 31, 12, tzinfo=UTC))
    after = Actor(at=datetime(2026, 6, 1, 12, tzinfo=UTC), user=before.user, assignment=before.assignment)
    assert before.may(Permission.EDIT, at=site)
    assert not after.may(Permission.EDIT, at=site)
    assert set(after.units()) == {provider}


@pytest.mark.parametrize(("days", "holds"), [(-1, False), (0, True), (9, True), (10, False)])
def test_an_assignment_counts_from_its_first_day_to_before_its_last(days, holds):
    start = date(2026, 3, 1)
    site = SiteFactory()
    held = AssignmentFactory(unit=site, starts=start, ends=start + timedelta(days=10))
    at = datetime(2026, 3, 1, 12, tzinfo=UTC) + timedelta(days=days)
    assert Actor(at=at, user=held.user, assignment=held).may(Permission.VIEW, at=site) is holds


def test_an_inactive_person_or_somebody_elses_assignment_gives_nothing():
    by = actor_at(SiteFactory())
    other = AssignmentFactory(unit=by.assignment.unit).user
    assert not Actor(at=by.at, user=other, assignment=by.assignment).may(Permission.VIEW)
    by.user.is_active = False
    assert not Actor(at=by.at, user=by.user, assignment=by.assignment).may(Permission.VIEW)
    assert not by.units(Permission.VIEW).exclude(pk=by.assignment.unit_id).exists()


def test_nobody_and_a_visitor_may_nothing_while_a_task_may_all():
    now = datetime.now(UTC)
    for nobody in (Actor(at=now), Actor(at=now, visitor="token")):
        assert not nobody.may(Permission.VIEW)
        with pytest.raises(PermissionDenied):
            nobody.must(Permission.VIEW)
        assert not nobody.units().exists()
    assert system_actor("test").may(Permission.EDIT, at=SiteFactory())


def test_persons_are_never_reached_by_inheritance(monkeypatch):
    class Persons(StrEnum):
        READ = "test.read_person"

    monkeypatch.setattr(permissions, "_grants", dict(permissions._grants))
    monkeypatch.setattr(permissions, "_persons", set())
    permissions.register(Persons, {Persons.READ: frozenset({Role.PHYSIOTHERAPIST})}, persons=[Persons.READ])
    site = SiteFactory()
    above = actor_at(site.parent, Role.PHYSIOTHERAPIST)
    there = actor_at(site, Role.PHYSIOTHERAPIST)
    assert not above.may(Persons.READ, at=site)
    assert site not in above.units(Persons.READ)
    assert there.may(Persons.READ, at=site)
    assert list(there.units(Persons.READ)) == [site]


def test_today_is_a_day_by_swedish_clocks():
    assert Actor(at=datetime(2026, 6, 30, 22, 30, tzinfo=UTC)).today == date(2026, 7, 1)


def test_an_unknown_permission_is_nobodys():
    assert not actor_at(responsible_body(), Role.SYSTEM_ADMINISTRATOR).may("finns.inte")

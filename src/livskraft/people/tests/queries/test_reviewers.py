"""Is there somebody who looks at who has read at every unit, and is it never more than it has to be?"""

from datetime import UTC, date, datetime

import pytest

from livskraft.access.actor import system_actor
from livskraft.access.models import Assignment, User
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory, UnitFactory
from livskraft.people.queries.reviewers import reviewed_by

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def site():
    """With a manager, in a part of an area with a team and another provider's twin beside it."""
    made = SiteFactory()
    actor_at(made)
    actor_at(SiteFactory())
    return made


@pytest.fixture
def team(site):
    return UnitFactory(kind=UnitKind.TEAM, parent=site.parent)


@pytest.fixture
def provider(site):
    return site.parent.contracts.get().provider


@pytest.fixture
def responsible(provider):
    return actor_at(provider, Role.AREA_MANAGER, at=NOW)


def reviewed(actor):
    return set(reviewed_by(actor))


def test_a_manager_looks_at_the_own_unit_only_of_whatever_kind(site, team):
    assert reviewed(actor_at(site, at=NOW)) == {site}
    assert reviewed(actor_at(team, at=NOW)) == {team}


def test_the_provider_looks_at_its_parts_of_areas_and_all_in_them_but_sites_with_a_manager(
    site, team, provider, responsible
):
    assert reviewed(responsible) == {provider, site.parent, team}
    there = Assignment.objects.filter(unit=site, role=Role.UNIT_MANAGER)
    User.objects.filter(assignments__in=there).update(is_active=False)
    assert reviewed(responsible) == {provider, site.parent, team, site}
    User.objects.update(is_active=True)
    there.update(ends=NOW.date())
    assert reviewed(responsible) == {provider, site.parent, team, site}


def test_a_manager_above_the_site_is_not_its_manager_here(site, responsible):
    """Who reaches persons is never inherited, so nobody else could look."""
    Assignment.objects.filter(unit=site).update(unit=site.parent)
    assert site in reviewed(responsible)


def test_a_provider_whose_contract_has_ended_looks_at_nothing_there(site, team, provider, responsible):
    contract = site.parent.contracts.get()
    contract.ends = date(2026, 3, 3)
    contract.save()
    assert site.parent in reviewed(responsible)
    contract.ends = date(2026, 3, 2)
    contract.save()
    fresh = actor_at(provider, Role.AREA_MANAGER, at=NOW)
    assert reviewed(fresh) == {provider}


def test_the_department_looks_where_nobody_is_responsible(site, team, provider):
    area = site.parent.parent
    department = actor_at(area, Role.ADMINISTRATION, at=NOW)
    assert reviewed(department) == {area, site.parent, team}
    above = actor_at(provider, Role.AREA_MANAGER, at=NOW)
    assert reviewed(department) == {area}
    contract = site.parent.contracts.get()
    contract.ends = NOW.date()
    contract.save()
    assert reviewed(department) == {area, site.parent, team}
    Assignment.objects.filter(pk=above.assignment.pk).update(unit=site.parent)
    assert reviewed(department) == {area}
    Assignment.objects.filter(pk=above.assignment.pk).update(ends=NOW.date())
    assert reviewed(department) == {area, site.parent, team}
    Assignment.objects.filter(unit=site).update(ends=NOW.date())
    assert reviewed(department) == {area, site.parent, team, site}


def test_the_municipality_s_own_therapists_are_looked_at_by_the_department_above_them(site, responsible):
    """They work for a whole area, whose parts have providers of their own."""
    area = site.parent.parent
    assert reviewed(actor_at(area.parent, Role.ADMINISTRATION, at=NOW)) >= {area}
    assert area not in reviewed(responsible)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.UNIT_MANAGER, Role.AREA_MANAGER, Role.ADMINISTRATION}))
def test_nobody_else_looks(site, role):
    assert reviewed(actor_at(site.parent, role, at=NOW)) == set()


def test_an_assignment_that_has_ended_looks_at_nothing_and_the_system_at_all(site, provider):
    ended = actor_at(provider, Role.AREA_MANAGER, at=NOW)
    ended.assignment.ends = NOW.date()
    assert reviewed(ended) == set()
    assert reviewed(system_actor("test")) == set(Unit.objects.all())

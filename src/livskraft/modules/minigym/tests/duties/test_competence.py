"""Does the provider owe the plans that are missing, and the manager the talks?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, actor_at
from livskraft.duties.catalogue import kinds
from livskraft.duties.queries import counts_at, duties_of
from livskraft.modules.minigym.actions.competence import review_plan, start_plan
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Contract
from livskraft.organisation.queries import provider_of
from livskraft.organisation.tests.factories import SiteFactory, UnitFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 3, 9, tzinfo=UTC)
TODAY = date(2026, 3, 3)
MISSING, REVIEW, ABOVE = "minigym.competence_missing", "minigym.competence_review", "minigym.competence_review_above"


def owed(key, actor, today=TODAY):
    kind = kinds[key]
    return kind.describe(kind.rows(actor.units(), today), today)


@pytest.fixture
def site():
    return SiteFactory(name="Ekbacken")


@pytest.fixture
def area_manager(site):
    return actor_at(provider_of(site, TODAY), Role.AREA_MANAGER, AT)


def nurse(site, starts=TODAY, added_on=None):
    return AssignmentFactory(role=Role.CARE_STAFF, unit=site, starts=starts, added_on=added_on)


def test_missing_plans_are_one_duty_per_site_for_the_area_manager(site, area_manager):
    first, _second = nurse(site, TODAY - timedelta(days=10)), nurse(site)
    (duty,) = [each for each in duties_of(area_manager) if each.kind.key == MISSING]
    assert (duty.what, duty.count) == ("2 medarbetare på Ekbacken saknar kompetensplan", 2)
    assert duty.due == TODAY + timedelta(days=50)
    assert duty.url == f"/minigym/kompetens/?visa=saknas&enhet={site.pk}"
    start_plan(assignment=first, goals=["Mål"], by=area_manager)
    (duty,) = owed(MISSING, area_manager)
    assert (duty.count, duty.due) == (1, TODAY + timedelta(days=60))
    elsewhere = actor_at(provider_of(SiteFactory(), TODAY), Role.AREA_MANAGER, AT)
    assert owed(MISSING, elsewhere) == []


def test_who_was_employed_long_before_they_were_added_is_not_late_at_once(site, area_manager):
    nurse(site, starts=date(2019, 1, 1), added_on=TODAY - timedelta(days=60))
    (duty,) = owed(MISSING, area_manager)
    assert duty.due == TODAY
    for today, late in ((TODAY, 0), (TODAY + timedelta(days=1), 1)):
        (count,) = counts_at(area_manager.units(), today, [kinds[MISSING]])
        assert count.late == late


@pytest.mark.parametrize(("days", "late"), [(60, 0), (61, 1)])
def test_a_missing_plan_is_late_after_sixty_days(site, area_manager, days, late):
    nurse(site, TODAY - timedelta(days=days))
    (count,) = counts_at(area_manager.units(), TODAY, [kinds[MISSING]])
    assert (count.owed, count.late) == (1, late)


def test_nobody_owes_a_plan_where_no_contract_holds(site, area_manager):
    nurse(site)
    reach = area_manager.units()
    Contract.objects.all().delete()
    kind = kinds[MISSING]
    assert not kind.rows(reach, TODAY).exists()


def planned(person, by, review_on):
    return start_plan(assignment=person, goals=["Mål"], review_on=review_on, by=by)


@pytest.mark.parametrize(("days", "count"), [(30, 1), (31, 0)])
def test_a_talk_is_owed_thirty_days_ahead(site, area_manager, days, count):
    manager = actor_at(site, at=AT)
    planned(nurse(site), manager, TODAY + timedelta(days=days))
    found = owed(REVIEW, manager)
    assert len(found) == count
    assert all(duty.what == "Följ upp 1 kompetensplan på Ekbacken" for duty in found)
    assert not owed(ABOVE, area_manager)


def test_the_talk_is_late_the_day_after_and_vanishes_when_it_was_held(site):
    manager = actor_at(site, at=AT)
    due = TODAY + timedelta(days=5)
    plan = planned(nurse(site), manager, due)
    for today, late in ((due, False), (due + timedelta(days=1), True)):
        (row,) = kinds[REVIEW].rows(manager.units(), today)
        assert row.duty_late is late
    review_plan(plan=plan, on=TODAY, by=manager)
    assert owed(REVIEW, manager) == []


def test_the_area_manager_talks_with_managers_and_with_those_outside_the_sites(site, area_manager):
    manager = actor_at(site, at=AT)
    physio = AssignmentFactory(role=Role.PHYSIOTHERAPIST, unit=site.parent)
    group = UnitFactory(kind=UnitKind.WORK_GROUP, parent=site.parent, name="Hemtjänst Ek")
    planner = AssignmentFactory(role=Role.PLANNER, unit=group)
    for person in (manager.assignment, physio, planner):
        planned(person, area_manager, TODAY + timedelta(days=5))
    assert {duty.unit_id for duty in owed(ABOVE, area_manager)} == {site.pk, site.parent_id, group.pk}
    assert owed(REVIEW, manager) == []


def test_it_costs_the_same_for_one_as_for_twenty(site, area_manager, django_assert_num_queries):
    kind, units = kinds[MISSING], area_manager.units()
    for number in range(20):
        nurse(site, TODAY - timedelta(days=number))
        with django_assert_num_queries(1):
            (duty,) = kind.describe(kind.rows(units, TODAY), TODAY)
        assert duty.count == number + 1

"""Who may know the name, how are incidents counted, and by which days?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.periods import Period
from livskraft.modules.incidents.models import Incident
from livskraft.modules.incidents.queries import Waits, happened_in, holders, may_know_name, overview
from livskraft.modules.incidents.rules import Concerned, Context, Factor, Kind
from livskraft.modules.incidents.tests.factories import reported
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory
from livskraft.organisation.models import Contract, Unit
from livskraft.organisation.tests.factories import SiteFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return SiteFactory()


def named(site, **answers):
    return reported(site, concerned=Concerned.NAMED, **answers)


def test_the_name_is_for_the_manager_there_and_for_the_coordinator_when_it_has_come_to_them(site):
    incident = named(site)
    coordinator = actor_at(site, Role.SAFETY_COORDINATOR)
    assert may_know_name(incident, actor_at(site))
    assert not may_know_name(incident, coordinator)
    assert may_know_name(named(site, context=Context.CARE), coordinator)
    assert not may_know_name(incident, actor_at(SiteFactory()))
    assert not may_know_name(incident, actor_at(site, Role.CARE_STAFF))
    assert not may_know_name(reported(site), actor_at(site)), "there is no name"


def test_who_manages_above_knows_the_name_only_while_nobody_manages_there(site):
    incident = named(site)
    above = actor_at(site.parent.contracts.get().provider, Role.AREA_MANAGER)
    assert may_know_name(incident, above)
    actor_at(site)
    assert not may_know_name(incident, above)


def test_a_manager_of_a_whole_area_is_not_the_manager_at_the_site(site):
    incident = named(site)
    assert not may_know_name(incident, actor_at(site.parent, Role.UNIT_MANAGER))


def test_the_next_provider_does_not_get_to_know_the_name(site):
    incident, manager = named(site), actor_at(site)
    Contract.objects.filter(area_part=site.parent).update(
        provider=UnitFactory(kind="provider", parent=site.parent.parent)
    )
    assert not may_know_name(incident, manager)


def test_holders_are_found_at_the_site_and_above_it(site):
    coordinator = actor_at(site.parent.parent, Role.SAFETY_COORDINATOR)
    actor_at(SiteFactory(), Role.SAFETY_COORDINATOR)
    assert holders(site, Role.SAFETY_COORDINATOR, coordinator.today) == [coordinator.user.name]


def test_days_begin_by_swedish_clocks_and_the_last_day_is_not_in_the_period(site):
    incident = reported(site)
    march = Period(date(2026, 3, 1), date(2026, 4, 1))
    for moment, inside in (
        (datetime(2026, 2, 28, 22, 59, tzinfo=UTC), False),
        (datetime(2026, 2, 28, 23, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 31, 21, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 31, 22, 0, tzinfo=UTC), False),
    ):
        Incident.objects.update(happened_at=moment)
        assert list(happened_in(Unit.objects.all(), march)) == [incident] * inside, moment


def rows(found):
    return {row.label: (row.near_misses, row.accidents) for row in found}


def test_the_overview_counts_by_site_kind_equipment_and_cause(site):
    item = EquipmentFactory(gym=GymFactory(site=site))
    reported(site, item=item.pk, factors=frozenset({Factor.EQUIPMENT, Factor.GUIDANCE}))
    reported(site, kind=Kind.NEAR_MISS)
    found = overview(Incident.objects.all())
    assert (found.total.all, found.open) == (2, 2)
    assert rows(found.by_site) == {site.name: (1, 1)}
    assert rows(found.by_equipment) == {"Benpress": (0, 1)}
    assert rows(found.by_cause) == {
        "Utrustningen": (0, 1),
        "Vägledningen från personalen": (0, 1),
        "Inget bidrog, eller okänt": (1, 0),
    }


def test_two_sites_of_one_name_have_a_row_each(site):
    for each in (site, SiteFactory(name=site.name)):
        reported(each)
    assert [(row.label, row.all) for row in overview(Incident.objects.all()).by_site] == [(site.name, 1)] * 2


def test_the_overview_costs_one_query_whatever_the_number(site):
    for _each in range(5):
        reported(site)
    with CaptureQueriesContext(connection) as queries:
        overview(Incident.objects.all())
    assert len(queries) == 1


def test_times_are_from_the_report_and_only_where_they_are_known(site):
    incident = reported(site)
    reported(site)
    Incident.objects.filter(pk=incident.pk).update(received_at=incident.reported_at + timedelta(hours=5))
    manager, decision, _closed = overview(Incident.objects.all()).waits
    assert (manager.words, len(manager.times)) == ("5 timmar", 1)
    assert (decision.words, len(decision.times)) == ("", 0)


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ([timedelta(minutes=20)], "mindre än en timme"),
        ([timedelta(hours=1)], "1 timme"),
        ([timedelta(hours=1), timedelta(hours=3), timedelta(days=90)], "3 timmar"),
        ([timedelta(days=2)], "2 dygn"),
    ],
)
def test_the_middle_time_is_said_in_words(times, words):
    assert Waits("x", times).words == words

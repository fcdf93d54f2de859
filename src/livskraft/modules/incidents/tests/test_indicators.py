"""Are incidents counted in the month they happened, at every site, and days to a decision in the month it was made?"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.periods import Period
from livskraft.modules.incidents.indicators import days_to_decision
from livskraft.modules.incidents.indicators import reported as incidents_reported
from livskraft.modules.incidents.models import Incident
from livskraft.modules.incidents.rules import Kind
from livskraft.modules.incidents.tests.factories import reported
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Europe/Stockholm")
MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
FIRST, AFTER = datetime(2026, 3, 1, tzinfo=HERE), datetime(2026, 4, 1, tzinfo=HERE)
MOMENT = timedelta(seconds=1)


@pytest.fixture
def site():
    return SiteFactory()


def at(site, happened, **fields):
    """An incident that happened then; reported when it happened unless `fields` say otherwise."""
    incident = reported(site, actor_at(site, Role.CARE_STAFF, at=FIRST), kind=Kind.NEAR_MISS)
    Incident.objects.filter(pk=incident.pk).update(**{"happened_at": happened, "reported_at": happened} | fields)
    return incident


def numbers(units=None):
    found = incidents_reported(Unit.objects.all() if units is None else units, MARCH)
    return {pk: counted.numerator for pk, counted in found.items()}


@pytest.mark.parametrize(
    ("happened", "counted"),
    [(FIRST - MOMENT, 0), (FIRST, 1), (AFTER - MOMENT, 1), (AFTER, 0)],
)
def test_an_incident_counts_in_the_month_it_happened_by_swedish_clocks(site, happened, counted):
    at(site, happened)
    assert numbers() == {site.pk: counted}


def test_a_site_where_nothing_happened_has_none_and_one_out_of_reach_or_closed_is_not_there(site):
    other, closed = SiteFactory(), SiteFactory()
    Unit.objects.filter(pk=closed.pk).update(closed=MARCH.starts)
    at(other, FIRST)
    at(other, FIRST)
    assert numbers() == {site.pk: 0, other.pk: 2}
    assert numbers(Unit.objects.filter(pk=site.pk)) == {site.pk: 0}


@pytest.mark.parametrize(
    ("decided", "counted"),
    [(FIRST - MOMENT, False), (FIRST, True), (AFTER - MOMENT, True), (AFTER, False)],
)
def test_days_to_a_decision_count_in_the_month_it_was_made(site, decided, counted):
    at(site, decided - timedelta(days=3, hours=6), decided_at=decided)
    found = {pk: observed.values for pk, observed in days_to_decision(Unit.objects.all(), MARCH).items()}
    assert found == ({site.pk: (Decimal("3.2"),)} if counted else {})


def test_every_decision_of_a_site_is_one_value_and_what_is_undecided_none(site):
    at(site, FIRST)
    for days in (1, 9):
        at(site, FIRST, decided_at=FIRST + timedelta(days=days))
    (observed,) = days_to_decision(Unit.objects.all(), MARCH).values()
    assert sorted(observed.values) == [Decimal(1), Decimal(9)]

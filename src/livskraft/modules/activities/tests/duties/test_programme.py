"""Is the manager asked for next week's programme from the day that holds here, and only where something is on?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from livskraft.access.actor import system_actor
from livskraft.access.tests.factories import actor_at
from livskraft.duties.queries import duties_of
from livskraft.modules.activities.actions.occasions import close_day
from livskraft.modules.activities.actions.programme import retire_activity
from livskraft.modules.activities.duties.programme import weeks_to_plan
from livskraft.modules.activities.models import LocalRule
from livskraft.modules.activities.rules.local_rules import LocalRuleKey
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
MONDAY, THURSDAY, SUNDAY = date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 8)
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
NEXT = MONDAY + timedelta(days=7)


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def activity(site):
    return activity_at(site, at=NOW)


def owing(today):
    return {row.pk: row.duty_late for row in weeks_to_plan(Unit.objects.all(), today)}


@pytest.mark.parametrize(
    ("today", "late"),
    [(MONDAY, None), (THURSDAY - timedelta(days=1), None), (THURSDAY, False), (SUNDAY, True), (NEXT, None)],
)
def test_it_is_owed_from_thursday_and_late_the_day_after(activity, site, today, late):
    assert owing(today) == ({} if late is None else {site.pk: late})


def test_the_municipality_chooses_another_day(activity, site):
    LocalRule.objects.create(key=LocalRuleKey.PLAN_WEEKDAY, number=2, source="Beslut")
    assert owing(MONDAY) == {}
    assert owing(MONDAY + timedelta(days=1)) == {site.pk: False}
    assert owing(THURSDAY) == {site.pk: True}


@pytest.mark.parametrize(
    ("day", "owed"),
    [(SUNDAY, True), (NEXT, False), (NEXT + timedelta(days=6), False), (NEXT + timedelta(days=7), True)],
)
def test_one_occasion_or_one_closed_day_in_the_next_week_is_a_plan(site, activity, day, owed):
    occasion = occasion_of(activity, on=day, at=NOW)
    assert (site.pk in owing(THURSDAY)) == owed
    occasion.delete()
    close_day(site=site, on=day, by=system_actor("test", NOW))
    assert (site.pk in owing(THURSDAY)) == owed


def test_where_nothing_is_on_or_the_site_is_closed_nothing_is_owed(site, activity):
    SiteFactory()
    closed = activity_at(SiteFactory(), at=NOW).site
    Unit.objects.filter(pk=closed.pk).update(closed=THURSDAY)
    assert set(owing(THURSDAY)) == {site.pk}
    retire_activity(activity=activity, by=system_actor("test", NOW))
    assert owing(THURSDAY) == {}


def test_the_manager_reads_which_week_it_is_and_comes_to_it(site, activity):
    manager = actor_at(site, at=datetime(2026, 3, 6, 8, tzinfo=UTC))
    (found,) = [each for each in duties_of(manager) if each.kind.key == "activities.weekly_programme"]
    assert "vecka 11" in found.what
    assert (found.due, found.url) == (THURSDAY, f"/program/{site.pk}/?vecka=2026-V11")
    assert found.kind.why.startswith("Lokal regel")

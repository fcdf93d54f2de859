"""Is every day told whole, in as many queries for a full site as for an empty one, and to anybody without persons?"""

import dataclasses
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access.actor import system_actor
from livskraft.modules.activities.actions.occasions import cancel_occasion, close_day, move_occasion
from livskraft.modules.activities.models import SignUp
from livskraft.modules.activities.queries.programme import days_of, programme_for_anybody
from livskraft.modules.activities.rules.programme import month_of, week_of
from livskraft.modules.activities.rules.vocabulary import SignUpState
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
BY = system_actor("test", NOW)
WEEK = week_of(date(2026, 3, 4))
WEDNESDAY = date(2026, 3, 4)


@pytest.fixture
def site():
    return SiteFactory()


def on(site, day=WEDNESDAY, title="Sittgympa", at=time(10), **more):
    return occasion_of(activity_at(site, title=title, at=NOW), on=day, from_time=at, to_time=None, at=NOW, **more)


def test_a_day_tells_what_is_on_in_the_order_of_the_clock_and_only_at_the_site(site):
    late, early = on(site, at=time(14)), on(site, title="Bingo", at=time(9))
    on(SiteFactory())
    on(site, day=WEEK.last + timedelta(days=1))
    days = days_of(site, WEEK.whole_weeks)
    assert [day.on for day in days] == WEEK.whole_weeks
    assert days[2].occasions == [early, late]
    assert [day.is_empty for day in days] == [True, True, False, True, True, True, True]


def test_what_was_moved_is_told_on_both_days_unless_it_was_cancelled(site):
    occasion = on(site)
    friday = WEDNESDAY + timedelta(days=2)
    move_occasion(occasion=occasion, on=friday, from_time=time(10), reason="Kurs", by=BY)
    days = days_of(site, WEEK.whole_weeks)
    assert (days[2].occasions, days[2].moved_away, days[4].occasions) == ([], [occasion], [occasion])
    away = date(2026, 4, 1)
    move_occasion(occasion=occasion, on=away, from_time=time(10), reason="Kurs", by=BY)
    assert days_of(site, WEEK.whole_weeks)[2].moved_away == [occasion]
    cancel_occasion(occasion=occasion, reason="Kurs", by=BY)
    assert days_of(site, WEEK.whole_weeks)[2].moved_away == []


def test_what_is_moved_within_the_day_stands_once(site):
    occasion = on(site)
    move_occasion(occasion=occasion, on=WEDNESDAY, from_time=time(12), reason="Kurs", by=BY)
    day = days_of(site, WEEK.whole_weeks)[2]
    assert (day.occasions, day.moved_away) == ([occasion], [])


def test_a_full_month_costs_as_many_queries_as_an_empty_one(site):
    def cost(act):
        with CaptureQueriesContext(connection) as asked:
            act()
        return len(asked)

    acts = [
        lambda: days_of(site, month_of(WEDNESDAY).whole_weeks),
        lambda: programme_for_anybody([site.pk], WEEK.first, WEEK.last),
    ]
    before = [cost(act) for act in acts]
    for number in range(20):
        moved = on(site, at=time(number))
        close_day(site=site, on=date(2026, 3, 7) + timedelta(days=number), by=BY)
        move_occasion(occasion=moved, on=date(2026, 3, 6), from_time=time(number), reason="Kurs", by=BY)
    assert [cost(act) for act in acts] == before == [3, 2]


def test_anybody_is_told_what_is_on_where_it_is_closed_and_nothing_about_who_comes(site):
    occasion = on(site, place="Parken")
    SignUp.objects.create(
        occasion=occasion, site=site, name="Rut", phone="070", key="1", state=SignUpState.SEAT, signed_up_at=NOW
    )
    close_day(site=site, on=date(2026, 3, 6), reason="Städdag", by=BY)
    close_day(site=site, on=date(2026, 3, 7), by=BY)
    cancelled = on(site, title="Bingo", at=time(15))
    cancel_occasion(occasion=cancelled, reason="Kurs", by=BY)
    other = SiteFactory()
    found = programme_for_anybody([site.pk, other.pk], WEEK.first, WEEK.last)
    assert found[other.pk] == []
    wednesday, friday, saturday = found[site.pk]
    assert (wednesday.closed, friday.closed, saturday.closed) == (None, "Städdag", "")
    assert [(shown.title, shown.place, shown.cancelled, shown.reason) for shown in wednesday.occasions] == [
        ("Sittgympa", "Parken", False, ""),
        ("Bingo", "", True, "Kurs"),
    ]
    assert "Rut" not in str(dataclasses.asdict(wednesday))


def test_the_public_programme_holds_both_its_first_and_its_last_day(site):
    for day in (WEEK.first - timedelta(days=1), WEEK.first, WEEK.last, WEEK.last + timedelta(days=1)):
        on(site, day=day)
    days = programme_for_anybody([site.pk], WEEK.first, WEEK.last)[site.pk]
    assert [day.on for day in days] == [WEEK.first, WEEK.last]


def test_what_is_on_where_it_has_closed_for_good_is_offered_to_nobody(site):
    on(site, day=WEDNESDAY - timedelta(days=1))
    on(site, title="Bingo", day=WEDNESDAY)
    site.closed = WEDNESDAY
    site.save()
    days = programme_for_anybody([site.pk], WEEK.first, WEEK.last)[site.pk]
    assert [shown.title for day in days for shown in day.occasions] == ["Sittgympa"]

"""Is what is on told day by day, until it has ended, and may one sign up only where and while one may?"""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from livskraft.access.actor import system_actor
from livskraft.modules.activities.actions.occasions import cancel_occasion, close_day
from livskraft.modules.activities.rules.programme import read_week, week_of
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from livskraft.overview.open_places import place
from livskraft.overview.open_programme import (
    AHEAD,
    MOST_IN_LINE,
    line_of_today,
    lunch_weekdays,
    lunch_weeks,
    today_and_on,
    week_within_reach,
    whole_week,
)
from livskraft.overview.tests.factories import MONDAY, NOW, open_site, with_lunch

pytestmark = pytest.mark.django_db
BY = system_actor("test", NOW)


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def site():
    return open_site()


def held(site, days=0, hour=14, **details):
    return occasion_of(
        activity_at(site, **details), on=MONDAY + timedelta(days=days), from_time=time(hour), to_time=time(hour + 1)
    )


def told(site, moment=NOW):
    return today_and_on(place(site.pk, moment, ahead=AHEAD), moment)


def line(site, moment=NOW):
    return line_of_today(place(site.pk, moment, ahead=0), moment)


def test_today_is_told_apart_also_when_it_is_empty(site):
    held(site, 2)
    first, days = told(site)
    assert (first.on, first.rows) == (MONDAY, ())
    assert [day.on for day in days] == [date(2026, 11, 25)]


def test_two_weeks_are_told_and_no_more(site):
    held(site, 14)
    held(site, 15)
    assert [day.on for day in told(site)[1]] == [date(2026, 12, 7)]


def test_a_closed_day_is_told_also_without_a_reason(site):
    close_day(site=site, on=MONDAY, by=BY)
    first, _days = told(site)
    assert first.closed == ""
    assert line(site).closed


@pytest.mark.parametrize(
    ("mode", "hour", "one_may"),
    [
        ("public", 14, (True, False)),
        ("staff", 14, (False, True)),
        ("none", 14, (False, False)),
        ("public", 9, (False, False)),
    ],
)
def test_one_may_sign_up_where_it_is_open_and_has_not_begun(site, mode, hour, one_may):
    held(site, hour=hour, sign_up=mode)
    (row,) = told(site)[0].rows
    assert (row.may_sign_up, row.by_staff) == one_may


def test_nobody_signs_up_for_what_is_cancelled(site):
    cancel_occasion(occasion=held(site, sign_up="public"), reason="Sjuk", by=BY)
    (row,) = told(site)[0].rows
    assert (row.shown.cancelled, row.may_sign_up) == (True, False)


def test_the_line_of_today_holds_what_has_not_ended_in_order(site):
    held(site, hour=8, title="Slut")
    held(site, hour=15, title="Sist")
    held(site, hour=10, title="Pågår")
    cancel_occasion(occasion=held(site, hour=16, title="Inställd"), reason="Sjuk", by=BY)
    found = line(site)
    assert [each.title for each in found.shown] == ["Pågår", "Sist"]
    assert (found.more, found.closed) == (0, False)


def test_what_does_not_fit_on_the_line_is_counted(site):
    for hour in range(12, 12 + MOST_IN_LINE + 2):
        held(site, hour=hour)
    assert (len(line(site).shown), line(site).more) == (MOST_IN_LINE, 2)


def test_a_week_has_all_its_days(site):
    held(site, 1)
    week = week_of(MONDAY)
    days = whole_week(place(site.pk, NOW, ahead=6).programme, week, NOW)
    assert [len(day.rows) for day in days] == [0, 1, 0, 0, 0, 0, 0]
    assert [day.on for day in days] == week.whole_weeks


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("2026-V49", ("2026-V49", True, True)),
        ("2026-V48", ("2026-V48", False, True)),
        ("2026-V47", ("2026-V48", False, True)),
        ("2027-V47", ("2027-V47", True, False)),
        ("2027-V48", ("2026-V48", False, True)),
        ("2026-V99", ("2026-V48", False, True)),
        ("", ("2026-V48", False, True)),
    ],
)
def test_one_turns_the_weeks_a_year_ahead_and_never_back(asked, shown):
    week, back, forth = week_within_reach(read_week(asked), MONDAY)
    assert (week.code, back, forth) == shown


def test_the_menu_of_two_weeks_leaves_out_what_has_been_eaten(site):
    with_lunch(site, {MONDAY: "Ärtsoppa", MONDAY + timedelta(days=1): "Torsk", MONDAY + timedelta(days=7): "Gryta"})
    tuesday = datetime(2026, 11, 24, 9, tzinfo=UTC)
    lunch = place(site.pk, tuesday, ahead=AHEAD).lunch
    this, following = lunch_weeks(lunch, tuesday.date())
    assert [[dish.name for day in days for dish in day.dishes] for _week, days in (this, following)] == [
        ["Torsk"],
        ["Gryta"],
    ]
    assert [day.weekday() for day in lunch_weekdays(lunch, tuesday.date())] == [0, 1, 2, 3, 4]

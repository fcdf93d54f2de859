"""Does a series fall on the days one expects, is it said in plain words, and is nonsense refused?"""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.conf import settings

from livskraft.kit.errors import Refused
from livskraft.modules.activities.rules.recurrence import (
    HERE,
    LAST,
    Recurrence,
    dates,
    describe,
    length,
    moment,
)
from livskraft.modules.activities.rules.vocabulary import Pattern

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def weekly(*weekdays, every=1, starts=date(2026, 3, 3), until=date(2026, 5, 26)):
    return Recurrence(Pattern.WEEKLY, every, weekdays, starts, until)


def monthly(*weekdays, nth=1, every=1, starts=date(2026, 1, 1), until=date(2026, 12, 31)):
    return Recurrence(Pattern.MONTHLY, every, weekdays, starts, until, nth)


def test_both_the_first_and_the_last_day_are_included():
    assert dates(weekly(TUE, until=date(2026, 3, 17))) == [date(2026, 3, 3), date(2026, 3, 10), date(2026, 3, 17)]
    assert dates(weekly(TUE, until=date(2026, 3, 16)))[-1] == date(2026, 3, 10)
    assert dates(weekly(TUE, until=date(2026, 3, 3))) == [date(2026, 3, 3)]


def test_several_weekdays_come_in_the_order_of_the_calendar_and_once():
    found = dates(weekly(FRI, MON, FRI, until=date(2026, 3, 13)))
    assert found == [date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 13)]


def test_every_other_week_goes_on_across_the_new_year():
    found = dates(weekly(WED, every=2, starts=date(2026, 12, 16), until=date(2027, 1, 31)))
    assert found == [date(2026, 12, 16), date(2026, 12, 30), date(2027, 1, 13), date(2027, 1, 27)]


def test_every_other_week_is_counted_from_the_first_day_that_fits():
    thursday = date(2026, 3, 5)
    found = dates(weekly(WED, every=2, starts=thursday, until=date(2026, 4, 1)))
    assert found == [date(2026, 3, 11), date(2026, 3, 25)]


def test_the_days_of_one_week_stay_together_every_other_week():
    found = dates(weekly(MON, WED, every=2, starts=date(2026, 3, 4), until=date(2026, 3, 31)))
    assert found == [date(2026, 3, 4), date(2026, 3, 16), date(2026, 3, 18), date(2026, 3, 30)]


def test_a_series_is_the_same_when_it_comes_from_the_database():
    kept = Recurrence(str(Pattern.WEEKLY.value), 2, (WED,), date(2026, 3, 3), date(2026, 3, 31))
    assert dates(kept) == dates(weekly(WED, every=2, until=date(2026, 3, 31)))
    assert describe(kept).startswith("Varannan onsdag")


def test_a_week_begins_on_its_monday():
    found = dates(weekly(MON, SUN, every=2, starts=date(2026, 3, 8), until=date(2026, 3, 31)))
    assert found == [date(2026, 3, 8), date(2026, 3, 16), date(2026, 3, 22), date(2026, 3, 30)]


@pytest.mark.parametrize("nth", [1, 2, 3, 4])
def test_the_nth_weekday_of_a_month_is_in_its_nth_seven_days(nth):
    found = dates(monthly(MON, nth=nth))
    assert len(found) == 12
    assert all(day.weekday() == MON and (day.day - 1) // 7 == nth - 1 for day in found)


def test_the_last_weekday_of_a_month_may_be_its_fourth_or_its_fifth():
    found = dates(monthly(WED, nth=LAST, until=date(2026, 4, 30)))
    assert found == [date(2026, 1, 28), date(2026, 2, 25), date(2026, 3, 25), date(2026, 4, 29)]


def test_every_other_month_is_counted_from_the_first_month_that_fits():
    found = dates(monthly(MON, every=2, starts=date(2026, 3, 15), until=date(2026, 8, 31)))
    assert found == [date(2026, 4, 6), date(2026, 6, 1), date(2026, 8, 3)]


def test_the_nth_of_each_weekday_is_meant_and_not_the_nth_day_of_them():
    found = dates(monthly(MON, WED, until=date(2026, 2, 28)))
    assert found == [date(2026, 1, 5), date(2026, 1, 7), date(2026, 2, 2), date(2026, 2, 4)]


def test_every_day_for_ten_years_is_a_series():
    found = dates(weekly(*range(7), starts=date(2025, 1, 1), until=date(2035, 1, 1)))
    assert len(found) == len(set(found)) == 3653
    assert (found[0], found[-1]) == (date(2025, 1, 1), date(2035, 1, 1))


def test_the_end_of_time_is_only_a_date():
    assert dates(weekly(FRI, every=8, starts=date(9999, 12, 1), until=date.max)) == [date(9999, 12, 3)]
    last = monthly(FRI, every=12, nth=LAST, starts=date(9999, 12, 1), until=date.max)
    assert dates(last) == [date.max]


@pytest.mark.parametrize(
    ("asked", "field", "words"),
    [
        (weekly(), "weekdays", "minst en veckodag"),
        (weekly(7), "weekdays", "måndag till söndag"),
        (weekly(-1), "weekdays", "måndag till söndag"),
        (weekly(TUE, every=0), "every", "var åttonde vecka"),
        (weekly(TUE, every=9), "every", "var åttonde vecka"),
        (monthly(TUE, every=0), "every", "var tolfte månad"),
        (monthly(TUE, every=13), "every", "var tolfte månad"),
        (monthly(TUE, nth=None), "nth", "eller sista"),
        (monthly(TUE, nth=5), "nth", "eller sista"),
        (monthly(TUE, nth=0), "nth", "eller sista"),
        (Recurrence(Pattern.WEEKLY, 1, (TUE,), SPRING, AUTUMN, 1), "nth", "månadsvis"),
        (weekly(TUE, until=date(2026, 3, 2)), "until", "före startdatumet"),
        (weekly(TUE, until=date(2036, 3, 4)), "until", "högst tio år"),
        (weekly(TUE, until=date.max), "until", "högst tio år"),
        (weekly(WED, until=date(2026, 3, 3)), "until", "Ingen dag"),
        (monthly(MON, starts=date(2026, 1, 6), until=date(2026, 2, 1)), "until", "Ingen dag"),
    ],
)
def test_nonsense_is_refused_beside_the_field_in_words(asked, field, words):
    with pytest.raises(Refused) as refused:
        dates(asked)
    assert refused.value.field == field
    assert words in refused.value.message


def test_ten_years_to_the_day_are_allowed():
    assert dates(weekly(TUE, until=date(2036, 3, 3)))
    assert dates(weekly(TUE, starts=date(2028, 2, 29), until=date(2038, 2, 28)))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (weekly(WED), "Varje onsdag"),
        (weekly(WED, every=2), "Varannan onsdag"),
        (weekly(WED, every=3), "Onsdagar var tredje vecka"),
        (weekly(WED, every=8), "Onsdagar var åttonde vecka"),
        (weekly(WED, MON), "Måndagar och onsdagar"),
        (weekly(MON, WED, SAT, every=2), "Måndagar, onsdagar och lördagar varannan vecka"),
        (weekly(*range(5)), "Måndag till fredag"),
        (weekly(*range(7)), "Alla dagar"),
        (weekly(*range(7), every=4), "Alla dagar var fjärde vecka"),
        (monthly(MON), "Första måndagen i månaden"),
        (monthly(SUN, nth=LAST), "Sista söndagen i månaden"),
        (monthly(MON, THU, nth=3), "Tredje måndagen och torsdagen i månaden"),
        (monthly(MON, every=2), "Första måndagen varannan månad"),
        (monthly(MON, every=12), "Första måndagen var tolfte månad"),
    ],
)
def test_a_series_is_said_in_plain_words(asked, said):
    assert describe(asked).partition(" från ")[0] == said


def test_the_years_are_said_only_when_one_would_wonder():
    this_year = weekly(WED, every=2)
    assert describe(this_year) == "Varannan onsdag från 3 mars till 26 maj"
    assert describe(this_year, date(2026, 1, 1)) == "Varannan onsdag från 3 mars till 26 maj"
    assert describe(this_year, date(2025, 1, 1)) == "Varannan onsdag från 3 mars till 26 maj 2026"
    winter = weekly(WED, starts=date(2026, 12, 2), until=date(2027, 2, 3))
    assert describe(winter) == "Varje onsdag från 2 december 2026 till 3 februari 2027"
    assert describe(weekly(TUE, until=date(2026, 3, 3))) == "3 mars"


def test_a_time_is_the_one_on_the_wall_in_winter_and_in_summer():
    assert moment(date(2026, 1, 15), time(10, 30)) == datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
    assert moment(date(2026, 7, 15), time(10, 30)) == datetime(2026, 7, 15, 8, 30, tzinfo=UTC)
    assert moment(date(2026, 7, 15), time(0)).utcoffset() == timedelta()


def test_an_hour_that_is_skipped_is_moved_forward():
    found = moment(SPRING, time(2, 30))
    assert found == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert found.astimezone(HERE).time() == time(3, 30)


@pytest.mark.parametrize("fold", [0, 1])
def test_an_hour_that_comes_twice_counts_the_first_time(fold):
    assert moment(AUTUMN, time(2, 30, fold=fold)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_series_keeps_its_time_on_the_wall_when_the_clocks_change():
    sundays = dates(weekly(SUN, starts=date(2026, 3, 22), until=date(2026, 4, 5)))
    assert [moment(day, time(14)).hour for day in sundays] == [13, 12, 12]
    assert {moment(day, time(14)).astimezone(HERE).time() for day in sundays} == {time(14)}


def test_a_length_is_what_really_passes():
    assert length(date(2026, 1, 15), time(10), time(11, 30)) == timedelta(minutes=90)
    assert length(SPRING, time(1), time(4)) == timedelta(hours=2)
    assert length(AUTUMN, time(1), time(4)) == timedelta(hours=4)
    assert length(SPRING, time(2, 30), time(3)) == timedelta()


@pytest.mark.parametrize("ends", [time(10), time(9, 59)])
def test_what_ends_before_it_starts_is_refused(ends):
    with pytest.raises(Refused, match="senare än starttiden") as refused:
        length(SPRING, time(10), ends)
    assert refused.value.field == "ends"


def test_here_is_where_the_rest_of_the_house_is():
    assert HERE.key == settings.TIME_ZONE

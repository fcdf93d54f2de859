"""Are the right dates meant, in the right year, when a line leaves month, week or year for the text to say?"""

from datetime import date

import pytest

from livskraft.modules.activities.rules.pasted_calendar import Period, Unclear, holiday
from livskraft.modules.activities.rules.pasted_days import Day, Days, find_days

MAY = ((date(2026, 5, 1), date(2026, 5, 31)),)
AUTUMN = ((date(2026, 8, 31), date(2026, 9, 27)),)


def occurrences(text, spans=()):
    return [day.isoformat()[5:] for day in Period(2026, spans).occurrences(find_days(text)[0])]


@pytest.mark.parametrize(
    ("latest", "day", "expected"),
    [
        (None, Day(5, 5), date(2026, 5, 5)),
        (None, Day(5, 5, None, 1), date(2026, 5, 5)),
        (date(2026, 12, 17), Day(8, 1), date(2027, 1, 8)),
        (date(2026, 12, 17), Day(8, 1, None, 4), date(2027, 1, 8)),
        (date(2027, 1, 8), Day(21, 12, None, 0), date(2026, 12, 21)),
        (date(2026, 5, 5), Day(28, 4), date(2026, 4, 28)),
        (None, Day(8, 1, 2027), date(2027, 1, 8)),
    ],
)
def test_the_year_goes_on_where_the_months_begin_again(latest, day, expected):
    assert Period(2026, latest=latest).resolve(day) == expected


@pytest.mark.parametrize(
    "day", [Day(31, 2), Day(6, 5, None, 1), Day(5, 5, 2031), Day(0, 1), Day(5, 13), Day(4), Day(29, 2)]
)
def test_a_date_that_is_none_or_is_another_weekday_is_unclear(day):
    with pytest.raises(Unclear):
        Period(2026).resolve(day)


def test_a_day_of_the_month_is_found_in_the_month_above():
    assert Period(2026, MAY).resolve(Day(4)) == date(2026, 5, 4)
    assert Period(2026, MAY).resolve(Day(4, None, None, 0)) == date(2026, 5, 4)
    with pytest.raises(Unclear):
        Period(2026, MAY).resolve(Day(4, None, None, 1))


def test_weeks_are_iso_weeks_and_go_over_the_new_year():
    assert Period(2026).weeks((18,)) == ((date(2026, 4, 27), date(2026, 5, 3)),)
    assert [first for first, _ in Period(2026).weeks((52, 53, 1))] == [
        date(2026, 12, 21),
        date(2026, 12, 28),
        date(2027, 1, 4),
    ]


@pytest.mark.parametrize("week", [0, 54, 99])
def test_a_week_that_is_none_is_unclear(week):
    with pytest.raises(Unclear):
        Period(2026).week(week)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Varje måndag", ["08-31", "09-07", "09-14", "09-21"]),
        ("Måndag jämna veckor", ["08-31", "09-14"]),
        ("Onsdag ojämna veckor", ["09-09", "09-23"]),
        ("Varannan onsdag, start 2/9", ["09-02", "09-16"]),
        ("Varannan onsdag (jämna veckor)", ["09-02", "09-16"]),
        ("Varje torsdag (ej v. 38)", ["09-03", "09-10", "09-24"]),
        ("Torsdagar, ej 10/9 och 17/9", ["09-03", "09-24"]),
        ("Första tisdagen i månaden", ["09-01"]),
        ("Sista fredagen i september", ["09-25"]),
        ("Fredagar t.o.m. 11/9", ["09-04", "09-11"]),
        ("Fredagar fr.o.m. v. 38", ["09-18", "09-25"]),
        ("Fredagar från 11/9, 2 gånger", ["09-11", "09-18"]),
        ("Fredagar v. 36 och 38", ["09-04", "09-18"]),
        ("Tisdagar 1 september–8 september", ["09-01", "09-08"]),
        ("Måndagar i oktober", ["10-05", "10-12", "10-19", "10-26"]),
        ("Tisdagarna 1, 8 och 15 september", ["09-01", "09-08", "09-15"]),
        ("4–8 september", ["09-04", "09-07", "09-08"]),
    ],
)
def test_a_recurrence_is_on_within_its_bounds(text, days):
    assert occurrences(text, AUTUMN) == days


@pytest.mark.parametrize(
    "text",
    [
        "Varje måndag",
        "Varannan onsdag",
        "Måndagar, start 2/9",
        "Var tredje måndag",
        "jämna veckor",
        "måndagar fr.o.m. v. 36",
    ],
)
def test_a_recurrence_without_bounds_or_beginning_is_unclear(text):
    with pytest.raises(Unclear):
        occurrences(text)


def test_every_other_week_without_a_beginning_is_unclear_within_a_period_too():
    with pytest.raises(Unclear):
        occurrences("Varannan onsdag", AUTUMN)


def test_a_range_ends_in_the_next_year_when_it_must():
    assert Period(2026).range(Day(23, 12), Day(6, 1)) == (date(2026, 12, 23), date(2027, 1, 6))


def test_nothing_is_on_for_more_than_a_year():
    ten_years = ((date(2026, 1, 1), date(2035, 12, 31)),)
    assert len(Period(2026, ten_years).occurrences(Days(weekdays=(0, 1, 2, 3, 4, 5, 6)))) == 371


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("midsommarafton", date(2026, 6, 19)),
        ("Långfredag", date(2026, 4, 3)),
        ("Kristi himmelsfärdsdag", date(2026, 5, 14)),
        ("julafton", date(2026, 12, 24)),
        ("klämdag", None),
    ],
)
def test_the_day_of_a_holiday_is_known_by_its_name(name, day):
    assert holiday(name, 2026) == day

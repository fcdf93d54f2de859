"""Do days, times, money and numbers read as Swedish?"""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from django.utils.translation import override

from livskraft.kit.formats import clock, count, day, days_late, hours, money

TODAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (date(2026, 3, 3), "tisdag 3 mars"),
        (date(2026, 12, 31), "torsdag 31 december"),
        (date(2025, 3, 3), "3 mars 2025"),
        (date(2027, 1, 1), "1 januari 2027"),
    ],
)
def test_a_day_has_its_weekday_this_year_and_its_year_when_that_is_another(when, words):
    assert day(when, TODAY) == words


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2016, 3, 3), "Försenad 9 år"),
        (date(2024, 3, 2), "Försenad 2 år"),
        (date(2024, 3, 3), "Försenad 731 dagar"),
        (date(2026, 2, 20), "Försenad 12 dagar"),
        (date(2026, 3, 3), "Försenad 1 dag"),
        (date(2026, 3, 4), "I dag"),
        (date(2026, 3, 5), "I morgon"),
        (date(2026, 3, 7), "Om 3 dagar"),
        (datetime(2026, 3, 3, 23, 59), "Försenad 1 dag"),  # noqa: DTZ001 - the format reads only the day
    ],
)
def test_how_late_something_is_counts_days(due, words):
    assert days_late(due, TODAY) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Decimal("12500"), "12\u00a0500\u00a0kr"),
        (Decimal("12500.00"), "12\u00a0500\u00a0kr"),
        (Decimal("0.5"), "0,50\u00a0kr"),
        (1234567, "1\u00a0234\u00a0567\u00a0kr"),
        (Decimal("-40"), "\u221240\u00a0kr"),
    ],
)
def test_money_has_spaces_between_thousands_and_ore_only_when_needed(amount, words):
    assert money(amount) == words


@pytest.mark.parametrize(("number", "words"), [(0, "0 maskiner"), (1, "1 maskin"), (1200, "1\u00a0200 maskiner")])
def test_a_count_has_the_right_form_of_the_noun(number, words):
    assert count(number, "maskin", "maskiner") == words


@pytest.mark.parametrize(
    ("start", "end", "swedish", "english"),
    [
        (time(8), time(16, 30), "8–16.30", "08:00–16:30"),
        (time(9, 5), time(12), "9.05–12", "09:05–12:00"),
        (time(0), time(23, 59), "0–24", "00:00–23:59"),
    ],
)
def test_hours_are_written_as_the_language_writes_them(start, end, swedish, english):
    for code, expected in (("sv", swedish), ("fi", swedish), ("en", english), ("ar", english)):
        with override(code):
            assert hours(start, end) == expected


def test_a_time_by_itself_keeps_its_minutes():
    assert (clock(time(9)), clock(time(16, 30))) == ("9.00", "16.30")
    with override("en"):
        assert clock(time(9)) == "09:00"

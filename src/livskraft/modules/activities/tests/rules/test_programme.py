"""Does an address name the week and the month that people mean, and nothing else?"""

from datetime import date
from decimal import Decimal

import pytest

from livskraft.modules.activities.rules.programme import cost_in_words, month_of, read_month, read_week, week_of


@pytest.mark.parametrize(
    ("day", "code", "first"),
    [
        (date(2026, 11, 22), "2026-V47", date(2026, 11, 16)),
        (date(2026, 12, 31), "2026-V53", date(2026, 12, 28)),
        (date(2027, 1, 3), "2026-V53", date(2026, 12, 28)),
        (date(2024, 12, 30), "2025-V01", date(2024, 12, 30)),
    ],
)
def test_a_week_is_named_by_its_number_in_the_year_of_its_thursday_and_read_back(day, code, first):
    assert (week_of(day).code, week_of(day).first) == (code, first)
    assert read_week(code) == week_of(day)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025-V53",
        "2026-V00",
        "2026-V54",
        "0000-V01",
        "9999-V01",
        "2026-v48",
        "2026-V4",
        "2026-V48\n",
        "٢٠٢٦-V48",
        "'--",
    ],
)
def test_what_names_no_week_is_no_week(text):
    assert read_week(text) is None


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-00", "0000-01", "9999-12", "2026-1", "2026-11 ", "２０２６-11", "<b>"]
)
def test_what_names_no_month_is_no_month(text):
    assert read_month(text) is None


def test_one_turns_the_page_over_the_turn_of_the_year_and_back():
    last = month_of(date(2026, 12, 31))
    assert (last.first, last.last, last.after.code, last.after.before) == (
        date(2026, 12, 1),
        date(2026, 12, 31),
        "2027-01",
        last,
    )
    week = week_of(date(2026, 12, 31))
    assert week.after.code == "2027-V01"
    assert week.after.before == week
    assert read_month("2028-02").last == date(2028, 2, 29)


def test_a_month_is_shown_in_whole_weeks_and_a_week_in_its_own_days():
    days = month_of(date(2026, 11, 1)).whole_weeks
    assert (days[0], days[-1], len(days)) == (date(2026, 10, 26), date(2026, 12, 6), 42)
    assert len(week_of(date(2026, 11, 1)).whole_weeks) == 7


def test_a_cost_is_said_only_when_somebody_has_said_it():
    assert [cost_in_words(cost) for cost in (None, Decimal(0), Decimal("12.50"))] == ["", "Gratis", "12,50\u00a0kr"]

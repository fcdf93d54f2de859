"""Do periods begin, end and close when they should, and do values come out of what was counted?"""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from livskraft.indicators.rules import Counted, Form, Observed, Span, Term, closing_with, together, value


@pytest.mark.parametrize("day", [date(2024, 1, 1) + timedelta(days=17 * step) for step in range(60)])
@pytest.mark.parametrize("span", Span)
def test_every_day_is_in_one_period_of_each_length(span: Span, day: date) -> None:
    term = Term.holding(span, day)
    assert term.starts <= day < term.ends
    assert day in term.period
    assert Term.holding(span, term.last_day) == term
    assert Term.holding(span, term.ends) != term
    assert term.earlier().ends == term.starts


@pytest.mark.parametrize(
    ("code", "starts", "last", "label"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), "februari 2026"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "februari 2024"),
        ("2026-kv4", date(2026, 10, 1), date(2026, 12, 31), "kvartal 4 2026"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026"),
    ],
)
def test_an_address_names_a_period_and_back(code: str, starts: date, last: date, label: str) -> None:
    term = Term.read(code)
    assert term
    assert (term.starts, term.last_day, term.label, term.code) == (starts, last, label, code)


@pytest.mark.parametrize("code", ["", "2026-13", "2026-00", "2026-kv5", "26-01", "2026-1", "1999", "2026-01-01", "x"])
def test_what_names_no_period_is_none(code: str) -> None:
    assert Term.read(code) is None


@pytest.mark.parametrize(
    ("code", "closes"),
    [
        ("2026-01", date(2026, 2, 10)),
        ("2026-12", date(2027, 1, 10)),
        ("2026-kv1", date(2026, 4, 10)),
    ],
)
def test_a_period_closes_on_the_tenth_of_the_month_after(code: str, closes: date) -> None:
    term = Term.read(code)
    assert term
    assert term.closes == closes


@pytest.mark.parametrize(
    ("month", "codes"),
    [
        ("2026-02", ["2026-02"]),
        ("2026-03", ["2026-03", "2026-kv1"]),
        ("2026-12", ["2026-12", "2026-kv4", "2026"]),
    ],
)
def test_the_quarter_and_the_year_close_with_their_last_month(month: str, codes: list[str]) -> None:
    term = Term.read(month)
    assert term
    assert [each.code for each in closing_with(term)] == codes


def test_going_back_gives_the_oldest_first() -> None:
    assert [term.code for term in Term(Span.MONTH, date(2026, 2, 1)).back(3)] == ["2025-12", "2026-01", "2026-02"]


def test_counted_parts_add_up_and_a_missing_denominator_is_none() -> None:
    two = [Counted(Decimal(1), Decimal(4)), Counted(Decimal(2), Decimal(6)), Counted(Decimal(5))]
    assert together(two) == Counted(Decimal(8), Decimal(10))
    assert together([Counted(Decimal(3))]) == Counted(Decimal(3), None)


def test_observed_parts_give_the_median_of_all_of_them() -> None:
    parts = [Observed((Decimal(1), Decimal(9))), Observed((Decimal(2),))]
    assert together(parts) == Counted(Decimal(2), Decimal(3))
    assert together([Observed(())]) == Counted(Decimal(0), Decimal(0))


@pytest.mark.parametrize(
    ("form", "per", "counted", "expected"),
    [
        (Form.TOTAL, 1, Counted(Decimal(7)), Decimal(7)),
        (Form.SHARE, 1, Counted(Decimal(1), Decimal(4)), Decimal(25)),
        (Form.RATE, 1000, Counted(Decimal(3), Decimal(1500)), Decimal(2)),
        (Form.MEDIAN, 1, Counted(Decimal(4), Decimal(3)), Decimal(4)),
        (Form.SHARE, 1, Counted(Decimal(0), Decimal(0)), None),
        (Form.RATE, 100, Counted(Decimal(5), None), None),
        (Form.MEDIAN, 1, Counted(Decimal(0), Decimal(0)), None),
    ],
)
def test_the_value_that_people_read(form: Form, per: int, counted: Counted, expected: Decimal | None) -> None:
    assert value(form, per, counted) == expected

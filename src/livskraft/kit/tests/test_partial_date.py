"""Does a partial date keep exactly what is known?"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livskraft.kit.partial_date import PartialDate, Precision

days = st.dates()
partials = st.one_of(
    st.builds(PartialDate, st.integers(1, 9999)),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12)),
    days.map(PartialDate.of),
)


@pytest.mark.parametrize(
    ("iso", "precision", "text", "first", "last", "code"),
    [
        ("2019", Precision.YEAR, "2019", date(2019, 1, 1), date(2019, 12, 31), 20190000),
        ("2020-02", Precision.MONTH, "februari 2020", date(2020, 2, 1), date(2020, 2, 29), 20200200),
        ("2019-03-17", Precision.DAY, "17 mars 2019", date(2019, 3, 17), date(2019, 3, 17), 20190317),
    ],
)
def test_a_partial_date_says_what_is_known(iso, precision, text, first, last, code):
    partial = PartialDate.from_iso(iso)
    assert (partial.precision, partial.text, partial.first, partial.last, partial.code) == (
        precision,
        text,
        first,
        last,
        code,
    )


@given(partials)
def test_iso_and_code_lead_back_to_the_same_date(partial):
    assert PartialDate.from_iso(partial.iso) == partial
    assert PartialDate.from_code(partial.code) == partial


@given(partials, partials)
def test_the_order_is_the_order_of_the_codes(one, other):
    assert (one < other) == (one.code < other.code)


@given(partials, days)
def test_a_code_on_or_before_a_day_means_the_first_possible_day_is(partial, day):
    assert (partial.code <= PartialDate.of(day).code) == (partial.first <= day)


@pytest.mark.parametrize(
    "text", ["", "19", "2019-3", "2019-13", "2019-02-29", "2019-00", "0000", "2019-03-17 ", "٢٠١٩"]
)
def test_what_is_no_partial_date_is_refused(text):
    with pytest.raises(ValueError):
        PartialDate.from_iso(text)


def test_a_day_without_a_month_is_refused():
    with pytest.raises(ValueError):
        PartialDate(2019, 0, 17)

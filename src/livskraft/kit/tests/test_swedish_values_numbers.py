"""Is a sum, a weight or a count read as it was meant, or asked about?"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livskraft.kit.swedish_values import Found, read_money, read_weight, read_whole_number


@pytest.mark.parametrize(
    ("written", "kronor"),
    [
        ("12 500 kr", "12500"), ("12\u00a0500 kr", "12500"), ("12\u202f500kr", "12500"), ("12 500", "12500"),
            ("12.500:-", "12500"),
        ("12 500:-", "12500"), ("12500,-", "12500"), ("9 995,50", "9995.50"), ("9995.5", "9995.5"), (9995.5,
            "9995.50"), (18900, "18900"),
        ("18900", "18900"), (18900.0, "18900"), ("ca 7000", "7000"), ("~7000", "7000"), ("1 250 000 kr", "1250000"),
            ("25 tkr", "25000"),
        ("12 500 kr exkl. moms", "12500"), ("SEK 500", "500"),
    ],
)  # fmt: skip
def test_a_sum_is_read(written, kronor):
    assert read_money(written).value == Decimal(kronor)


@pytest.mark.parametrize(
    "written", ["gratis", "2 st à 500 kr", "1,500", "-500", "500 EUR", "12 50", float("nan"), 1e300, "9" * 40]
)
def test_a_sum_that_is_not_clear_is_asked_about(written):
    reading = read_money(written)
    assert (reading.found, reading.value) == (Found.UNREADABLE, None)
    assert reading.why.endswith(".")


@pytest.mark.parametrize(
    ("written", "kilograms"), [("160 kg", 160), (150, 150), ("max 135kg", 135), ("160,5 kg", Decimal("160.5"))]
)
def test_a_weight_is_read(written, kilograms):
    assert read_weight(written).value == kilograms


@pytest.mark.parametrize("written", ["330 lbs", "150-160", "tung"])
def test_a_weight_that_is_not_clear_is_asked_about(written):
    assert read_weight(written).found is Found.UNREADABLE


def test_a_count_is_whole():
    assert read_whole_number("3 st").value == 3
    assert read_whole_number("2,5").found is Found.UNREADABLE


@pytest.mark.parametrize("written", ["okänt", "?", "-"])
def test_what_is_said_to_be_unknown_is_no_error(written):
    assert read_money(written).found is Found.UNKNOWN


@given(st.integers(0, 99_999_999))
def test_a_sum_with_spaces_is_the_same_sum(kronor):
    assert read_money(f"{kronor:,} kr".replace(",", "\u00a0")).value == kronor

"""Are values written as Swedes write them, and texts made harmless without being changed more than needed?"""

import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest

from livskraft.documents.report import CellKind, Qr, Value
from livskraft.documents.values import LONGEST, is_empty, long, plain, short
from livskraft.kit.partial_date import PartialDate


@pytest.mark.parametrize(
    ("value", "in_cell", "in_text"),
    [
        (None, "", ""),
        (" Löpband ", "Löpband", "Löpband"),
        (PartialDate(2019), "2019", "2019"),
        (PartialDate(2023, 9), "2023-09", "september 2023"),
        (date(2026, 3, 7), "2026-03-07", "7 mars 2026"),
        (datetime(2026, 3, 7, 9, 5), "2026-03-07 09:05", "7 mars 2026 kl. 9.05"),  # noqa: DTZ001 - a wall clock on paper
        (1234567, "1\u00a0234\u00a0567", "1\u00a0234\u00a0567"),
        (0, "0", "0"),
        (-3, "\u22123", "\u22123"),
        (1234.5, "1\u00a0234,5", "1\u00a0234,5"),
        (Decimal("0.10"), "0,1", "0,1"),
        (Qr("https://a.example", "x"), "https://a.example", "https://a.example"),
    ],
)
def test_a_value_is_written_in_swedish(value: Value, in_cell: str, in_text: str) -> None:
    assert (short(value), long(value)) == (in_cell, in_text)


def test_money_says_its_currency() -> None:
    assert short(12500, CellKind.MONEY) == "12\u00a0500\u00a0kr"
    assert short(Decimal("12500.00"), CellKind.MONEY) == "12\u00a0500\u00a0kr"
    assert short(Decimal("12500.50"), CellKind.MONEY) == "12\u00a0500,50\u00a0kr"


@pytest.mark.parametrize("value", [None, "", "  ", "\u202e", "\x00"])
def test_nothing_is_known_to_be_nothing(value: Value) -> None:
    assert is_empty(value)


@pytest.mark.parametrize("value", [0, 0.0, "0", "okänt"])
def test_zero_is_something(value: Value) -> None:
    assert not is_empty(value)


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("a\x00b", "ab"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\u202egnp.exe\u2066", "gnp.exe"),
        (unicodedata.normalize("NFD", "Åsö"), "Åsö"),
        ("O'Brien & Söner <b>", "O'Brien & Söner <b>"),
        ("\ud800x", "x"),
    ],
)
def test_a_text_loses_only_what_can_harm(given: str, safe: str) -> None:
    assert plain(given) == safe


def test_a_megabyte_of_text_is_cut_and_says_so() -> None:
    cut = plain("å" * 1_000_000)
    assert len(cut) == LONGEST
    assert cut.endswith("(avkortat)")

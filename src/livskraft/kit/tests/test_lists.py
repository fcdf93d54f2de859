"""Is a column known by its header, also when it is misspelt, and a cell read as a person would?"""

from datetime import date

import pytest

from livskraft.kit.lists import Headers, cell_text, error_in, header

HEADERS = Headers({"name": "namn, efternamn,förnamn", "phone": "telefon, telefonnummer, tel"})


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ("Namn", "name"),
        (" NAMN: ", "name"),
        ("Efternamn, Förnamn", "name"),
        ("Telefonnumer", "phone"),
        ("Tel.", "phone"),
        ("Te", ""),
        ("Lön", ""),
        ("", ""),
        (None, ""),
        (12, ""),
    ],
)
def test_a_header_means_a_field_or_none(written, field):
    assert HEADERS.field(header(written)) == field


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (701740650.0, "701740650"),
        (1.5, "1.5"),
        (date(1944, 8, 13), "1944-08-13"),
        ("\u202e El\xa0sa\x00 ", "El sa"),
        ("x" * 30, "x" * 20),
    ],
)
def test_a_cell_is_one_line_of_text(cell, text):
    assert cell_text(cell, 20) == text


@pytest.mark.parametrize("text", ["#REF!", " #N/A ", "#DIV/0!", "#NAME?", "#VÄRDEFEL!", "#SAKNAS!", "Err:502"])
def test_an_error_of_a_spreadsheet_is_told(text):
    assert f"felet {text.strip()} " in error_in(text)


@pytest.mark.parametrize("text", ["", "#", "#1", "Rum #4", "Err", "#ref och mer", "Saknas"])
def test_other_words_are_no_error(text):
    assert error_in(text) == ""

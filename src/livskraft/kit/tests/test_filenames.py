"""Is every file name harmless, whoever wrote it?"""

import unicodedata

import pytest

from livskraft.kit.filenames import LONGEST, clean_name, name_with_ending


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("Inventarielista våren.xlsx", "Inventarielista våren.xlsx"),
        (r"C:\Mina dokument\lista.csv", "lista.csv"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie x.pdf"),
        ("bild\u202egpj.exe", "bildgpj.exe"),
        ("nolla\x00.pdf", "nolla.pdf"),
        ('citat"tecken;.pdf', "citattecken;.pdf"),
        ("utan ändelse", "utan ändelse"),
        ("", "fil"),
        ("...", "fil"),
        (".pdf", "fil.pdf"),
        ("   ", "fil"),
        ("fast\u00a0mellanslag.pdf", "fast mellanslag.pdf"),
        ("\ud800.pdf", "fil.pdf"),
    ],
)
def test_a_name_loses_what_can_harm_and_keeps_what_people_need(given: str, cleaned: str) -> None:
    assert clean_name(given) == cleaned


def test_letters_are_composed() -> None:
    assert clean_name(unicodedata.normalize("NFD", "Åäö.pdf")) == unicodedata.normalize("NFC", "Åäö.pdf")


def test_a_megabyte_of_name_is_cut_and_keeps_its_ending() -> None:
    long = clean_name("å" * 5000 + ".xlsx")
    assert len(long) == LONGEST
    assert long.endswith("å.xlsx")
    assert len(clean_name("x" * 1_000_000)) == LONGEST


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("Pärm Granparken", "Pärm Granparken.pdf"),
        ("Pärm Granparken.PDF", "Pärm Granparken.pdf"),
        ("Område A/B", "Område A-B.pdf"),
        ("../../x", "x.pdf"),
        ("script.html", "script.html.pdf"),
        ("", "fil.pdf"),
    ],
)
def test_the_ending_is_always_the_given_one(given: str, named: str) -> None:
    assert name_with_ending(given, ".pdf") == named

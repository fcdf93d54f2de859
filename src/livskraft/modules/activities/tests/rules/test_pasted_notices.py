"""Do the tables of words tell notices, closures and cancellations from the names of activities?"""

import pytest

from livskraft.modules.activities.rules.pasted_notices import (
    CANCELLED,
    CLOSED_WORD,
    PARTLY,
    REOPENS,
    SENTENCE,
    Word,
    opening,
)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Från: Anna", Word.MAIL),
        ("Med vänlig hälsning", Word.SIGNATURE),
        ("Mvh", Word.SIGNATURE),
        ("/ Birgit", Word.SIGNATURE),
        ("Matsedel", Word.MENU),
        ("Lunchmeny v. 5", Word.MENU),
        ("Anmälan senast fredag", Word.NOTICE),
        ("Frågor? Ring", Word.NOTICE),
        ("Öppet 9–16", Word.NOTICE),
        ("Öppettider", Word.NOTICE),
        ("Lunch 11.30–13", Word.NOTICE),
        ("Vi ses", Word.NOTICE),
        ("Med reservation för ändringar", Word.NOTICE),
        ("Swish 123", Word.NOTICE),
    ],
)
def test_a_line_is_told_by_its_first_words(text, word):
    assert opening(text) is word


@pytest.mark.parametrize(
    "name",
    [
        "Öppet hus",
        "Öppet café",
        "Besök från biblioteket",
        "Telefonhjälp",
        "Kontaktkaffe",
        "Mailkurs",
        "Kom igång-gympa",
        "Sopplunch",
        "Restaurangbesök",
        "Ringlekar",
        "Lunchmusik",
        "Fikastund",
        "Varma bad",
        "Frånskilda möts",
        "Tillsammans i kör",
        "Information om hemtjänst",
        "Viskväll",
        "Köksväxter",
    ],
)
def test_the_name_of_an_activity_is_no_notice(name):
    assert opening(name) is None


@pytest.mark.parametrize(
    "text", ["inställt", "Tipspromenaden är INSTÄLLD", "utgår", "Bingon uteblir", "ställs in", "avlyst"]
)
def test_cancelled_is_known(text):
    assert CANCELLED.search(text)


@pytest.mark.parametrize("text", ["ingen föranmälan", "utgång", "inställning", "Gratis"])
def test_other_words_are_no_cancellation(text):
    assert not CANCELLED.search(text)


@pytest.mark.parametrize(
    "text", ["stängt", "STÄNGD", "Semesterstängt", "Ingen verksamhet", "Uppehåll v. 44", "håller stängt"]
)
def test_closed_is_known(text):
    assert CLOSED_WORD.search(text)


@pytest.mark.parametrize("text", ["", "Bingo", "stängsel", "Kören har uppehåll", "10 Sång"])
def test_what_is_not_closed_is_not(text):
    assert not CLOSED_WORD.search(text)


@pytest.mark.parametrize(
    "text", ["Köket är stängt", "stängt från kl 12", "stängt efter lunch", "Lunchstängt", "stängt på eftermiddagen"]
)
def test_closed_in_part_is_known(text):
    assert PARTLY.search(text)


@pytest.mark.parametrize(
    "text", ["Stängt hela dagen", "Lokalen är stängd", "Träffpunkten håller stängt", "Vi har stängt"]
)
def test_closed_altogether_is_not_in_part(text):
    assert not PARTLY.search(text)


def test_the_day_it_opens_again_is_no_closed_day():
    assert REOPENS.sub("", "Stängt v. 28, vi öppnar igen 20 juli") == "Stängt v. 28"


@pytest.mark.parametrize("text", ["Bussen går", "Kaffet är klart", "Du kan komma"])
def test_a_sentence_has_a_verb(text):
    assert SENTENCE.search(text)


@pytest.mark.parametrize("text", ["Bingo", "Sittgympa med Barbro", "Kör och kaffe"])
def test_the_name_of_an_activity_has_none(text):
    assert not SENTENCE.search(text)

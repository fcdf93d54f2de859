"""Is a list of staff read as people keep them, and is nothing read that is not asked for?"""

from datetime import date

import pytest

from livskraft.access.imports import MOST_ROWS, read_email, read_name, read_role, read_staff, read_start
from livskraft.access.roles import Role
from livskraft.kit.errors import Refused

TODAY = date(2026, 3, 3)


def csv(*lines):
    return "\n".join(lines).encode()


def test_headers_are_found_below_a_title_and_under_other_names():
    sheet = read_staff(
        csv(
            "PERSONALLISTA Almgården;;;",
            "Uppdaterad: mars;;;",
            ";;;",
            "Efternamn;Förnamn;Befattning;Arbetsplats;E-postadres;Anställningsdatum",
            "Ek;Anna;USK;Almgården;ANNA@EX.INVALID;2024-02-01",
        )
    )
    assert sheet.rows == {
        5: {
            "name": "Anna Ek",
            "email": "ANNA@EX.INVALID",
            "role": "USK",
            "unit": "Almgården",
            "title": "",
            "starts": "2024-02-01",
        }
    }


def test_the_family_and_the_given_name_can_share_a_column():
    sheet = read_staff(csv("Efternamn, förnamn;Enhet", "Ek, Anna;Almgården"))
    assert [read_name(row["name"]) for row in sheet.rows.values()] == ["Anna Ek"]


@pytest.mark.parametrize("headers", ["Namn;Befattning;Roll", "Namn;Tjänst;Roll"])
def test_the_column_called_roll_says_the_role_and_the_other_one_the_title(headers):
    sheet = read_staff(csv(headers, "Anna Ek;USK natt;Omsorgspersonal"))
    assert [(row["role"], row["title"]) for row in sheet.rows.values()] == [("Omsorgspersonal", "USK natt")]
    assert sheet.ignored == []


def test_what_is_not_asked_for_is_not_read():
    sheet = read_staff(csv("Namn;Personnummer;Lön", "Anna Ek;19800101-1234;31000"))
    assert sheet.ignored == ["Personnummer", "Lön"]
    assert "1234" not in str(sheet.rows)


def test_empty_rows_sums_and_dashes_are_nothing():
    sheet = read_staff(csv("Namn;Roll;Titel", ";;", "Anna Ek;USK;-", "Summa: 1;;", "Sign:;;"))
    assert [(row["name"], row["title"]) for row in sheet.rows.values()] == [("Anna Ek", "")]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (csv("Maskin;Ägare", "Benpress;Kommunen"), "Ingen kolumn med namn"),
        (csv("Namn;Roll"), "inga namn"),
        (csv("Namn", *(f"Person {'ab'[number % 2]}" for number in range(MOST_ROWS + 1))), "Dela upp"),
        (b"%PDF-1.7", "inget kalkylblad"),
    ],
)
def test_what_is_no_list_of_staff_is_refused_in_words(data, why):
    with pytest.raises(Refused, match=why):
        read_staff(data)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Undersköterska", Role.CARE_STAFF),
        ("usk natt 75 %", Role.CARE_STAFF),
        ("FYSIOTERAPEUT", Role.PHYSIOTHERAPIST),
        ("leg. sjukgymnast", Role.PHYSIOTHERAPIST),
        ("Chef i hemtjänst", Role.HOME_CARE_MANAGER),
        ("Enhetschef", Role.UNIT_MANAGER),
        ("care_staff", Role.CARE_STAFF),
        ("Kock", None),
        ("", None),
    ],
)
def test_roles_are_known_by_the_words_people_use(text, role):
    assert read_role(text) == role


def test_a_name_may_begin_with_the_family():
    assert read_name("Ek,  Anna") == "Anna Ek"
    assert read_name("Anna\u202eEk") == "AnnaEk"


@pytest.mark.parametrize("text", ["", "  ", "-", "Anna 19800101-1234", "A" * 121])
def test_what_is_no_name_is_refused(text):
    with pytest.raises(Refused):
        read_name(text)


def test_an_address_is_an_address():
    assert read_email(" Anna@Example.invalid ") == "anna@example.invalid"
    assert read_email("") is None
    with pytest.raises(Refused):
        read_email("anna at example")


def test_an_address_longer_than_can_be_kept_is_refused():
    kept = f"anna@{'a' * 60}.{'b' * 60}.{'c' * 60}.{'d' * 58}.invalid"
    assert (len(kept), read_email(kept)) == (254, kept)
    with pytest.raises(Refused):
        read_email("a" + kept)


@pytest.mark.parametrize(
    ("text", "day"),
    [("", TODAY), ("2024-02-01", date(2024, 2, 1)), ("feb 2024", date(2024, 2, 1)), ("2026-09-01", date(2026, 9, 1))],
)
def test_the_start_is_the_first_day_it_can_be(text, day):
    assert read_start(text, TODAY) == day


def test_a_start_that_is_no_day_is_refused():
    with pytest.raises(Refused):
        read_start("snart", TODAY)

"""Is each text of a row read for certain or named as wrong, and never guessed?"""

from datetime import date

import pytest

from livskraft.kit.errors import Refused
from livskraft.people.rules.imported import read_birth_year, read_phone, read_row, same_name, split_name
from livskraft.people.rules.vocabulary import Gender
from livskraft.people.tests.lists import number_of

TODAY = date(2026, 11, 22)


def read(**written):
    return read_row(2, {"given_name": "Elsa", **written}, areas={"norr": 7}, today=TODAY)


@pytest.mark.parametrize(
    "written",
    [
        "194408139089",
        "19440813-9089",
        "440813-9089",
        "\xa0440813–9089 ",
        "440813-9089\u200e",
        "19440813 - 9089",
    ],
)
def test_a_number_is_read_however_it_is_written(written):
    found = read(number=written)
    assert (found.number.digits, found.birth_year, found.problems) == ("194408139089", 1944, {})
    assert found.masked == "19440813-••••"


def test_a_plus_a_coordination_number_and_a_lost_century():
    assert read(number="090527+1474").number.digits == "190905271474"
    assert read(number="701063-2391").number.birth_day == 3


def test_ten_digits_that_would_be_a_childs_are_asked_about():
    number = number_of(date(2020, 12, 31), 123)[2:]
    assert "tolv siffror" in read(number=number).problems["number"]
    assert "number" not in read(number=number_of(date(2020, 12, 31), 123)).problems


@pytest.mark.parametrize("written", ["4408139089"[1:], "440813", "19440813-9080", "TF440813-9089", "0" * 12, "1" * 45])
def test_what_is_no_number_is_named_and_not_repeated(written):
    found = read(number=written)
    assert found.number is None
    assert written not in found.problems["number"]


@pytest.mark.parametrize("written", ["19440813", "1944-08-13", "19440813-XXXX", "19440813-****"])
def test_a_day_without_its_last_digits_is_a_year_of_birth(written):
    found = read(number=written)
    assert (found.number, found.birth_year, found.problems) == (None, 1944, {})


@pytest.mark.parametrize(
    "written",
    ["0001", "0001-01-01", "0000", "41", "410503", "2031", "1900", "1905-04-24", "x", "1944-13-01", "19440813-9089"],
)
def test_a_year_that_cannot_be_is_asked_about(written):
    with pytest.raises(Refused):
        read_birth_year(written, TODAY)


@pytest.mark.parametrize("written", ["1941", "1941-05-03", "19410503", "1941-05-03 00:00"])
def test_a_year_or_a_day_gives_the_year(written):
    assert read_birth_year(written, TODAY) == 1941


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("070-174 06 50", "070-174 06 50"),
        ("701740650", "0701740650"),
        ("46701740650", "+46701740650"),
        ("8123456", "08123456"),
        ("070-174 06 50 (dottern)", "070-174 06 50 (dottern)"),
        ("701740650 / 013-174000", "0701740650 / 013-174000"),
    ],
)
def test_a_telephone_number_gets_its_zero_back_where_only_one_can_be_meant(written, meant):
    assert read_phone(written) == meant


@pytest.mark.parametrize("written", ["123456", "7123456", "ring", "12"])
def test_a_telephone_number_that_may_be_several_is_asked_about(written):
    with pytest.raises(Refused):
        read_phone(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Ek, Anna", ("Anna", "Ek")),
        ("Anna Ek", ("Anna", "Ek")),
        ("Anna Maria von Ek", ("Anna Maria", "von Ek")),
        ("Cher", ("Cher", "")),
        ("O'Brien, Sean", ("Sean", "O'Brien")),
        ("Ek,", ("Ek", "")),
    ],
)
def test_a_whole_name_is_taken_apart(written, meant):
    assert split_name(written) == meant


def test_names_that_look_like_nothing_are_names():
    for name in ("Null", "Na", "O'Brien", "Antal", "Nej"):
        found = read(family_name=name)
        assert (found.name, found.problems) == (f"Elsa {name}", {})


def test_signs_that_are_not_seen_are_taken_out_of_a_name():
    assert read(given_name="\u202eEl\u200bsa\x00", family_name="\ufeffEk").name == "Elsa Ek"


@pytest.mark.parametrize(
    "name", ["Anna och Bo", "Ek, Anna, dr", "Anna 3", "=1+1", "@SUM(A1)", "#REF!", "440813-9089", "x" * 81]
)
def test_what_is_no_name_is_named(name):
    assert "given_name" in read(given_name=name).problems


@pytest.mark.parametrize("name", ["", " ", "-", "okänd", "Saknas"])
def test_nobody_is_registered_without_a_name(name):
    assert read(given_name=name, family_name="").problems["given_name"]


def test_what_two_fields_say_must_fit_together():
    assert "birth_year" in read(number="19440813-9089", birth_year="1945").problems
    assert "gender" in read(number="19440813-9089", gender="man").problems
    assert read(number="19440813-9089", birth_year="1944", gender="K").gender == Gender.WOMAN


def test_each_other_field_is_read_or_named():
    right = read(postcode="SE-582\xa022", email="Elsa@example.invalid", area="Norr", language="Svenska", case="SON 1")
    assert (right.postcode, right.email, right.area, right.language, right.case) == (
        "582 22", "Elsa@example.invalid", 7, "", "SON 1"
    )  # fmt: skip
    wrong = read(postcode="5822", email="elsa(at)x", area="Väst", gender="z", case="2025-03-01", city="x" * 61)
    assert set(wrong.problems) == {"postcode", "email", "area", "gender", "case", "city"}
    assert read(phone="saknas", email="-", city="okänt").problems == {}


def test_a_name_changes_but_not_all_of_it():
    assert same_name("anna ek", "anna lind")
    assert same_name("ana eck", "anna ek")
    assert not same_name("anna ek", "bo lind")

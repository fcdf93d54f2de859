"""Is a number told from a name and from a case number, and nothing else understood?"""

from datetime import date

import pytest

from livskraft.people.rules.searching import LONGEST, MOST_WORDS, Sought, case_key, sought

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("text", ["19440813-9089", "194408139089", "440813-9089", " 4408139089 "])
def test_a_number_is_recognised_however_it_is_written(text):
    assert sought(text, today=TODAY).number.digits == "194408139089"


def test_a_coordination_number_is_recognised():
    assert sought("19900161-2390", today=TODAY).number is not None


def test_digits_that_are_no_number_are_looked_for_as_a_case_with_a_doubt_that_does_not_repeat_them():
    asked = sought("19440813-9080", today=TODAY)
    assert asked.number is None
    assert asked.case == "19440813-9080"
    assert asked.doubt
    assert "9080" not in asked.doubt


@pytest.mark.parametrize("text", ["SON 2025/238", "Åke Öberg", "O'Brien", "Null", "{{ }}", "12"])
def test_other_words_raise_no_doubt(text):
    assert sought(text, today=TODAY).doubt == ""


@pytest.mark.parametrize("text", ["", "   ", "\x00"])
def test_nothing_is_nothing(text):
    assert sought(text, today=TODAY) == Sought()


def test_a_name_is_the_same_composed_and_decomposed():
    assert sought("A\u030ake", today=TODAY).words == sought("ÅKE", today=TODAY).words == "åke"


def test_a_megabyte_is_cut():
    asked = sought("a b " * 250_000, today=TODAY)
    assert len(asked.words.split()) == MOST_WORDS
    assert len(asked.case) <= LONGEST


def test_spaces_and_capitals_do_not_part_a_case_number_from_itself():
    assert case_key("SON 2025/238") == case_key("son2025/238")
    assert case_key("SON 2025/238") != case_key("SON 2025/239")

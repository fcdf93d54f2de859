"""Is every Swedish identity number read as the person it belongs to, and never shown by accident?"""

import json
import logging
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from livskraft.kit.errors import Refused
from livskraft.kit.identity import EARLIEST_YEAR, IdentityNumber, NumberKind, read_number

# From the parsers of the project personnummer (MIT).
VECTORS = json.loads((Path(__file__).parent / "data" / "personnummer-vectors.json").read_text())
TODAY = date(2026, 11, 22)
# Skatteverket's numbers for tests belong to nobody.
NUMBER = "194408139089"


def refusal(text: str, today: date = TODAY) -> str:
    with pytest.raises(Refused) as refused:
        read_number(text, today=today)
    return refused.value.message


def made(nine: str, century: str) -> str:
    """Twelve digits; the check digit is looked up, so that the rule is not its own witness."""
    doubled = "0246813579"
    total = sum(int(doubled[int(digit)] if place % 2 == 0 else digit) for place, digit in enumerate(nine))
    return century + nine + str((10 - total % 10) % 10)


def number_of(born: date, serial: int = 239, coordination: bool = False) -> str:
    day = born.day + 60 * coordination
    return made(f"{born.year % 100:02}{born.month:02}{day:02}{serial:03}", f"{born.year // 100:02}")


# Two people with the same ten digits but for the sign are told apart until 2079, when 1880 is two hundred years ago.
todays = st.dates(date(1990, 1, 1), date(2078, 12, 31))
births = st.dates(date(EARLIEST_YEAR, 1, 1), date(2078, 12, 31))
serials = st.integers(1, 999)


def test_the_vectors_are_there():
    assert len(VECTORS) == 14


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["separated_long"])
@pytest.mark.parametrize("form", ["integer", "long_format", "short_format", "separated_format", "separated_long"])
def test_every_vector_is_read_in_every_form_as_it_says(vector, form):
    text = str(vector[form])
    if not vector["valid"]:
        refusal(text)
        return
    number = read_number(text, today=TODAY)
    if form == "short_format":  # without a sign the century of a hundred-year-old is lost
        assert number.digits[2:] == vector["long_format"][2:]
    else:
        assert number.digits == vector["long_format"]
    assert number.kind == {"ssn": NumberKind.PERSONNUMMER, "con": NumberKind.COORDINATION}[vector["type"]]
    assert number.gender == ("man" if vector["isMale"] else "woman")


@pytest.mark.parametrize(
    "digits", [NUMBER, "193805028432", "194004057032", "194502024732", "193008077723", "195005050512", "191212121212"]
)
def test_the_numbers_that_skatteverket_gives_for_tests_are_read(digits):
    number = read_number(digits, today=TODAY)
    assert (number.digits, number.kind) == (digits, "personnummer")


def test_a_number_tells_its_day_gender_and_forms():
    number = read_number("195005050512", today=TODAY)
    assert (number.born, number.birth_day, number.gender) == (date(1950, 5, 5), 5, "man")
    assert (number.formatted, number.short(TODAY)) == ("19500505-0512", "500505-0512")
    assert IdentityNumber(NUMBER).gender == "woman"


def test_a_coordination_number_has_sixty_added_to_the_day():
    # Skatteverket's own example: a man born on 3 October 1970 with the number 239.
    number = read_number("701063-2391", today=TODAY)
    assert (number.kind, number.born, number.birth_day) == (NumberKind.COORDINATION, date(1970, 10, 3), 3)
    assert (number.digits, number.gender) == ("197010632391", "man")
    assert (number.formatted, number.short(TODAY)) == ("19701063-2391", "701063-2391")


@pytest.mark.parametrize(
    "text",
    [
        "4408139089", "440813-9089", "19440813-9089", "  19440813-9089\n", "\u00a019440813\u00a0-\u00a09089\u202f",
        "440813 - 9089", "19440813–9089", "19440813\u20119089", "440813−9089",
    ],
)  # fmt: skip
def test_one_number_written_in_many_ways_is_the_same_number(text):
    assert read_number(text, today=TODAY) == IdentityNumber(NUMBER)


@given(todays, births, serials, st.booleans())
@example(TODAY, date(1926, 12, 31), 1, False)
@example(TODAY, date(1926, 1, 1), 999, True)
@example(TODAY, date(1927, 1, 1), 999, False)
@example(date(2000, 2, 29), date(2000, 2, 29), 1, True)
def test_any_number_survives_being_written_and_read(today, born, serial, coordination):
    digits = number_of(min(born, today), serial, coordination)
    number = read_number(digits, today=today)
    assert number.digits == digits
    assert number.born == min(born, today)
    for text in (number.formatted, number.short(today)):
        assert read_number(text, today=today) == number


@given(births, serials, st.booleans())
def test_exactly_one_check_digit_of_ten_is_right(born, serial, coordination):
    digits = number_of(born, serial, coordination)
    for last in "0123456789":
        if last == digits[-1]:
            assert IdentityNumber(digits[:-1] + last).digits == digits
        else:
            with pytest.raises(Refused, match="siffra är fel"):
                IdentityNumber(digits[:-1] + last)


@given(st.dates(date(1930, 1, 1), TODAY), serials, st.integers(2, 10), st.integers(1, 9))
def test_one_mistaken_digit_is_always_noticed(born, serial, place, added):
    digits = number_of(born, serial)
    wrong = digits[:place] + str((int(digits[place]) + added) % 10) + digits[place + 1 :]
    refusal(wrong)


# The century.


@pytest.mark.parametrize(
    ("born", "sign", "century"),
    [
        (TODAY, "-", "20"),
        (TODAY, "", "20"),
        (TODAY + timedelta(1), "-", "19"),
        (TODAY + timedelta(1), "", "19"),
        (TODAY, "+", "19"),
        # Who turns a hundred in December has had the sign since January.
        (TODAY + timedelta(1), "+", "19"),
        (date(2012, 12, 12), "+", "19"),
        (date(1927, 1, 1), "-", "19"),
    ],
)
@pytest.mark.parametrize("coordination", [False, True])
def test_ten_digits_mean_the_latest_day_and_plus_the_hundred_years(born, sign, century, coordination):
    ten = number_of(born, 1, coordination)[2:]
    assert read_number(f"{ten[:6]}{sign}{ten[6:]}", today=TODAY).digits == century + ten


def test_the_sign_changes_on_new_years_day_of_the_hundredth_year():
    number = IdentityNumber(number_of(date(1926, 12, 31), 1))
    assert number.short(date(2025, 12, 31))[6] == "-"
    assert number.short(date(2026, 1, 1))[6] == "+"


def test_a_plus_that_makes_somebody_two_hundred_is_refused():
    assert "plustecknet" in refusal("440813+9089")


def test_a_plus_that_contradicts_the_century_is_refused_and_a_minus_is_the_habit_with_twelve_digits():
    assert "Plustecknet" in refusal("19440813+9089")
    assert read_number("19121212-1212", today=TODAY) == read_number("19121212+1212", today=TODAY)


# What is refused.


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Skriv ett personnummer"),
        (" \u00a0\t", "Skriv ett personnummer"),
        ("44081390", "här är det 8"),
        ("440813-908", "här är det 9"),
        ("440813-90891", "här är det 11"),
        ("19440813-90891", "här är det 13"),
        ("１９４４０８１３９０８９", "siffrorna 0–9"),
        ("19440813" + " " * 40 + "-9089", "för lång"),
        ("44081-39089", "bindestreck"),
        ("440813--9089", "bindestreck"),
        ("-4408139089", "bindestreck"),
        ("19 440813-9089", "bindestreck"),
        ("440813 9089", "bindestreck"),  # is it "-" or "+" that was lost?
        ("19440813/9089", "bindestreck"),
        ("1944-08-13-9089", "bindestreck"),
        ("440813-T089", "tillfälligt nummer"),
        ("19440813-TF08", "tillfälligt nummer"),
        ("440813-K089", "reservnummer"),
        ("pnr 440813-9089", "bokstäver"),
        ("19440230-0000", "ingen sådan dag"),
        ("19441313-9089", "ingen sådan dag"),
        ("19440013-9089", "ingen sådan dag"),
        ("19440800-9089", "ingen sådan dag"),
        ("19440832-9089", "ingen sådan dag"),
        ("19440860-9089", "ingen sådan dag"),
        ("19440892-9089", "ingen sådan dag"),
        (number_of(date(1944, 8, 13), 0), "000"),
        ("19440813-9088", "siffra är fel"),
        ("19440813-9809", "två har bytt plats"),
        (number_of(date(2026, 11, 23)), "har inte varit än"),
        (made("991231239", "99"), "har inte varit än"),
        (number_of(date(1879, 12, 31)), "för länge sedan"),
        (made("010101239", "00"), "för länge sedan"),
        ("000001010101", "för länge sedan"),
    ],
)
def test_each_mistake_has_its_own_sentence(text, said):
    assert said in refusal(text)


@pytest.mark.parametrize("year", ["1900", "1925", "2023", "2026"])
def test_29_february_is_refused_in_a_year_that_has_none(year):
    for day in ("29", "89"):
        assert "ingen sådan dag" in refusal(made(f"{year[2:]}02{day}239", year[:2]))


@pytest.mark.parametrize(
    "text",
    [
        "19440813-9089\x00", "\x0019440813-9089", "\u202e19440813-9089", "19440813\u200b-9089", "\ufeff194408139089",
        "１９４４０８１３９０８９", "١٩٤٤٠٨١٣٩٠٨٩", "19440813-908９", "1944081³9089", "Ⅻ440813-9089", "1944O8139089",
        "194408139089;", "'194408139089", "1.94408139089e11",
        "9" * 1_000_000, " " * 1_000_000 + "x", "1 " * 500_000, "-" * 1_000_000, "19440813" + " " * 1_000_000 + "9089",
    ],
    ids=lambda text: ascii(text[:20]),
)  # fmt: skip
def test_hostile_text_is_refused(text):
    refusal(text)


@given(st.text(st.sampled_from("0123456789-+ \u00a0\x00T０٣³–\u202e\n") | st.characters(), max_size=60))
@example("0002292390")
def test_whatever_is_written_is_a_number_or_a_sentence_that_does_not_repeat_it(text):
    try:
        number = read_number(text, today=TODAY)
    except Refused as refused:
        message = refused.message
    else:
        assert number.born <= TODAY
        return
    assert not re.search(r"\d{4}", message)


@pytest.mark.parametrize("digits", ["", "4408139089", "19440813-9089", "１９４４０８１３９０８９", NUMBER + "\n"])
def test_a_number_is_made_of_twelve_digits_and_nothing_else(digits):
    with pytest.raises(Refused):
        IdentityNumber(digits)


# Age.


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1944, 8, 13), date(2026, 8, 12), 81),
        (date(1944, 8, 13), date(2026, 8, 13), 82),
        (date(1944, 2, 29), date(2026, 2, 28), 81),
        (date(1944, 2, 29), date(2026, 3, 1), 82),
        (date(1944, 2, 29), date(2024, 2, 29), 80),
        (date(1944, 8, 13), date(1944, 8, 12), -1),
    ],
)
@pytest.mark.parametrize("coordination", [False, True])
def test_age_is_counted_in_whole_years(born, day, age, coordination):
    assert IdentityNumber(number_of(born, 239, coordination)).age_on(day) == age


# Secrecy.


def test_a_number_does_not_show_itself(caplog):
    number = IdentityNumber(NUMBER)
    with caplog.at_level(logging.INFO):
        logging.getLogger("livskraft").info("%s %r", number, number)
    shown = f"{number} {number!r} {[number]} {caplog.text} {Refused(str(number))!r}"
    assert "personnummer" in shown
    for part in ("1944", "4408", "0813", "9089"):
        assert part not in shown


@pytest.mark.parametrize(
    "wrong", ["19440813-9088", "19440833-9089", "440813 9089", "19440813-90891", "440813-T089", NUMBER * 4]
)
def test_a_refusal_does_not_repeat_the_number_even_in_its_chain(wrong):
    with pytest.raises(Refused) as refused:
        read_number(wrong, today=TODAY)
    error: BaseException | None = refused.value
    assert error.__cause__ is None
    for part in ("4408", "908"):
        assert part not in f"{error!r} {error.__context__!r}"

"""Is what is written read as it was meant, and what cannot be right refused?"""

from decimal import Decimal

import pytest

from livskraft.questionnaires.rules.answers import COULD_NOT, Fault, Unreadable, read, written
from livskraft.questionnaires.rules.library import library

TUG = library()["tug:1"]


@pytest.mark.parametrize(
    ("text", "value"), [("12,5", "12.5"), ("12.5", "12.5"), (" 12 ", "12"), ("3", "3"), ("180", "180")]
)
def test_a_number_is_read_with_comma_or_point(text, value):
    assert read(TUG, {"seconds": text}) == {"seconds": Decimal(value)}


@pytest.mark.parametrize(("text", "value"), [("1:05", "65"), ("1:10,4", "70.4"), ("0:59.9", "59.9")])
def test_time_is_read_as_a_stopwatch_shows_it(text, value):
    assert read(TUG, {"seconds": text}) == {"seconds": Decimal(value)}


@pytest.mark.parametrize("text", ["1:60", "1:5", "1:05:00", ":30"])
def test_what_no_stopwatch_shows_is_no_time(text):
    with pytest.raises(Unreadable):
        read(TUG, {"seconds": text})


def test_only_time_is_read_from_a_stopwatch():
    with pytest.raises(Unreadable):
        read(library()["six_minute_walk:1"], {"metres": "3:10"})


def test_could_not_is_read_and_an_empty_field_is_left_out():
    assert read(TUG, {"seconds": "could_not"}) == {"seconds": COULD_NOT}
    assert read(TUG, {"seconds": "  "}) == read(TUG, {}) == {}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2.9", Fault.TOO_SMALL),
        ("-5", Fault.TOO_SMALL),
        ("180.1", Fault.TOO_LARGE),
        ("12.55", Fault.TOO_FINE),
        ("tolv", Fault.NOT_A_NUMBER),
        ("1e2", Fault.NOT_A_NUMBER),
        ("NaN", Fault.NOT_A_NUMBER),
        ("Infinity", Fault.NOT_A_NUMBER),
        ("1,2,3", Fault.NOT_A_NUMBER),
        ("١٢", Fault.NOT_A_NUMBER),
        ("1_2", Fault.NOT_A_NUMBER),
        ("-", Fault.NOT_A_NUMBER),
        ("9" * 11, Fault.NOT_A_NUMBER),
        ("9" * 1_000_000, Fault.NOT_A_NUMBER),
    ],
)
def test_what_cannot_be_right_is_refused(text, fault):
    with pytest.raises(Unreadable) as refused:
        read(TUG, {"seconds": text})
    assert (refused.value.part, refused.value.fault) == ("seconds", fault)


@pytest.mark.parametrize(
    ("text", "fault"),
    [("6", Fault.NOT_AN_OPTION), ("0.5", Fault.NOT_AN_OPTION), ("could_not", Fault.NOT_POSSIBLE_UNABLE)],
)
def test_a_question_takes_its_options_only(text, fault):
    with pytest.raises(Unreadable) as refused:
        read(library()["who5:1"], {"calm": text})
    assert refused.value.fault == fault


def test_what_is_kept_is_read_back():
    instrument = library()["sppb:1"]
    answers = read(instrument, {"side_by_side": "10", "tandem": "could_not", "walk": "4,82"})
    assert read(instrument, written(answers)) == answers


def test_what_the_instrument_does_not_ask_is_left_out():
    assert read(TUG, {"seconds": "12", "diagnosis": "x"}) == {"seconds": Decimal(12)}

"""Is a dose said as one would say it?"""

from decimal import Decimal

import pytest

from livskraft.modules.training.rules.amounts import amount_in_words, done_in_words, scale_of, time_in_words
from livskraft.modules.training.rules.programmes import Done


@pytest.mark.parametrize(
    ("done", "words"),
    [
        (Done(2, repetitions=10), "2 omgångar med 10 gånger"),
        (Done(1, repetitions=1), "1 omgång med 1 gång"),
        (Done(2, repetitions=10, kilos=Decimal("12.5")), "2 omgångar med 10 gånger, 12,5 kilo"),
        (Done(2, repetitions=10, kilos=Decimal("20.0")), "2 omgångar med 10 gånger, 20 kilo"),
        (Done(2, repetitions=10, kilos=Decimal("100")), "2 omgångar med 10 gånger, 100 kilo"),
        (Done(2, repetitions=10, kilos=Decimal(0)), "2 omgångar med 10 gånger"),
        (Done(3, seconds=30), "3 omgångar med 30 sekunder"),
        (Done(3), "3 omgångar"),
    ],
)
def test_an_amount_is_said_in_words(done, words):
    assert amount_in_words(done) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 sekund"),
        (59, "59 sekunder"),
        (60, "1 minut"),
        (61, "1 minut och 1 sekund"),
        (120, "2 minuter"),
        (150, "2 minuter och 30 sekunder"),
        (3600, "60 minuter"),
    ],
)
def test_time_is_said_in_minutes_from_a_minute_on(seconds, words):
    assert time_in_words(seconds) == words


def test_how_it_felt_and_that_something_else_was_done_is_said():
    assert done_in_words(Done(2, repetitions=10, effort=0)) == "2 omgångar med 10 gånger, kändes 0 av 10"
    assert done_in_words(Done(2)) == "Annan övning i stället, 2 omgångar"


def test_a_curve_is_in_kilos_where_there_is_a_load():
    assert [scale_of(each, Decimal(300), loaded=True) for each in ("repetitions", "seconds")] == [("kilo", 1)] * 2
    assert scale_of("repetitions", Decimal(300), loaded=False) == ("gånger", 1)


def test_a_curve_of_time_is_in_minutes_when_it_is_as_long_as_that():
    assert scale_of("seconds", Decimal(119), loaded=False) == ("sekunder", 1)
    assert scale_of("seconds", Decimal(120), loaded=False) == ("minuter", 60)

"""Is the sample of the right size, does it hold whom it must, and does what stands out stand out?"""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livskraft.people.rules.log_review import (
    MANY,
    Reading,
    Signal,
    closed_months,
    draw,
    due,
    is_outside_hours,
    many_at_once,
    rule_in_words,
    same_family,
    sample_size,
)

AT = datetime(2026, 3, 10, 9, tzinfo=UTC)
READINGS = st.lists(
    st.tuples(st.integers(1, 6), st.frozensets(st.sampled_from(Signal), max_size=3)), min_size=1, max_size=300
).map(lambda rows: [Reading(entry, reader, AT, signals) for entry, (reader, signals) in enumerate(rows)])


@pytest.mark.parametrize(
    ("readings", "size"), [(0, 0), (1, 1), (10, 10), (11, 10), (199, 10), (400, 20), (1200, 60), (100_000, 60)]
)
def test_the_sample_grows_with_the_readings_but_not_beyond_what_anybody_does(readings, size):
    assert sample_size(readings) == size
    assert str(size) in rule_in_words(readings)


@given(READINGS, st.integers())
def test_every_reader_broken_glass_lifted_block_and_stated_person_is_in_the_sample(readings, seed):
    sample = draw(readings, Random(seed))
    assert {each.reader for each in sample} == {each.reader for each in readings}
    always = {each.entry for each in readings if {Signal.BROKEN_GLASS, Signal.LIFTED, Signal.STATED} & each.signals}
    assert always <= {each.entry for each in sample}
    assert len({each.entry for each in sample}) == len(sample) >= sample_size(len(readings))
    assert [len(each.signals) for each in sample] == sorted((len(each.signals) for each in sample), reverse=True)


def test_half_stand_out_and_the_rest_are_drawn_by_chance():
    odd = [Reading(number, 1, AT, frozenset({Signal.ODD_HOURS})) for number in range(500)]
    ordinary = [Reading(500 + number, 1, AT) for number in range(500)]
    sample = draw(odd + ordinary, Random(7))
    assert len(sample) == 50
    assert 25 <= sum(bool(each.signals) for each in sample) < 50
    again = draw(odd + ordinary, Random(8))
    assert {each.entry for each in sample} != {each.entry for each in again}


def test_what_stands_out_most_is_chosen_first_and_also_of_each_reader():
    plain = [Reading(number, 1 + number % 2, AT) for number in range(600)]
    most = Reading(900, 1, AT, frozenset({Signal.ODD_HOURS, Signal.SAME_NAME}))
    chosen = Counter(draw([*plain, most], Random(seed))[0].entry for seed in range(20))
    assert chosen == {900: 20}


@pytest.mark.parametrize(
    ("local", "outside"), [(time(6), False), (time(5, 59), True), (time(21, 59), False), (time(22), True)]
)
def test_what_lies_outside_working_hours(local, outside):
    assert is_outside_hours(local) is outside


@pytest.mark.parametrize(
    ("reader", "families", "same"),
    [
        ("karin ahlvik", ["ahlvik"], True),
        ("karin ahlvik", ["von ahlvik"], True),
        ("karin ahlvik", ["ahl", ""], False),
        ("karin ahlvik", [], False),
        ("", [""], False),
        ("karin", ["karin"], True),
    ],
)
def test_the_same_family_name(reader, families, same):
    assert same_family(reader, families) is same


def test_many_within_an_hour_are_all_named_and_no_others():
    fast = [(1, AT + timedelta(seconds=number), number) for number in range(MANY + 1)]
    slow = [(2, AT + timedelta(minutes=2 * number), 100 + number) for number in range(MANY + 1)]
    assert many_at_once(fast + slow) == set(range(MANY + 1))
    assert many_at_once(fast[:-1]) == set()
    assert many_at_once([*fast[:-1], (1, AT + timedelta(hours=1), 99)]) == set()


def test_months_that_are_over_and_when_they_are_to_be_done():
    assert closed_months(date(2026, 1, 31), 2) == [date(2025, 12, 1), date(2025, 11, 1)]
    assert due(date(2025, 12, 1)) == date(2026, 1, 15)

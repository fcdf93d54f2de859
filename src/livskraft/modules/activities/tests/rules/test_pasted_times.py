"""Are the clock times of a pasted line read as they are said in Swedish?"""

from datetime import time

import pytest

from livskraft.modules.activities.rules.pasted_times import find_times


def times(text):
    return [
        (f"{slot.start:%H:%M}", f"{slot.end:%H:%M}" if slot.end else None)
        for found in find_times(text)
        for slot in found.slots
    ]


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("14 Bingo", [("14:00", None)]),
        ("kl 14", [("14:00", None)]),
        ("kl.14", [("14:00", None)]),
        ("Kl. 14.00-15.30", [("14:00", "15:30")]),
        ("klockan 13.30–15.00", [("13:30", "15:00")]),
        ("10 -11.30", [("10:00", "11:30")]),
        ("9:30-10:30", [("09:30", "10:30")]),
        ("kl 13.30 till 15", [("13:30", "15:00")]),
        ("mellan kl 13 och 15", [("13:00", "15:00")]),
        ("kl 0930", [("09:30", None)]),
        ("kl 10-2", [("10:00", "14:00")]),
        ("halv tre", [("14:30", None)]),
        ("halv elva till tolv", [("10:30", "12:00")]),
        ("kvart över två", [("14:15", None)]),
        ("kvart i tio", [("09:45", None)]),
        ("kl tre", [("15:00", None)]),
        ("kl 9.30 och kl 10.45", [("09:30", None), ("10:45", None)]),
        ("10–11 och 13–14", [("10:00", "11:00"), ("13:00", "14:00")]),
        ("10.00 – ca 11.30", [("10:00", "11:30")]),
        ("kl 18.00-", [("18:00", None)]),
        ("kl 1", [("13:00", None)]),
    ],
)
def test_a_time_is_read(text, slots):
    assert times(text) == slots


@pytest.mark.parametrize(
    "text",
    [
        "10 kr",
        "10-12 personer",
        "Bingo 14",
        "11/5",
        "2026",
        "20:-",
        "kl 25",
        "10.75",
        "031-390 06 12",
        "1-2",
        "kl 04.00",
        "kl 15-13",
        "14 år",
        "halvtid",
        "5:e",
        "10 tillfällen",
    ],
)
def test_a_figure_that_is_no_time_is_left(text):
    assert times(text) == []


def test_half_a_time_is_told_apart_from_none():
    assert [found.slots for found in find_times("kl 15-13")] == [()]
    assert list(find_times("Bingo")) == []


def test_a_lone_figure_is_a_time_only_where_it_may_stand():
    assert [found.slots[0].start for found in find_times("xx 14 Bingo", alone_at=3)] == [time(14)]
    assert list(find_times("14 Bingo", alone_at=None)) == []

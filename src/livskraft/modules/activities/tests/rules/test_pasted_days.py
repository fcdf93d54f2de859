"""Are days, weeks and recurrences read from the words of a pasted line?"""

import pytest

from livskraft.modules.activities.rules.pasted_days import Day, Days, find_days


def days(text):
    return find_days(text)[0]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Måndag 11 maj", Day(11, 5, None, 0)),
        ("mån 11/5", Day(11, 5, None, 0)),
        ("Ti 5/5", Day(5, 5, None, 1)),
        ("tisdag den 5 maj", Day(5, 5, None, 1)),
        ("Onsdg 19 nov", Day(19, 11, None, 2)),
        ("11/5", Day(11, 5)),
        ("2026-05-11", Day(11, 5, 2026)),
        ("11/5/26", Day(11, 5, 2026)),
        ("den 4:e", Day(4)),
        ("Fredag den 21:a", Day(21, None, None, 4)),
        ("lördag 6 juni 2026", Day(6, 6, 2026, 5)),
        ("SÖNDAG 7 JUNI", Day(7, 6, None, 6)),
        ("1 december", Day(1, 12)),
    ],
)
def test_a_date_is_read(text, day):
    assert days(text).dates == (day,)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("23/12–6/1", [(Day(23, 12), Day(6, 1))]),
        ("4–8 maj", [(Day(4, 5), Day(8, 5))]),
        ("28 april-2 maj", [(Day(28, 4), Day(2, 5))]),
        ("måndag 4 – fredag 8 maj", [(Day(4, 5, None, 0), Day(8, 5, None, 4))]),
        ("mellan 23 december och 6 januari", [(Day(23, 12), Day(6, 1))]),
    ],
)
def test_a_range_of_dates_is_read(text, pairs):
    assert list(days(text).ranges) == pairs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("27 januari, 10 och 24 februari samt 9 mars", [(27, 1), (10, 2), (24, 2), (9, 3)]),
        ("tisdagarna 12, 19 och 26 maj", [(12, 5), (19, 5), (26, 5)]),
        ("3/9, 17/9 och 1/10", [(3, 9), (17, 9), (1, 10)]),
    ],
)
def test_a_list_of_dates_is_read(text, expected):
    assert [(day.day, day.month) for day in days(text).dates] == expected


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Kl 10–11, 15 maj", 1),
        ("14, 5 maj", 1),
        ("10-12 Bingo", 0),
        ("12-13 Maj-Britt sjunger", 0),
        ("013-12 34 56", 0),
        ("kl 13 maj", 0),
    ],
)
def test_a_clock_time_is_not_taken_into_a_list_of_dates(text, dates):
    assert len(days(text).dates) == dates
    assert not days(text).ranges


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("v. 18", (18,)),
        ("v18", (18,)),
        ("Vecka 18–21", (18, 19, 20, 21)),
        ("v. 6 och 7", (6, 7)),
        ("vecka 51–2", (51, 52, 1, 2)),
        ("v 3, 5 och 7", (3, 5, 7)),
        ("V. 47 !!", (47,)),
        ("jämna v. 10–11.30", ()),
        ("v. 10.30", ()),
    ],
)
def test_weeks_are_read(text, weeks):
    assert days(text).weeks == weeks


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        ("Måndag", (0,)),
        ("tis.", (1,)),
        ("mån, ons och fre", (0, 2, 4)),
        ("Måndag–fredag", (0, 1, 2, 3, 4)),
        ("tis/tors 10", (1, 3)),
        ("alla vardagar", (0, 1, 2, 3, 4)),
        ("tisdagar och torsdagar", (1, 3)),
        ("Fredagsdans", ()),
        ("Tor Berg spelar", ()),
        ("Tor LUNCHKLUBB", (3,)),
        ("Fre fredagskaffe", (4,)),
        ("kaffe fre", (4,)),
        ("Torsdagsorkestern", ()),
        ("man kan", ()),
    ],
)
def test_weekdays_are_read(text, weekdays):
    assert days(text).weekdays == weekdays


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Varje måndag", {"recurring": True}),
        ("Måndagar", {"recurring": True}),
        ("Varannan onsdag", {"every_other": True}),
        ("Måndag jämna veckor", {"parity": 0}),
        ("Onsdag ojämna v.", {"parity": 1}),
        ("Udda veckor", {"parity": 1}),
        ("Ojämna tisdagar", {"parity": 1}),
        ("Första tisdagen i månaden", {"nth": 1}),
        ("sista fredagen i månaden", {"nth": -1}),
        ("3:e onsdagen varje månad", {"nth": 3}),
        ("onsdagar, start 2/9", {"start": Day(2, 9)}),
        ("tisdagar med start v. 37", {"start": 37}),
        ("torsdagar t.o.m. 29 april", {"until": Day(29, 4)}),
        ("torsdagar till och med v. 20", {"until": 20}),
        ("torsdagar (ej v. 38)", {"excluded_weeks": (38,)}),
        ("måndagar, ej 1 juni", {"excluded": ((Day(1, 6), Day(1, 6)),)}),
        ("måndagar i maj", {"months": (5,)}),
        ("måndagar i maj och juni", {"months": (5, 6)}),
        ("måndagar, 8 tillfällen", {"count": 8}),
        ("var tredje måndag", {"unclear": True}),
        ("en gång i månaden", {"unclear": True}),
    ],
)
def test_what_bounds_a_recurrence_is_read(text, said):
    read = days(text)
    assert {name: getattr(read, name) for name in said} == said


@pytest.mark.parametrize(
    "text", ["En jämn kamp", "Bingo i salongen", "Andra chansen", "ett första försök", "senast 8 maj", "senast fredag"]
)
def test_words_that_only_look_like_days_are_left(text):
    assert days(text) == Days()


def test_the_place_of_the_days_is_told():
    assert find_days("Tisdag 5/5 Bingo")[1] == ((0, 10),)

"""Is what was read proposed week by week, with a kind that fits its words, and nothing twice?"""

from datetime import date, time

import pytest

from livskraft.modules.activities.rules.pasted import read_programme
from livskraft.modules.activities.rules.pasted_choices import choices, kind_of
from livskraft.modules.activities.rules.vocabulary import Kind

TEXT = "Onsdag 28 januari: 10-12 Sittgympa\nTisdag 20 januari: 10-12 Sittgympa\nTorsdag 22 januari: stängt\n"


def test_times_and_closed_days_stand_in_their_weeks_in_order():
    found = choices(read_programme(TEXT, year=2026), known=[], there=[])
    assert [(week.monday, len(week.times), week.closed) for week in found.weeks] == [
        (date(2026, 1, 19), 1, (date(2026, 1, 22),)),
        (date(2026, 1, 26), 1, ()),
    ]
    assert [time.number for week in found.weeks for time in week.times] == [0, 1]


def test_a_title_is_new_once_and_not_at_all_when_the_place_has_it():
    reading = read_programme(TEXT.replace("12 Sittgympa\nT", "12 SITTGYMPA\nT"), year=2026)
    assert [title.title for title in choices(reading, known=[], there=[]).new] == ["SITTGYMPA"]
    assert choices(reading, known=["sittgympa"], there=[]).new == ()


def test_a_time_that_stands_in_the_programme_is_told_so():
    there = [("sittgympa", date(2026, 1, 20), time(10))]
    found = choices(read_programme(TEXT, year=2026), known=["sittgympa"], there=there)
    assert [time.there for week in found.weeks for time in week.times] == [True, False]


@pytest.mark.parametrize("written", ["SITT-GYMPA!", "Sitt gympa"])
def test_a_title_that_is_nearly_one_that_the_place_has_is_proposed_as_that_one(written):
    reading = read_programme(TEXT.replace("Sittgympa", written), year=2026)
    there = [("Sittgympa", date(2026, 1, 20), time(10))]
    found = choices(reading, known=["Sittgympa", "Bingo"], there=there)
    assert {title.like for title in found.new} == {"Sittgympa"}
    assert [time.there for week in found.weeks for time in week.times] == [True, False]
    assert [title.like for title in choices(reading, known=["Bingo", "Gympa"], there=[]).new] == [""]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Sittgympa", Kind.TRAINING),
        ("Öppet minigym", Kind.GYM),
        ("Promenad till ån", Kind.HEALTH),
        ("Brasskvintett och musikquiz", Kind.CULTURAL),
        ("Bingo", Kind.SOCIAL),
        ("", Kind.SOCIAL),
    ],
)
def test_the_words_of_a_title_suggest_its_kind(title, kind):
    assert kind_of(title) == kind

"""Does everything that has to be done stand in the way of closing, and are the days counted right?"""

from datetime import date, timedelta

import pytest

from livskraft.modules.training.rules.episodes import (
    DAYS_QUIET,
    DAYS_TO_CROSS,
    NotYet,
    Standing,
    crossed,
    hinders,
    is_quiet,
)

DONE = Standing(begun=True, summarised=True)
DAY = date(2026, 3, 1)


def test_nothing_stands_in_the_way_when_everything_is_journalled():
    assert hinders(DONE) == []


@pytest.mark.parametrize(
    ("standing", "hinder"),
    [
        (Standing(begun=False, summarised=True), NotYet.NO_BEGINNING),
        (Standing(begun=True, summarised=False), NotYet.NO_SUMMARY),
        (Standing(begun=True, summarised=True, unjournalled=1), NotYet.SESSION_WITHOUT_NOTE),
        (Standing(begun=True, summarised=True, drafts=1), NotYet.UNSIGNED_DRAFT),
        (Standing(begun=True, summarised=True, open_goals=1), NotYet.GOAL_NOT_FOLLOWED_UP),
    ],
)
def test_each_thing_that_is_left_stands_in_the_way(standing, hinder):
    assert hinders(standing) == [hinder]


def test_they_come_in_the_order_one_would_do_them():
    assert hinders(Standing(begun=False, summarised=False, unjournalled=2, drafts=1, open_goals=3)) == list(NotYet)


def test_a_period_is_quiet_when_more_than_the_days_have_passed():
    assert not is_quiet(DAY, DAY + timedelta(days=DAYS_QUIET))
    assert is_quiet(DAY, DAY + timedelta(days=DAYS_QUIET + 1))


@pytest.mark.parametrize(("days", "over"), [(-1, False), (0, True), (DAYS_TO_CROSS, True), (DAYS_TO_CROSS + 1, False)])
def test_who_comes_on_the_day_of_closing_or_within_the_days_has_crossed(days, over):
    assert crossed(DAY, [DAY + timedelta(days=days)]) is over


def test_one_visit_in_time_is_enough_and_none_is_not():
    assert crossed(DAY, [DAY - timedelta(days=3), DAY + timedelta(days=3)])
    assert not crossed(DAY, [])

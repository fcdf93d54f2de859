"""Is somebody shown as ready for more at the right moment, and is what stands in the way found with what to do?"""

from datetime import date, timedelta

import pytest

from livskraft.modules.training.rules.programmes import (
    Done,
    Hindrance,
    default_review,
    hindrance,
    instead,
    last_review,
    ready_for_more,
    review_due,
)
from livskraft.modules.training.rules.vocabulary import Progression

TODAY = date(2026, 3, 28)


def felt(*efforts):
    return [Done(2, repetitions=10, effort=effort) for effort in efforts]


@pytest.mark.parametrize(
    ("latest", "ready"),
    [
        ([4, 4], True),
        ([4, 4, 9], True),
        ([4, 5], False),
        ([5, 4], False),
        ([6, 4], False),
        ([4], False),
        ([], False),
        ([4, None], False),
        ([0, 0], True),
    ],
)
def test_two_sessions_in_a_row_lighter_than_meant_are_ready_for_more(latest, ready):
    assert ready_for_more(Progression.EFFORT, 5, felt(*latest)) is ready


@pytest.mark.parametrize("progression", [Progression.WEEKLY, Progression.THERAPIST, "effort "])
def test_only_what_is_increased_by_effort_is_told_by_effort(progression):
    assert not ready_for_more(progression, 5, felt(1, 1))


def test_without_a_wanted_effort_nothing_is_lighter_than_it():
    assert not ready_for_more(Progression.EFFORT, None, felt(1, 1))


def test_nothing_is_lighter_than_no_effort_at_all():
    assert not ready_for_more(Progression.EFFORT, 0, felt(0, 0))


def test_how_something_else_felt_says_nothing_of_the_exercise():
    other = Done(2, effort=1)
    assert not ready_for_more(Progression.EFFORT, 5, [other, other])
    assert ready_for_more(Progression.EFFORT, 5, [other, *felt(4, 4)])
    assert not ready_for_more(Progression.EFFORT, 5, [*felt(4), other, *felt(6)])


@pytest.mark.parametrize(("days", "due"), [(8, False), (7, True), (0, True), (-1, True)])
def test_a_programme_is_to_be_gone_through_from_a_week_before(days, due):
    assert review_due(TODAY + timedelta(days=days), TODAY) is due


def test_the_usual_time_is_twelve_weeks_and_the_longest_a_year_of_weeks():
    assert (default_review(TODAY) - TODAY).days == 84
    assert (last_review(TODAY) - TODAY).days == 364


@pytest.mark.parametrize(
    ("kind", "there", "found"),
    [
        (None, {}, None),
        (1, {1: True}, None),
        (1, {1: False}, Hindrance.OUT_OF_USE),
        (1, {2: True}, Hindrance.NOT_THERE),
        (1, {}, Hindrance.NOT_THERE),
    ],
)
def test_what_stands_in_the_way_is_that_it_is_not_there_or_out_of_use(kind, there, found):
    assert hindrance(kind, there) == found


@pytest.mark.parametrize(
    ("there", "step"),
    [({1: True, 2: True}, "first"), ({1: False, 2: True}, "second"), ({2: True}, "second"), ({1: False}, None)],
)
def test_the_first_alternative_that_can_be_done_is_told(there, step):
    assert instead([("first", 1), ("second", 2)], there) == step


def test_what_needs_no_equipment_can_always_be_done():
    assert instead([("first", 1), ("chair", None)], {}) == "chair"

"""Are steps told apart however they were typed, and does no exercise stand in for itself by way of others?"""

import pytest

from livskraft.modules.training.rules.exercises import leads_back, matches, steps


def test_each_line_that_says_something_is_a_step_without_the_mark_before_it():
    typed = "1. Sätt dig.\n\n  2) Res dig.\n- Vänta.\n• Andas.\n3 andetag räcker.\n"
    assert steps(typed) == ["Sätt dig.", "Res dig.", "Vänta.", "Andas.", "3 andetag räcker."]


def test_a_line_with_only_a_mark_says_nothing():
    assert steps("1. \n-\n \n") == ["1.", "-"]
    assert steps("") == []


@pytest.mark.parametrize(
    ("exercise", "alternative", "others", "back"),
    [
        (1, 2, {}, False),
        (1, 1, {}, True),
        (1, 2, {2: 1}, True),
        (1, 2, {2: 3, 3: 1}, True),
        (1, 2, {1: 5, 2: 3, 3: None}, False),
        (1, 2, {2: 3, 3: 2}, True),
    ],
)
def test_going_from_alternative_to_alternative_never_comes_back(exercise, alternative, others, back):
    assert leads_back(exercise, alternative, others) == back


def test_every_word_is_found_somewhere():
    assert matches("", "tåhävning")
    assert matches("tå res", "tåhävning", "res dig")
    assert not matches("tå sitt", "tåhävning", "res dig")

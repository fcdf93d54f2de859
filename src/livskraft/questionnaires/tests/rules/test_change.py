"""Is a change called one only when it is large enough, the right way round, and between scores that can be compared?"""

from dataclasses import replace
from decimal import Decimal

import pytest

from livskraft.questionnaires.rules.change import Change, Circumstances, compared
from livskraft.questionnaires.rules.library import library
from livskraft.questionnaires.rules.scoring import Score

COULD_NOT = Score(None, unable=("seconds",))
MISSING = Score(None, missing=("seconds",))


def change(code, earlier, later, differing=None):
    before = Circumstances(code, Decimal(4), "rollator", "")
    scores = [each if isinstance(each, Score) else Score(Decimal(each)) for each in (earlier, later)]
    return compared(library()[code], *scores, before, replace(before, **(differing or {})))


@pytest.mark.parametrize(
    ("code", "earlier", "later", "told", "by"),
    [
        ("sppb:1", 6, 7, Change.BETTER, 1),
        ("sppb:1", 7, 6, Change.WORSE, -1),
        ("sppb:1", 7, 7, Change.SAME, 0),
        ("gait_speed:1", "0.70", "0.79", Change.TOO_SMALL, "0.09"),
        ("gait_speed:1", "0.70", "0.80", Change.BETTER, "0.10"),
        ("gait_speed:1", "0.80", "0.71", Change.TOO_SMALL, "-0.09"),
        ("gait_speed:1", "0.80", "0.70", Change.WORSE, "-0.10"),
        ("six_minute_walk:1", 300, 329, Change.TOO_SMALL, 29),
        ("six_minute_walk:1", 300, 330, Change.BETTER, 30),
        ("who5:1", 40, 48, Change.TOO_SMALL, 8),
        ("who5:1", 40, 52, Change.BETTER, 12),
        ("chair_stands:1", 9, 10, Change.TOO_SMALL, 1),
        ("chair_stands:1", 9, 11, Change.BETTER, 2),
        ("tug:1", "14.5", "12.0", Change.NO_LIMIT, "-2.5"),
    ],
)
def test_a_change_means_something_from_the_smallest_difference_on(code, earlier, later, told, by):
    found = change(code, earlier, later)
    assert (found.change, found.by) == (told, Decimal(by))


def test_shorter_is_better_where_the_instrument_says_so():
    instrument = replace(library()["tug:1"], smallest_difference=Decimal(2))
    alike = Circumstances("tug:1", None, "", "")
    assert compared(instrument, Score(Decimal(14)), Score(Decimal(12)), alike, alike).change == Change.BETTER
    assert compared(instrument, Score(Decimal(12)), Score(Decimal(14)), alike, alike).change == Change.WORSE


def test_to_begin_or_cease_to_be_able_is_a_change_and_a_gap_is_none():
    assert change("gait_speed:1", COULD_NOT, "0.5").change == Change.NOW_CAN
    assert change("gait_speed:1", "0.5", COULD_NOT).change == Change.NO_LONGER
    for earlier, later in ((MISSING, "0.5"), ("0.5", MISSING), (MISSING, COULD_NOT), (COULD_NOT, COULD_NOT)):
        assert change("gait_speed:1", earlier, later).change == Change.NOT_COMPARABLE


@pytest.mark.parametrize(
    "differing", [{"course": Decimal(3)}, {"aid": "käpp"}, {"help": "stöd"}, {"code": "gait_speed:2"}]
)
def test_what_was_measured_otherwise_is_not_compared(differing):
    assert change("gait_speed:1", "0.5", "0.9", differing).change == Change.NOT_COMPARABLE

"""Is each instrument scored as its table says, on both sides of every boundary?"""

from decimal import Decimal

import pytest

from livskraft.questionnaires.rules.answers import COULD_NOT, read
from livskraft.questionnaires.rules.library import library
from livskraft.questionnaires.rules.scoring import score

BALANCE = {"side_by_side": "10", "semi_tandem": "10", "tandem": "10"}
BEST = BALANCE | {"walk": "3", "five_stands": "8"}


def scored(code, course=None, **written):
    instrument = library()[code]
    return score(instrument, read(instrument, written), Decimal(course) if course else None)


def sppb(course="4", **changed):
    return scored("sppb:1", course, **(BEST | changed))


@pytest.mark.parametrize(
    ("seconds", "points"),
    [("1.00", 4), ("4.81", 4), ("4.82", 3), ("6.20", 3), ("6.21", 2), ("8.70", 2), ("8.71", 1), ("120", 1)],
)
def test_the_walk_of_four_metres_in_sppb(seconds, points):
    assert sppb(walk=seconds).points["walk"] == points


@pytest.mark.parametrize(
    ("seconds", "points"),
    [("1.00", 4), ("3.61", 4), ("3.62", 3), ("4.65", 3), ("4.66", 2), ("6.52", 2), ("6.53", 1), ("120", 1)],
)
def test_the_walk_of_three_metres_has_bands_of_its_own(seconds, points):
    assert sppb("3", walk=seconds).points["walk"] == points


@pytest.mark.parametrize(
    ("seconds", "points"),
    [
        ("2", 4),
        ("11.19", 4),
        ("11.20", 3),
        ("13.69", 3),
        ("13.70", 2),
        ("16.69", 2),
        ("16.70", 1),
        ("60", 1),
        ("60.01", 0),
    ],
)
def test_five_stands_in_sppb(seconds, points):
    assert sppb(five_stands=seconds).points["five_stands"] == points


@pytest.mark.parametrize(("seconds", "points"), [("0", 0), ("2.99", 0), ("3", 1), ("9.99", 1), ("10", 2)])
def test_the_tandem_in_sppb(seconds, points):
    assert sppb(tandem=seconds).points["tandem"] == points


@pytest.mark.parametrize(("seconds", "points"), [("0", 0), ("9.99", 0), ("10", 1)])
@pytest.mark.parametrize("stance", ["side_by_side", "semi_tandem"])
def test_the_easier_stances_in_sppb(stance, seconds, points):
    assert sppb(**{stance: seconds}).points[stance] == points


def test_sppb_goes_from_none_to_twelve():
    assert sppb().value == 12
    nothing = dict.fromkeys(BEST, COULD_NOT.value)
    found = scored("sppb:1", "4", **nothing)
    assert (found.value, found.could_not, set(found.unable)) == (0, False, set(BEST))


def test_whoever_cannot_stand_in_one_way_is_not_asked_for_a_harder_one():
    written = {"side_by_side": "4", "walk": "5", "five_stands": "15"}
    found = scored("sppb:1", "4", **written)
    assert (found.value, found.missing) == (5, ())


def test_what_nobody_asked_is_missing_and_could_not_is_not():
    written = BEST | {"walk": COULD_NOT.value}
    assert scored("sppb:1", "4", **written).value == 8
    del written["walk"]
    found = scored("sppb:1", "4", **written)
    assert (found.value, found.missing) == (None, ("walk",))


@pytest.mark.parametrize("code", ["sppb:1", "gait_speed:1", "six_minute_walk:1"])
@pytest.mark.parametrize("course", [None, "5", "0"])
def test_a_walk_without_its_length_is_refused(code, course):
    with pytest.raises(ValueError, match="course"):
        scored(code, course)


@pytest.mark.parametrize(
    ("course", "seconds", "speed"),
    [("4", "5", "0.80"), ("4", "4.94", "0.81"), ("4", "5.04", "0.79"), ("10", "8", "1.25"), ("3", "3.21", "0.93")],
)
def test_gait_speed_is_metres_per_second_to_the_hundredth(course, seconds, speed):
    assert scored("gait_speed:1", course, seconds=seconds).value == Decimal(speed)


@pytest.mark.parametrize(
    ("code", "course", "part"),
    [("tug:1", None, "seconds"), ("six_minute_walk:1", "30", "metres"), ("gait_speed:1", "4", "seconds")],
)
def test_could_not_is_a_result_and_an_empty_field_is_none(code, course, part):
    could_not = scored(code, course, **{part: COULD_NOT.value})
    assert (could_not.value, could_not.could_not, could_not.missing) == (None, True, ())
    empty = scored(code, course)
    assert (empty.value, empty.could_not, empty.missing) == (None, False, (part,))


@pytest.mark.parametrize(("hands", "value"), [("0", 12), ("1", 0)])
def test_stands_with_the_hands_are_none(hands, value):
    assert scored("chair_stands:1", stands="12", hands=hands).value == value


def test_stands_without_saying_how_are_no_score():
    found = scored("chair_stands:1", stands="12")
    assert (found.value, found.missing) == (None, ("hands",))
    assert scored("chair_stands:1", stands=COULD_NOT.value, hands="0").could_not
    assert scored("chair_stands:1", stands=COULD_NOT.value).could_not


@pytest.mark.parametrize(("training", "minutes"), [(1, 0), (2, 30), (3, 90), (4, 150), (5, 210), (6, 240)])
def test_training_counts_twice_in_activity_minutes(training, minutes):
    assert scored("activity:1", training=str(training), everyday="1").value == minutes


@pytest.mark.parametrize(("everyday", "minutes"), [(1, 0), (2, 15), (3, 45), (4, 75), (5, 120), (6, 225), (7, 300)])
def test_everyday_activity_counts_once(everyday, minutes):
    assert scored("activity:1", training="1", everyday=str(everyday)).value == minutes
    assert scored("activity:1", everyday=str(everyday)).value is None


@pytest.mark.parametrize(("each", "value"), [(0, 0), (1, 20), (2, 40), (3, 60), (4, 80), (5, 100)])
def test_who5_is_the_sum_times_four(each, value):
    parts = [part.key for part in library()["who5:1"].parts]
    assert scored("who5:1", **dict.fromkeys(parts, str(each))).value == value
    assert scored("who5:1", **dict.fromkeys(parts[1:], str(each))).value is None


@pytest.mark.parametrize(("each", "value"), [(1, 3), (2, 6), (3, 9)])
def test_loneliness_is_the_sum_of_three(each, value):
    parts = [part.key for part in library()["ucla3:1"].parts]
    assert scored("ucla3:1", **dict.fromkeys(parts, str(each))).value == value
    assert scored("ucla3:1", **dict.fromkeys(parts[1:], str(each))).value is None


@pytest.mark.parametrize(("answered", "value"), [(7, 14), (6, 14), (5, 14), (4, None), (0, None)])
def test_two_missing_answers_about_falling_count_as_the_mean_of_the_rest_and_three_do_not(answered, value):
    parts = [part.key for part in library()["fes_i_short:1"].parts]
    assert scored("fes_i_short:1", **dict.fromkeys(parts[:answered], "2")).value == value


def test_the_mean_is_rounded_to_a_whole_point_half_up():
    parts = [part.key for part in library()["fes_i_short:1"].parts]
    answered = dict(zip(parts[:6], "111112", strict=True))
    assert scored("fes_i_short:1", **answered).value == 8  # 7 × 7 / 6 = 8.17
    answered = dict(zip(parts[:6], "112223", strict=True))
    assert scored("fes_i_short:1", **answered).value == 13  # 11 × 7 / 6 = 12.83


@pytest.mark.parametrize("code", ["health_elderly_survey:1", "health_public_survey:1"])
@pytest.mark.parametrize("chosen", [1, 2, 3, 4, 5])
def test_a_choice_is_its_own_score(code, chosen):
    assert scored(code, health=str(chosen)).value == chosen
